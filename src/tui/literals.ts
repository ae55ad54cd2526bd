import type { DiffRow, LiteralData } from '../match/diff.js';

/** The rows `from` to `to` (exclusive) of a literal's data, and the literal of each side that has it. */
export interface LiteralRows {
  readonly from: number;
  readonly to: number;
  readonly expected: LiteralData | undefined;
  readonly actual: LiteralData | undefined;
}

/** More rows than these are folded: it is more than one takes in at a glance. */
const longest = 6;

export function isLong({ from, to }: LiteralRows): boolean {
  return to - from > longest;
}

/** All literals, ascending. */
export function findLiterals(rows: readonly DiffRow[]): readonly LiteralRows[] {
  const found: { -readonly [Key in keyof LiteralRows]: LiteralRows[Key] }[] = [];
  let open = false;
  rows.forEach((row, at) => {
    const expected = row.kind === 'actual' ? undefined : row.expected.literal;
    const actual = row.kind === 'expected' ? undefined : row.actual.literal;
    const last = open ? found.at(-1) : undefined;
    open =
      (row.kind === 'actual' || expected !== undefined) && (row.kind === 'expected' || actual !== undefined);
    if (!open) return;
    if (last && areOne(last.expected, expected) && areOne(last.actual, actual)) {
      last.to = at + 1;
      last.expected ??= expected;
      last.actual ??= actual;
    } else found.push({ from: at, to: at + 1, expected, actual });
  });
  return found;
}

/** What only one side has may belong to the other's. */
function areOne(before: LiteralData | undefined, data: LiteralData | undefined): boolean {
  return before === undefined || data === undefined || before === data;
}

/** `literal, 2,345 octets`; where the sides differ in that, `literal, 2,345 octets, expected 2,310`. */
export function describeLiteral(data: LiteralData, expected = data): string {
  const other = expected.octets === data.octets ? '' : `, expected ${grouped(expected.octets)}`;
  return `literal, ${grouped(data.octets)} octets${other}`;
}

/** 2345 as `2,345`. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}
