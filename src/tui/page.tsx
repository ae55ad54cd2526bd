import { type Instance, render } from 'ink';
import type { Frame } from './frame.js';
import { FrameView, rowMark } from './frame-view.js';
import type { Size } from './layout.js';
import type { Line } from './line.js';
import { paintLine } from './paint.js';
import type { Theme } from './theme.js';

/**
 * Makes the rows of the screen from a frame. Ink lays out the page, which changes only with its shape; the text of the
 * rows, which changes with every key, is painted into the places Ink gave them.
 */
export class Page {
  readonly #theme: Theme;
  #ink: Instance | undefined;
  #laidOut = '';
  #shape = '';
  #columns = 80;

  constructor(theme: Theme) {
    this.#theme = theme;
  }

  rows(frame: Frame, { columns, rows }: Size): string[] {
    this.#columns = columns;
    const shape = [frame.head.length, frame.paneRows, frame.foot.length, columns].join();
    if (shape !== this.#shape) this.#layOut(frame);
    this.#shape = shape;
    const lines = linesOf(frame);
    let next = 0;
    return this.#laidOut
      .split('\n')
      .slice(0, rows)
      .map((row) => (row.startsWith(rowMark) ? paintLine(lines[next++] ?? [], this.#theme, true) : row));
  }

  close(): void {
    this.#ink?.unmount();
  }

  /** In this mode Ink hands over every page whole and at once, and does nothing to the terminal. */
  #layOut(frame: Frame): void {
    const page = <FrameView frame={frame} theme={this.#theme} isPaintedElsewhere />;
    if (this.#ink) this.#ink.rerender(page);
    else {
      const stdout = this.#standIn();
      this.#ink = render(page, { stdout, debug: true, patchConsole: false, exitOnCtrlC: false });
    }
  }

  #standIn(): NodeJS.WriteStream {
    const page = this;
    const stream = {
      get columns() {
        return page.#columns;
      },
      write(frame: string): boolean {
        page.#laidOut = frame;
        return true;
      },
      on: () => stream,
      off: () => stream,
    };
    // Ink asks a stream for no more than this.
    return stream as unknown as NodeJS.WriteStream;
  }
}

/** As many lines as the frame has rows. */
export function linesOf({ head, pane, paneRows, foot }: Frame): readonly Line[] {
  return [...head, ...Array.from({ length: paneRows }, (_, row) => pane[row] ?? []), ...foot];
}
