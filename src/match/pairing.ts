import type { Response } from '../imap/response.js';
import type { Octets } from '../text/octets.js';
import { assign } from './assign.js';
import type { Captures } from './captures.js';
import { compareResponse, isWhole } from './compare-response.js';
import type { Difference } from './difference.js';
import type { ExpectedResponse } from './expected-response.js';
import { groupBy } from './group-by.js';
import { costOfDifference, costOfLeaving, costOfPair } from './pair-costs.js';
import type { MatchPolicy } from './policy.js';
import { expectedSubject, kindOf, subjectOf } from './response-subject.js';

/** For each expected response the index of the actual one that it is compared with. */
export type Pairs = readonly (number | undefined)[];

/**
 * Pairs expected responses with actual ones: first those that are octet by octet the same, then within each kind of
 * response so that the differences are fewest.
 */
export function pairResponses(
  expected: readonly ExpectedResponse[],
  actual: readonly Response[],
  policy: MatchPolicy,
  captures: Captures,
): Pairs {
  const pairing = new Pairing(expected, actual, policy, captures.fork());
  if (expected.length === 1 && actual.length === 1) pairing.pairBest([0], [0]);
  else {
    pairing.pairIdentical('must');
    pairing.pairIdentical('may');
    for (const group of pairing.groups()) pairing.pairGroup(group);
  }
  return pairing.pairs;
}

/** Indexes of responses that may belong together. */
interface Group {
  readonly kind: string;
  readonly expected: readonly number[];
  readonly actual: readonly number[];
}

/** Up to this many pairs of a group are compared with each other to find the best. */
const maxPairs = 25_600;
const maxPairsOfMany = 16_384;
/** How many comparisons the search for values that fit together may take. */
const maxTries = 1000;

class Pairing {
  readonly pairs: (number | undefined)[];
  readonly #expected: readonly ExpectedResponse[];
  readonly #actual: readonly Response[];
  readonly #policy: MatchPolicy;
  readonly #captures: Captures;
  readonly #taken = new Set<number>();

  constructor(
    expected: readonly ExpectedResponse[],
    actual: readonly Response[],
    policy: MatchPolicy,
    captures: Captures,
  ) {
    this.#expected = expected;
    this.#actual = actual;
    this.#policy = policy;
    this.#captures = captures;
    this.pairs = expected.map(() => undefined);
  }

  pairIdentical(presence: 'must' | 'may'): void {
    const wanted = this.#expected.flatMap((expected, index) =>
      expected.message.presence === presence && !expected.hasPlaceholders ? [index] : [],
    );
    if (wanted.length === 0) return;
    this.#pairByKey(
      wanted,
      this.#free(),
      (expected) => expected.octets,
      (actual) => actual.octets,
    );
  }

  /** The unpaired ones by kind, small groups first: what they capture helps with the others. */
  groups(): Group[] {
    const expected = groupBy(this.#waiting(), (index) => this.#kindOfExpected(index));
    const actual = groupBy(this.#free(), (index) => kindOf(this.#actual[index]!));
    return [...expected]
      .map(([kind, indexes]) => ({ kind, expected: indexes, actual: actual.get(kind) ?? [] }))
      .toSorted((a, b) => Number(a.kind === anyKind) - Number(b.kind === anyKind) || size(a) - size(b));
  }

  pairGroup({ kind, expected, actual: ofKind }: Group): void {
    const actual = kind === anyKind ? this.#free() : ofKind;
    if (expected.length * actual.length <= maxPairs) this.pairBest(expected, actual);
    else this.#pairMany(expected, actual);
  }

  /** Too many for the best assignment: those about the same thing, then what is left window by window. */
  #pairMany(expected: readonly number[], actual: readonly number[]): void {
    const { mode } = this.#policy;
    this.#pairByKey(
      expected,
      actual,
      (response) => expectedSubject(response, this.#captures, mode),
      (response) => subjectOf(response, mode),
    );
    const waiting = expected.filter((index) => this.pairs[index] === undefined);
    const free = actual.filter((index) => !this.#taken.has(index));
    const window = Math.ceil(Math.min(64, maxPairsOfMany / Math.max(waiting.length, 1)));
    for (let at = 0; at < waiting.length; at += window)
      this.pairBest(waiting.slice(at, at + window), free.slice(at, at + window));
  }

  pairBest(expected: readonly number[], actual: readonly number[]): void {
    if (actual.length === 0) return;
    const columns = this.#findInOrder(expected, actual) ?? this.#findBest(expected, actual);
    for (const [row, column] of columns.entries())
      if (column !== undefined) this.#pair(expected[row]!, actual[column]!);
  }

  /** Where each one is met by the one in its place, as is usual: then no other assignment is better. */
  #findInOrder(expected: readonly number[], actual: readonly number[]): Pairs | undefined {
    const isMet = (e: number, row: number) => row < actual.length && this.#costOf(e, actual[row]!) === 0;
    if (!expected.every(isMet)) return undefined;
    const columns = [...expected.keys()];
    return this.#contradicts(expected, actual, columns) ? undefined : columns;
  }

  #findBest(expected: readonly number[], actual: readonly number[]): Pairs {
    const costs = expected.map((e, row) =>
      actual.map((a, column) => this.#costOf(e, a) + Math.abs(row - column) * 1e-6),
    );
    const leaving = expected.map((e) => costOfLeaving(this.#expected[e]!, this.#policy));
    const best = assign(costs, (row) => leaving[row]!);
    return this.#contradicts(expected, actual, best)
      ? (this.#findConsistent(expected, actual, costs) ?? best)
      : best;
  }

  /** Whether pairs that fit one by one do not fit together: a name would have two values. */
  #contradicts(
    expected: readonly number[],
    actual: readonly number[],
    columns: readonly (number | undefined)[],
  ): boolean {
    const captures = this.#captures.fork();
    return columns.some((column, row) => {
      const e = this.#expected[expected[row]!]!;
      if (column === undefined || !e.hasPlaceholders) return false;
      const response = this.#actual[actual[column]!]!;
      const alone = this.#compare(e, response, this.#captures.fork())?.length ?? 0;
      return (this.#compare(e, response, captures)?.length ?? 0) > alone;
    });
  }

  /** The first assignment in which every row fits, whatever names are bound on the way; given up after some tries. */
  #findConsistent(
    expected: readonly number[],
    actual: readonly number[],
    costs: readonly (readonly number[])[],
  ): readonly number[] | undefined {
    let tries = maxTries;
    const visit = (columns: readonly number[], captures: Captures): readonly number[] | undefined => {
      const row = columns.length;
      if (row === expected.length) return columns;
      for (const [column, cost] of costs[row]!.entries()) {
        if (cost >= costOfDifference || columns.includes(column)) continue;
        if (tries-- <= 0) return undefined;
        const fork = captures.fork();
        const differences = this.#compare(
          this.#expected[expected[row]!]!,
          this.#actual[actual[column]!]!,
          fork,
        );
        const found = differences?.every(({ class: name }) => name === 'text')
          ? visit([...columns, column], fork)
          : undefined;
        if (found) return found;
      }
      return undefined;
    };
    return visit([], this.#captures);
  }

  #costOf(e: number, a: number): number {
    const expected = this.#expected[e]!;
    const differences = this.#compare(expected, this.#actual[a]!, this.#captures.fork());
    const isAllowed =
      expected.message.presence === 'must' ||
      differences?.every(({ class: name }) => !this.#policy.failing.has(name));
    return differences && isAllowed
      ? costOfPair(differences, expected, this.#actual[a]!, this.#policy, this.#captures)
      : Infinity;
  }

  #pair(e: number, a: number): void {
    this.pairs[e] = a;
    this.#taken.add(a);
    const expected = this.#expected[e]!;
    if (expected.hasPlaceholders) this.#compare(expected, this.#actual[a]!, this.#captures);
  }

  #compare(
    expected: ExpectedResponse,
    actual: Response,
    captures: Captures,
  ): readonly Difference[] | undefined {
    return compareResponse(expected, actual, captures, this.#policy, true);
  }

  /** Pairs those whose keys are equal, in order. */
  #pairByKey(
    expected: readonly number[],
    actual: readonly number[],
    keyOfExpected: (expected: ExpectedResponse) => Octets | undefined,
    keyOfActual: (actual: Response) => Octets | undefined,
  ): void {
    const free = groupBy(actual, (index) => keyOfActual(this.#actual[index]!));
    for (const indexes of free.values()) indexes.reverse();
    for (const e of expected) {
      const key = keyOfExpected(this.#expected[e]!);
      const a = key === undefined ? undefined : free.get(key)?.pop();
      if (a !== undefined) this.#pair(e, a);
    }
  }

  #kindOfExpected(index: number): string {
    const expected = this.#expected[index]!;
    return isWhole(expected) ? anyKind : kindOf(expected.response);
  }

  #waiting(): number[] {
    return [...this.pairs.keys()].filter((index) => this.pairs[index] === undefined);
  }

  #free(): number[] {
    return [...this.#actual.keys()].filter((index) => !this.#taken.has(index));
  }
}

/** The kind of expectations that a response of any kind may meet. */
const anyKind = 'any';

function size({ expected, actual }: Group): number {
  return expected.length * actual.length;
}
