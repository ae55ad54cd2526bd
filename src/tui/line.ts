import { cellWidth, cutToWidth } from './cell-width.js';
import type { Role } from './theme.js';

/** One row of the screen: cells from left to right. */
export type Line = readonly Cell[];

export interface Cell {
  readonly text: string;
  readonly role: Role;
  /** The column (from 0) the cell begins at, when it is not the one behind the cell before. */
  readonly column?: number;
  /** The URL it leads to, where the terminal shows links. */
  readonly link?: string;
}

export function cell(text: string, role: Role = 'plain', column?: number): Cell {
  return column === undefined ? { text, role } : { text, role, column };
}

/** How many columns a line takes. */
export function lineWidth(line: Line): number {
  return line.reduce((width, { text, column }) => (column ?? width) + cellWidth(text), 0);
}

/** The line cut off at so many columns. */
export function fitLine(line: Line, width: number): Line {
  const fitted: Cell[] = [];
  let used = 0;
  for (const each of line) {
    const column = each.column ?? used;
    if (column >= width) break;
    const text = cutToWidth(each.text, width - column);
    fitted.push({ ...each, text });
    used = column + cellWidth(text);
    if (text.length < each.text.length) break;
  }
  return fitted;
}

/** The first parts of a line that fit whole; of the first one, as much as fits. */
export function takeWhole(parts: readonly Line[], width: number): Line {
  let taken = fitLine(parts[0] ?? [], width);
  for (const part of parts.slice(1)) {
    if (lineWidth([...taken, ...part]) > width) break;
    taken = [...taken, ...part];
  }
  return taken;
}

/** A sentence in lines of so many columns. A word that is longer than a line is left long. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && cellWidth(last) + 1 + cellWidth(word) <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

/** A line with some cells at its left end and others at its right end; the left ones give way. */
export function spreadLine(left: Line, right: Line, width: number): Line {
  const rightWidth = lineWidth(right);
  if (rightWidth >= width) return fitLine(left, width);
  const [first, ...rest] = right;
  const fitted = fitLine(left, width - rightWidth - 1);
  return first ? [...fitted, { ...first, column: width - rightWidth }, ...rest] : fitted;
}

/** The line's text, with blanks where cells begin further right. */
export function lineText(line: Line): string {
  let text = '';
  let width = 0;
  for (const each of line) {
    const gap = Math.max(0, (each.column ?? width) - width);
    text += ' '.repeat(gap) + each.text;
    width += gap + cellWidth(each.text);
  }
  return text;
}
