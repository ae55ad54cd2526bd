import { runView, type Stage, type View } from './app.js';
import { reviewFrame } from './review-frame.js';
import {
  type Decided,
  decisionsOf,
  openReview,
  pressInReview,
  type ReviewFile,
  type ReviewState,
  resizeReview,
} from './review-state.js';
import type { Ending } from './screen.js';
import { speakReview } from './spoken.js';

export interface ShowReviewOptions extends Stage {
  readonly files: readonly ReviewFile[];
}

/** Asks about every difference. Nothing is written: what to write is the caller's, by what was decided. */
export async function showReview(
  options: ShowReviewOptions,
): Promise<{ readonly ending: Ending; readonly decisions: readonly Decided[] }> {
  if (options.files.length === 0) return { ending: 'quit', decisions: [] };
  const running = runView(reviewView, options, (size) => openReview(options.files, size));
  const { ending, state } = await running.finished;
  return { ending, decisions: decisionsOf(state) };
}

const reviewView: View<ReviewState> = {
  press: pressInReview,
  resize: resizeReview,
  frame: reviewFrame,
  speak: speakReview,
  isClosed: ({ closed }) => closed,
};
