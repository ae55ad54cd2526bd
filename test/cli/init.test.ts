import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dovecotIt } from '../support/dovecot.js';
import { inFolder, tagline } from '../support/tagline.js';

describe('tagline init', () => {
  it('writes a script that is fine and passes, and nothing twice', async () => {
    await inFolder({}, async (cwd) => {
      const made = await tagline(['init', 'mail'], { cwd });
      expect(made.stdout).toContain('wrote mail/first.imap\nwrote mail/tagline.config.json\n');
      const folder = join(cwd, 'mail');
      expect(await tagline(['lint'], { cwd: folder })).toMatchObject({ status: 0 });
      expect(await tagline(['test'], { cwd: folder })).toMatchObject({
        status: 0,
        stdout: expect.stringMatching(/^1 passed · 1 script on sandbox: /m),
      });
      const again = await tagline(['init', 'mail'], { cwd });
      expect(again.stderr).toContain('there already; nothing was written.');
      expect(again.status).toBe(2);
      expect(await readdir(folder)).toEqual(['first.imap', 'tagline.config.json']);
    });
  });

  dovecotIt('writes what passes on a real server too', async () => {
    await inFolder({}, async (cwd) => {
      await tagline(['init', '--server', 'dovecot:'], { cwd });
      const run = await tagline(['test'], { cwd });
      expect(run.stdout).toMatch(/^1 passed · 1 script on dovecot: /m);
    });
  });

  it('writes no password', async () => {
    await inFolder({}, async (cwd) => {
      const run = await tagline(['init', '--server', 'imaps://bob:hunter2@example.com'], { cwd });
      expect(run.stderr).toContain('leave the password out of the URL');
      expect(run.stderr).not.toContain('hunter2');
      expect(await readdir(cwd)).toEqual([]);
      await tagline(['init', '--server', 'imaps://bob@example.com'], { cwd });
      expect(JSON.parse(await readFile(join(cwd, 'tagline.config.json'), 'utf8'))).toMatchObject({
        server: 'imaps://bob@example.com',
      });
    });
  });
});
