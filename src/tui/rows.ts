import type { DiffRow, TranscriptDiff } from '../match/diff.js';

/** A diff with what moving about in it needs: where the differences are and the equal stretches between them. */
export interface DiffIndex {
  readonly rows: readonly DiffRow[];
  /** The rows that differ, ascending. */
  readonly differences: readonly number[];
  /** The first row of each difference: neighbouring rows may be one. */
  readonly starts: readonly number[];
  readonly stretches: readonly Stretch[];
  /** The digits of the greatest line number. */
  readonly digits: number;
}

/** Rows `from` to `to` (exclusive) without a difference. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What one place of the list shows: a row, or how many equal ones are folded away. */
export type Entry =
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'fold'; readonly stretch: number; readonly from: number; readonly to: number };

export function indexDiff({ rows }: TranscriptDiff): DiffIndex {
  const differences: number[] = [];
  const starts: number[] = [];
  const stretches: Stretch[] = [];
  let from = 0;
  rows.forEach((row, at) => {
    if (!isDifference(row)) return;
    if (!continuesDifference(rows, at)) starts.push(at);
    differences.push(at);
    if (from < at) stretches.push({ from, to: at });
    from = at + 1;
  });
  if (from < rows.length) stretches.push({ from, to: rows.length });
  return { rows, differences, starts, stretches, digits: digitsOf(rows) };
}

export function isDifference(row: DiffRow): boolean {
  return row.kind !== 'equal' && row.kind !== 'matched';
}

/** Neighbouring rows are one difference when they are of one class and no command is between them. */
function continuesDifference(rows: readonly DiffRow[], at: number): boolean {
  const [before, row] = [rows[at - 1], rows[at]];
  if (!before || !row || isFromClient(row) || !('class' in before && 'class' in row)) return false;
  return before.class === row.class;
}

/** True where either side is a line that the client sends. */
export function isFromClient(row: DiffRow): boolean {
  return (row.kind === 'actual' ? row.actual : row.expected).from === 'client';
}

/**
 * The list that is shown: every difference, so many equal rows of context around it, and folds for the rest.
 * `opened` holds the stretches that are shown whole.
 */
export function buildEntries(index: DiffIndex, context: number, opened: ReadonlySet<number>): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  index.stretches.forEach((stretch, number) => {
    pushRows(entries, at, stretch.from);
    const hidden = opened.has(number) ? undefined : hiddenPart(stretch, context, index.rows.length);
    if (hidden) {
      pushRows(entries, stretch.from, hidden.from);
      entries.push({ kind: 'fold', stretch: number, ...hidden });
      pushRows(entries, hidden.to, stretch.to);
    } else pushRows(entries, stretch.from, stretch.to);
    at = stretch.to;
  });
  pushRows(entries, at, index.rows.length);
  return entries;
}

/** The place in the list that shows a row, be it in a fold. */
export function entryOfRow(entries: readonly Entry[], row: number): number {
  let low = 0;
  let high = entries.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (firstRow(entries[middle]) <= row) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The row of a place in the list; of a fold, its first. */
export function firstRow(entry: Entry | undefined): number {
  if (!entry) return 0;
  return entry.kind === 'row' ? entry.row : entry.from;
}

/** The first of ascending numbers that is greater than `than`; its place, or the length when none is. */
export function firstAbove(numbers: readonly number[], than: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) > than) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** No context is kept at the ends of the file, and a fold hides two rows at least. */
function hiddenPart(stretch: Stretch, context: number, length: number): Stretch | undefined {
  const from = stretch.from === 0 ? 0 : stretch.from + context;
  const to = stretch.to === length ? length : stretch.to - context;
  return to - from >= 2 ? { from, to } : undefined;
}

function pushRows(entries: Entry[], from: number, to: number): void {
  for (let row = from; row < to; row++) entries.push({ kind: 'row', row });
}

function digitsOf(rows: readonly DiffRow[]): number {
  let greatest = 1;
  for (const row of rows) {
    if (row.kind !== 'actual' && row.expected.number > greatest) greatest = row.expected.number;
    if (row.kind !== 'expected' && row.actual.number > greatest) greatest = row.actual.number;
  }
  return String(greatest).length;
}
