import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, chmod, mkdir, rm, statfs } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identify } from './launchers/files.js';
import { type LauncherName, launchers } from './launchers/index.js';
import {
  type Found,
  host,
  type Installed,
  type Launcher,
  type Place,
  password,
  users,
} from './launchers/launcher.js';
import { sandboxCertificate } from './sandbox-certificate.js';

export { type LauncherName, launchers } from './launchers/index.js';
export type { Launcher } from './launchers/launcher.js';

/**
 * A throwaway server on loopback while it runs, with empty mailboxes of its own. It never touches one that the machine
 * has, and whatever happens to this process, it ends with it.
 */
export interface Throwaway {
  /** The process that leads its session. */
  readonly pid: number;
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
  /** What the names of mailboxes have to begin with, such as `INBOX.`. */
  readonly mailboxPrefix: string;
  /** Its certificate for `localhost` and 127.0.0.1, as PEM: trust it to use TLS. */
  readonly certificate: string;
  /** False when it ended by itself. */
  isRunning(): boolean;
  /** The end of what it logged to its standard error until now. */
  log(): string;
  /** Takes away all mail. Nobody may be logged in. */
  empty(): Promise<void>;
  stop(): Promise<void>;
}

export interface ThrowawayOptions {
  /** Further lines of its configuration; a later setting wins. */
  readonly settings?: string;
  /** Where TAGLINE_CYRUS and the like, and TZ, are looked up. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /**
   * Of its clock, as TZ has it (POSIX, Base Definitions §8.3): `SEARCH ON` means a day there. Else that of TZ in the
   * environment, else UTC, so that a server says the same on every machine.
   */
  readonly timeZone?: string | undefined;
}

/** A kind of server on this machine, or what it lacks. */
export function findInstalled(name: LauncherName, env: ThrowawayOptions['env'] = process.env): Found {
  const { variable, find } = launchers[name];
  return find(env[variable] || undefined);
}

/** Starts one; rejects with a reason when it is not installed or does not come up. */
export async function startThrowaway(name: LauncherName, options: ThrowawayOptions = {}): Promise<Throwaway> {
  const [server] = await startRooms(name, 1, options);
  return server;
}

/**
 * Starts one that is several, if that kind of server can be: at most so many, and all of them end with the first one
 * that is stopped. To start another process takes longer than many a script.
 */
export async function startRooms(
  name: LauncherName,
  most: number,
  { settings = '', env = process.env, timeZone = env.TZ || 'UTC0' }: ThrowawayOptions = {},
): Promise<readonly [Throwaway, ...Throwaway[]]> {
  const { title, packages, variable } = launchers[name];
  const found = findInstalled(name, env);
  if (found.kind === 'missing') {
    const offer = `apt-get install ${packages}, or ${variable}=FOLDER where the packages are unpacked`;
    throw new Error(`${title} is not installed here: there is no ${found.what} (${offer}).`);
  }
  const { hasRooms }: Launcher = launchers[name];
  for (let attempt = 1; ; attempt++) {
    const started = await tryToStart(found, name, hasRooms ? most : 1, { settings, timeZone });
    if (typeof started !== 'string') return started;
    const isMoved = attempt < 3 && started.includes('Address already in use');
    if (!isMoved) throw new Error(`${title} did not start: ${started.trim() || 'it did not say why.'}`);
  }
}

/** Gives what it logged when it does not come up. */
async function tryToStart(
  { furnish, empty }: Installed,
  name: LauncherName,
  rooms: number,
  { settings, timeZone }: { readonly settings: string; readonly timeZone: string },
): Promise<readonly [Throwaway, ...Throwaway[]] | string> {
  const home = join(await findRoom(), `tagline-${name}-${crypto.randomUUID().slice(-12)}`);
  // Before there is the folder: it is taken away whatever happens to this process.
  const master = guard(home, timeZone);
  const log = collectLog(master);
  const stop = () => end(master, home);
  let places: readonly [Place, ...Place[]];
  try {
    await mkdir(home);
    await chmod(home, 0o755);
    places = await findPlaces(home, rooms);
    run(master, await furnish(places, settings));
  } catch (error) {
    await stop();
    throw error;
  }
  const [first, ...others] = places;
  if ((await isReady(first.port, master, greets)) && (await isReady(first.tlsPort, master, answers))) {
    const { pid = 0 } = master;
    const { mailboxPrefix = '' }: Launcher = launchers[name];
    const certificate = sandboxCertificate.cert;
    const own = { pid, host, users, password, mailboxPrefix, certificate, log, stop } as const;
    const serverAt = (place: Place): Throwaway => {
      const { port, tlsPort } = place;
      const url = `imap://${host}:${port}`;
      return { ...own, url, port, tlsPort, isRunning: () => isRunning(master), empty: () => empty(place) };
    };
    return [serverAt(first), ...others.map(serverAt)];
  }
  await stop();
  return log();
}

/** In memory where there is much of it: most of what a mail server does is to make, move and remove small files. */
async function findRoom(): Promise<string> {
  if (process.env.TMPDIR) return tmpdir();
  try {
    const { bavail, bsize } = await statfs(inMemory);
    await access(inMemory, constants.W_OK);
    return bavail * bsize >= enoughRoom ? inMemory : tmpdir();
  } catch {
    return tmpdir();
  }
}

const inMemory = '/dev/shm';

/** Octets that are free where a server lives in memory. */
const enoughRoom = 2 ** 30;

async function findPlaces(home: string, count: number): Promise<readonly [Place, ...Place[]]> {
  const { uid, username } = userInfo();
  const caller = { isRoot: uid === 0, ...(await identify(username)) };
  const ports = await findFreePorts(2 * count);
  const placeAt = (at: number): Place => ({ home, port: ports[at]!, tlsPort: ports[at + 1]!, caller });
  return [placeAt(0), ...Array.from({ length: count - 1 }, (_, index) => placeAt(2 * index + 2))];
}

/** Below 32768, where no client's own port can take them in the meantime. */
async function findFreePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = 12_000 + Math.floor(Math.random() * 20_000);
    if (await canListen(port)) ports.add(port);
  }
  return [...ports];
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/**
 * A shell that leads the process group, and waits to be told what to run. All of it ends when our end of its standard
 * input closes, even by a crash.
 */
function guard(home: string, timeZone: string): ChildProcess {
  const watch = '(exec 3<&-; cat <&4; rm -rf "$home"; kill -KILL 0) &';
  const wait = 'eval "set -- $(cat <&3)"';
  const shell = spawn(
    'sh',
    ['-c', `exec 4<&0; home=$1; ${watch} ${wait}; "$@" </dev/null 3<&- 4<&-`, 'sh', home],
    { detached: true, stdio: ['pipe', 'ignore', 'pipe', 'pipe'], env: { ...process.env, TZ: timeZone } },
  );
  shell.unref();
  return shell;
}

function run({ stdio }: ChildProcess, command: readonly string[]): void {
  const order = stdio[3] as Socket;
  order.on('error', () => {}).end(command.map(quote).join(' '));
}

/** As a word of a shell (POSIX, Shell & Utilities §2.2.2). */
function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function collectLog(master: ChildProcess): () => string {
  let log = '';
  master.stderr?.on('data', (part) => {
    log = (log + part).slice(-longestLog);
  });
  return () => log;
}

const longestLog = 65_536;

/** Asks again until it is so; false when the server gave up, or 10 seconds have gone. */
async function isReady(
  port: number,
  master: ChildProcess,
  isSo: (port: number) => Promise<boolean>,
): Promise<boolean> {
  for (const end = Date.now() + 10_000; Date.now() < end; await pause(20)) {
    if (await isSo(port)) return true;
    if (!isRunning(master)) return false;
  }
  return false;
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

/** False also when nothing was said for a second: then the server may not be up behind its port. */
function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once('error', () => {});
    socket.once('close', () => resolve(false));
    socket.setTimeout(1000, () => socket.destroy());
    socket.once('data', (greeting) => {
      resolve(greeting.toString('latin1').startsWith('* OK'));
      socket.destroy();
    });
  });
}

async function end(master: ChildProcess, home: string): Promise<void> {
  // From here on its end is waited for.
  master.ref();
  master.stdin?.destroy();
  if (!master.stderr?.closed) await new Promise((resolve) => master.once('close', resolve));
  // A process that was killed may end what it was just writing.
  await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
}
