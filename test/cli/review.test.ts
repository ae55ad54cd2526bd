import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder, tagline } from '../support/tagline.js';

const recorded = 'C: a1 NOOP\nS: * 3 EXISTS\nS: a1 OK\n';
const files = { 't.transcript': recorded, 't.transcript.new': recorded.replace('3', '4') };

describe('tagline review without a terminal', () => {
  it('shows what is pending', async () => {
    const run = await inFolder(files, (cwd) => tagline(['review', '--list'], { cwd }));
    expect(run.stdout).toContain('- S: * [-3-] EXISTS');
    expect(run.status).toBe(1);
  });

  it.each([
    ['--accept', files['t.transcript.new']],
    ['--reject', recorded],
  ])('%s decides about all of it', async (option, content) => {
    await inFolder(files, async (cwd) => {
      expect(await tagline(['review', option], { cwd })).toMatchObject({ status: 0, stderr: '' });
      expect(await readFile(join(cwd, 't.transcript'), 'utf8')).toBe(content);
      expect(await readdir(cwd)).toEqual(['t.transcript']);
    });
  });

  it.each(['t.imap', 't.transcript', 't.transcript.new'])('knows what is pending by %s', async (name) => {
    const more = { ...files, 't.imap': 'a1 NOOP\n', 'tt.transcript.new': recorded };
    await inFolder(more, async (cwd) => {
      expect(await tagline(['review', '--accept', name], { cwd })).toMatchObject({ status: 0, stderr: '' });
      expect(await readFile(join(cwd, 't.transcript'), 'utf8')).toBe(files['t.transcript.new']);
      expect((await readdir(cwd)).toSorted()).toEqual(['t.imap', 't.transcript', 'tt.transcript.new']);
    });
  });

  it('takes the name of a script for what came on every kind of server', async () => {
    const own = {
      'd/t.imap': '',
      'd/t.dovecot.transcript.new': recorded.replace('3', '5'),
      'd/t.transcript.new': recorded,
    };
    await inFolder({ ...own, 'd/t.transcript': recorded }, async (cwd) => {
      expect((await tagline(['review', '--accept', 'd/t.imap'], { cwd })).status).toBe(0);
      expect((await readdir(join(cwd, 'd'))).toSorted()).toEqual([
        't.dovecot.transcript',
        't.imap',
        't.transcript',
      ]);
      const again = await tagline(['review', '--accept', 'd/t.imap'], { cwd });
      expect(again).toMatchObject({ status: 2, stderr: 'tagline: d/t.imap: nothing is pending.\n' });
    });
  });

  it('asks nobody when there is nobody', async () => {
    const run = await inFolder(files, (cwd) => tagline(['review'], { cwd }));
    expect(run).toMatchObject({ status: 2, stderr: expect.stringContaining('--accept') });
  });

  it('is content when nothing is pending', async () => {
    const run = await inFolder({ 'a.imap': '' }, (cwd) => tagline(['review'], { cwd }));
    expect(run).toEqual({ status: 0, stdout: 'Nothing is pending.\n', stderr: '' });
  });
});
