import type { Line } from './line.js';

/** What is on the screen: the rows above the pane, the pane that scrolls, and the rows below. */
export interface Frame {
  readonly head: readonly Line[];
  readonly pane: readonly Line[];
  /** How many rows the pane has, filled or not. */
  readonly paneRows: number;
  readonly foot: readonly Line[];
}
