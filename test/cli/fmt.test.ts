import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder, tagline } from '../support/tagline.js';

describe('tagline fmt', () => {
  it('names what is in another form, writes it, and is content then', async () => {
    const files = { 'a.imap': '%login  \r\n\r\n\r\na1 NOOP\r\n', 'b.imap': 'a1 NOOP\n' };
    await inFolder(files, async (cwd) => {
      expect(await tagline(['fmt', '--check'], { cwd })).toMatchObject({ status: 1, stdout: 'a.imap\n' });
      expect(await readFile(join(cwd, 'a.imap'), 'utf8')).toBe(files['a.imap']);
      expect(await tagline(['fmt'], { cwd })).toMatchObject({ status: 0, stdout: 'a.imap\n' });
      expect(await readFile(join(cwd, 'a.imap'), 'utf8')).toBe('%login\n\na1 NOOP\n');
      expect(await tagline(['fmt', '--check'], { cwd })).toMatchObject({ status: 0, stdout: '' });
    });
  });

  it('names what cannot be read or written, and goes on', async () => {
    const files = { 'b.imap': Buffer.from('\ufeffa1 NOOP\n', 'utf16le'), 'c.imap': 'a1 NOOP\r\n' };
    await inFolder(files, async (cwd) => {
      const run = await tagline(['fmt', 'a.imap', 'b.imap', 'c.imap'], { cwd });
      expect(run).toMatchObject({ status: 2, stdout: 'c.imap\n' });
      expect(run.stderr).toMatch(
        /^tagline: a\.imap: there is no such file\ntagline: b\.imap: this file is UTF-16/,
      );
    });
  });

  it('formats standard input', async () => {
    const run = await tagline(['fmt', '-'], { stdin: '%require  MOVE \na1 NOOP' });
    expect(run).toMatchObject({ status: 0, stdout: '%require MOVE\na1 NOOP\n' });
  });

  it('is the form of what ships', async () => {
    expect(await tagline(['fmt', '--check', 'transcripts'])).toMatchObject({ status: 0, stdout: '' });
  });
});
