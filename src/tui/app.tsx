import { type Instance, render } from 'ink';
import type { Frame } from './frame.js';
import { FrameView, paneMark } from './frame-view.js';
import type { Key } from './keys.js';
import type { Size } from './layout.js';
import { paintLine } from './paint.js';
import { type Ending, Screen, type Terminal } from './screen.js';
import type { Glyphs, Theme } from './theme.js';

/** A view as a value and what moves it on: everything but the terminal. */
export interface View<State> {
  readonly press: (state: State, key: Key) => State;
  readonly resize: (state: State, size: Size) => State;
  readonly frame: (state: State, glyphs: Glyphs) => Frame;
  readonly isClosed: (state: State) => boolean;
}

export interface RunningView<State> {
  /** Makes the next state from the last one, and shows it soon. */
  readonly update: (change: (state: State) => State) => void;
  readonly finished: Promise<{ readonly ending: Ending; readonly state: State }>;
  /** Ends the view from outside. */
  readonly close: () => void;
}

/** What comes from outside is drawn so often; keys are answered at once. */
const updateMilliseconds = 33;

/** Runs a view on a terminal until it is closed. `changed` sees every state that keys have made. */
export function runView<State>(
  view: View<State>,
  terminal: Terminal,
  theme: Theme,
  initial: (size: Size) => State,
  changed: (state: State) => void = () => {},
): RunningView<State> {
  let state: State;
  let timer: NodeJS.Timeout | undefined;
  let finish: (value: { ending: Ending; state: State }) => void;
  const finished = new Promise<{ ending: Ending; state: State }>((resolve) => {
    finish = resolve;
  });
  const page = new Page(theme);
  const draw = () => screen.paint(page.rows(view.frame(state, theme.glyphs), screen.size));
  const end = (ending: Ending) => {
    clearTimeout(timer);
    screen.close();
    page.close();
    finish({ ending, state });
  };
  const screen = new Screen(terminal, {
    keys: (keys) => {
      for (const key of keys) {
        state = view.press(state, key);
        changed(state);
        if (view.isClosed(state)) return end('quit');
      }
      draw();
    },
    resized: (size) => {
      state = view.resize(state, size);
      draw();
    },
    interrupted: () => end('interrupted'),
  });
  state = initial(screen.size);
  screen.open();
  draw();
  return {
    finished,
    close: () => end('quit'),
    update: (change) => {
      state = change(state);
      timer ??= setTimeout(() => {
        timer = undefined;
        draw();
      }, updateMilliseconds);
    },
  };
}

/** Lays out frames with Ink, and puts the pane's lines, painted directly, into what Ink made. */
class Page {
  readonly #theme: Theme;
  #ink: Instance | undefined;
  #laidOut = '';
  #columns = 80;

  constructor(theme: Theme) {
    this.#theme = theme;
  }

  rows(frame: Frame, { columns, rows }: Size): string[] {
    this.#columns = columns;
    this.#layOut(frame);
    const page = this.#laidOut.split('\n');
    const top = page.findIndex((row) => row.startsWith(paneMark));
    const pane = Array.from({ length: frame.paneRows }, (_, at) =>
      paintLine(frame.pane[at] ?? [], this.#theme, true),
    );
    if (top !== -1) page.splice(top, frame.paneRows, ...pane);
    return page.slice(0, rows);
  }

  close(): void {
    this.#ink?.unmount();
  }

  /** In this mode Ink hands over every frame whole and at once, and does nothing to the terminal. */
  #layOut(frame: Frame): void {
    const page = <FrameView frame={frame} theme={this.#theme} paneIsPainted />;
    if (this.#ink) this.#ink.rerender(page);
    else
      this.#ink = render(page, {
        stdout: this.#standIn(),
        debug: true,
        patchConsole: false,
        exitOnCtrlC: false,
      });
  }

  #standIn(): NodeJS.WriteStream {
    const keep = (frame: string): boolean => {
      this.#laidOut = frame;
      return true;
    };
    const page = this;
    const stream = {
      get columns() {
        return page.#columns;
      },
      write: keep,
      on: () => stream,
      off: () => stream,
    };
    // Ink asks a stream for no more than this.
    return stream as unknown as NodeJS.WriteStream;
  }
}
