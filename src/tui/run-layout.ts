import type { Size } from './layout.js';

export interface RunLayout {
  readonly head: number;
  readonly pane: number;
  readonly foot: number;
}

/** The list has what the head (title, rule, columns) and the foot (rule, preview, rule, summary, keys) leave. */
export function runLayoutOf({ rows }: Size): RunLayout {
  const [head, foot] = rows >= 16 ? [3, 7] : [1, 1];
  return { head, foot, pane: Math.max(1, rows - head - foot) };
}
