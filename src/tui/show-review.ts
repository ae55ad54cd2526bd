import { runView, type View } from './app.js';
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
import type { Ending, Terminal } from './screen.js';
import { chooseTheme, type Environment, type ThemeName } from './theme.js';

export interface ShowReviewOptions extends Terminal {
  readonly env: Environment;
  readonly files: readonly ReviewFile[];
  readonly theme?: ThemeName;
}

/** Asks about every difference. Nothing is written: what to write is the caller's, by what was decided. */
export async function showReview(
  options: ShowReviewOptions,
): Promise<{ readonly ending: Ending; readonly decisions: readonly Decided[] }> {
  if (options.files.length === 0) return { ending: 'quit', decisions: [] };
  const running = runView(reviewView, options, chooseTheme(options.env, options.theme), (size) =>
    openReview(options.files, size),
  );
  const { ending, state } = await running.finished;
  return { ending, decisions: decisionsOf(state) };
}

const reviewView: View<ReviewState> = {
  press: pressInReview,
  resize: resizeReview,
  frame: reviewFrame,
  isClosed: ({ closed }) => closed,
};
