import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../src/server/sandbox.js';
import { type Dovecot, describeWithDovecot, startDovecot } from '../support/dovecot.js';
import { replay, type Session } from './replay.js';

/** Scripts that hold on any server: recorded once, their transcripts are met by later runs. */
const everyday = {
  'a login that was typed': 'a1 LOGIN alice secret1\na1 OK\n',
  'a selected mailbox': '%login\na2 SELECT INBOX\n* ${n} EXISTS\na2 OK [READ-WRITE]\na3 CLOSE\na3 OK\n',
  'a message that comes and goes': `%login
a1 CREATE \${mailbox}
a1 OK
a2 APPEND \${mailbox} (\\Seen) {<<EOM}
Date: Mon, 7 Feb 1994 21:52:25 -0800
From: \${user}@example.com
Subject: \${run}

hello
EOM
a2 OK
a3 SELECT \${mailbox}
* 1 EXISTS
a3 OK
a4 FETCH 1 (UID FLAGS RFC822.SIZE)
* 1 FETCH (UID \${uid} FLAGS (\\Seen))
a4 OK
a5 UID STORE \${uid} +FLAGS (\\Deleted)
a5 OK
a6 EXPUNGE
* 1 EXPUNGE
a6 OK
a7 CLOSE
%cleanup
a8 DELETE \${mailbox}
a8 OK
`,
  'commands sent together': '%login\na1 NOOP\na2 CAPABILITY\na1 OK\na2 OK\n',
  'what is refused': '%login\na2 BOGUS\na2 BAD\n',
  'a mailbox that is watched': '%login\na1 SELECT INBOX\na1 OK\nw1 IDLE\n+\nDONE\nw1 OK\n',
  'a logout': '%login\na1 LOGOUT\n* BYE\na1 OK\n%closed\n',
};

async function recordedHolds(text: string, session: Session): Promise<void> {
  const recorded = await replay(text, { ...session, record: true });
  expect(recorded.result.outcome).toMatchObject({ kind: 'passed' });
  const { transcript } = recorded;
  expect(transcript).not.toContain(session.password ?? 'secret1');
  for (const runId of ['r2', 'r3']) {
    const { result } = await replay(text, { ...session, transcript, runId });
    expect(result.outcome, `${transcript}\n${JSON.stringify(result.steps, null, 1)}`).toMatchObject({
      kind: 'passed',
    });
  }
}

describe('the sandbox', () => {
  let session: Session & { stop(): Promise<void> };
  beforeAll(async () => {
    const { url, user, password, stop } = await startSandbox();
    session = { url, password, credentials: () => ({ user, password }), stop };
  });
  afterAll(() => session.stop());

  it.each(Object.entries(everyday).slice(1))('meets what was recorded of %s', async (_, text) => {
    await recordedHolds(text, session);
  });
});

/** What two connections of one user tell each other, without a pause. */
const watched = `%login
a1 CREATE \${mailbox}
a1 OK
a2 SELECT \${mailbox}
a2 OK
w1 IDLE
+
%on other user=alice
b1 APPEND \${mailbox} {<<EOM}
Subject: new

x
EOM
b1 OK
%on main
* 1 EXISTS
DONE
w1 OK
a3 NOTIFY SET (selected (MessageNew MessageExpunge)) (personal (MailboxName))
a3 OK
%on other
b2 CREATE \${mailbox}-two
b2 OK
%on main
* LIST (\${*}) "/" \${mailbox}-two
a4 NOTIFY NONE
a4 OK
%cleanup
a8 DELETE \${mailbox}-two
a9 DELETE \${mailbox}
a9 OK
`;

describeWithDovecot('Dovecot', () => {
  let dovecot: Dovecot;
  let plain: Session;
  beforeAll(async () => {
    dovecot = await startDovecot({
      settings: 'protocol imap {\n  mail_plugins = $mail_plugins imap_zlib\n}\n',
    });
    plain = { url: `imap://127.0.0.1:${dovecot.port}`, password: dovecot.password };
  });
  afterAll(() => dovecot.stop());

  it.each(Object.entries(everyday))('meets what was recorded of %s', async (_, text) => {
    await recordedHolds(text.replace('secret1', dovecot.password), plain);
  });

  it('tells one connection what another one does, by IDLE and NOTIFY', async () => {
    const { result } = await replay(watched, { ...plain, timeouts: { answer: 5000 } });
    expect(result.outcome, JSON.stringify(result.steps, null, 1)).toMatchObject({ kind: 'passed' });
  });

  it.each([
    ['imaps', 'tlsPort'],
    ['imap+starttls', 'port'],
  ] as const)('deflates in TLS, by %s://', async (scheme, port) => {
    const script =
      '%login\n%require COMPRESS=DEFLATE\na1 COMPRESS DEFLATE\na1 OK\na2 NOOP\na2 OK\na3 COMPRESS DEFLATE\na3 NO\n';
    const { result } = await replay(script, {
      url: `${scheme}://localhost:${dovecot[port]}`,
      tls: { ca: [dovecot.certificate] },
      password: dovecot.password,
    });
    expect(result.outcome).toMatchObject({ kind: 'passed' });
  });

  it.each([
    ['imaps', 'tlsPort'],
    ['imap+starttls', 'port'],
  ] as const)('is spoken to in TLS by %s://, with its certificate', async (scheme, port) => {
    const { result } = await replay('%login\na1 NOOP\na1 OK\n', {
      url: `${scheme}://localhost:${dovecot[port]}`,
      tls: { ca: [dovecot.certificate] },
      password: dovecot.password,
    });
    expect(result.outcome).toMatchObject({ kind: 'passed' });
  });

  it('turns to TLS where the script says so', async () => {
    const script = 'a1 STARTTLS\na1 OK\n%login\na2 NOOP\na2 OK\n';
    const { result } = await replay(script, { ...plain, tls: { insecure: true } });
    expect(result.outcome).toMatchObject({ kind: 'passed' });
  });

  it.each([
    [
      'a certificate that nobody vouches for',
      {},
      /^the certificate of .* is not accepted: it is self-signed$/,
    ],
    [
      'a certificate for another name',
      { serverName: 'mail.example.com' },
      /is not accepted: it is for .*localhost.*, not for mail\.example\.com$/,
    ],
  ] as const)('is not spoken to with %s', async (_, tls, message) => {
    const { result } = await replay('%login\n', {
      url: `imaps://localhost:${dovecot.tlsPort}`,
      tls: { ...tls, ...('serverName' in tls ? { ca: [dovecot.certificate] } : {}) },
    });
    expect(result.outcome).toMatchObject({
      kind: 'errored',
      failure: { code: 'certificate', message: expect.stringMatching(message) },
    });
    expect(result.steps[0]?.exchange).toEqual([]);
  });

  it('hears that its TLS port was spoken to in plain', async () => {
    const { result } = await replay('a1 NOOP\n', {
      url: `imap://127.0.0.1:${dovecot.tlsPort}`,
      timeouts: { connect: 200 },
    });
    expect(result.outcome).toMatchObject({
      kind: 'errored',
      failure: { hint: expect.stringContaining('imaps://') },
    });
  });

  it('refuses a wrong password, which is not shown', async () => {
    const { result } = await replay('%login\na1 NOOP\n', { ...plain, password: 'wrong-one' });
    expect(result.outcome).toMatchObject({ kind: 'failed' });
    expect(JSON.stringify(result)).not.toMatch(/wrong-one|d3Jvbmctb25l/);
  });

  it('keeps a password with characters of all kinds to itself', async () => {
    const script = 'a1 LOGIN ${user:astring} ${password:astring}\na1 NO\n';
    const { result } = await replay(script, { ...plain, password: 'p w"\\ü' });
    expect(result.outcome).toMatchObject({ kind: 'passed' });
  });
});
