import { execFile } from 'node:child_process';
import { lstat, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Host, processHost } from '../../src/cli/host.js';
import { writeAtomically } from '../../src/cli/write-atomically.js';

let folder: string;
let host: Host;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagline-write-'));
  host = { ...processHost(process), cwd: folder };
});
afterEach(() => rm(folder, { recursive: true }));

const write = (path: string, text: string) => writeAtomically(host, path, Buffer.from(text));
const content = (name: string) => readFile(join(folder, name), 'utf8');

describe('a file that is written', () => {
  it('takes along what was left in its folder when a run was killed, once, and nothing else', async () => {
    const [young, ...old] = [
      'a.transcript.tagline-0123abcd.tmp',
      'a.transcript.tagline-89ef0123.tmp',
      'b.tagline-0123abcd.tmp',
    ];
    const others = ['a.transcript.new', 'c.0123abcd.tmp'];
    const before = new Date(Date.now() - 120_000);
    const leave = async (names: readonly string[], time: Date) => {
      for (const name of names) {
        await writeFile(join(folder, name), 'half');
        await utimes(join(folder, name), time, time);
      }
    };
    await leave([...old, ...others], before);
    await leave([young ?? ''], new Date());
    await write('a.transcript', 'whole');
    expect((await readdir(folder)).toSorted()).toEqual(['a.transcript', young, ...others].toSorted());
    expect(await content('a.transcript')).toBe('whole');
    await leave(old, before);
    await write('a.transcript', 'again');
    expect(await readdir(folder)).toEqual(expect.arrayContaining(old));
  });

  it('is the one that a link leads to', async () => {
    await writeFile(join(folder, 'real'), 'old');
    await symlink('real', join(folder, 'link'));
    await write('link', 'new');
    expect((await lstat(join(folder, 'link'))).isSymbolicLink()).toBe(true);
    expect(await content('real')).toBe('new');
  });

  it('is written to as it is when it is a pipe or a device', async () => {
    const pipe = join(folder, 'pipe');
    await promisify(execFile)('mkfifo', [pipe]);
    const [read] = await Promise.all([readFile(pipe, 'utf8'), write('pipe', 'through')]);
    expect(read).toBe('through');
    expect((await lstat(pipe)).isFIFO()).toBe(true);
  });

  it('says why when it cannot be', async () => {
    expect(await write('none/a', 'x')).toMatchObject({
      kind: 'failed',
      message: 'none/a: there is no such file',
    });
    expect(await readdir(folder)).toEqual([]);
    await write('file', '');
    expect(await write('file/a', 'x')).toMatchObject({ kind: 'failed' });
  });
});
