import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { configureDovecot, type DovecotPlace } from './dovecot-config.js';
import { sandboxCertificate } from './sandbox-certificate.js';

/**
 * A throwaway Dovecot on loopback while it runs, with empty mailboxes of its own. It never touches one that the machine
 * has, and whatever happens to this process, it ends with it.
 */
export interface Dovecot {
  /** Of the port in plain. */
  readonly url: string;
  readonly host: '127.0.0.1';
  /** In plain, with STARTTLS. */
  readonly port: number;
  /** TLS from the first byte. */
  readonly tlsPort: number;
  readonly users: typeof users;
  /** Of all users. */
  readonly password: string;
  /** Its certificate for `localhost` and 127.0.0.1, as PEM: trust it to use TLS. */
  readonly certificate: string;
  /** The end of what it logged until now. */
  log(): string;
  stop(): Promise<void>;
}

export interface DovecotOptions {
  /** Further lines of dovecot.conf; a later setting wins. */
  readonly settings?: string;
}

/** The Dovecot of this machine, if it has one that is known here: version 2.3. */
export function findDovecot(): string | undefined {
  return places.find((path) => existsSync(path) && /^2\.3\./.test(versionOf(path)));
}

/** Starts one; rejects with a reason when there is none or it does not come up. */
export async function startDovecot(options: DovecotOptions = {}): Promise<Dovecot> {
  const binary = findDovecot();
  if (!binary) throw new Error('Dovecot 2.3 is not installed here (apt-get install dovecot-imapd).');
  for (let attempt = 1; ; attempt++) {
    const started = await tryToStart(binary, options.settings ?? '');
    if (typeof started !== 'string') return started;
    const isMoved = attempt < 3 && started.includes('Address already in use');
    if (!isMoved) throw new Error(`Dovecot did not start: ${started.trim()}`);
  }
}

const places = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'];
const users = ['alice', 'bob'] as const;
const password = 'secret1';
const host = '127.0.0.1';

function versionOf(binary: string): string {
  try {
    return execFileSync(binary, ['--version'], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/** Gives what it logged when it does not come up. */
async function tryToStart(binary: string, settings: string): Promise<Dovecot | string> {
  const home = await mkdtemp(join(tmpdir(), 'tagline-dovecot-'));
  const [port, tlsPort] = [await findFreePort(), await findFreePort()];
  await furnish({ home, port, tlsPort, ...(await findOwners()) }, settings);
  const master = launch(binary, home);
  const log = collectLog(master);
  const stop = () => end(master, home);
  if ((await isReady(port, master)) && (await isReady(tlsPort, master))) {
    const certificate = sandboxCertificate.cert;
    return { url: `imap://${host}:${port}`, host, port, tlsPort, users, password, certificate, log, stop };
  }
  await stop();
  return log();
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
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** Dovecot refuses to handle mail as root: then it belongs to nobody. */
async function findOwners(): Promise<Pick<DovecotPlace, 'caller' | 'mail'>> {
  const { username: user, uid, gid } = userInfo();
  if (uid === 0) return { caller: { isRoot: true, user, group: 'root' }, mail: { uid: 65534, gid: 65534 } };
  return { caller: { isRoot: false, user, group: await findGroup() }, mail: { uid, gid } };
}

function findGroup(): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('id', ['-gn'], (error, name) => (error ? reject(error) : resolve(name.trim())));
  });
}

async function furnish(place: DovecotPlace, settings: string): Promise<void> {
  const { home, caller, mail } = place;
  await mkdir(join(home, 'mail'));
  if (caller.isRoot) await chown(join(home, 'mail'), mail.uid, mail.gid);
  await chmod(home, 0o755);
  const files = {
    'dovecot.conf': configureDovecot(place) + settings,
    users: users.map((user) => `${user}:{PLAIN}${password}::::::\n`).join(''),
    'cert.pem': sandboxCertificate.cert,
    'key.pem': sandboxCertificate.key,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(home, name), text);
}

/** A shell leads the process group. All of it ends when our end of its standard input closes, even by a crash. */
function launch(binary: string, home: string): ChildProcess {
  const guard = '(cat <&3; rm -rf "$2"; kill -KILL 0) &';
  const serve = '"$1" -F -c "$2/dovecot.conf" </dev/null 3<&-';
  const shell = spawn('sh', ['-c', `exec 3<&0; ${guard} ${serve}`, 'sh', binary, home], {
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  shell.unref();
  return shell;
}

function collectLog(master: ChildProcess): () => string {
  let log = '';
  master.stderr?.on('data', (part) => {
    log = (log + part).slice(-longestLog);
  });
  return () => log;
}

const longestLog = 65_536;

/** Waits for a listener; false when Dovecot gave up. It greets as soon as its login process is up. */
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
    const socket = connect(port, host);
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

async function end(master: ChildProcess, home: string): Promise<void> {
  // From here on its end is waited for.
  master.ref();
  master.stdin?.destroy();
  if (!master.stderr?.closed) await new Promise((resolve) => master.once('close', resolve));
  await rm(home, { recursive: true, force: true });
}
