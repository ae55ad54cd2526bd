import { runView, type Stage, type View } from './app.js';
import { type Decided, decisionsOfFile, type FileReview, type ReviewFile } from './review-decisions.js';
import { reviewFrame } from './review-frame.js';
import {
  decisionsOf,
  openReview,
  pressInReview,
  type Resumed,
  type ReviewState,
  resizeReview,
} from './review-state.js';
import { speakReview } from './spoken.js';

export interface ShowReviewOptions extends Stage, Partial<Resumed> {
  readonly files: readonly ReviewFile[];
  /** Told all that is decided about a file as soon as it is another. */
  readonly onDecided?: (path: string, decisions: readonly Decided[]) => void;
}

/** How a review ended: with decisions to be carried out, with a file to be edited first, or left for later. */
export type ReviewEnding =
  | { readonly kind: 'write'; readonly decisions: readonly Decided[] }
  | { readonly kind: 'edit'; readonly path: string; readonly decisions: readonly Decided[] }
  | { readonly kind: 'leave'; readonly decisions: readonly Decided[] }
  | { readonly kind: 'interrupted' };

/** Asks about every difference. Nothing is written: what to write is the caller's, by what was decided. */
export async function showReview(options: ShowReviewOptions): Promise<ReviewEnding> {
  const { files, onDecided = () => {}, decided = [], path, message } = options;
  const resumed = {
    decided,
    ...(path === undefined ? {} : { path }),
    ...(message === undefined ? {} : { message }),
  };
  if (files.length === 0) return { kind: 'leave', decisions: [] };
  const known = new Map<string, FileReview['decisions']>();
  const running = runView(
    reviewView,
    options,
    (size) => openReview(files, size, resumed),
    (state) => {
      for (const review of state.files) {
        const before = known.get(review.path);
        if (before === review.decisions || (before ?? review.decisions).size + review.decisions.size === 0)
          continue;
        known.set(review.path, review.decisions);
        onDecided(review.path, decisionsOfFile(review));
      }
    },
  );
  const { ending, state } = await running.finished;
  if (ending === 'interrupted') return { kind: 'interrupted' };
  const decisions = decisionsOf(state);
  if (state.closed === 'write') return { kind: 'write', decisions };
  const edited = state.files[state.current]?.path;
  return state.closed === 'edit' && edited !== undefined
    ? { kind: 'edit', path: edited, decisions }
    : { kind: 'leave', decisions };
}

const reviewView: View<ReviewState> = {
  press: pressInReview,
  resize: resizeReview,
  frame: reviewFrame,
  speak: speakReview,
  copied: ({ files, current }) => files[current]?.diff.copied,
  isClosed: ({ closed }) => closed !== undefined,
};
