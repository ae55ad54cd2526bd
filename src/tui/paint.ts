import { cellWidth, isNarrow } from './cell-width.js';
import type { Line } from './line.js';
import type { Theme } from './theme.js';

/**
 * A line as the terminal takes it. Behind characters whose width terminals disagree about, `exact` goes to the next
 * cell's column by its number, so that columns stay straight whatever the terminal thinks.
 */
export function paintLine(line: Line, theme: Theme, exact: boolean): string {
  let painted = '';
  let width = 0;
  let sure = true;
  for (const { text, role, column, link } of line) {
    if (column !== undefined && (column > width || !sure)) {
      painted += ' '.repeat(Math.max(0, column - width));
      if (!sure && exact) painted += `\x1b[${column + 1}G`;
      width = column;
      sure = true;
    }
    const shown = theme.glyphs.ascii ? asAscii(text) : harmless(text);
    const sgr = theme.sgr[role];
    const styled = sgr === '' ? shown : `\x1b[${sgr}m${shown}\x1b[0m`;
    painted += link !== undefined && theme.links ? `\x1b]8;;${link}\x1b\\${styled}\x1b]8;;\x1b\\` : styled;
    width += cellWidth(shown);
    sure &&= isNarrow(shown);
  }
  return painted;
}

/** Nothing that the terminal would obey, wherever it came from: a file's name may hold anything. */
export function harmless(text: string): string {
  return isNarrow(text) ? text : text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\ufffd');
}

/** Where the locale has no UTF-8, each other character becomes as many `?` as it has columns. */
function asAscii(text: string): string {
  return isNarrow(text)
    ? text
    : text.replace(/[^\x20-\x7e]/gu, (character) => '?'.repeat(cellWidth(character)));
}
