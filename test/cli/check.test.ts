import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkToTty } from '../../src/report/check-tty.js';
import { createLook } from '../../src/report/look.js';
import { type Dovecot, describeWithDovecot, startDovecot } from '../support/dovecot.js';
import { withServer } from '../support/server.js';
import { tagline } from '../support/tagline.js';

/** The signs of the rows, in order: name, connect, TLS, greeting, login, folders, INBOX. */
function signsOf(stdout: string): string {
  return [...stdout.matchAll(/^([✔✖≈○]) /gm)].map(([, sign]) => sign).join('');
}

describe('tagline check', () => {
  it('goes all the way, on the sandbox', async () => {
    const run = await tagline(['check', 'sandbox:']);
    expect(signsOf(run.stdout)).toBe('✔✔✔✔✔✔✔');
    expect(run.stdout).toMatch(/^✔ INBOX {6}opens, 5 messages$/m);
    expect(run).toMatchObject({ status: 0, stderr: '' });
  });

  it('writes JSON as its schema says', async () => {
    const run = await tagline(['check', 'sandbox:', '--format', 'json']);
    const validate = new Ajv().compile(JSON.parse(await readFile('schema/check.schema.json', 'utf8')));
    expect(validate(JSON.parse(run.stdout)), JSON.stringify(validate.errors)).toBe(true);
  });

  it('tries a login once, says what was said and what it means, and stops there', async () => {
    const heard: string[] = [];
    const refuse = (socket: Socket) => {
      socket.on('data', (bytes) => {
        heard.push(...bytes.toString().split('\r\n').filter(Boolean));
        for (const [, tag = '', name] of bytes.toString().matchAll(/^(\S+) (\S+).*$/gm)) {
          if (name === 'CAPABILITY') socket.write('* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\n');
          const answer = name === 'AUTHENTICATE' || name === 'LOGIN' ? 'NO [EXPIRED] too old' : 'OK done';
          socket.write(`${tag} ${answer}\r\n`);
        }
      });
      socket.write('* OK hi\r\n');
    };
    const run = await withServer(refuse, (port) =>
      tagline(['check', `imap://bob@127.0.0.1:${port}`], { env: { TAGLINE_PASSWORD: 'hunter2' } }),
    );
    expect(signsOf(run.stdout)).toBe('✔✔✔✔✖○○');
    expect(run.stdout).toMatch(/^✖ login {6}\S+ NO \[EXPIRED\] too old\n {13}\[EXPIRED\]/m);
    expect(heard.filter((line) => /AUTHENTICATE|LOGIN/.test(line))).toHaveLength(1);
    expect(run.stdout).not.toContain('hunter2');
    expect(run.status).toBe(1);
  });

  it.each([
    ['is not answered', '', /^✖ TLS {8}no answer to "STARTTLS" within 0\.3 s\n {13}Use imaps:\/\//m],
    [
      'is answered with BYE',
      '* BYE not here\r\n',
      /^✖ TLS {8}the server ended the session, saying BYE not here$/m,
    ],
    [
      'is refused',
      'tagline1 NO not here\r\n',
      /^✖ TLS {8}the server does not turn to TLS: tagline1 NO not here$/m,
    ],
  ])('says why there is no TLS where STARTTLS %s', async (_, answer, expected) => {
    const behave = (socket: Socket) => {
      socket.write('* OK [CAPABILITY IMAP4rev1 STARTTLS] hi\r\n');
      socket.on('data', () => answer !== '' && socket.write(answer));
    };
    const run = await withServer(behave, (port) =>
      tagline(['check', `imap+starttls://bob@127.0.0.1:${port}`, '--timeout', '300ms']),
    );
    expect(run.stdout).toMatch(expected);
    expect(signsOf(run.stdout)).toBe('✔✔✖○○○○');
  });

  it('shows a line of the server that no client can read, and says what is wrong in it', async () => {
    const answers: Record<string, string> = {
      CAPABILITY: '* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\n',
      LIST: '* LIST (HasNoChildren) "/" INBOX\r\n* LIST () "//" Sent\r\n',
      EXAMINE: '* 5 EXISTS\r\n',
    };
    const babble = (socket: Socket) => {
      socket.on('data', (bytes) => {
        for (const [, tag, name = ''] of bytes.toString().matchAll(/^(\S+) (\S+).*$/gm))
          socket.write(`${answers[name] ?? ''}${tag} OK done\r\n`);
      });
      socket.write('* OK hi\r\n');
    };
    const run = await withServer(babble, (port) =>
      tagline(['check', `imap://bob@127.0.0.1:${port}`], { env: { TAGLINE_PASSWORD: 'hunter2' } }),
    );
    expect(signsOf(run.stdout)).toBe('✔✔✔✔✔✔✔≈');
    expect(run.stdout).toMatch(
      /^≈ grammar {4}\* LIST \(HasNoChildren\) "\/" INBOX, and 1 more\n {13}Attributes .*: \\HasNoChildren\.$/m,
    );
    expect(run.status).toBe(0);
  });

  it('finds out what it can without a user', async () => {
    const greet = (socket: Socket) => {
      socket.on('data', (bytes) => {
        for (const [, tag] of bytes.toString().matchAll(/^(\S+) .*$/gm))
          socket.write(`* BYE\r\n${tag} OK\r\n`);
      });
      socket.write('* OK hi\r\n');
    };
    const run = await withServer(greet, (port) => tagline(['check', `imap://127.0.0.1:${port}`]));
    expect(signsOf(run.stdout)).toBe('✔✔✔✔○○○');
    expect(run.stdout).toContain('not tried: no user and password are known');
    expect(run.status).toBe(0);
    // Who is named was to log in: it is not known whether that works.
    const named = await withServer(greet, (port) => tagline(['check', `imap://alice@127.0.0.1:${port}`]));
    expect(signsOf(named.stdout)).toBe('✔✔✔✔✖○○');
    expect(named.stdout).toContain('not tried: no password of alice is known');
    expect(named.status).toBe(1);
  });

  it.each([
    ['imap://127.0.0.1:1', '✔✖○○○○○', /nothing listens/],
    ['imap://nobody.invalid', '✖○○○○○○', /there is no host named "nobody\.invalid"/],
  ])('ends at %s', async (url, signs, said) => {
    const run = await tagline(['check', url]);
    expect(signsOf(run.stdout)).toBe(signs);
    expect(run.stdout).toMatch(said);
    expect(run.status).toBe(3);
  });

  it('shows who turns clients away, in his words', async () => {
    const turnAway = (socket: Socket) => void socket.end('* BYE [UNAVAILABLE] too many\r\n');
    const run = await withServer(turnAway, (port) => tagline(['check', `imap://127.0.0.1:${port}`]));
    expect(signsOf(run.stdout)).toBe('✔✔✔✖○○○');
    expect(run.stdout).toContain('* BYE [UNAVAILABLE] too many');
    expect(run.status).toBe(3);
  });
});

describeWithDovecot('tagline check on Dovecot', () => {
  let dovecot: Dovecot;
  beforeAll(async () => void (dovecot = await startDovecot()));
  afterAll(() => dovecot.stop());

  it.each([
    ['imaps', 'tlsPort'],
    ['imap+starttls', 'port'],
  ] as const)('shows its certificate over %s', async (scheme, port) => {
    const args = ['check', `${scheme}://alice@localhost:${dovecot[port]}`, '--insecure'];
    const run = await tagline(args, { env: { TAGLINE_PASSWORD: dovecot.password } });
    expect(signsOf(run.stdout)).toBe('✔✔✔✔✔✔✔');
    expect(run.stdout).toMatch(/^✔ name {7}localhost → .*127\.0\.0\.1/m);
    expect(run.stdout).toMatch(/^✔ TLS {8}1\.3, localhost, issued by localhost, \d{5} days left$/m);
    expect(run.stdout).toMatch(/^✔ INBOX {6}opens, 0 messages$/m);
    expect(run.status).toBe(0);
  });

  it('ends at a certificate that nobody vouches for', async () => {
    const run = await tagline(['check', `imaps://alice@localhost:${dovecot.tlsPort}`], {
      env: { TAGLINE_PASSWORD: dovecot.password },
    });
    expect(signsOf(run.stdout)).toBe('✔✔✖○○○○');
    expect(run.stdout).toMatch(/self-signed/);
    expect(run.status).toBe(3);
  });

  it('ends at a wrong password', async () => {
    const run = await tagline(['check', `imap://alice@localhost:${dovecot.port}`], {
      env: { TAGLINE_PASSWORD: 'wrong-one' },
    });
    expect(signsOf(run.stdout)).toBe('✔✔✔✔✖○○');
    expect(run.stdout).toMatch(/NO \[AUTHENTICATIONFAILED\]/);
    expect(run.stdout).not.toContain('wrong-one');
    expect(run.status).toBe(1);
  });
});

it('breaks what is long between words on a narrow terminal', () => {
  const text = 'AUTHENTICATE PLAIN was taken, and the server says that alice is logged in now';
  const row = { name: 'login', verdict: 'good', text, meaning: '' } as const;
  const shown = checkToTty({ rows: [row] }, createLook({ color: false, columns: 60 }));
  expect(
    shown
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(13))
      .join(' '),
  ).toBe(text);
  expect(Math.max(...shown.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(60);
});
