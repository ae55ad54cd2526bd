import type { DiffRow, TranscriptDiff } from '../match/diff.js';
import { isDifferent } from '../match/is-different.js';
import { findLiterals, isLong, type LiteralRows } from './literals.js';

/** A diff with what moving about in it needs: where the differences are and the equal stretches between them. */
export interface DiffIndex {
  readonly rows: readonly DiffRow[];
  /** The rows that differ, ascending. */
  readonly differences: readonly number[];
  /** The first row of each difference: neighbouring rows may be one, and a literal is one. */
  readonly starts: readonly number[];
  readonly stretches: readonly Stretch[];
  /** Those that are long enough to be folded. */
  readonly literals: readonly LiteralRows[];
  /** The digits of the greatest line number. */
  readonly digits: number;
}

/** Rows `from` to `to` (exclusive) without a difference. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export function indexDiff({ rows }: TranscriptDiff): DiffIndex {
  const differences: number[] = [];
  const starts: number[] = [];
  const stretches: Stretch[] = [];
  const literals = findLiterals(rows);
  let from = 0;
  let literal = 0;
  rows.forEach((row, at) => {
    if (!isDifference(row)) return;
    while ((literals[literal]?.to ?? Infinity) < at) literal++;
    const continues =
      continuesLiteral(literals[literal], differences.at(-1), at) || continuesDifference(rows, at);
    if (!continues) starts.push(at);
    differences.push(at);
    if (from < at) stretches.push({ from, to: at });
    from = at + 1;
  });
  if (from < rows.length) stretches.push({ from, to: rows.length });
  return {
    rows,
    differences,
    starts,
    stretches,
    literals: literals.filter(isLong),
    digits: digitsOf(rows),
  };
}

/** What is asked about and jumped to: all that makes a difference. */
export const isDifference = isDifferent;

/** Whether both sides of a row stand for each other, so that one of them can be shown for both. */
export function isSame(row: DiffRow): boolean {
  return row.kind === 'equal' || row.kind === 'matched' || (row.kind === 'moved' && row.class === 'order');
}

/** Whether a row shows how one line differs from another. */
export function isTwoTexts(row: DiffRow): row is DiffRow & { kind: 'changed' | 'moved' } {
  return row.kind === 'changed' || (row.kind === 'moved' && row.class !== 'order');
}

/** A literal is one with the line that announces it, and with the one that goes on behind it. */
function continuesLiteral(literal: LiteralRows | undefined, before: number | undefined, at: number): boolean {
  return literal !== undefined && before !== undefined && before >= literal.from - 1 && at > literal.from - 1;
}

/**
 * Neighbouring rows that only one side has are one difference, as are the changed lines of one response; a line of the
 * client begins another, and so does another class. What moved together is one.
 */
function continuesDifference(rows: readonly DiffRow[], at: number): boolean {
  const [before, row] = [rows[at - 1], rows[at]];
  if (!before || !row || isFromClient(row) || !('class' in before && 'class' in row)) return false;
  if (!isDifference(before) || before.class !== row.class || before.kind !== row.kind) return false;
  if (row.kind === 'moved') return before.kind === 'moved' && areNeighbours(before, row);
  return row.kind !== 'changed' || !beginsResponse.test(row.actual.text);
}

type MovedRow = DiffRow & { kind: 'moved' };

function areNeighbours(before: MovedRow, row: MovedRow): boolean {
  const isNext = (side: 'expected' | 'actual') => row[side].number === before[side].number + 1;
  return isNext('expected') && isNext('actual');
}

/** `response-tagged`, `response-data` and `continue-req` as far as their first words — RFC 9051 §9 */
const beginsResponse = /^(?:[*+] |[^\s*+]+ (?:OK|NO|BAD)(?: |$))/i;

/** True where either side is a line that the client sends. */
export function isFromClient(row: DiffRow): boolean {
  return (row.kind === 'actual' ? row.actual : row.expected).from === 'client';
}

/** The place of the first number that is greater than `than`, in an ascending list; its length when none is. */
export function firstAbove(numbers: readonly number[], than: number): number {
  return firstPlace(numbers, (number) => number > than);
}

/** The place of the first item for which a claim is true that stays true behind it; the length when there is none. */
export function firstPlace<Item>(items: readonly Item[], isTrue: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isTrue(items[middle] as Item)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function digitsOf(rows: readonly DiffRow[]): number {
  let greatest = 1;
  for (const row of rows) {
    if (row.kind !== 'actual' && row.expected.number > greatest) greatest = row.expected.number;
    if (row.kind !== 'expected' && row.actual.number > greatest) greatest = row.actual.number;
  }
  return String(greatest).length;
}
