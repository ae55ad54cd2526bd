import { type Instance, render } from 'ink';
import type { Frame } from './frame.js';
import { FrameView } from './frame-view.js';
import type { Theme } from './theme.js';

/** Lets Ink lay out a page: which rows it has, each with `rowMark` in front where a line of the frame belongs. */
export class InkLayout {
  readonly #theme: Theme;
  #ink: Instance | undefined;
  #laidOut = '';
  #shape = '';
  #columns = 80;

  constructor(theme: Theme) {
    this.#theme = theme;
  }

  /** It changes only with the frame's shape, and so does not cost what a key may take. */
  rows(frame: Frame, columns: number): readonly string[] {
    this.#columns = columns;
    const shape = [frame.head.length, frame.paneRows, frame.foot.length, columns].join();
    if (shape !== this.#shape) this.#layOut(frame);
    this.#shape = shape;
    return this.#laidOut.split('\n');
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
    const layout = this;
    const stream = {
      get columns() {
        return layout.#columns;
      },
      write(frame: string): boolean {
        layout.#laidOut = frame;
        return true;
      },
      on: () => stream,
      off: () => stream,
    };
    // Ink asks a stream for no more than this.
    return stream as unknown as NodeJS.WriteStream;
  }
}
