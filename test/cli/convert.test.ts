import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ScriptResult } from '../../src/replay/result.js';
import { dovecotIt } from '../support/dovecot.js';
import { inFolder, tagline } from '../support/tagline.js';

const test = 'state: created\n\nok status $mailbox (messages)\n* status $mailbox (messages 0)\n';

describe('tagline convert', () => {
  it('prints the script of a log, without its secrets', async () => {
    const { status, stdout } = await tagline(['convert', 'docs/importing/telnet.log']);
    expect(status).toBe(0);
    expect(stdout).toContain('C: a1 LOGIN ${user:astring} ${password:astring}\n');
    expect(stdout).not.toContain('gardenia');
  });

  it('writes several sessions as several scripts', async () => {
    const log = '[t] 4> a1 NOOP\n[t] 5> a1 NOOP\n';
    await inFolder({ 'mutt.log': log }, async (cwd) => {
      const { status, stderr } = await tagline(
        ['convert', 'mutt.log', '--from', 'mutt', '--output', 'x.imap'],
        { cwd },
      );
      expect({ status, stderr }).toEqual({
        status: 0,
        stderr: 'tagline: written x.imap\ntagline: written x-2.imap\n',
      });
    });
  });

  it.each([
    [['convert', 'x', '--from', 'imaptets'], 'tagline: --from imaptets: did you mean imaptest?\n'],
    [
      ['convert', 'x'],
      /^tagline: x: this looks like no test and no log that is known here\.\n(?: .*\n)* {2}Of another log, put "C: "/,
    ],
    [['convert', 'y'], 'tagline: y: there is no such file\n'],
    [['test', 'x', '--import', 'telnet'], 'tagline: --import telnet: expected mpt, imaptest.\n'],
  ])('refuses %j', async (args, message) => {
    await inFolder({ x: 'hello' }, async (cwd) => {
      const { status, stderr } = await tagline(args, { cwd });
      expect(status).toBe(2);
      if (typeof message === 'string') expect(stderr).toBe(message);
      else expect(stderr).toMatch(message);
    });
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\u{feff}${test}`)],
    ['UTF-16, as PowerShell writes it', Buffer.from(`\u{feff}${test}`, 'utf16le')],
  ])('reads %s', async (_, bytes) => {
    await inFolder({}, async (cwd) => {
      await writeFile(join(cwd, 'x'), bytes);
      const { stdout, stderr } = await tagline(['convert', 'x'], { cwd });
      expect(stderr).toBe('');
      expect(stdout).toContain('a2 status ${mailbox} (messages)\n');
    });
  });

  it('says what it could not convert, with the rest, in order', async () => {
    await inFolder({ x: `foo: 1\n${test}` }, async (cwd) => {
      const { status, stdout, stderr } = await tagline(['convert', 'x'], { cwd });
      expect({ status, stderr }).toEqual({ status: 1, stderr: 'x:1:1: Unknown key "foo".\n' });
      expect(stdout).toContain('a2 status ${mailbox} (messages)\n');
    });
  });
});

describe('tagline test --import', () => {
  it('runs the tests of a folder; a bad one fails alone', async () => {
    const files = {
      bad: `foo: 1\n${test}`,
      failing: 'state: created\n\nok noop\n\nok noop\n* 5 exists\n',
      good: test,
      other: `user 2: $user2\n${test}`,
      'default.mbox': '',
    };
    await inFolder(files, async (cwd) => {
      const args = ['test', '--import', 'imaptest', '.', 'gone', '--format', 'json'];
      const { status, stdout } = await tagline(args, { cwd });
      const scripts: readonly ScriptResult[] = JSON.parse(stdout).scripts;
      expect(status).toBe(2);
      expect(scripts.map(({ path, outcome }) => [path, outcome.kind])).toEqual([
        ['bad', 'errored'],
        ['failing', 'failed'],
        ['good', 'passed'],
        ['other', 'skipped'],
        ['gone', 'errored'],
      ]);
      expect(JSON.stringify(scripts[1])).toContain('"place":{"path":"failing","line":6}');
    });
  });

  dovecotIt('has a server in the time zone that the tests of imaptest take it to be in', async () => {
    const files = {
      days: 'messages: all\n\nok search on 25-mar-2007\n* search 2 3\n',
      'days.mbox': [
        'Sat Mar 24 23:59:59 2007 +0200',
        'Sun Mar 25 00:00:00 2007 +0200',
        'Sun Mar 25 23:59:59 2007 +0300',
      ]
        .map((date) => `From ann@example.org  ${date}\n\nbody\n`)
        .join('\n'),
    };
    await inFolder(files, async (cwd) => {
      const args = ['test', '--import', 'imaptest', '.', '--server', 'dovecot:', '--format', 'json'];
      for (const TZ of ['UTC', 'America/New_York']) {
        const { stdout } = await tagline(args, { cwd, env: { TZ } });
        expect(JSON.parse(stdout).scripts).toMatchObject([{ path: 'days', outcome: { kind: 'passed' } }]);
      }
    });
  });
});
