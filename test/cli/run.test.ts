import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWithDovecot, dovecotIt, hasDovecot, startDovecot } from '../support/dovecot.js';
import { withServer } from '../support/server.js';
import { inFolder, tagline } from '../support/tagline.js';

const login = 'a1 LOGIN ${user} ${password}\na1 OK\n';
const noop = 'a1 NOOP\na1 OK\n';
const select = `${login}a2 SELECT INBOX\n* 5 EXISTS\na2 OK [READ-WRITE]\na3 LOGOUT\na3 OK\n`;

describe('tagline run', () => {
  it('prints the session, says where it was, and hides the password', async () => {
    const run = await inFolder({ 's.imap': select }, (cwd) => tagline(['run', 's.imap'], { cwd }));
    expect(run.stdout).toContain('# s.imap on sandbox:\n');
    expect(run.stdout).toContain('C: a1 LOGIN alice ‹redacted›\n');
    expect(run.stdout).toContain('S: * 5 EXISTS\n');
    expect(run.stdout).toMatch(/^✔ s\.imap +3 commands/m);
    expect(run.stdout).toMatch(/^1 passed · 1 script on sandbox: \(built in\) · /m);
    expect(run.stdout).not.toContain('wonderland');
    expect(run).toMatchObject({ status: 0, stderr: '' });
  });

  it('writes JSON as its schema says, whatever the outcome', async () => {
    const schema = JSON.parse(await readFile('schema/run.schema.json', 'utf8'));
    const validate = new Ajv({ allErrors: true }).compile(schema);
    const scripts = {
      'errored.imap': `${login}%on second\nb1 NOOP\n`,
      'failed.imap': `${login}a2 SELECT INBOX\n* 4 EXISTS\nS!: * FLAGS \${*}\na2 NO\n`,
      'included.imap': '%include parts/wrong.txt\n',
      'parts/wrong.txt': `${login}a2 SELECT nowhere\na2 OK\na3 FETCH 1 FLAGS\na3 OK\na4 NOOP \${nothing}\n`,
      'passed.imap': select,
      'skipped.imap': `%require X-NOT-THERE\n${select}`,
    };
    const run = await inFolder(scripts, (cwd) => tagline(['test', '.', '--format', 'json'], { cwd }));
    const result = JSON.parse(run.stdout);
    expect(validate(result), JSON.stringify(validate.errors, null, 1)).toBe(true);
    expect(result.scripts.map((script: { outcome: { kind: string } }) => script.outcome.kind)).toEqual(
      expect.arrayContaining(['failed', 'passed', 'skipped']),
    );
    expect(run.stdout).not.toContain('wonderland');
  });

  it('fills in variables, and shows no secret one', async () => {
    const script = { 's.imap': `${login}a2 STATUS \${box} (MESSAGES)\na2 OK\na3 CREATE \${hidden}\na3 OK\n` };
    const args = ['run', 's.imap', '--var', 'box=INBOX', '--var', 'hidden=topsecret', '--secret', 'hidden'];
    const run = await inFolder(script, (cwd) => tagline(args, { cwd }));
    expect(run.stdout).toContain('C: a2 STATUS INBOX (MESSAGES)');
    expect(run.stdout).toContain('C: a3 CREATE ‹redacted›');
    expect(run.stdout).not.toContain('topsecret');
    expect(run.status).toBe(0);
  });
});

dovecotIt(
  'compares on a server that it starts with the transcript of its kind, where there is one',
  async () => {
    await inFolder({ 's.imap': `%login\n${noop}` }, async (cwd) => {
      const onDovecot = ['s.imap', '--server', 'Dovecot:'];
      await tagline(['record', 's.imap'], { cwd });
      expect((await tagline(['test', ...onDovecot], { cwd })).stdout).toMatch(/^✖ s\.imap/m);
      await tagline(['record', ...onDovecot, '--profile', 'dovecot'], { cwd });
      expect(await tagline(['test', ...onDovecot], { cwd })).toMatchObject({ status: 0 });
      expect(await tagline(['test', 's.imap'], { cwd })).toMatchObject({ status: 0 });
      const again = await tagline(['record', ...onDovecot], { cwd });
      expect(again.stderr).toContain('s.dovecot.transcript');
    });
  },
);

describe('the command that shows a session again', () => {
  const failing = { 's 1.imap': 'a1 NOOP ${x}\na1 NO\n', pw: 'hidden-in-a-file\n' };
  const tests: readonly (readonly [string, readonly string[], string | undefined])[] = [
    ['nothing else', ['--var', 'x=y'], "'s 1.imap' --var x=y"],
    [
      'who logs in',
      ['--user', 'bob', '--password-file', 'pw', '--timeout', '9s', '--insecure', '--var', 'x=a b'],
      "'s 1.imap' --user bob --password-file pw --insecure --var 'x=a b' --timeout 9s",
    ],
    [
      'no secret',
      ['--var', 'x=topsecret', '--secret', 'x', '--proxy', 'socks5://me:hid@den@127.0.0.1:1'],
      "'s 1.imap' --proxy 'socks5://me:‹redacted›@127.0.0.1:1' --var 'x=‹redacted›' --secret x",
    ],
  ];
  it.each(tests)('has the options that say where and how: %s', async (_, options, expected) => {
    const run = await inFolder(failing, (cwd) => tagline(['test', 's 1.imap', ...options], { cwd }));
    expect(run.stdout).toContain(`to see all that is said: tagline run ${expected}\n`);
    expect(run.stdout).not.toMatch(/topsecret|hid@den|hidden-in/);
  });

  it('has the server as it was named', async () => {
    const config = JSON.stringify({ servers: { mine: { url: 'imap://carol@127.0.0.1:1' } } });
    const files = { 's.imap': noop, 'tagline.config.json': config };
    const args = ['test', 's.imap', '--server', 'mine', '--format', 'json'];
    const run = await inFolder(files, (cwd) => tagline(args, { cwd }));
    expect(JSON.parse(run.stdout)).toMatchObject({
      server: 'imap://127.0.0.1:1',
      options: ['--server', 'mine'],
    });
  });

  it('is told of no test of another program', async () => {
    const run = await inFolder({ one: 'state: created\n\nok foo\n' }, (cwd) =>
      tagline(['test', '--import', 'imaptest', 'one'], { cwd }),
    );
    expect(run.stdout).toMatch(/^✖ one/m);
    expect(run.stdout).not.toContain('tagline run');
  });
});

describe('tagline test', () => {
  it('names the file and the line of what a script includes', async () => {
    const files = {
      's.imap': `${login}%include parts/wrong.imap\n`,
      'parts/wrong.imap': '\na2 SELECT nowhere\na2 OK\na3 FETCH 1 FLAGS\na3 OK\na4 NOOP ${nothing}\n',
    };
    const run = await inFolder(files, (cwd) => tagline(['test', 's.imap'], { cwd }));
    expect(run.stdout).toContain('    parts/wrong.imap:2 a2 SELECT nowhere   status differs\n');
    expect(run.stdout).toContain(
      '    parts/wrong.imap:4 a3 FETCH 1 FLAGS   follows from line 2 of parts/wrong.imap',
    );
    expect(run.stdout).toContain('      parts/wrong.imap:6:9 Unknown variable');
  });

  it('shows what differs, where it was expected, and fails', async () => {
    const script = { 's.imap': `${login}a2 SELECT INBOX\n* 4 EXISTS\na2 OK\n` };
    const run = await inFolder(script, (cwd) => tagline(['test', 's.imap'], { cwd }));
    expect(run.stdout).toContain('s.imap:3 a2 SELECT INBOX   value differs');
    expect(run.stdout).toContain('- * 4 EXISTS   (expected, s.imap:4)');
    expect(run.stdout).toContain('+ * 5 EXISTS');
    expect(run).toMatchObject({ status: 1 });
  });

  it('passes twice what was recorded, on the sandbox', async () => {
    await inFolder({ 's.imap': select }, async (cwd) => {
      expect(await tagline(['record', 's.imap'], { cwd })).toMatchObject({ status: 0 });
      expect(await readFile(join(cwd, 's.transcript'), 'utf8')).toContain(
        'C: a1 LOGIN ${user} ${password}\n',
      );
      expect(await tagline(['test'], { cwd })).toMatchObject({ status: 0 });
      expect(await tagline(['test'], { cwd })).toMatchObject({ status: 0 });
      expect((await readdir(cwd)).toSorted()).toEqual(['s.imap', 's.transcript']);
    });
  });

  it.each([
    ['files as literals', `${login}a2 APPEND INBOX {@m.eml}\na2 OK\na3 APPEND nowhere {@m.eml}\na3 NO\n`],
    ['heredocs that hold a password', 'a2 LOGIN {<<U+}\nbob\nU {<<P+}\ntopsecret\nP\na2 NO\n'],
  ])('passes what was recorded of %s', async (_, script) => {
    await inFolder({ 's.imap': script, 'm.eml': 'Subject: hi\n\nhi\n' }, async (cwd) => {
      expect(await tagline(['record', 's.imap'], { cwd })).toMatchObject({ status: 0 });
      expect(await readFile(join(cwd, 's.transcript'), 'utf8')).not.toContain('topsecret');
      expect(await tagline(['test'], { cwd })).toMatchObject({ status: 0 });
    });
  });

  it('keeps a changed answer as a pending transcript, and takes it with --update', async () => {
    await inFolder({ 's.imap': select }, async (cwd) => {
      await tagline(['record', 's.imap'], { cwd });
      const recorded = await readFile(join(cwd, 's.transcript'), 'utf8');
      const changed = recorded.replace('* 5 EXISTS', '* 6 EXISTS');
      expect(changed).not.toBe(recorded);
      await writeFile(join(cwd, 's.transcript'), changed);

      const failed = await tagline(['test', 's.imap'], { cwd });
      expect(failed.stdout).toContain('- * 6 EXISTS');
      expect(failed).toMatchObject({ status: 1, stderr: 'tagline: pending s.transcript.new\n' });
      const diff = await tagline(['diff', 's.transcript', 's.transcript.new'], { cwd });
      expect(diff.stdout).toMatch(/^- S: \* \[-6-\] EXISTS/m);
      expect(diff.stdout).toMatch(/^\+ S: \* \{\+5\+\} EXISTS/m);
      expect(diff.status).toBe(1);

      expect(await tagline(['test', 's.imap', '--update'], { cwd })).toMatchObject({
        status: 0,
        stderr: 'tagline: written s.transcript\n',
      });
      expect(await readFile(join(cwd, 's.transcript'), 'utf8')).toBe(recorded);
      expect((await readdir(cwd)).toSorted()).toEqual(['s.imap', 's.transcript']);
    });
  });

  it('removes what is pending once it comes as it is recorded', async () => {
    await inFolder({ 's.imap': select }, async (cwd) => {
      await tagline(['record', 's.imap'], { cwd });
      await writeFile(join(cwd, 's.transcript.new'), 'S: * OK other\n');
      expect(await tagline(['test', 's.imap'], { cwd, env: { CI: 'true' } })).toMatchObject({ status: 0 });
      expect(await readdir(cwd)).toContain('s.transcript.new');
      const { stderr } = await tagline(['test', 's.imap'], { cwd });
      expect(stderr).toContain('removed s.transcript.new: it came as it is recorded');
      expect(await readdir(cwd)).not.toContain('s.transcript.new');
    });
  });

  it('keeps what a kind of server answers otherwise as a pending transcript of its own', async () => {
    await inFolder({ 's.imap': select }, async (cwd) => {
      await tagline(['record', 's.imap'], { cwd });
      const recorded = await readFile(join(cwd, 's.transcript'), 'utf8');
      const changed = recorded.replace('* 5 EXISTS', '* 6 EXISTS');
      await writeFile(join(cwd, 's.transcript'), changed);
      const args = ['test', 's.imap', '--profile', 'x'];
      for (const decision of ['--reject', '--accept']) {
        for (let run = 0; run < 2; run++) {
          expect(await tagline(args, { cwd })).toMatchObject({
            status: 1,
            stderr: 'tagline: pending s.x.transcript.new\n',
          });
        }
        expect((await readdir(cwd)).toSorted()).toEqual(['s.imap', 's.transcript', 's.x.transcript.new']);
        const listed = await tagline(['review', '--list'], { cwd });
        expect(listed.stdout).toMatch(/s\.transcript[\s\S]*- S: \* \[-6-\] EXISTS/);
        expect(await tagline(['review', decision], { cwd })).toMatchObject({ status: 0, stderr: '' });
      }
      expect((await readdir(cwd)).toSorted()).toEqual(['s.imap', 's.transcript', 's.x.transcript']);
      expect(await readFile(join(cwd, 's.x.transcript'), 'utf8')).toBe(recorded);
      expect(await readFile(join(cwd, 's.transcript'), 'utf8')).toBe(changed);
      expect(await tagline(args, { cwd })).toMatchObject({ status: 0 });
    });
  });

  it('records the first transcript of a kind of server at once', async () => {
    await inFolder({ 's.imap': select, 's.transcript': 'C: a1 NOOP\nS: a1 OK\n' }, async (cwd) => {
      const recorded = await tagline(['record', 's.imap', '--profile', 'x'], { cwd });
      expect(recorded.stderr).toBe('tagline: written s.x.transcript\n');
    });
  });

  it('records nothing of a script that was not played to its end', async () => {
    await inFolder({ 's.imap': '%require X-NO-SUCH\na1 NOOP\n' }, async (cwd) => {
      const recorded = await tagline(['record', 's.imap'], { cwd });
      expect(recorded.stderr).toBe('tagline: not recorded s.imap: it was not played to its end\n');
      await tagline(['test', 's.imap', '--update'], { cwd });
      expect(await readdir(cwd)).toEqual(['s.imap']);
    });
  });

  it('takes the answers to another version of the script with --update', async () => {
    await inFolder({ 's.imap': select, 's.transcript': 'C: a1 NOOP\nS: a1 OK\n' }, async (cwd) => {
      expect(await tagline(['test', 's.imap'], { cwd })).toMatchObject({ status: 1, stderr: '' });
      expect(await tagline(['test', 's.imap', '--update'], { cwd })).toMatchObject({ status: 0 });
      expect(await tagline(['test', 's.imap'], { cwd })).toMatchObject({ status: 0 });
    });
  });

  it.each([
    [['record', 's.imap', 'z.imap'], 2, /^2 passed/m],
    [['test'], 1, /^1 failed, 1 passed/m],
  ])('reports all the same where %j cannot keep what came', async (args, status, report) => {
    const files = { 's.imap': noop, 's.transcript': 'C: a1 NOOP\nS: a1 OK else\n', 'z.imap': noop };
    await inFolder(files, async (cwd) => {
      // A folder stands where it is written to.
      await mkdir(join(cwd, 's.transcript.new'));
      const run = await tagline(args, { cwd });
      expect(run.stderr).toMatch(/^tagline: not kept s\.transcript\.new: \S/m);
      expect(run.stdout).toMatch(report);
      expect(run.status).toBe(status);
    });
  });

  it('writes nothing in CI', async () => {
    await inFolder({ 's.imap': select, 's.transcript': 'C: a1 NOOP\nS: a1 OK\n' }, async (cwd) => {
      const env = { CI: 'true' };
      expect(await tagline(['test', 's.imap'], { cwd, env })).toMatchObject({ status: 1 });
      expect(await tagline(['record', 's.imap'], { cwd, env })).toMatchObject({ status: 2 });
      expect((await readdir(cwd)).toSorted()).toEqual(['s.imap', 's.transcript']);
    });
  });
});

describeWithDovecot('a real server', () => {
  let dovecot: Awaited<ReturnType<typeof startDovecot>>;
  beforeAll(async () => void (dovecot = await startDovecot()));
  afterAll(() => dovecot.stop());

  it('passes twice what was recorded', async () => {
    const script = `%login\na2 SELECT INBOX\na2 OK\na3 APPEND INBOX {<<EOM}\nSubject: hi\n\nhello\nEOM\na3 OK\n`;
    const env = { TAGLINE_PASSWORD: dovecot.password };
    const server = ['--server', `imap://${dovecot.host}:${dovecot.port}`, '--user', dovecot.users[0] ?? ''];
    await inFolder(
      { 's.imap': `${script}a4 STORE 1:* +FLAGS.SILENT (\\Deleted)\na4 OK\na5 CLOSE\na5 OK\n` },
      async (cwd) => {
        const recorded = await tagline(['record', 's.imap', ...server], { cwd, env });
        expect(recorded).toMatchObject({ status: 0 });
        expect(await tagline(['test', 's.imap', ...server], { cwd, env })).toMatchObject({ status: 0 });
        expect(await tagline(['test', 's.imap', ...server], { cwd, env })).toMatchObject({ status: 0 });
        expect(recorded.stdout + (await readFile(join(cwd, 's.transcript'), 'utf8'))).not.toContain(
          dovecot.password,
        );
      },
    );
  });
});

describe('--server dovecot:', () => {
  const message = 'APPEND INBOX {<<EOM}\nSubject: hi\n\nhello\nEOM\n';
  const scripts = {
    '1.imap': `%login\na1 ${message}a1 OK\n`,
    '2.imap': `b0 STARTTLS\nb0 OK\n%login bob\nb1 STATUS INBOX (MESSAGES)\n* STATUS INBOX (MESSAGES 0)\nb1 OK\n`,
    '3.imap': `%login\nc1 SELECT INBOX\n* 0 EXISTS\nc1 OK\nc2 ${message}c2 OK\n`,
  };

  dovecotIt('is empty for each script of a command, and gone at its end', async () => {
    await inPlace(scripts, async (cwd, env) => {
      const args = ['test', ...Object.keys(scripts), '--server', 'dovecot:'];
      for (const jobs of [[], ['--jobs', '3']]) {
        const { stdout, status } = await tagline([...args, ...jobs], { cwd, env });
        expect(stdout).toMatch(
          /^3 passed · 3 scripts on dovecot: \(an empty server, started for this run\) · /m,
        );
        expect(status).toBe(0);
      }
    });
  });

  it.skipIf(hasDovecot)('says what to install where there is none', async () => {
    const run = await inFolder({ 's.imap': login }, (cwd) =>
      tagline(['run', 's.imap', '--server', 'dovecot:'], { cwd }),
    );
    expect(run.stderr).toContain('--server dovecot: Dovecot 2.3 is not installed here');
    expect(run.status).toBe(3);
  });

  dovecotIt('is gone after Ctrl-C too', async () => {
    await inPlace({ 's.imap': '%login\na1 NOOP\na1 OK\n%wait 60s\n' }, async (cwd, env) => {
      let isTold = false;
      // A second one would end the program at once, and what it started a little later.
      const onOutput = (text: string, kill: (signal: NodeJS.Signals) => void) => {
        if (!isTold && text.includes('S: a1 OK')) kill('SIGINT');
        isTold = text.includes('S: a1 OK');
      };
      const run = await tagline(['run', 's.imap', '--server', 'dovecot:'], { cwd, env, onOutput });
      expect(run.status).toBe(130);
    });
  });
});

/** A folder where the server lives that is started; it has to be as before after the work. */
function inPlace(
  files: Readonly<Record<string, string>>,
  work: (folder: string, env: Readonly<Record<string, string>>) => Promise<void>,
): Promise<void> {
  return inFolder(files, async (folder) => {
    // Where it runs under root, the mail belongs to somebody else.
    await chmod(folder, 0o755);
    await work(folder, { TMPDIR: folder });
    expect(await readdir(folder)).toEqual(Object.keys(files));
  });
}

/** [what the server does, how, the URL's scheme, what is said] */
const troubles: readonly (readonly [string, (socket: Socket) => void, string, RegExp])[] = [
  [
    'closes in the middle',
    (socket) => void socket.once('data', () => socket.end()).write('* OK hi\r\n'),
    'imap',
    /closed/,
  ],
  ['never says anything', () => {}, 'imap', /answer-timeout[\s\S]*imaps:\/\//],
  ['speaks TLS', (socket) => void socket.write('\x15\x03\x01\x00\x02\x02\x46', 'latin1'), 'imap', /TLS/],
  ['does not speak TLS', (socket) => void socket.write('* OK hi\r\n'), 'imaps', /imap:\/\//],
  ['is a web server', (socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'), 'imap', /HTTP/],
];

describe('a server that cannot be talked to', () => {
  it.each(troubles)('one that %s ends with status 3 and a reason', async (_what, serve, scheme, message) => {
    const run = await withServer(serve, (port) =>
      inFolder({ 's.imap': 'a1 NOOP\n' }, (cwd) =>
        tagline(['run', 's.imap', '--server', `${scheme}://127.0.0.1:${port}`, '--timeout', '500ms'], {
          cwd,
        }),
      ),
    );
    expect(run.stdout).toMatch(message);
    expect(run.status).toBe(3);
  });

  it('one that is not there ends with status 3', async () => {
    const run = await inFolder({ 's.imap': 'a1 NOOP\n' }, (cwd) =>
      tagline(['run', 's.imap', '--server', 'imap://127.0.0.1:1'], { cwd }),
    );
    expect(run.stdout).toMatch(/refused/);
    expect(run.status).toBe(3);
  });

  it('Ctrl-C ends with status 130, and says that it did', async () => {
    const greet = (socket: Socket) => void socket.write('* OK hi\r\n');
    const run = await withServer(greet, (port) =>
      inFolder({ 's.imap': 'a1 NOOP\n' }, (cwd) =>
        tagline(['run', 's.imap', '--server', `imap://127.0.0.1:${port}`], {
          cwd,
          onOutput: (stdout, kill) => stdout.endsWith('C: a1 NOOP\n') && kill('SIGINT'),
        }),
      ),
    );
    expect(run.stdout).toContain('interrupted');
    expect(run.status).toBe(130);
  });
});

/** [what, the arguments, what is said] */
const wrongUsages: readonly (readonly [string, readonly string[], RegExp])[] = [
  [
    'a server that is no URL',
    ['--server', 'mail.example.com'],
    /Unknown server "mail\.example\.com": expected a URL/,
  ],
  ['an unknown scheme', ['--server', 'pop3://x'], /Unknown scheme "pop3"/],
  ['a duration without a unit', ['--timeout', '5'], /expected a duration such as 500ms/],
  ['a variable without a value', ['--var', 'x'], /expected name=value/],
  ['a mistyped class', ['--strict', 'txt'], /did you mean text\?/],
  [
    'certificates that are none',
    ['--server', 'imaps://127.0.0.1:1', '--ca', 's.imap'],
    /expected certificates in PEM form/,
  ],
];

describe('wrong usage', () => {
  it.each(wrongUsages)('%s ends with status 2', async (_what, args, message) => {
    const run = await inFolder({ 's.imap': 'a1 NOOP\n' }, (cwd) =>
      tagline(['run', 's.imap', ...args], { cwd }),
    );
    expect(run.stderr).toMatch(message);
    expect(run).toMatchObject({ status: 2, stdout: '' });
  });

  it('a server of the configuration is known by its name', async () => {
    const config = JSON.stringify({ servers: { nowhere: { url: 'imap://127.0.0.1:1' } } });
    const run = await inFolder({ 's.imap': 'a1 NOOP\n', 'tagline.config.json': config }, async (cwd) => {
      await mkdir(join(cwd, 'below'));
      return tagline(['run', '../s.imap', '--server', 'nowhere'], { cwd: join(cwd, 'below') });
    });
    expect(run.stdout).toContain('imap://127.0.0.1:1');
    expect(run.status).toBe(3);
  });
});

describe('--keep', () => {
  const body = 'All work and no play.\r\n'.repeat(60_000);
  const serve = (last: string) => (socket: Socket) => {
    socket.write('* OK ready\r\n');
    socket.once('data', () => {
      socket.write(`* 1 FETCH (BODY[] {${body.length}}\r\n${body.slice(0, last === '' ? 1000 : undefined)}`);
      if (last === '') socket.end();
      else socket.write(last);
      socket.on('data', () => socket.end('tagline1 OK\r\n'));
    });
  };
  const files = { 'large.imap': 'a1 FETCH 1 BODY[]\na1 OK\n', 'kept/large-1.literal': 'mine' };
  const run = (last: string, look: (cwd: string, stderr: string) => Promise<void>) =>
    withServer(serve(last), (port) =>
      inFolder(files, async (cwd) => {
        const args = ['run', 'large.imap', '--keep', 'kept', '--server', `imap://127.0.0.1:${port}`];
        await look(cwd, (await tagline(args, { cwd })).stderr);
      }),
    );

  it('writes a literal that is too large to be recorded to a new file, and names it', () =>
    run(')\r\na1 OK\r\n', async (cwd, stderr) => {
      expect(stderr).toContain(`tagline: kept kept/large-2.literal (${body.length} octets)\n`);
      expect(await readFile(join(cwd, 'kept/large-2.literal'), 'latin1')).toBe(body);
      expect((await stat(join(cwd, 'kept/large-2.literal'))).mode & 0o777).toBe(0o600);
      expect(await readFile(join(cwd, 'kept/large-1.literal'), 'utf8')).toBe('mine');
    }));

  it('says when only the beginning came', () =>
    run('', async (_, stderr) => {
      expect(stderr).toContain('kept the beginning of a literal: kept/large-2.literal (1000 octets)');
    }));
});

describe('tagline run -', () => {
  it('plays standard input, with the files beside it', async () => {
    const stdin = '%login\na2 APPEND INBOX {@mail.eml}\na2 OK\n';
    await inFolder({ 'mail.eml': 'Subject: hi\n\nhi\n' }, async (cwd) => {
      const run = await tagline(['run', '-'], { cwd, stdin });
      expect(run.stdout).toContain('a2 APPEND INBOX');
      expect(run).toMatchObject({ status: 0, stderr: '' });
      expect((await tagline(['run', '-', '-'], { cwd, stdin })).stderr).toContain('stands alone');
    });
  });
});
