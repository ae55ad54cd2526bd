import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, it } from 'vitest';

/** A throwaway Dovecot on loopback with two users. Whatever happens to this process, it ends with it. */
export interface Dovecot {
  readonly host: '127.0.0.1';
  /** In plain, with STARTTLS. */
  readonly port: number;
  /** TLS from the first byte. */
  readonly tlsPort: number;
  readonly users: readonly ['alice', 'bob'];
  /** Of both users. */
  readonly password: string;
  /** The certificate for `localhost` and 127.0.0.1, signed by itself, as PEM and as a file. */
  readonly certificate: string;
  readonly certificateFile: string;
  /** What it logged until now. */
  log(): string;
  stop(): Promise<void>;
}

export interface DovecotOptions {
  /** Further lines of dovecot.conf; a later setting wins. */
  readonly settings?: string;
}

const binary = '/usr/sbin/dovecot';
const password = 'secret1';
const users = ['alice', 'bob'] as const;

/** Where Dovecot is missing its tests are skipped, and say so; in CI they must run. */
export const hasDovecot = existsSync(binary);
const isSkipped = !hasDovecot && !process.env.CI;
export const describeWithDovecot = describe.skipIf(isSkipped);
export const dovecotIt = it.skipIf(isSkipped);
if (isSkipped) console.warn(`Tests with Dovecot are skipped: no ${binary} (apt-get install dovecot-imapd).`);

/** Starts one; rejects with its log when it does not come up. */
export async function startDovecot(options: DovecotOptions = {}): Promise<Dovecot> {
  if (!hasDovecot) throw new Error(`No ${binary}: apt-get install dovecot-imapd`);
  for (let attempt = 1; ; attempt++) {
    const started = await tryToStart(options);
    if (typeof started !== 'string') return started;
    if (attempt === 3 || !started.includes('Address already in use'))
      throw new Error(`No Dovecot: ${started}`);
  }
}

/** Gives the log when it does not come up. */
async function tryToStart({ settings = '' }: DovecotOptions): Promise<Dovecot | string> {
  const home = await mkdtemp(join(tmpdir(), 'tagline-dovecot-'));
  const certificateFile = await createCertificate(home);
  const [port, tlsPort] = [await findFreePort(), await findFreePort()];
  await configure(home, port, tlsPort, settings);
  const master = launch(home);
  const parts: Buffer[] = [];
  master.stderr?.on('data', (part) => parts.push(part));
  const log = () => Buffer.concat(parts).toString();
  const stop = () => end(master, home);
  if ((await isReady(port, master)) && (await isReady(tlsPort, master))) {
    const certificate = await readFile(certificateFile, 'utf8');
    return { host: '127.0.0.1', port, tlsPort, users, password, certificate, certificateFile, log, stop };
  }
  await stop();
  return log();
}

async function createCertificate(home: string): Promise<string> {
  const certificate = join(home, 'cert.pem');
  await run('openssl', [
    ...['req', '-x509', '-nodes', '-days', '30', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
    ...['-keyout', join(home, 'key.pem'), '-out', certificate],
  ]);
  return certificate;
}

function run(command: string, parameters: readonly string[]): Promise<string> {
  return promisify(execFile)(command, parameters).then(({ stdout }) => stdout.trim());
}

/** Below 32768, where no client's own port can take it in the meantime. */
async function findFreePort(): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 20_000);
    if (await canListen(port)) return port;
  }
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

async function configure(home: string, port: number, tlsPort: number, settings: string): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  const { username, uid, gid } = userInfo();
  const group = isRoot ? 'dovecot' : await run('id', ['-gn']);
  const mail = isRoot ? { uid: 65534, gid: 65534 } : { uid, gid };
  await mkdir(join(home, 'mail'), { recursive: true });
  if (isRoot) await chown(join(home, 'mail'), mail.uid, mail.gid);
  await chmod(home, 0o755);
  await writeFile(join(home, 'users'), users.map((user) => `${user}:{PLAIN}${password}::::::\n`).join(''));
  await writeFile(
    join(home, 'dovecot.conf'),
    configuration({ home, port, tlsPort, mail, isRoot, username, group }) + settings,
  );
}

interface Place {
  readonly home: string;
  readonly port: number;
  readonly tlsPort: number;
  readonly mail: { readonly uid: number; readonly gid: number };
  readonly isRoot: boolean;
  readonly username: string;
  readonly group: string;
}

/**
 * Dovecot refuses to handle mail as root, so it belongs to nobody then; for others all runs as the caller, without
 * chroot. A failed login is not slowed down, nor are the ones after it (anvil's penalty).
 */
function configuration({ home, port, tlsPort, mail, isRoot, username, group }: Place): string {
  const caller = `default_internal_user = ${username}\ndefault_login_user = ${username}\n`;
  return `${isRoot ? '' : `${caller}default_internal_group = ${group}\n`}
base_dir = ${home}/run
state_dir = ${home}/state
instance_name = tagline-${port}
log_path = /dev/stderr
listen = 127.0.0.1
protocols = imap
first_valid_uid = 1
first_valid_gid = 1
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
mail_max_userip_connections = 100
ssl = yes
ssl_cert = <${home}/cert.pem
ssl_key = <${home}/key.pem
mail_location = maildir:~/Maildir
passdb {
  driver = passwd-file
  args = scheme=plain username_format=%u ${home}/users
}
userdb {
  driver = static
  args = uid=${mail.uid} gid=${mail.gid} home=${home}/mail/%u
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Drafts {
    special_use = \\Drafts
  }
  mailbox Sent {
    special_use = \\Sent
  }
  mailbox Trash {
    special_use = \\Trash
  }
}
service imap-login {
  chroot =
  service_count = 0
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
`;
}

/** A shell leads the process group. All of it ends when our end of its standard input closes, even by a crash. */
function launch(home: string): ChildProcess {
  const guard = '(cat <&3; rm -rf "$2"; kill -KILL 0) &';
  const serve = '"$1" -F -c "$2/dovecot.conf" </dev/null 3<&-';
  const shell = spawn('sh', ['-c', `exec 3<&0; ${guard} ${serve}`, 'sh', binary, home], {
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  shell.unref();
  return shell;
}

/** Waits for a listener; false when Dovecot gave up. A listener is enough: the greeting comes when the login process is up. */
async function isReady(port: number, master: ChildProcess): Promise<boolean> {
  for (let tries = 0; tries < 500; tries++) {
    if (await canConnect(port)) return true;
    if (master.exitCode !== null) return false;
    await pause(20);
  }
  return false;
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

async function end(master: ChildProcess, home: string): Promise<void> {
  master.stdin?.destroy();
  await exited(master);
  await rm(home, { recursive: true, force: true });
}

function exited(master: ChildProcess): Promise<void> {
  if (master.stderr?.closed) return Promise.resolve();
  return new Promise((resolve) => master.once('close', () => resolve()));
}
