import { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { withServer } from '../support/server.js';
import { inFolder, tagline } from '../support/tagline.js';
import { makeCertificate } from '../transport/certificates.js';
import { withTls } from '../transport/tls-server.js';

const authority = makeCertificate({ name: 'Authority', isAuthority: true });
const server = makeCertificate({ name: 'mail.example.com', issuer: authority });
const client = makeCertificate({ name: 'bob', issuer: authority });
const files = {
  's.imap': 'a1 NOOP\na1 OK\n',
  'ca.pem': authority.cert,
  'both.pem': client.cert + client.key,
  'cert.pem': client.cert,
  'key.pem': client.key,
  'other.pem': server.key,
};
const wanting = { ...server, requestCert: true, rejectUnauthorized: true, ca: [authority.cert] };
const fingerprint = new X509Certificate(server.cert).fingerprint256;

const named = ['--ca', 'ca.pem', '--server-name', 'mail.example.com'];
const accepted: readonly (readonly string[])[] = [
  [...named, '--cert', 'both.pem'],
  [...named, '--cert', 'cert.pem', '--key', 'key.pem', '--tls-min', '1.3'],
  ['--fingerprint', fingerprint, '--cert', 'both.pem'],
  ['--fingerprint', `sha256 Fingerprint=${fingerprint}`, '--cert', 'both.pem'],
  ['--fingerprint', `sha256:${fingerprint.replaceAll(':', '').toLowerCase()}`, '--cert', 'both.pem'],
];

const refused: readonly (readonly [readonly string[], RegExp])[] = [
  [['--fingerprint', 'AB:CD'], /--fingerprint AB:CD: expected a SHA-256/],
  [['--key', 'key.pem'], /--key: expected --cert FILE with it/],
  [['--cert', 'key.pem'], /key\.pem: expected certificates in PEM form/],
  [['--cert', 'cert.pem', '--key', 'other.pem'], /other\.pem: expected the private key of .*cert\.pem/],
  [['--tls-min', '1.4'], /1\.4/],
  [
    ['--proxy', 'http://carol:topsecret@host/path'],
    /--proxy http:\/\/carol:‹redacted›@host\/path: expected socks5:/,
  ],
];

describe('the environment', () => {
  const attempt = (server: string, more: readonly string[] = []) =>
    inFolder(files, (cwd) =>
      tagline(['run', 's.imap', '--timeout', '2s', '--server', server, ...more], {
        cwd,
        env: { ALL_PROXY: 'socks5://carol:topsecret@127.0.0.1:1' },
      }),
    );

  it('names the proxy to another machine', async () => {
    const run = await attempt('imap://mail.invalid');
    expect(run.stdout + run.stderr).toContain('the proxy socks5://127.0.0.1:1 opens no way');
    expect(run.stdout + run.stderr).not.toContain('topsecret');
  });

  it.each([
    ['this machine', 'imap://127.0.0.1:1', []],
    ['--proxy none', 'imap://mail.invalid', ['--proxy', 'none']],
  ])('names none for %s', async (_, server, more) => {
    const run = await attempt(server, more);
    expect(run.stdout + run.stderr).not.toContain('proxy');
    expect(run.status).toBe(3);
  });
});

describe('a server by TLS', () => {
  it.each(accepted.map((args) => [args.join(' '), args] as const))('is reached with %s', async (_, args) => {
    const run = await inFolder(files, (cwd) =>
      withTls(wanting, (port) =>
        tagline(['run', 's.imap', '--server', `imaps://localhost:${port}`, ...args], { cwd }),
      ),
    );
    expect(run).toMatchObject({ status: 0, stderr: '' });
  });

  it('is reached as the configuration says', async () => {
    const run = await withTls(wanting, (port) => {
      const settings = {
        ...{ url: `imaps://localhost:${port}`, ca: 'ca.pem', cert: 'cert.pem', key: 'key.pem' },
        ...{ serverName: 'mail.example.com', tlsMin: '1.2', fingerprint },
      };
      const config = JSON.stringify({ server: 'main', servers: { main: settings } });
      return inFolder({ ...files, 'tagline.config.json': config }, (cwd) =>
        tagline(['run', 's.imap'], { cwd }),
      );
    });
    expect(run).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('what is said of a connection', () => {
  it('tells a port that takes the connection and speaks no TLS from one that is not reached', () =>
    withServer(
      () => {},
      async (port) => {
        const args = ['run', 's.imap', '--timeout', '1s', '--server', `imaps://127.0.0.1:${port}`];
        const run = await inFolder(files, (cwd) => tagline(args, { cwd }));
        expect(run.stdout).toContain(`:${port} took the connection, and did not answer in TLS within 1 s`);
        expect(run.status).toBe(3);
      },
    ));

  it('tells what to do where a certificate is for another name', async () => {
    const run = await inFolder(files, (cwd) =>
      withTls(server, (port) =>
        tagline(['run', 's.imap', '--server', `imaps://localhost:${port}`, '--ca', 'ca.pem'], { cwd }),
      ),
    );
    expect(run.stdout).toContain('as --server-name NAME');
  });
});

describe('who logs in', () => {
  const script = { 's.imap': 'a1 LOGIN ${user} ${password}\na1 OK\n', 'secret.txt': 'topsecret\n' };
  /** Lets in who says just that. */
  const letIn = (login: string) => (socket: Socket) => {
    socket.write('* OK hi\r\n');
    socket.on('data', (data) => {
      const [tag = '', ...words] = String(data).trim().split(' ');
      socket.write(`${tag} ${[login, 'LOGOUT'].includes(words.join(' ')) ? 'OK' : 'NO'}\r\n`);
    });
  };

  it('is a user of the configuration with the password that is there', () =>
    withServer(letIn('LOGIN alice topsecret'), async (port) => {
      const config = JSON.stringify({ users: { alice: { passwordFile: 'secret.txt' } } });
      const run = await inFolder({ ...script, 'tagline.config.json': config }, (cwd) =>
        tagline(['run', 's.imap', '--server', `imap://alice@127.0.0.1:${port}`], { cwd }),
      );
      expect(run.stdout).toContain('C: a1 LOGIN alice ‹redacted›');
      expect(run.status).toBe(0);
    }));

  it('has no password: that is what is said', () =>
    withServer(letIn(''), async (port) => {
      const run = await inFolder(script, (cwd) =>
        tagline(['run', 's.imap', '--server', `imap://alice@127.0.0.1:${port}`], { cwd }),
      );
      expect(run.stdout).toContain('There is no password for "alice"');
    }));
});

describe('an option of the connection', () => {
  it.each(refused.map(([args, message]) => [args.join(' '), args, message] as const))(
    'that makes no sense is named: %s',
    async (_, args, message) => {
      const run = await inFolder(files, (cwd) =>
        tagline(['run', 's.imap', '--server', 'imaps://localhost:1', ...args], { cwd }),
      );
      expect(run.stderr).toMatch(message);
      expect(run.stderr).not.toContain('topsecret');
      expect(run.status).toBe(2);
    },
  );
});
