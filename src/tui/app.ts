import type { Frame } from './frame.js';
import type { Key } from './keys.js';
import type { Size } from './layout.js';
import { Page } from './page.js';
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
