import type { Octets } from '../text/octets.js';
import type { Source } from '../text/source.js';
import type { DiffRow, TranscriptDiff } from './diff.js';

/** What was decided about the rows `from` to `to` (exclusive) of a diff. */
export interface RowDecision {
  readonly from: number;
  readonly to: number;
  readonly decision: 'accept' | 'reject' | 'skip';
}

/** A transcript after a review. */
export interface Decided {
  /** What was accepted is in it; all else is as it was, the patterns too. */
  readonly transcript: Octets;
  /** What is still to be decided; undefined when nothing is. */
  readonly pending: Octets | undefined;
}

/** Puts together what was decided: `expected` is the transcript, `actual` the pending one, `diff` theirs. */
export function decide(
  diff: TranscriptDiff,
  expected: Source,
  actual: Source,
  decisions: readonly RowDecision[],
): Decided {
  const sides = { expected: linesOf(expected), actual: linesOf(actual) };
  const decisionAt = new Map<number, RowDecision['decision']>();
  for (const { from, to, decision } of decisions) {
    for (let row = from; row < to; row++) decisionAt.set(row, decision);
  }
  let transcript = '';
  let pending = '';
  for (const [index, row] of diff.rows.entries()) {
    const isSame = row.kind === 'equal' || row.kind === 'matched';
    const decision = isSame ? 'reject' : (decisionAt.get(index) ?? 'skip');
    transcript += take(row, decision === 'accept' ? 'actual' : 'expected', sides);
    pending += take(row, decision === 'reject' ? 'expected' : 'actual', sides);
  }
  return { transcript, pending: pending === transcript ? undefined : pending };
}

function take(
  row: DiffRow,
  side: 'expected' | 'actual',
  lines: Readonly<Record<'expected' | 'actual', readonly Octets[]>>,
): Octets {
  if (row.kind === 'expected' && side === 'actual') return '';
  if (row.kind === 'actual' && side === 'expected') return '';
  const line = side === 'expected' ? numberOf(row, 'expected') : numberOf(row, 'actual');
  return lines[side][line - 1] ?? '';
}

function numberOf(row: DiffRow, side: 'expected' | 'actual'): number {
  if (side === 'expected') return row.kind === 'actual' ? 0 : row.expected.number;
  return row.kind === 'expected' ? 0 : row.actual.number;
}

/** Each with its line end. */
function linesOf({ text }: Source): readonly Octets[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
