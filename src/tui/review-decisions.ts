import type { Rewriting, RowDecision } from '../match/decide.js';
import type { DiffState, DiffSubject } from './diff-state.js';
import { firstAbove } from './rows.js';

export type Decision = RowDecision['decision'];

/** A pending transcript: what is there now (expected) against what it would become (actual). */
export interface ReviewFile extends DiffSubject {
  readonly path: string;
  /** What a row becomes when it is masked or ignored, safe to show; undefined where that is not possible. */
  readonly rewrite?: (row: number, how: Rewriting) => readonly string[] | undefined;
}

/** What was decided about one difference: the rows `from` to `to` (exclusive) of the file's diff. */
export interface Decided {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly decision: Decision;
}

export interface FileReview {
  readonly path: string;
  readonly file: ReviewFile;
  readonly diff: DiffState;
  /** By the first row of a difference. */
  readonly decisions: ReadonlyMap<number, Decision>;
}

/** What was decided about a file, in the order of its rows. */
export function decisionsOfFile({ path, diff, decisions }: FileReview): readonly Decided[] {
  return diff.index.starts.flatMap((from, number) => {
    const decision = decisions.get(from);
    return decision === undefined ? [] : [{ path, from, to: endOf(diff, number), decision }];
  });
}

/** The row behind a difference, by its number. */
export function endOf({ index }: DiffState, number: number): number {
  const next = index.starts[number + 1] ?? index.rows.length;
  return (index.differences[firstAbove(index.differences, next - 1) - 1] ?? 0) + 1;
}
