import { rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/replay/result.js';
import { dovecotIt, startDovecot } from '../support/dovecot.js';
import { withServer } from '../support/server.js';
import { inFolder, tagline } from '../support/tagline.js';

/** Refuses NOOP on its first connections. */
function refuseAtFirst(times: number): (socket: Socket) => void {
  let connections = 0;
  return (socket) => {
    const word = ++connections <= times ? 'NO' : 'OK';
    socket.on('data', (bytes) => {
      for (const [, tag] of bytes.toString().matchAll(/^(\S+) .*$/gm)) socket.write(`${tag} ${word} so\r\n`);
    });
    socket.write('* OK hi\r\n');
  };
}

const noop = 'a1 NOOP\na1 OK\n';

describe('tagline test of files that cannot be read', () => {
  it.each(['tty', 'json', 'junit', 'tap', 'github', 'html'])(
    'plays the others and names those in %s',
    async (format) => {
      const files = { 'a.imap': noop, 'b.imap': Buffer.from('\ufeffa1 NOOP\n', 'utf16le'), 'c.imap': noop };
      const args = ['test', '--format', format, 'a.imap', 'b.imap', 'gone.imap', 'c.imap'];
      const run = await inFolder(files, (cwd) => tagline(args, { cwd }));
      for (const text of ['b.imap', 'this file is UTF-16', 'gone.imap', 'there is no such file'])
        expect(run.stdout).toContain(text);
      expect(run).toMatchObject({ status: 2, stderr: '' });
    },
  );
});

describe('files that cannot be read', () => {
  const files = { 'a.imap': noop, 'b.imap': Buffer.from('\ufeffa1 NOOP\n', 'utf16le'), 'c.imap': noop };
  const paths = ['a.imap', 'b.imap', 'gone.imap', 'c.imap'];

  it.each(['run', 'record'])('are named by %s, which goes on with the others', async (command) => {
    const run = await inFolder(files, (cwd) => tagline([command, ...paths], { cwd }));
    expect(run.stdout).toMatch(/^ +b\.imap:1:1 this file is UTF-16/m);
    expect(run.stdout).toMatch(/^ +gone\.imap:1:1 there is no such file$/m);
    expect(run.stdout).toMatch(/^2 errored, 2 passed · 4 scripts on sandbox: /m);
    expect(run.status).toBe(2);
  });

  it('are on no server', async () => {
    const run = await inFolder(files, (cwd) => tagline(['test', 'gone.imap', 'b.imap'], { cwd }));
    expect(run.stdout).toMatch(/^2 errored · 2 scripts · \d+ ms in all$/m);
  });

  it('let --bail begin no more', async () => {
    const run = await inFolder(files, (cwd) => tagline(['test', '--bail', '--jobs', '1', ...paths], { cwd }));
    expect(run.stdout).toMatch(/^ +skipped: --bail: b\.imap did not pass$/m);
    expect(run.stdout).toMatch(/^2 errored, 1 passed, 1 skipped · /m);
  });
});

describe('a file that is named twice', () => {
  it('is one, under its first name', async () => {
    const run = await inFolder({ 'a.imap': noop, 'b/c.imap': noop }, (cwd) =>
      tagline(['test', './a.imap', 'a.imap', join(cwd, 'b/c.imap'), 'b', '.'], { cwd }),
    );
    expect(run.stdout).toMatch(/^✔ \.\/a\.imap/m);
    expect(run.stdout).toMatch(/^2 passed · 2 scripts/m);
  });
});

describe('two scripts with one transcript', () => {
  it.each([['record'], ['test', '--update']])('are refused by %s', async (...command) => {
    const run = await inFolder({ 'a.imap': noop, a: noop }, (cwd) =>
      tagline([...command, 'a', 'a.imap'], { cwd }),
    );
    expect(run.stderr).toBe('tagline: a and a.imap have one transcript, a.transcript: name one of them.\n');
    expect(run).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('a script that says itself where it goes', () => {
  it('is told what is wrong with that, and keeps none of the others back', async () => {
    const files = {
      'a.imap': `%server imap://host:x\n${noop}`,
      'b.imap': `%server \${env:NOT_SET}\n${noop}`,
      'c.imap': `%server courier:\n${noop}`,
      'd.imap': `%server \${WHERE}\n${noop}`,
      'e.imap': noop,
    };
    const run = await inFolder(files, (cwd) =>
      tagline(['test', '--var', 'WHERE=sandbox:'], {
        cwd,
        env: { TAGLINE_COURIER: '/nonexistent', PATH: '' },
      }),
    );
    expect(run.stdout).toMatch(/^ +a\.imap:1:1 server imap:\/\/host:x: Expected a host/m);
    expect(run.stdout).toMatch(/^ +b\.imap:1:1 %server: Unknown variable "env:NOT_SET"/m);
    expect(run.stdout).toMatch(/^ +c\.imap:1:1 --server courier: .* is not installed here/m);
    expect(run.stdout).toMatch(/^✔ d\.imap/m);
    expect(run.stdout).toMatch(/^✔ e\.imap/m);
    expect(run).toMatchObject({ status: 2, stderr: '' });
  });

  it('is not asked where --server says it', async () => {
    const run = await inFolder({ 'a.imap': `%server imap://host:x\n${noop}` }, (cwd) =>
      tagline(['test', '--server', 'sandbox:'], { cwd }),
    );
    expect(run.stdout).toMatch(/^1 passed/m);
  });
});

describe('a report that cannot be written', () => {
  it('is known before anything is sent', async () => {
    let connections = 0;
    const run = await withServer(
      () => connections++,
      (port) =>
        inFolder({ 's.imap': noop, hidden: 'no folder' }, (cwd) =>
          tagline(['test', '.', '--server', `imap://127.0.0.1:${port}`, '--format', 'json=hidden/run.json'], {
            cwd,
          }),
        ),
    );
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toContain('hidden/run.json: a part of the path is not a folder');
    expect(connections).toBe(0);
  });

  it('keeps neither the other reports back nor what came of the run', async () => {
    await inFolder({ 's.imap': noop, 'reports/.keep': '' }, async (cwd) => {
      const gone = (socket: Socket) => {
        rmSync(join(cwd, 'reports'), { recursive: true, force: true });
        writeFileSync(join(cwd, 'reports'), '');
        socket.destroy();
      };
      const run = await withServer(gone, (port) =>
        tagline(
          [
            ...['test', '.', '--server', `imap://127.0.0.1:${port}`],
            ...['--format', 'json=reports/run.json', '--format', 'tap'],
          ],
          { cwd },
        ),
      );
      expect(run.stdout).toContain('not ok 1 - s.imap');
      expect(run.stderr).toContain('the report is not written: reports/run.json');
      expect(run.status).toBe(3);
    });
  });
});

describe('tagline test --retry', () => {
  const attempt = (times: number, args: readonly string[]) =>
    withServer(refuseAtFirst(times), (port) =>
      inFolder({ 's.imap': noop }, (cwd) =>
        tagline(['test', 's.imap', '--server', `imap://127.0.0.1:${port}`, ...args], { cwd }),
      ),
    );

  it('shows what passed at last as flaky, with what was wrong before', async () => {
    const run = await attempt(2, ['--retry', '2']);
    expect(run.stdout).toMatch(/^≈ s\.imap .* flaky: passed at attempt 3$/m);
    expect(run.stdout).toMatch(/attempt 2:\n +s\.imap:1 a1 NOOP {3}status differs/);
    expect(run.stdout).toMatch(/^1 flaky · 1 script/m);
    expect(run.status).toBe(0);
  });

  it.each([
    [
      'junit',
      /<testcase name="1: script" classname="s\.imap" .*><flakyFailure type="status" message="attempt 1 of 2">/,
    ],
    ['tap', /^ok 1 - s\.imap\n {2}---\n.*\n {2}flaky: true\n {2}attempts: 2\n {2}message: \|\n {4}status: /m],
    ['html', /<span class="odd">≈ flaky<\/span>/],
    ['github', /^::warning file=s\.imap,line=1,title=flaky::status: /m],
  ])('shows it in %s', async (format, expected) => {
    const run = await attempt(1, ['--retry', '1', '--format', format]);
    expect(run.stdout).toMatch(expected);
    expect(run.status).toBe(0);
  });

  it('shows it in JSON, as the schema says', async () => {
    const run = await attempt(1, ['--retry', '3', '--format', 'json']);
    const validate = new Ajv().compile(JSON.parse(await readFile('schema/run.schema.json', 'utf8')));
    const result: RunResult = JSON.parse(run.stdout);
    expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
    expect(result.scripts[0]).toMatchObject({
      outcome: { kind: 'passed' },
      earlier: [{ outcome: { kind: 'failed' } }],
    });
  });

  it('gives up in the end', async () => {
    const run = await attempt(3, ['--retry', '2']);
    expect(run.stdout).toMatch(/^✖ s\.imap .* 3 attempts$/m);
    expect(run.status).toBe(1);
  });
});

/** Answers each command with so much that a few of them are more than a transcript can hold. */
function talkMuch(socket: Socket): void {
  const line = `* OK ${'x'.repeat(900_000)}\r\n`;
  socket.on('data', (bytes) => {
    for (const [, tag] of bytes.toString().matchAll(/^(\S+) .*$/gm)) socket.write(`${line}${tag} OK so\r\n`);
  });
  socket.write('* OK hi\r\n');
}

describe('more than can be recorded', () => {
  it.each([
    ['test', '--update'],
    ['record', 's.imap'],
  ])('is told by %s', async (command, more) => {
    const script = Array.from({ length: 20 }, (_, at) => `a${at} NOOP\n`).join('');
    const run = await withServer(talkMuch, (port) =>
      inFolder({ 's.imap': script }, (cwd) =>
        tagline([command, 's.imap', more, '--server', `imap://127.0.0.1:${port}`], { cwd }),
      ),
    );
    expect(run.stderr).toBe('tagline: not recorded s.imap: more was said than can be recorded\n');
    expect(run.stdout).toMatch(/^✔ s\.imap/m);
  });
});

describe('tagline record', () => {
  const files = Object.fromEntries(
    [1, 2, 3, 4, 5, 6].map((n) => [
      `s${n}.imap`,
      `%login\na1 SELECT INBOX\na2 APPEND INBOX {<<EOM}\nSubject: ${n}\n\n${'x'.repeat(n)}\nEOM\na3 NOOP\na4 SEARCH SUBJECT ${n}\n`,
    ]),
  );
  const record = (args: readonly string[]) =>
    inFolder(files, async (cwd) => {
      const { status } = await tagline(['record', ...Object.keys(files), ...args], { cwd });
      const names = Object.keys(files).map((name) => name.replace('.imap', '.transcript'));
      return { status, said: await Promise.all(names.map((name) => readFile(join(cwd, name), 'utf8'))) };
    });
  const isSame = async (server: string) => {
    const alone = await record(['--server', server, '--jobs', '1']);
    expect(alone.status).toBe(0);
    expect(await record(['--server', server, '--jobs', '3'])).toEqual(alone);
  };

  it('writes side by side what it writes one after the other', () => isSame('sandbox:'));
  dovecotIt('does so on a Dovecot', () => isSame('dovecot:'));
});

describe('tagline test', () => {
  const scripts = { 'a-fails.imap': 'a1 NOOP\na1 NO\n', 'b-fine.imap': noop, 'c-fine.imap': noop };

  it('starts no more with --bail once one did not pass', async () => {
    const run = await inFolder(scripts, (cwd) => tagline(['test', '--bail', '--jobs', '1'], { cwd }));
    expect(run.stdout).toMatch(/^1 failed, 2 skipped · /m);
    expect(run.stdout).toContain('skipped: --bail: a-fails.imap did not pass');
    expect(run.status).toBe(1);
  });

  it('makes the folder of a report', async () => {
    await inFolder(scripts, async (cwd) => {
      const formats = ['--format', 'json=new/deep/run.json', '--format', 'tty'];
      const run = await tagline(['test', ...formats], { cwd });
      expect(run.stdout).toMatch(/^1 failed, 2 passed · /m);
      expect(JSON.parse(await readFile(join(cwd, 'new/deep/run.json'), 'utf8'))).toMatchObject({
        version: 1,
      });
      expect(run).toMatchObject({ status: 1, stderr: '' });
    });
  });

  it('tests what --filter names', async () => {
    await inFolder(scripts, async (cwd) => {
      const run = await tagline(['test', '--filter', 'fine', '--filter', 'nothing'], { cwd });
      expect(run.stdout).toMatch(/^2 passed · /m);
      const none = await tagline(['test', '--filter', 'nothing'], { cwd });
      expect(none.stderr).toContain('--filter nothing: no path of 3 contains it.');
      expect(none.status).toBe(2);
    });
  });

  it('shows no progress in a pipe', async () => {
    const run = await inFolder(scripts, (cwd) => tagline(['test'], { cwd }));
    expect(run.stderr).toBe('');
  });

  dovecotIt('keeps scripts of one account apart, whatever --jobs says', async () => {
    const shared = `%login
a1 SELECT INBOX
* 0 EXISTS
a1 OK
a2 APPEND INBOX {<<EOM}
Subject: hi

EOM
a2 OK
a3 SEARCH ALL
* SEARCH 1
a3 OK
a4 STORE 1 +FLAGS.SILENT (\\Deleted)
a4 OK
a5 EXPUNGE
* 1 EXPUNGE
a5 OK
`;
    const own = shared
      .replace('%login\n', '%login\na0 CREATE ${mailbox}\na0 OK\n')
      .replaceAll('INBOX', '${mailbox}');
    const files = Object.fromEntries(
      [1, 2, 3, 4].flatMap((n) => [
        [`own-${n}.imap`, own],
        [`shared-${n}.imap`, shared],
      ]),
    );
    const dovecot = await startDovecot();
    try {
      const server = ['--server', dovecot.url, '--user', 'alice', '--jobs', '8'];
      const env = { TAGLINE_PASSWORD: dovecot.password };
      const run = await inFolder(files, (cwd) => tagline(['test', ...server], { cwd, env }));
      expect(run.stdout).toMatch(/^8 passed · /m);
    } finally {
      await dovecot.stop();
    }
  });
});
