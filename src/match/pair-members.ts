import type { Shape } from '../imap/response-shapes.js';
import type { Value } from '../imap/value.js';
import { assign } from './assign.js';
import { compareValue } from './compare-value.js';
import type { Comparison } from './comparison.js';

/** For members of a set that are patterns or lists: the actual ones that they are compared with. */
export type Partners = ReadonlyMap<Value, Value>;

/** Up to this many pairs are compared with each other to find the best. */
const maxPairs = 4096;
/** How many comparisons a search may take that gives up. */
const maxTries = 1000;
const maxTriesOfMany = 100_000;
const costAlone = 10;

/** Pairs patterns and lists with members of a set so that the least differs. */
export function pairMembers(
  comparison: Comparison,
  expected: readonly Value[],
  actual: readonly Value[],
  shape: Shape,
): Partners {
  const wanted = expected.filter((value) => mayDifferInForm(comparison, value));
  if (wanted.length * actual.length > maxPairs) return pairFirst(comparison, wanted, actual, shape);
  const costs = wanted.map((e) => actual.map((a) => costOfPair(comparison, e, a, shape)));
  const best = assign(costs, () => costAlone);
  const partners = partnersOf(wanted, actual, best);
  if (!contradicts(comparison, partners, best, costs, shape)) return partners;
  return findConsistent(comparison, wanted, actual, costs, shape) ?? partners;
}

/** Lists may be the same in part, patterns may match; a word that is not there is not there. */
function mayDifferInForm({ expected }: Comparison, value: Value): boolean {
  return value.kind === 'list' || expected.content(value).some((part) => part.kind === 'placeholder');
}

/** Words are the same or not; two lists may differ in part. */
function costOfPair(comparison: Comparison, expected: Value, actual: Value, shape: Shape): number {
  const trial = comparison.fork();
  compareValue(trial, expected, actual, shape, '');
  if (trial.differences.length === 0) return 0;
  return expected.kind === 'list' && actual.kind === 'list' ? trial.differences.length : costAlone;
}

function partnersOf(
  wanted: readonly Value[],
  actual: readonly Value[],
  columns: readonly (number | undefined)[],
): Partners {
  return new Map(
    columns.flatMap((column, row) => (column === undefined ? [] : [[wanted[row]!, actual[column]!]])),
  );
}

/** Whether pairs that fit one by one do not fit together: a name would have two values. */
function contradicts(
  comparison: Comparison,
  partners: Partners,
  columns: readonly (number | undefined)[],
  costs: readonly (readonly number[])[],
  shape: Shape,
): boolean {
  const alone = columns.reduce<number>(
    (sum, column, row) => sum + (column === undefined ? 0 : (costs[row]?.[column] ?? 0)),
    0,
  );
  const trial = comparison.fork();
  for (const [value, partner] of partners) compareValue(trial, value, partner, shape, '');
  return trial.differences.length > alone;
}

/** The first way in which all fit, whatever names are bound on the way; given up after some tries. */
function findConsistent(
  comparison: Comparison,
  wanted: readonly Value[],
  actual: readonly Value[],
  costs: readonly (readonly number[])[],
  shape: Shape,
): Partners | undefined {
  let tries = maxTries;
  const visit = (columns: readonly number[], before: Comparison): readonly number[] | undefined => {
    const row = columns.length;
    if (row === wanted.length) return columns;
    for (const [column, cost] of costs[row]!.entries()) {
      if (cost > 0 || columns.includes(column)) continue;
      if (tries-- <= 0) return undefined;
      const trial = before.fork();
      compareValue(trial, wanted[row]!, actual[column]!, shape, '');
      const found = trial.differences.length === 0 ? visit([...columns, column], trial) : undefined;
      if (found) return found;
    }
    return undefined;
  };
  const columns = visit([], comparison);
  return columns && partnersOf(wanted, actual, columns);
}

/** Too many for the best: each gets the first that it fits, those that fit anything last. */
function pairFirst(
  comparison: Comparison,
  wanted: readonly Value[],
  actual: readonly Value[],
  shape: Shape,
): Partners {
  const free = new Set(actual);
  const partners = new Map<Value, Value>();
  const isAny = (value: Value) => comparison.formOf(value) !== undefined;
  let tries = maxTriesOfMany;
  for (const value of [...wanted.filter((value) => !isAny(value)), ...wanted.filter(isAny)]) {
    for (const candidate of free) {
      if (tries-- <= 0) return partners;
      if (costOfPair(comparison, value, candidate, shape) > 0) continue;
      partners.set(value, candidate);
      free.delete(candidate);
      break;
    }
  }
  const lists = [...free].filter(({ kind }) => kind === 'list');
  for (const value of wanted) {
    const partner = value.kind === 'list' && !partners.has(value) ? lists.shift() : undefined;
    if (partner) partners.set(value, partner);
  }
  return partners;
}
