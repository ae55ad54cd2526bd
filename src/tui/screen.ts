import { KeyDecoder } from './key-decoder.js';
import type { Key } from './keys.js';
import { type Size, sizeOf } from './layout.js';

/** How a view came to its end. */
export type Ending = 'quit' | 'interrupted';

export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

export interface ScreenEvents {
  readonly keys: (keys: readonly Key[]) => void;
  readonly resized: (size: Size) => void;
  readonly interrupted: () => void;
}

/** `full`: rows that are drawn over. `lines`: rows that are printed below each other, for who listens. */
export type ScreenKind = 'full' | 'lines';

interface Protocol {
  readonly enter: string;
  readonly leave: string;
  readonly clear: string;
  /** What turns the rows that are shown into those that are wanted. */
  readonly change: (shown: readonly string[], wanted: readonly string[], rows: number) => string;
}

const protocols: Readonly<Record<ScreenKind, Protocol>> = {
  full: {
    /** The alternate screen, no cursor, no wrapping at the edge; the wheel sends arrow keys, as it was set before. */
    enter: '\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?1007s\x1b[?1007h\x1b[2J',
    /** Clears as well, for terminals that have no alternate screen. */
    leave: '\x1b[H\x1b[2J\x1b[?1007r\x1b[?7h\x1b[?25h\x1b[?1049l',
    clear: '\x1b[2J',
    change: changedRows,
  },
  lines: { enter: '', leave: '', clear: '', change: changedText },
};

/** An escape with nothing behind it for so long is the Esc key. */
const escapeMilliseconds = 40;

/** When the system does not stop us after all, the screen comes back after so long. */
const resumeMilliseconds = 200;

/** Windows has no job control; listening for its signals would throw. */
const hasJobs = process.platform !== 'win32';

const endingSignals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * The whole terminal, for as long as a view has it. Writes only the lines that changed; gives the terminal back as it
 * was on every way out: closing, a signal, an exception, the end of the process, and for the time of a Ctrl-Z.
 */
export class Screen {
  readonly #terminal: Terminal;
  readonly #protocol: Protocol;
  readonly #events: ScreenEvents;
  readonly #decoder = new KeyDecoder();
  #escapeTimer: NodeJS.Timeout | undefined;
  #resumeTimer: NodeJS.Timeout | undefined;
  #isOpen = false;
  #isLent = false;
  #hasTerminal = false;
  #shown: readonly string[] = [];
  #wanted: readonly string[] = [];

  constructor(terminal: Terminal, kind: ScreenKind, events: ScreenEvents) {
    this.#terminal = terminal;
    this.#protocol = protocols[kind];
    this.#events = events;
  }

  get size(): Size {
    return sizeOf(this.#terminal.stdout);
  }

  open(): void {
    const { stdin, stdout } = this.#terminal;
    this.#isOpen = true;
    stdin.setEncoding('utf8');
    stdin.on('data', this.#receive).on('end', this.#interrupt).on('error', this.#interrupt);
    stdout.on('resize', this.#resize).on('error', this.#interrupt).on('drain', this.#drain);
    for (const signal of endingSignals) process.on(signal, this.#endBySignal);
    if (hasJobs) process.on('SIGTSTP', this.#suspend).on('SIGCONT', this.#resume);
    process.on('exit', this.#release).on('uncaughtExceptionMonitor', this.#release);
    this.#take();
  }

  /** Shows these rows, each as the terminal takes it. */
  paint(rows: readonly string[]): void {
    this.#wanted = rows;
    if (!this.#hasTerminal || this.#terminal.stdout.writableNeedDrain) return;
    const update = this.#protocol.change(this.#shown, rows, this.size.rows);
    this.#shown = rows;
    this.#write(update);
  }

  /** Leaves the terminal to somebody else, such as an editor, until the work is done; then draws all of it again. */
  async lend(work: () => Promise<void>): Promise<void> {
    this.#isLent = true;
    this.#release();
    try {
      await work();
    } finally {
      this.#isLent = false;
      this.#retake();
    }
  }

  /** Gives a text to the terminal's clipboard (OSC 52); many terminals ask for leave, or take none. */
  copy(text: string): void {
    if (!this.#hasTerminal) return;
    this.#write(`\x1b]52;c;${Buffer.from(text).toString('base64')}\x07`);
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const { stdin, stdout } = this.#terminal;
    clearTimeout(this.#escapeTimer);
    clearTimeout(this.#resumeTimer);
    this.#release();
    stdin.off('data', this.#receive).off('end', this.#interrupt).off('error', this.#interrupt);
    stdout.off('resize', this.#resize).off('drain', this.#drain);
    for (const signal of endingSignals) process.off(signal, this.#endBySignal);
    process.off('SIGTSTP', this.#suspend).off('SIGCONT', this.#resume);
    process.off('exit', this.#release).off('uncaughtExceptionMonitor', this.#release);
  }

  readonly #receive = (chunk: string): void => {
    clearTimeout(this.#escapeTimer);
    this.#press(this.#decoder.decode(chunk));
    if (!this.#decoder.isWaiting) return;
    this.#escapeTimer = setTimeout(() => this.#press(this.#decoder.flush()), escapeMilliseconds);
  };

  /** The screen's own keys are taken out; what was typed before one of them counts first. */
  #press(keys: readonly Key[]): void {
    const at = keys.findIndex((key) => key in this.#ownKeys);
    const before = at === -1 ? keys : keys.slice(0, at);
    if (before.length > 0) this.#events.keys(before);
    if (at === -1 || !this.#isOpen) return;
    this.#ownKeys[keys[at] ?? '']?.();
    if (this.#isOpen) this.#press(keys.slice(at + 1));
  }

  readonly #ownKeys: Readonly<Record<Key, () => void>> = {
    'ctrl+c': () => this.#interrupt(),
    'ctrl+l': () => this.#repaint(),
    'ctrl+z': () => this.#suspend(),
  };

  /** Terminals disagree about what stays of a screen that is resized: everything is drawn again. */
  readonly #resize = (): void => {
    const { clear } = this.#protocol;
    if (clear !== '' && this.#hasTerminal) {
      this.#shown = [];
      this.#write(clear);
    }
    this.#events.resized(this.size);
  };

  readonly #drain = (): void => this.paint(this.#wanted);

  readonly #interrupt = (): void => {
    if (!this.#isOpen) return;
    this.close();
    this.#events.interrupted();
  };

  /** The signal does what it would have done without us, unless somebody else waits for it. */
  readonly #endBySignal = (signal: NodeJS.Signals): void => {
    // Who has the terminal has its Ctrl-C too.
    if (this.#isLent && signal === 'SIGINT') return;
    this.#interrupt();
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };

  /**
   * Stops the whole job, as Ctrl-Z on a terminal does; the shell must see its child stop. Who has borrowed the terminal
   * has told the job so itself.
   */
  readonly #suspend = (): void => {
    if (!hasJobs) return;
    this.#release();
    process.off('SIGTSTP', this.#suspend);
    process.kill(this.#isLent ? process.pid : 0, 'SIGTSTP');
    this.#resumeTimer = setTimeout(this.#resume, resumeMilliseconds);
  };

  readonly #resume = (): void => {
    clearTimeout(this.#resumeTimer);
    if (!this.#isOpen) return;
    process.off('SIGTSTP', this.#suspend).on('SIGTSTP', this.#suspend);
    this.#release();
    this.#retake();
  };

  #retake(): void {
    if (!this.#isOpen || this.#isLent) return;
    this.#take();
    this.#events.resized(this.size);
  }

  #take(): void {
    const { stdin } = this.#terminal;
    this.#hasTerminal = true;
    stdin.setRawMode?.(true);
    stdin.resume();
    this.#shown = [];
    this.#write(this.#protocol.enter);
  }

  readonly #release = (): void => {
    if (!this.#hasTerminal) return;
    const { stdin } = this.#terminal;
    this.#hasTerminal = false;
    this.#write(this.#protocol.leave);
    stdin.setRawMode?.(false);
    stdin.pause();
  };

  #repaint(): void {
    this.#shown = [];
    this.#write(this.#protocol.clear);
    this.paint(this.#wanted);
  }

  #write(text: string): void {
    const { stdout } = this.#terminal;
    if (text !== '' && !stdout.destroyed && !stdout.writableEnded) stdout.write(text);
  }
}

/** Only the rows that changed, at their places; a terminal that knows DEC mode 2026 shows them all at once. */
function changedRows(shown: readonly string[], wanted: readonly string[], rows: number): string {
  let update = '';
  for (let row = 0; row < rows; row++) {
    const line = wanted[row] ?? '';
    if (line !== (shown[row] ?? '')) update += `\x1b[${row + 1};1H\x1b[2K${line}`;
  }
  return update === '' ? '' : `\x1b[?2026h${update}\x1b[?2026l`;
}

function changedText(shown: readonly string[], wanted: readonly string[]): string {
  const text = wanted.join('\n');
  return text === shown.join('\n') ? '' : `${text}\n`;
}
