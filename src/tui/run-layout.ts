import type { Size } from './layout.js';

export interface RunLayout {
  readonly head: number;
  readonly pane: number;
  readonly foot: number;
}

/** The list has what the head (title, rule, columns) and the foot (rule, preview, rule, summary, keys) leave. */
export function runLayoutOf(size: Size): RunLayout {
  const { rows } = size;
  const [head, foot] = rows >= 16 ? [3, 4 + previewRowsOf(size)] : [1, 1];
  return { head, foot, pane: Math.max(1, rows - head - foot) };
}

/** How many lines of the foot tell about the script under the cursor. */
export function previewRowsOf({ rows }: Size): number {
  return rows >= 32 ? 8 : 3;
}
