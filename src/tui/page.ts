import type { Frame } from './frame.js';
import type { InkLayout } from './ink-layout.js';
import type { Size } from './layout.js';
import type { Line } from './line.js';
import { loadInk } from './load-ink.js';
import { paintLine } from './paint.js';
import { rowMark } from './row-mark.js';
import type { Theme } from './theme.js';

/**
 * Makes the rows of the screen from a frame. Ink lays out the page; the text of the rows, which changes with every key,
 * is painted into the places Ink gave them. Until Ink is loaded the rows stand one below the other, as Ink places them.
 */
export class Page {
  readonly #theme: Theme;
  #layout: InkLayout | undefined;
  #loading: Promise<void> | undefined;
  #isClosed = false;

  constructor(theme: Theme) {
    this.#theme = theme;
  }

  rows(frame: Frame, { columns, rows }: Size): string[] {
    const lines = linesOf(frame);
    if (!this.#layout) return lines.slice(0, rows).map((line) => paintLine(line, this.#theme, true));
    let next = 0;
    return this.#layout
      .rows(frame, columns)
      .slice(0, rows)
      .map((row) => (row.startsWith(rowMark) ? paintLine(lines[next++] ?? [], this.#theme, true) : row));
  }

  /** From then on Ink lays out what is shown. */
  load(): Promise<void> {
    this.#loading ??= loadInk().then(({ InkLayout }) => {
      if (!this.#isClosed) this.#layout = new InkLayout(this.#theme);
    });
    return this.#loading;
  }

  close(): void {
    this.#isClosed = true;
    this.#layout?.close();
  }
}

/** As many lines as the frame has rows. */
export function linesOf({ head, pane, paneRows, foot }: Frame): readonly Line[] {
  return [...head, ...Array.from({ length: paneRows }, (_, row) => pane[row] ?? []), ...foot];
}
