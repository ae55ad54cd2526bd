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

  it('asks nobody when there is nobody', async () => {
    const run = await inFolder(files, (cwd) => tagline(['review'], { cwd }));
    expect(run).toMatchObject({ status: 2, stderr: expect.stringContaining('--accept') });
  });

  it('is content when nothing is pending', async () => {
    const run = await inFolder({ 'a.imap': '' }, (cwd) => tagline(['review'], { cwd }));
    expect(run).toEqual({ status: 0, stdout: 'Nothing is pending.\n', stderr: '' });
  });
});
