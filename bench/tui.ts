import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type IPty, spawn } from '@lydell/node-pty';
import { median, report } from './measure.js';

/** On a real terminal of 140x40: two transcripts of 100,000 lines in the diff view, from key to last byte. */
export async function benchTui(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tagline-bench-'));
  const files = ['expected', 'actual'].map((side) => join(folder, `${side}.transcript`));
  writeFileSync(files[0] ?? '', session(25_000, false));
  writeFileSync(files[1] ?? '', session(25_000, true));
  const small = [join(folder, 'a.transcript'), join(folder, 'b.transcript')];
  writeFileSync(small[0] ?? '', session(10, false));
  writeFileSync(small[1] ?? '', session(10, true));

  const first = new View(small);
  await first.frame();
  const firstFrame = first.elapsed;
  first.close();

  const view = new View(files);
  await view.frame();
  reportTime('diff view: first frame', firstFrame, 220);
  reportTime('diff view: opening 100,000 lines', view.elapsed - firstFrame, 600);
  for (const [name, keys] of moves) {
    const times = await view.press(keys, 60);
    reportTime(`diff view: ${name}, p50`, median(times), 16);
    reportTime(
      `diff view: ${name}, p95`,
      times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0,
      33,
    );
  }
  report('diff view: memory', `${view.megabytes} MB`, `${(view.megabytes / 250).toFixed(2)} ×`, '≤ 250 MB');
  view.close();
  await benchPager('less', ['less', files[1] ?? '']);
  const delta = 'git diff --no-index "$0" "$1" | delta --paging=always --side-by-side';
  await benchPager('git diff | delta', ['sh', '-c', delta, ...files]);
  rmSync(folder, { recursive: true });
}

/** What else people read differences in, where it is installed: the same two keys, from key to last byte. */
async function benchPager(name: string, command: readonly string[]): Promise<void> {
  const program = name.split(' ').at(-1) ?? name;
  if (spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0) return;
  const pager = new Pager(command);
  report(`${name}: opening`, `${(await pager.settled()).toFixed(1)} ms`, '', 'none');
  for (const [what, keys] of [
    ['a line', ['j', 'k']],
    ['a page', [' ', 'b']],
  ] as const) {
    const times: number[] = [];
    for (let round = 0; round < 30; round++) for (const key of keys) times.push(await pager.press(key));
    const p95 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
    report(
      `${name}: ${what}, p50 and p95`,
      `${median(times).toFixed(1)} and ${p95.toFixed(1)} ms`,
      '',
      'none',
    );
  }
  pager.close();
}

/** Programs that do not mark the end of a screen are done when they have been quiet for a while. */
class Pager {
  readonly #pty: IPty;
  #start = performance.now();
  #last = 0;

  constructor([file = '', ...args]: readonly string[]) {
    const env = { ...process.env, TERM: 'xterm-256color', LESS: '-S', LESSHISTFILE: '-' };
    this.#pty = spawn(file, args, { name: 'xterm-256color', cols: 140, rows: 40, env });
    this.#pty.onData(() => {
      this.#last = performance.now();
    });
  }

  /** Milliseconds from the start to the last byte before the silence. */
  async settled(): Promise<number> {
    while (this.#last < this.#start || performance.now() - this.#last < quietMilliseconds) {
      if (performance.now() - this.#start > longestMilliseconds) break;
      await pause(5);
    }
    return this.#last - this.#start;
  }

  press(key: string): Promise<number> {
    this.#start = performance.now();
    this.#pty.write(key);
    return this.settled();
  }

  close(): void {
    this.#pty.kill('SIGKILL');
  }
}

const quietMilliseconds = 40;
const longestMilliseconds = 30_000;

const moves: readonly (readonly [string, readonly [string, string]])[] = [
  ['a line', ['j', 'k']],
  ['a page', [' ', 'b']],
  ['a difference', [']', '[']],
  ['to the ends', ['G', 'g']],
  ['context', ['}', '{']],
  ['view', ['v', 'v']],
];

/** The diff view in a terminal of its own. */
class View {
  readonly #pty: IPty;
  readonly #start = performance.now();
  #output = '';
  #drawn: () => void = () => {};

  constructor(files: readonly string[]) {
    const program = join(import.meta.dirname, '../bin/tagline.js');
    const { CI: _, ...env } = process.env;
    this.#pty = spawn(process.execPath, [program, 'diff', ...files], {
      name: 'xterm-256color',
      cols: 140,
      rows: 40,
      env: { ...env, TERM: 'xterm-256color' },
    });
    this.#pty.onData((data) => {
      this.#output += data;
      if (!this.#output.includes('\x1b[?2026l')) return;
      this.#output = '';
      this.#drawn();
    });
  }

  get elapsed(): number {
    return performance.now() - this.#start;
  }

  /** The most memory that was ever resident. */
  get megabytes(): number {
    const status = readFileSync(`/proc/${this.#pty.pid}/status`, 'utf8');
    return Math.round(Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  }

  /** Resolves when the next screen has come to its last byte. */
  frame(): Promise<void> {
    return new Promise((resolve) => {
      this.#drawn = resolve;
    });
  }

  /** Presses keys that undo each other in turn, and says how many milliseconds each took. */
  async press(keys: readonly [string, string], rounds: number): Promise<number[]> {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      for (const key of keys) {
        const drawn = this.frame();
        const start = performance.now();
        this.#pty.write(key);
        await drawn;
        times.push(performance.now() - start);
        await pause(2);
      }
    }
    return times;
  }

  close(): void {
    this.#pty.kill('SIGKILL');
  }
}

function reportTime(name: string, milliseconds: number, limit: number): void {
  report(name, `${milliseconds.toFixed(1)} ms`, `${(milliseconds / limit).toFixed(2)} ×`, `≤ ${limit} ms`);
}

/** A session of so many commands of four lines; the other side differs in one line of fifty. */
function session(commands: number, isOther: boolean): string {
  const lines: string[] = [];
  for (let number = 1; number <= commands; number++) {
    const flag = isOther && number % 20 === 0 ? '\\Draft' : '\\Seen';
    lines.push(
      `C: a${number} UID FETCH ${number} (FLAGS RFC822.SIZE)`,
      `S: * ${number} FETCH (UID ${number} FLAGS (${flag}) RFC822.SIZE 4423)`,
    );
    if (!isOther || number % 33 !== 0) lines.push(`S: * ${number} EXISTS`);
    lines.push(`S: a${number} OK Fetch completed`);
  }
  return `${lines.join('\n')}\n`;
}
