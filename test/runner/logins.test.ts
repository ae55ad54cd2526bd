import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type SecureVersion, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxCertificate } from '../../src/server/sandbox-certificate.js';
import type { ChannelBindingType } from '../../src/session/channel-binding.js';
import { type Dovecot, describeWithDovecot, startDovecot } from '../support/dovecot.js';
import { makeCertificate } from '../transport/certificates.js';
import { listen } from './hostile-server.js';
import { replay } from './replay.js';

const script = '%login\na1 NOOP\na1 OK\n';

/** `{SCRAM-SHA-256}iterations,salt,StoredKey,ServerKey`, as Dovecot keeps it. */
function storedScram(password: string): string {
  const { salt, iterations, storedKey, serverKey } = keysOf(password, 'sha256');
  const fields = [iterations, ...[salt, storedKey, serverKey].map((key) => key.toString('base64'))];
  return `{SCRAM-SHA-256}${fields.join(',')}`;
}

function keysOf(password: string, hash: string) {
  const salt = Buffer.from('0123456789abcdef');
  const iterations = 4096;
  const hmac = (key: Buffer, text: string) => createHmac(hash, key).update(text).digest();
  const salted = pbkdf2Sync(password, salt, iterations, createHash(hash).digest().length, hash);
  const storedKey = createHash(hash).update(hmac(salted, 'Client Key')).digest();
  return { salt, iterations, storedKey, serverKey: hmac(salted, 'Server Key') };
}

describeWithDovecot('on Dovecot', () => {
  let dovecot: Dovecot;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tagline-logins-'));
    chmodSync(folder, 0o755);
    const file = join(folder, 'users');
    writeFileSync(file, `scram:${storedScram('pencil')}::::::\n`, { mode: 0o644 });
    dovecot = await startDovecot({
      settings: `auth_mechanisms = plain login cram-md5 scram-sha-1 scram-sha-256 anonymous
auth_anonymous_username = visitor
passdb {
  driver = passwd-file
  args = ${file}
}
`,
    });
  });
  afterAll(async () => {
    await dovecot.stop();
    rmSync(folder, { recursive: true });
  });

  const urlOf = (mechanism: string, scheme = 'imap') =>
    `${scheme}://${mechanism && `alice;AUTH=${mechanism}@`}localhost:${scheme === 'imaps' ? dovecot.tlsPort : dovecot.port}`;

  it.each([
    ['', 'imap', 'SCRAM-SHA-256'],
    ['', 'imaps', 'SCRAM-SHA-256'],
    ['', 'imap+starttls', 'SCRAM-SHA-256'],
    ['*', 'imap', 'SCRAM-SHA-256'],
    ['SCRAM-SHA-1', 'imap', 'SCRAM-SHA-1'],
    ['scram-sha-1', 'imaps', 'SCRAM-SHA-1'],
    ['CRAM-MD5', 'imap', 'CRAM-MD5'],
    ['PLAIN', 'imap', 'PLAIN'],
    ['LOGIN', 'imap', 'LOGIN'],
    ['ANONYMOUS', 'imap', 'ANONYMOUS'],
  ])('AUTH=%s over %s logs in by %s', async (mechanism, scheme, used) => {
    const { result } = await replay(script, {
      url: urlOf(mechanism, scheme),
      password: dovecot.password,
      tls: { ca: [dovecot.certificate] },
    });
    expect(result.outcome).toMatchObject({ kind: 'passed' });
    expect(JSON.stringify(result)).toContain(` AUTHENTICATE ${used}`);
    expect(JSON.stringify(result)).not.toContain(dovecot.password);
  });

  it.each(['SCRAM-SHA-256', 'SCRAM-SHA-1', 'CRAM-MD5', 'PLAIN', 'LOGIN'])(
    '%s is refused with a wrong password, which is not shown',
    async (mechanism) => {
      const { result } = await replay(script, { url: urlOf(mechanism), password: 'wrong-one' });
      expect(result.outcome).toMatchObject({ kind: 'failed' });
      expect(JSON.stringify(result.steps)).toContain('the login was refused');
      expect(JSON.stringify(result)).not.toMatch(/wrong-one|d3Jvbmctb25l/);
    },
  );

  it('a password that the server knows only as SCRAM keys logs in', async () => {
    const { result } = await replay(script, {
      url: urlOf('SCRAM-SHA-256'),
      credentials: () => ({ user: 'scram', password: 'pencil' }),
    });
    expect(result.outcome).toMatchObject({ kind: 'passed' });
  });

  it('ANONYMOUS needs no password', async () => {
    const { result } = await replay(script, { url: urlOf('ANONYMOUS'), credentials: () => undefined });
    expect(result.outcome).toMatchObject({ kind: 'passed' });
  });

  it('a mechanism that is not offered is not tried', async () => {
    const { result } = await replay(script, { url: urlOf('OAUTHBEARER') });
    expect(result.outcome).toMatchObject({
      failure: { message: 'The server does not offer AUTH=OAUTHBEARER, or it is not known here.' },
    });
  });
});

describeWithDovecot('on Dovecot with tokens', () => {
  let dovecot: Dovecot;
  let folder: string;
  const key = Buffer.from('a key of this test alone');
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tagline-tokens-'));
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'default/HS256'), { recursive: true });
    writeFileSync(join(folder, 'default/HS256/default'), key.toString('base64'));
    const settings = `introspection_mode = local
local_validation_key_dict = fs:posix:prefix=${folder}/
username_attribute = sub
`;
    writeFileSync(join(folder, 'oauth2.conf'), settings);
    dovecot = await startDovecot({
      settings: `auth_mechanisms = plain oauthbearer xoauth2
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${folder}/oauth2.conf
}
`,
    });
  });
  afterAll(async () => {
    await dovecot.stop();
    rmSync(folder, { recursive: true });
  });

  /** A token (RFC 7519) that says who it is for, with a signature by that key. */
  const tokenFor = (user: string, by: Buffer) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const now = Math.floor(Date.now() / 1000);
    const times = { iat: now - 60, nbf: now - 60, exp: now + 600 };
    const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: user, ...times })}`;
    return `${signed}.${createHmac('sha256', by).update(signed).digest('base64url')}`;
  };
  const login = (mechanism: string, token: string) =>
    replay(script, { url: `imap://alice;AUTH=${mechanism}@localhost:${dovecot.port}`, password: token });

  it.each(['OAUTHBEARER', 'XOAUTH2'])('%s logs in with a token, which is not shown', async (mechanism) => {
    const token = tokenFor('alice', key);
    const { result } = await login(mechanism, token);
    expect(result.outcome).toMatchObject({ kind: 'passed' });
    expect(JSON.stringify(result)).toContain(` AUTHENTICATE ${mechanism}`);
    expect(JSON.stringify(result)).not.toContain(token);
  });

  it.each([
    ['OAUTHBEARER', 'invalid_token'],
    ['XOAUTH2', '401'],
  ])('%s tells what the server says of a token that somebody else signed', async (mechanism, status) => {
    const { result } = await login(mechanism, tokenFor('alice', Buffer.from('another key')));
    expect(result.outcome).toMatchObject({ kind: 'failed' });
    expect(JSON.stringify(result.outcome)).toContain('the login was refused');
    expect(JSON.stringify(result.outcome)).toContain(status);
  });
});

describeWithDovecot('on Dovecot with client certificates', () => {
  let dovecot: Dovecot;
  let folder: string;
  let alice: ReturnType<typeof makeCertificate>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tagline-external-'));
    chmodSync(folder, 0o755);
    const root = makeCertificate({ name: 'Client Root', isAuthority: true });
    alice = makeCertificate({ name: 'alice', issuer: root });
    const trusted = join(folder, 'root.pem');
    writeFileSync(trusted, root.cert, { mode: 0o644 });
    const file = join(folder, 'users');
    writeFileSync(file, 'alice:::::::nopassword\n', { mode: 0o644 });
    dovecot = await startDovecot({
      settings: `auth_mechanisms = plain external
ssl_ca = <${trusted}
ssl_verify_client_cert = yes
ssl_require_crl = no
auth_ssl_username_from_cert = yes
ssl_cert_username_field = commonName
passdb {
  driver = passwd-file
  mechanisms = external
  args = ${file}
}
`,
    });
  });
  afterAll(async () => {
    await dovecot.stop();
    rmSync(folder, { recursive: true });
  });

  it.each(['alice;AUTH=EXTERNAL@', ';AUTH=EXTERNAL@'])(
    'imaps://%s… logs in without a password',
    async (login) => {
      const { result } = await replay(script, {
        url: `imaps://${login}localhost:${dovecot.tlsPort}`,
        tls: { ca: [dovecot.certificate], identity: alice },
        credentials: () => undefined,
      });
      expect(result.outcome, JSON.stringify(result)).toMatchObject({ kind: 'passed' });
    },
  );
});

/** A server that ties logins to its side of the TLS connection: it lets in who has the same data and the password. */
async function withBindingServer<T>(
  version: SecureVersion,
  password: string,
  use: (port: number) => Promise<T>,
  offers: readonly string[] = ['SCRAM-SHA-1-PLUS', 'SCRAM-SHA-256-PLUS'],
  refusal?: string,
): Promise<T> {
  const { cert, key } = sandboxCertificate;
  const server = createServer({ cert, key, minVersion: version, maxVersion: version }, (socket) => {
    socket.on('error', () => {});
    socket.write(`* OK [CAPABILITY IMAP4rev1 ${offers.map((name) => `AUTH=${name}`).join(' ')}] ready\r\n`);
    const conversation = converse(socket, password, refusal);
    conversation.next();
    let left = '';
    socket.on('data', (bytes) => {
      const lines = (left + bytes.toString('latin1')).split('\r\n');
      left = lines.pop() ?? '';
      for (const line of lines) conversation.next(line);
    });
  });
  const port = await listen(server, '127.0.0.1');
  try {
    return await use(port);
  } finally {
    server.close();
  }
}

/** The server's part of RFC 5802 §5. */
function* converse(
  socket: TLSSocket,
  password: string,
  refusal?: string,
): Generator<undefined, void, string> {
  const first = yield;
  // The binding that it knows is another one.
  if (refusal !== undefined && first.includes('-PLUS')) socket.write(`${first.split(' ')[0]} ${refusal}\r\n`);
  const command = /^(\S+) AUTHENTICATE SCRAM-SHA-(1|256)(?:-PLUS)?$/.exec(
    refusal === undefined ? first : yield,
  );
  if (!command) {
    for (;;) socket.write(`${(yield).split(' ')[0]} OK\r\n`);
  }
  const [, tag, bits] = command;
  const hash = `sha${bits}`;
  const say = (text: string) => socket.write(`+ ${Buffer.from(text, 'latin1').toString('base64')}\r\n`);
  const decode = (line: string) => Buffer.from(line, 'base64').toString('latin1');
  say('');
  const initial = decode(yield);
  const [, header = '', type, bare = ''] = /^((?:p=([^,]*)|n),,)(.*)$/.exec(initial) ?? [];
  const nonce = `${/r=(.*)$/.exec(bare)?.[1]}server`;
  const { salt, iterations, storedKey, serverKey } = keysOf(password, hash);
  const serverFirst = `r=${nonce},s=${salt.toString('base64')},i=${iterations}`;
  say(serverFirst);
  const final = decode(yield);
  const [, unproven = '', proof = ''] = /^(.*),p=(.*)$/.exec(final) ?? [];
  const channel = Buffer.concat([
    Buffer.from(header),
    type === undefined ? Buffer.alloc(0) : dataOf(socket, type as ChannelBindingType),
  ]);
  const message = `${bare},${serverFirst},${unproven}`;
  const signed = (key: Buffer) => createHmac(hash, key).update(message).digest();
  const clientKey = signed(storedKey).map((byte, at) => byte ^ (Buffer.from(proof, 'base64')[at] ?? 0));
  if (unproven !== `c=${channel.toString('base64')},r=${nonce}`) say('e=channel-bindings-dont-match');
  else if (!createHash(hash).update(clientKey).digest().equals(storedKey)) say('e=invalid-proof');
  else say(`v=${signed(serverKey).toString('base64')}`);
  const reply = yield;
  socket.write(reply === '*' ? `${tag} NO no\r\n` : `${tag} OK [CAPABILITY IMAP4rev1] welcome\r\n`);
  for (;;) socket.write(`${(yield).split(' ')[0]} OK\r\n`);
}

function dataOf(socket: TLSSocket, type: ChannelBindingType): Buffer {
  if (type === 'tls-exporter') {
    return socket.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0));
  }
  if (type === 'tls-unique') return socket.getPeerFinished() ?? Buffer.alloc(0);
  const der = Buffer.from(sandboxCertificate.cert.replaceAll(/-----.*-----|\s/g, ''), 'base64');
  return createHash('sha256').update(der).digest();
}

describe('a login tied to the TLS connection', () => {
  const rows = (['SCRAM-SHA-1-PLUS', 'SCRAM-SHA-256-PLUS'] as const).flatMap((mechanism) => [
    { mechanism, version: 'TLSv1.3', type: undefined } as const,
    { mechanism, version: 'TLSv1.2', type: undefined } as const,
    { mechanism, version: 'TLSv1.3', type: 'tls-server-end-point' } as const,
    { mechanism, version: 'TLSv1.2', type: 'tls-server-end-point' } as const,
  ]);

  it.each(rows)('by $mechanism, $version, $type is let in', async ({ mechanism, version, type }) => {
    const { result } = await withBindingServer(version, 'secret1', (port) =>
      replay(script, {
        url: `imaps://alice;AUTH=${mechanism}@localhost:${port}`,
        tls: { ca: [sandboxCertificate.cert] },
        channelBinding: type,
      }),
    );
    expect(result.outcome, JSON.stringify(result)).toMatchObject({ kind: 'passed' });
  });

  it('is the first choice', async () => {
    const { result } = await withBindingServer('TLSv1.3', 'secret1', (port) =>
      replay(script, { url: `imaps://localhost:${port}`, tls: { ca: [sandboxCertificate.cert] } }),
    );
    expect(JSON.stringify(result)).toContain(' AUTHENTICATE SCRAM-SHA-256-PLUS');
    expect(result.outcome).toMatchObject({ kind: 'passed' });
  });

  const both = ['SCRAM-SHA-256-PLUS', 'SCRAM-SHA-256'];
  it.each([
    [
      'is tried without the tie where the server refuses it and does not say why',
      both,
      'NO bad protocol',
      '',
      'passed',
    ],
    [
      'is the only one where the server says why it refuses',
      both,
      'NO [AUTHENTICATIONFAILED] no',
      '',
      'failed',
    ],
    [
      'is the only one where it is named',
      both,
      'NO bad protocol',
      'alice;AUTH=SCRAM-SHA-256-PLUS@',
      'failed',
    ],
    [
      'is followed by none that shows the password',
      ['SCRAM-SHA-256-PLUS', 'PLAIN'],
      'NO bad protocol',
      '',
      'failed',
    ],
  ] as const)('%s', async (_, offers, refusal, user, outcome) => {
    const { result } = await withBindingServer(
      'TLSv1.3',
      'secret1',
      (port) =>
        replay(script, { url: `imaps://${user}localhost:${port}`, tls: { ca: [sandboxCertificate.cert] } }),
      offers,
      refusal,
    );
    expect(result.outcome.kind, JSON.stringify(result)).toBe(outcome);
    const told = 'offers SCRAM-SHA-256-PLUS and refused it with tls-exporter: the login is not tied';
    expect(JSON.stringify(result).includes(told)).toBe(outcome === 'passed');
  });

  it('says what the server says is wrong', async () => {
    const { result } = await withBindingServer('TLSv1.3', 'another', (port) =>
      replay(script, { url: `imaps://localhost:${port}`, tls: { ca: [sandboxCertificate.cert] } }),
    );
    expect(result.outcome).toMatchObject({ kind: 'failed' });
    expect(JSON.stringify(result.steps)).toContain('the login was refused: invalid-proof');
  });
});
