import type { Octets } from '../text/octets.js';
import type { Source } from '../text/source.js';
import type { DiffLine, DiffRow, TranscriptDiff } from './diff.js';

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
  const lines = {
    expected: linesOfRows(diff, 'expected', expected),
    actual: linesOfRows(diff, 'actual', actual),
  };
  const decisionAt = new Map<number, RowDecision['decision']>();
  for (const { from, to, decision } of decisions) {
    for (let row = from; row < to; row++) decisionAt.set(row, decision);
  }
  let transcript = '';
  let pending = '';
  for (const [index, row] of diff.rows.entries()) {
    const isSame = row.kind === 'equal' || row.kind === 'matched';
    const decision = isSame ? 'reject' : (decisionAt.get(index) ?? 'skip');
    transcript += lines[decision === 'accept' ? 'actual' : 'expected'][index] ?? '';
    pending += lines[decision === 'reject' ? 'expected' : 'actual'][index] ?? '';
  }
  return { transcript, pending: pending === transcript ? undefined : pending };
}

/** What each row has of one side, with its line ends: the lines up to those of the next row, mostly one. */
function linesOfRows(diff: TranscriptDiff, side: 'expected' | 'actual', { text }: Source): readonly Octets[] {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  let end = lines.length;
  const found = diff.rows.toReversed().map((row) => {
    const line = lineOf(row, side);
    if (!line) return '';
    const own = lines.slice(line.number - 1, end).join('');
    end = line.number - 1;
    return own;
  });
  return found.toReversed();
}

function lineOf(row: DiffRow, side: 'expected' | 'actual'): DiffLine | undefined {
  if (side === 'expected') return row.kind === 'actual' ? undefined : row.expected;
  return row.kind === 'expected' ? undefined : row.actual;
}
