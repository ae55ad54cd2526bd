import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { inFolder } from '../support/tagline.js';
import { PseudoTerminal } from './support/pseudo-terminal.js';

const bin = resolve(import.meta.dirname, '../../bin/tagline.js');

let open: PseudoTerminal[] = [];

afterEach(() => {
  for (const terminal of open) terminal.close();
  open = [];
});

function review(
  folder: string,
  env: Record<string, string> = {},
  options: readonly string[] = [],
): PseudoTerminal {
  const command = ['sh', '-c', 'cd "$0" && exec "$@"', folder, process.execPath, bin, 'review', ...options];
  const terminal = new PseudoTerminal(80, 24, command, env);
  open.push(terminal);
  return terminal;
}

const session = (exists: number, text = 'done') =>
  `C: a1 NOOP\nS: * ${exists} EXISTS\nS: a1 OK ${text}\nC: a2 LOGOUT\nS: * BYE\nS: a2 OK\n`;

/** What was recorded once, and what came now. */
const pending = (name: string, before: string, now: string) => ({
  [`${name}.transcript`]: before,
  [`${name}.transcript.new`]: now,
});

const numbers = Array.from({ length: 20 }, (_, at) => String(at + 1).padStart(2, '0'));

describe('tagline review on a terminal', () => {
  it('takes twenty keys for twenty failures, and one to write them', async () => {
    const files = Object.assign({}, ...numbers.map((name) => pending(name, session(3), session(4))));
    await inFolder(files, async (folder) => {
      const terminal = review(folder);
      let keys = 0;
      for (const [at] of numbers.entries()) {
        await terminal.until(`${at} of 20 decided`);
        terminal.press(at % 2 === 0 ? 'a' : 'r');
        keys++;
      }
      await terminal.until('all is decided');
      expect(await readFile(join(folder, '01.transcript'), 'utf8')).toBe(session(3));
      expect((await readdir(folder)).filter((name) => name.endsWith('.new'))).toHaveLength(20);
      terminal.press('\r');
      keys++;
      expect((await terminal.exited).exitCode).toBe(0);
      expect(keys).toBe(21);
      const texts = await Promise.all(
        numbers.map((name) => readFile(join(folder, `${name}.transcript`), 'utf8')),
      );
      expect(texts).toEqual(numbers.map((_, at) => session(at % 2 === 0 ? 4 : 3)));
      expect(await readdir(folder)).toHaveLength(20);
    });
  });

  it('masks a value, ignores a text, and shows both before they are written', async () => {
    await inFolder(pending('t', session(3), session(4, 'gone')), async (folder) => {
      const terminal = review(folder);
      await terminal.until('0 of 2 decided');
      terminal.press('m');
      await terminal.until('1 of 2 decided');
      terminal.press('i');
      await terminal.until('all is decided');
      expect(terminal.text).toContain(
        '     - S: * 3 EXISTS\n     + S: * ${exists} EXISTS\n     + %ignore text',
      );
      terminal.press('\r');
      await terminal.exited;
      expect(await readFile(join(folder, 't.transcript'), 'utf8')).toBe(
        session(3).replace('3', '${exists}').replace('S: a1', '%ignore text\nS: a1'),
      );
      expect(await readdir(folder)).toEqual(['t.transcript']);
    });
  });

  it('comes back from the editor to what is left', async () => {
    const files = { ...pending('a', session(3), session(4)), ...pending('b', session(3), session(4)) };
    await inFolder(files, async (folder) => {
      const editor = join(folder, 'editor');
      await writeFile(editor, '#!/bin/sh\nsed -i "s/3 EXISTS/4 EXISTS/; s/^C: a1/# seen\\nC: a1/" "$2"\n');
      await chmod(editor, 0o755);
      const terminal = review(folder, { EDITOR: `${editor} --wait` });
      await terminal.until('0 of 2 decided');
      terminal.press('a');
      await terminal.until(/b\.transcript.*1 of 2 decided/);
      terminal.press('e');
      await terminal.until('all is decided');
      terminal.press('\r');
      expect((await terminal.exited).exitCode).toBe(0);
      expect(await readFile(join(folder, 'a.transcript'), 'utf8')).toBe(session(4));
      expect(await readFile(join(folder, 'b.transcript'), 'utf8')).toBe(`# seen\n${session(4)}`);
      expect((await readdir(folder)).toSorted()).toEqual(['a.transcript', 'b.transcript', 'editor']);
    });
  });

  it.each([
    ['with --plain', {}, ['--plain']],
    ['on a terminal that only takes text', { TERM: 'dumb' }, []],
  ])('asks in sentences %s', async (_, env: Record<string, string>, options) => {
    await inFolder(pending('t', session(3), session(4, 'gone')), async (folder) => {
      const terminal = review(folder, env, options);
      await terminal.until('t.transcript, 0 of 2 decided');
      expect(terminal.isFullScreen).toBe(false);
      terminal.press('a');
      await terminal.until('t.transcript, 1 of 2 decided');
      terminal.press('r');
      await terminal.until('All 2 are decided.');
      terminal.press('\r');
      expect((await terminal.exited).exitCode).toBe(0);
      expect(await readFile(join(folder, 't.transcript'), 'utf8')).toBe(session(4));
    });
  });

  it('says so when there is no such editor, and keeps what was decided', async () => {
    await inFolder(pending('t', session(3), session(4, 'gone')), async (folder) => {
      const terminal = review(folder, { EDITOR: 'no-such-editor' });
      await terminal.until('0 of 2 decided');
      terminal.press('ae');
      await terminal.until(/1 of 2 decided[\s\S]*There is no editor no-such-editor/);
    });
  });

  it.each(['SIGKILL', 'SIGHUP', 'SIGTERM'] as const)('goes on where it was after %s', async (signal) => {
    const files = {
      ...pending('a', session(3), session(4, 'gone')),
      ...pending('b', session(3), session(4)),
    };
    await inFolder(files, async (folder) => {
      const killed = review(folder);
      await killed.until('0 of 3 decided');
      killed.press('ar');
      await killed.until('2 of 3 decided');
      killed.kill(signal);
      await killed.exited;
      expect(killed.isFullScreen).toBe(signal === 'SIGKILL');
      expect(await readFile(join(folder, 'a.transcript'), 'utf8')).toBe(session(3));

      const again = review(folder);
      await again.until(/b\.transcript.*2 of 3 decided[\s\S]*2 decisions of the last review/);
      again.press('a');
      await again.until('all is decided');
      again.press('\r');
      expect((await again.exited).exitCode).toBe(0);
      expect(await readFile(join(folder, 'a.transcript'), 'utf8')).toBe(session(4));
      expect(await readFile(join(folder, 'b.transcript'), 'utf8')).toBe(session(4));
      expect((await readdir(folder)).toSorted()).toEqual(['a.transcript', 'b.transcript']);
    });
  });

  it('asks anew about a transcript that has changed since it was killed', async () => {
    const files = { ...pending('a', session(3), session(4)), ...pending('b', session(3), session(4)) };
    await inFolder(files, async (folder) => {
      const killed = review(folder);
      await killed.until('0 of 2 decided');
      killed.press('aa');
      await killed.until('all is decided');
      killed.kill('SIGKILL');
      await killed.exited;
      await writeFile(join(folder, 'a.transcript.new'), session(5));
      const again = review(folder);
      await again.until(/a\.transcript.*1 of 2 decided/);
    });
  });

  it('writes nothing about a transcript that has changed while it was reviewed', async () => {
    const files = { ...pending('a', session(3), session(4)), ...pending('b', session(3), session(4)) };
    await inFolder(files, async (folder) => {
      const terminal = review(folder);
      await terminal.until('0 of 2 decided');
      terminal.press('aa');
      await terminal.until('all is decided');
      await writeFile(join(folder, 'a.transcript.new'), session(5));
      terminal.press('\r');
      expect((await terminal.exited).exitCode).toBe(1);
      expect(terminal.text).toContain('a.transcript has changed meanwhile: review it again');
      expect(await readFile(join(folder, 'a.transcript'), 'utf8')).toBe(session(3));
      expect(await readFile(join(folder, 'a.transcript.new'), 'utf8')).toBe(session(5));
      expect(await readFile(join(folder, 'b.transcript'), 'utf8')).toBe(session(4));
      expect((await readdir(folder)).toSorted()).toEqual([
        'a.transcript',
        'a.transcript.new',
        'b.transcript',
      ]);
    });
  });

  it('keeps nothing that was undone', async () => {
    await inFolder(pending('t', session(3), session(4, 'gone')), async (folder) => {
      const terminal = review(folder);
      await terminal.until('0 of 2 decided');
      terminal.press('a');
      await terminal.until('1 of 2 decided');
      terminal.press('u');
      await terminal.until('0 of 2 decided');
      terminal.kill('SIGKILL');
      await terminal.exited;
      expect((await readdir(folder)).toSorted()).toEqual(['t.transcript', 't.transcript.new']);
    });
  });

  it.each([
    ['q before the end', 'aqq', /1 decision is kept[\s\S]*1 of 2 decided/],
    ['q on the last page', 'arq', /2 decisions are kept[\s\S]*all is decided/],
    ['Ctrl-C on the last page', 'ar\x03', /all is decided/],
  ])('goes on where it was left with %s', async (_, keys, found) => {
    await inFolder(pending('t', session(3), session(4, 'gone')), async (folder) => {
      const left = review(folder);
      await left.until('0 of 2 decided');
      left.press(keys);
      await left.exited;
      const again = review(folder);
      await again.until(/of 2 decided|all is decided/);
      expect(`${left.text}\n${again.text}`).toMatch(found);
    });
  });

  it.each(['\x03', 'qq', 'aqq', 'aaq'])('writes nothing after %j', async (keys) => {
    await inFolder(pending('t', session(3), session(4, 'gone')), async (folder) => {
      const terminal = review(folder);
      await terminal.until('0 of 2 decided');
      terminal.press(keys);
      await terminal.exited;
      expect(await readFile(join(folder, 't.transcript'), 'utf8')).toBe(session(3));
      expect(await readFile(join(folder, 't.transcript.new'), 'utf8')).toBe(session(4, 'gone'));
    });
  });
});
