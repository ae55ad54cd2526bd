import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type IPty, spawn } from '@lydell/node-pty';
import { median, report } from './measure.js';

/** `tagline watch` on a real terminal of 140x40: 2,000 scripts that run while keys are pressed. */
export async function benchRunList(): Promise<void> {
  const few = folderOf(3);
  const firstFrames: number[] = [];
  for (let round = 0; round < 5; round++) firstFrames.push(await firstFrame(few));
  reportTime('run list: first frame, 3 scripts', Math.min(...firstFrames), 220);
  const many = folderOf(2000);
  const list = new RunList(many);
  await list.shows(/● [1-9]/);
  report('run list: first frame, 2,000 scripts', `${list.firstFrame.toFixed(0)} ms`, '', '-');
  const times: number[] = [];
  const from = { updates: list.updates, at: performance.now() };
  for (let round = 0; round < 100; round++) {
    for (const key of ['j', 'G', 'k', 'g']) times.push(await list.press(key));
  }
  const seconds = (performance.now() - from.at) / 1000;
  const sorted = times.toSorted((a, b) => a - b);
  report(
    'run list: frames while 2,000 run',
    `${((list.updates - from.updates) / seconds).toFixed(0)} a second`,
    '',
    '≥ 30',
  );
  reportTime('run list: a key meanwhile, p50', median(times), 33);
  reportTime('run list: a key meanwhile, p95', sorted[Math.floor(sorted.length * 0.95)] ?? 0, 33);
  list.close();
  for (const folder of [few, many]) rmSync(folder, { recursive: true });
}

/** A folder with so many scripts. */
function folderOf(count: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'tagline-bench-'));
  for (let number = 1; number <= count; number++) {
    writeFileSync(
      join(folder, `s${String(number).padStart(4, '0')}.imap`),
      '%login\na2 SELECT INBOX\n* 4 EXISTS\na2 OK\na3 NOOP\na3 OK\n',
    );
  }
  return folder;
}

async function firstFrame(folder: string): Promise<number> {
  const list = new RunList(folder);
  await list.shows(/scripts/);
  list.close();
  return list.firstFrame;
}

/** A watch in a terminal of its own. */
class RunList {
  firstFrame = 0;
  updates = 0;
  readonly #pty: IPty;
  readonly #start = performance.now();
  #output = '';
  #wanted: RegExp | undefined;
  #found: () => void = () => {};

  constructor(folder: string) {
    const program = join(import.meta.dirname, '../bin/tagline.js');
    const { CI: _, ...env } = process.env;
    this.#pty = spawn(process.execPath, [program, 'watch'], {
      name: 'xterm-256color',
      cols: 140,
      rows: 40,
      cwd: folder,
      env: { ...env, TERM: 'xterm-256color' },
    });
    this.#pty.onData((data) => {
      this.#output += data;
      for (let end = this.#output.indexOf(endOfFrame); end !== -1; end = this.#output.indexOf(endOfFrame)) {
        this.#frame(this.#output.slice(0, end));
        this.#output = this.#output.slice(end + endOfFrame.length);
      }
    });
  }

  #frame(frame: string): void {
    if (this.firstFrame === 0) this.firstFrame = performance.now() - this.#start;
    this.updates++;
    if (this.#wanted?.test(frame)) this.#found();
  }

  /** Resolves with the frame that has this in it, when its last byte has come. */
  shows(wanted: RegExp): Promise<void> {
    return new Promise((resolve) => {
      this.#wanted = wanted;
      this.#found = resolve;
    });
  }

  /** Milliseconds from a key that moves the cursor to the last byte of the frame that has it elsewhere. */
  async press(key: string): Promise<number> {
    const moved = this.shows(/\[1m ▸/);
    const start = performance.now();
    this.#pty.write(key);
    await moved;
    const time = performance.now() - start;
    await pause(5);
    return time;
  }

  close(): void {
    this.#pty.kill('SIGKILL');
  }
}

const endOfFrame = '\x1b[?2026l';

function reportTime(name: string, milliseconds: number, limit: number): void {
  report(name, `${milliseconds.toFixed(1)} ms`, `${(milliseconds / limit).toFixed(2)} ×`, `≤ ${limit} ms`);
}
