import { cell, type Line } from './line.js';
import { wrapOffsets } from './text-lines.js';
import type { Role } from './theme.js';

/** A text behind a mark, in as many lines as it takes. */
export function wrapBehind(mark: string, text: string, role: Role, columns: number): Line[] {
  return wrapOffsets(text, Math.max(1, columns - mark.length)).map(([start, end], at) => [
    cell(at === 0 ? mark : ' '.repeat(mark.length), 'dim'),
    cell(text.slice(start, end), role),
  ]);
}
