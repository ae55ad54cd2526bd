/** The terminal UI: import it only when it is going to be shown. */
export { type OpenRunView, openRunView, type RunViewOptions } from './open-run-view.js';
export { type ShowDiffOptions, showDiff } from './show-diff.js';
export { type ShowReviewOptions, showReview } from './show-review.js';
