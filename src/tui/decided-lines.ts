import type { TranscriptDiff } from '../match/diff.js';
import type { Decided } from './review-state.js';

/** A line of the file that is to be written: from which side, and its number there. */
export interface DecidedLine {
  readonly side: 'expected' | 'actual';
  readonly number: number;
}

/**
 * What a transcript becomes by the decisions about it: the new lines where they were accepted, the old ones everywhere
 * else. Lines that differ but mean the same stay as they are, with their patterns.
 */
export function decidedLines(
  { rows }: TranscriptDiff,
  decisions: readonly Decided[],
): readonly DecidedLine[] {
  const accepted = new Set<number>();
  for (const { from, to, decision } of decisions) {
    if (decision === 'accept') for (let row = from; row < to; row++) accepted.add(row);
  }
  return rows.flatMap((row, at): readonly DecidedLine[] => {
    if ('class' in row && accepted.has(at)) {
      return row.kind === 'expected' ? [] : [{ side: 'actual', number: row.actual.number }];
    }
    return row.kind === 'actual' ? [] : [{ side: 'expected', number: row.expected.number }];
  });
}
