import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IPty, spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { build } from 'esbuild';

/** The program of the terminal tests, bundled as it is for users. */
export async function bundleFixture(): Promise<string> {
  const outfile = join(mkdtempSync(join(tmpdir(), 'tagline-tui-')), 'fixture.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'fixture.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: {
      js: "import { createRequire as createRequireForBundle } from 'node:module'; const require = createRequireForBundle(import.meta.url);",
    },
    plugins: [
      {
        name: 'without-devtools',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^react-devtools-core$/ }, ({ path }) => ({ path, namespace: 'empty' }));
          onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {};' }));
        },
      },
    ],
  });
  return outfile;
}

/** A real terminal with a program in it: keys go in, the screen can be read. */
export class PseudoTerminal {
  readonly #pty: IPty;
  readonly #terminal: xterm.Terminal;
  readonly exited: Promise<{ readonly exitCode: number; readonly signal?: number }>;
  #changed: () => void = () => {};
  #hasExited = false;
  #recent = '';

  constructor(columns: number, rows: number, command: readonly string[], env: Record<string, string> = {}) {
    const [file = '', ...args] = command;
    this.#terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
    this.#pty = spawn(file, args, {
      name: env.TERM ?? 'xterm-256color',
      cols: columns,
      rows,
      env: {
        PATH: process.env.PATH ?? '',
        HOME: '/nonexistent',
        LANG: 'C.UTF-8',
        TERM: 'xterm-256color',
        ...env,
      },
    });
    this.#pty.onData((data) => {
      this.#terminal.write(data, () => {
        this.#recent = (this.#recent + data).slice(-100_000);
        this.#changed();
      });
    });
    this.exited = new Promise((resolve) => {
      this.#pty.onExit((ending) => {
        this.#hasExited = true;
        this.#terminal.write('', () => {
          this.#changed();
          resolve(ending);
        });
      });
    });
  }

  get pid(): number {
    return this.#pty.pid;
  }

  press(keys: string): void {
    this.#pty.write(keys);
  }

  resize(columns: number, rows: number): void {
    this.#recent = '';
    this.#terminal.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  kill(signal: NodeJS.Signals): void {
    this.#pty.kill(signal);
  }

  /** The last that the program has written, as it came. */
  get received(): string {
    return this.#recent;
  }

  /** Whether a program has the whole screen now. */
  get isFullScreen(): boolean {
    return this.#terminal.buffer.active.type === 'alternate';
  }

  /** The rows of the screen, without blanks at their ends. */
  get rows(): string[] {
    const { active } = this.#terminal.buffer;
    return Array.from(
      { length: this.#terminal.rows },
      (_, row) =>
        active
          .getLine(active.viewportY + row)
          ?.translateToString(true)
          .trimEnd() ?? '',
    );
  }

  get text(): string {
    return this.rows.join('\n');
  }

  /** How the characters of a text on the screen look: colour of the palette (-1: none), bold, underlined. */
  looksOf(text: string): { colour: number; bold: boolean; underlined: boolean } | undefined {
    const row = this.rows.findIndex((each) => each.includes(text));
    const cell = this.#terminal.buffer.active.getLine(row)?.getCell(this.rows[row]?.indexOf(text) ?? 0);
    return (
      cell && {
        colour: cell.isFgDefault() ? -1 : cell.getFgColor(),
        bold: cell.isBold() !== 0,
        underlined: cell.isUnderline() !== 0,
      }
    );
  }

  /** Waits until the screen shows something. */
  async until(shows: string | RegExp | (() => boolean)): Promise<void> {
    const isMet = () => {
      if (!this.#isWhole) return false;
      if (typeof shows === 'function') return shows();
      return typeof shows === 'string' ? this.text.includes(shows) : shows.test(this.text);
    };
    const deadline = Date.now() + 8000;
    while (!isMet()) {
      if (this.#hasExited || Date.now() > deadline) {
        throw new Error(`The screen never showed ${shows}:\n${this.text}`);
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 50);
        this.#changed = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** Waits until the screen has been drawn since it was resized. */
  async redrawn(): Promise<void> {
    await this.until(() => this.#recent.includes('\x1b[?2026l'));
  }

  /** False while a synchronised update has begun and not ended. */
  get #isWhole(): boolean {
    return this.#recent.lastIndexOf('\x1b[?2026h') <= this.#recent.lastIndexOf('\x1b[?2026l');
  }

  close(): void {
    if (!this.#hasExited) this.#pty.kill('SIGKILL');
    this.#terminal.dispose();
  }
}
