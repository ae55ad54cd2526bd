import type { Copied } from './diff-state.js';
import type { Frame } from './frame.js';
import type { Key } from './keys.js';
import type { Size } from './layout.js';
import { Page } from './page.js';
import { harmless } from './paint.js';
import { type Ending, Screen, type Terminal } from './screen.js';
import { chooseTheme, type Environment, type Glyphs, type Theme, type ThemeName } from './theme.js';

/** A view as a value and what moves it on: everything but the terminal. */
export interface View<State> {
  readonly press: (state: State, key: Key) => State;
  readonly resize: (state: State, size: Size) => State;
  readonly frame: (state: State, glyphs: Glyphs) => Frame;
  /** The same in sentences. */
  readonly speak: (state: State) => string;
  /** What was copied last. */
  readonly copied: (state: State) => Copied | undefined;
  readonly isClosed: (state: State) => boolean;
}

/** Where a view is shown, and how it looks. */
export interface Stage extends Terminal {
  readonly env: Environment;
  readonly theme?: ThemeName;
  /** For screen readers: sentences, one below the other, instead of a screen; the keys are the same. */
  readonly plain?: boolean;
}

export interface RunningView<State> {
  /** Makes the next state from the last one, once it is needed: of several changes in a short while only the last counts. */
  readonly update: (change: (state: State) => State) => void;
  readonly finished: Promise<{ readonly ending: Ending; readonly state: State }>;
  /** Leaves the terminal to somebody else for the time of some work. */
  readonly aside: (work: () => Promise<void>) => Promise<void>;
  /** Ends the view from outside. */
  readonly close: () => void;
}

/** What comes from outside is drawn so often; keys are answered at once. */
const updateMilliseconds = 33;

/** Runs a view on a terminal until it is closed. `changed` sees every state that keys have made. */
export function runView<State>(
  view: View<State>,
  stage: Stage,
  initial: (size: Size) => State,
  changed: (state: State) => void = () => {},
): RunningView<State> {
  return new Runner(view, stage, initial, changed);
}

class Runner<State> implements RunningView<State> {
  readonly finished: Promise<{ readonly ending: Ending; readonly state: State }>;
  readonly #view: View<State>;
  readonly #changed: (state: State) => void;
  readonly #screen: Screen;
  readonly #theme: Theme;
  readonly #page: Page | undefined;
  #state: State;
  #timer: NodeJS.Timeout | undefined;
  #change: ((state: State) => State) | undefined;
  #hasEnded = false;
  #finish: (value: { readonly ending: Ending; readonly state: State }) => void = () => {};

  constructor(
    view: View<State>,
    stage: Stage,
    initial: (size: Size) => State,
    changed: (state: State) => void,
  ) {
    this.#view = view;
    this.#changed = changed;
    this.#theme = chooseTheme(stage.env, stage.theme);
    this.#page = stage.plain ? undefined : new Page(this.#theme);
    this.finished = new Promise((resolve) => {
      this.#finish = resolve;
    });
    this.#screen = new Screen(stage, stage.plain ? 'lines' : 'full', {
      keys: (keys) => this.#press(keys),
      resized: (size) => {
        this.#catchUp();
        this.#show(view.resize(this.#state, size));
      },
      interrupted: () => this.#end('interrupted'),
    });
    this.#state = initial(this.#screen.size);
    this.#screen.open();
    this.#show(this.#state);
    // The first screen is out by then.
    setImmediate(() => this.#hasEnded || this.#page?.load());
  }

  update(change: (state: State) => State): void {
    this.#change = change;
    this.#timer ??= setTimeout(() => {
      this.#catchUp();
      this.#show(this.#state);
    }, updateMilliseconds);
  }

  aside(work: () => Promise<void>): Promise<void> {
    return this.#screen.lend(work);
  }

  close(): void {
    this.#end('quit');
  }

  #catchUp(): void {
    const change = this.#change;
    this.#change = undefined;
    if (change) this.#state = change(this.#state);
  }

  #press(keys: readonly Key[]): void {
    this.#catchUp();
    for (const key of keys) {
      if (this.#hasEnded) return;
      const before = this.#view.copied(this.#state);
      this.#state = this.#view.press(this.#state, key);
      this.#changed(this.#state);
      const copied = this.#view.copied(this.#state);
      if (copied && copied !== before) this.#screen.copy(copied.text);
      if (this.#view.isClosed(this.#state)) this.#end('quit');
    }
    this.#catchUp();
    this.#show(this.#state);
  }

  #show(state: State): void {
    this.#state = state;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#hasEnded) return;
    const { size } = this.#screen;
    this.#screen.paint(
      this.#page
        ? this.#page.rows(this.#view.frame(state, this.#theme.glyphs), size)
        : this.#view.speak(state).split('\n').map(harmless),
    );
  }

  #end(ending: Ending): void {
    this.#hasEnded = true;
    clearTimeout(this.#timer);
    this.#screen.close();
    this.#page?.close();
    this.#finish({ ending, state: this.#state });
  }
}
