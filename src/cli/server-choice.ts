import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createSecureContext, type SecureVersion } from 'node:tls';
import { nearestWord } from '../imap/grammar/nearest-word.js';
import { isThisMachine, parseServerUrl, printServerUrl, type ServerUrl } from '../imap/url.js';
import { findServer } from '../runner/replay-script.js';
import type { Script } from '../script/ast.js';
import { fillTemplate } from '../script/expand.js';
import { ownServers, throwaways } from '../script/own-servers.js';
import type { Credentials } from '../session/credentials.js';
import { takesPassword } from '../session/sasl/index.js';
import { encodeUtf8, type Octets } from '../text/octets.js';
import type { TlsSettings } from '../transport/connect.js';
import { type ProxyAddress, parseProxyUrl, proxyOf } from '../transport/proxy-url.js';
import type { Invocation, Options } from './command.js';
import type { Config, ServerSettings } from './config.js';
import { countConnections } from './count-connections.js';
import { describeFileError, type Host } from './host.js';
import type { Output } from './output.js';
import { findCredentials, findUser } from './passwords.js';
import { createThrowawayPool, type ThrowawayPool } from './throwaway-pool.js';
import { touchesSharedMail } from './touches-shared-mail.js';
import { Turns } from './turns.js';
import { UsageError } from './usage-error.js';

/** A server that is ready to be spoken to. */
export interface OpenServer {
  readonly url: ServerUrl;
  /** For people and results: without user and password. */
  readonly label: string;
  readonly tls: TlsSettings;
  readonly proxy?: ProxyAddress | undefined;
  readonly credentials: (user: Octets | undefined) => Credentials | undefined;
  /** What `${mailbox}` has to begin with there. */
  readonly mailboxPrefix: Octets;
  stop(): Promise<void>;
}

/** Opens servers for scripts, the way the command line, the script and the configuration say. */
export interface Servers {
  /** What is started here is empty each time, and nobody else's until it is stopped: no script sees what another did. */
  open(script: Script): Promise<OpenServer>;
  /** Where the script would go, without opening anything; throws a UsageError where that is nowhere. */
  labelOf(script: Script): string;
  /** Whether the configuration lets a watch send there, wherever it is. */
  mayWatch(script: Script): boolean;
  /** The kind of server that the configuration says it is: which transcripts are its own. */
  profileOf(script: Script): string | undefined;
  /** The kind of a server that is built in or started for the run, such as `dovecot`; undefined of any other. */
  kindOf(script: Script): string | undefined;
}

export async function createServers(
  { host, options, output, kept }: Invocation,
  config: Config,
  variables: ReadonlyMap<Octets, Octets> = new Map(),
): Promise<Servers> {
  const users = await readUsers(host, config);
  const named = options.text('server');
  const found = new Map<string, Promise<OpenServer>>();
  const seats = Math.max(seatsOfServer, Number(options.text('jobs') ?? 0));
  const turns = new Map<string, Turns>();
  const launch = { env: host.env, timeZone: await timeZoneOf(options.text('import')) };
  const pools = new Map<string, ThrowawayPool>(
    throwaways.map((name) => [`${name}:`, createThrowawayPool(name, kept, launch)] as const),
  );
  // It comes up while the scripts are read.
  pools.get(named ?? '')?.prepare();
  if (options.flag('insecure')) warnInsecure(output);
  const ca = options.text('ca');
  const trusted = ca === undefined ? undefined : readCertificates(resolve(host.cwd, ca));
  const ofAll = named ?? config.server;
  if (ofAll !== undefined) labelOf(inOneCase(ofAll), config);
  const choose = (script: Script) =>
    inOneCase(named ?? serverIn(script, variables, host) ?? ofAll ?? 'sandbox:');
  return {
    labelOf: (script) => labelOf(choose(script), config),
    mayWatch: (script) => config.servers[choose(script)]?.watch === true,
    profileOf: (script) => config.servers[choose(script)]?.profile,
    kindOf(script) {
      const choice = choose(script);
      return ownServers.includes(choice) ? choice.slice(0, -1) : undefined;
    },
    open(script) {
      const choice = choose(script);
      if (choice === 'sandbox:') return openSandbox(users);
      const pool = pools.get(choice);
      if (pool) return openThrowaway(choice, pool, users);
      // One question for the password, however many scripts there are.
      const known = found.get(choice);
      const opened =
        known ?? openUrl(host, config, options, output, choice, users, asksForPassword(script), trusted);
      found.set(choice, opened);
      return takeTurn(opened, turns, seats, script);
    },
  };
}

/** Where the tests of another program take the server to be, if they do. */
async function timeZoneOf(suite: string | undefined): Promise<string | undefined> {
  if (suite === undefined) return undefined;
  const { findImporter } = await import('../replay/import/index.js');
  return findImporter(suite)?.suite?.timeZone;
}

/** A scheme is the same in letters of any case (RFC 3986 §3.1). */
function inOneCase(choice: string): string {
  return ownServers.find((name) => name === choice.toLowerCase()) ?? choice;
}

/** Where a script says that it goes, its variables filled in: they have to be known before anything is sent. */
function serverIn(script: Script, variables: ReadonlyMap<Octets, Octets>, { env }: Host): string | undefined {
  const url = findServer(script);
  if (url === undefined || !url.includes('${')) return url;
  const find = (name: Octets) => {
    const value = name.startsWith('env:') ? env[name.slice('env:'.length)] : undefined;
    const octets = value === undefined ? variables.get(name) : encodeUtf8(value);
    return octets === undefined ? undefined : { octets, secret: false };
  };
  const filled = fillTemplate(url, { find, names: () => variables.keys() });
  if (filled.kind === 'filled') return filled.octets;
  throw new UsageError(`%server: ${filled.problem.message}`);
}

/** Of one user: Dovecot lets in ten from one address. Who asks for more jobs has a server that lets in more. */
const seatsOfServer = 8;

/** On a server that scripts share, each connection has a seat; a script that touches more than mailboxes of its own runs alone. */
async function takeTurn(
  opened: Promise<OpenServer>,
  turns: Map<string, Turns>,
  seats: number,
  script: Script,
): Promise<OpenServer> {
  const server = await opened;
  const ofServer = turns.get(server.label) ?? new Turns(seats);
  turns.set(server.label, ofServer);
  const end = await ofServer.take(touchesSharedMail(script) ? seats : Math.max(1, countConnections(script)));
  return { ...server, stop: async () => end() };
}

function labelOf(choice: string, config: Config): string {
  return ownServers.includes(choice) ? choice : printServerUrl(parseChoice(findSettings(config, choice)).url);
}

function parseChoice(settings: ServerSettings): { url: ServerUrl; warnings: readonly string[] } {
  const parsed = parseServerUrl(settings.url);
  if (parsed.kind === 'url') return parsed;
  throw new UsageError(`server ${hidePassword(settings.url)}: ${parsed.message}`);
}

async function openSandbox(users: ReadonlyMap<string, Credentials>): Promise<OpenServer> {
  const { startSandbox } = await import('../server/sandbox.js');
  const sandbox = await startSandbox();
  const parsed = parseServerUrl(sandbox.url);
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  const own = { user: encodeUtf8(sandbox.user), password: encodeUtf8(sandbox.password) };
  return {
    url: parsed.url,
    label: 'sandbox:',
    tls: { ca: [sandbox.certificate] },
    credentials: (user) => (user === undefined || user === own.user ? own : users.get(user)),
    mailboxPrefix: '',
    stop: () => sandbox.stop(),
  };
}

async function openThrowaway(
  label: string,
  pool: ThrowawayPool,
  users: ReadonlyMap<string, Credentials>,
): Promise<OpenServer> {
  const { server, release } = await pool.take();
  const parsed = parseServerUrl(server.url);
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  const password = encodeUtf8(server.password);
  const own = new Map(server.users.map((user) => [encodeUtf8(user), { user: encodeUtf8(user), password }]));
  return {
    url: parsed.url,
    label,
    tls: { ca: [server.certificate] },
    credentials: (user = encodeUtf8(server.users[0])) => own.get(user) ?? users.get(user),
    mailboxPrefix: server.mailboxPrefix,
    stop: async () => release(),
  };
}

async function openUrl(
  host: Host,
  config: Config,
  options: Options,
  output: Output,
  choice: string,
  users: ReadonlyMap<string, Credentials>,
  mayAsk: boolean,
  trusted: string | undefined,
): Promise<OpenServer> {
  const settings = findSettings(config, choice);
  const parsed = parseChoice(settings);
  for (const warning of parsed.warnings) output.trouble(`tagline: ${warning}\n`);
  const { url } = parsed;
  const user = options.text('user') ?? url.user ?? settings.user;
  const passwordFile = options.text('passwordFile');
  const listed = user === undefined || passwordFile !== undefined ? undefined : users.get(encodeUtf8(user));
  const question = { host: url.host, user, passwordFile, given: url.password };
  const own =
    listed ?? (await findCredentials(host, { ...question, mayAsk: mayAsk && takesPassword(url.mechanism) }));
  return {
    url: user === undefined ? url : { ...url, user },
    label: printServerUrl(url),
    tls: readTls(options, settings, config, trusted, host),
    proxy: readProxy(host, options, settings, output, url),
    credentials: (user) => (user === undefined || user === own?.user ? own : users.get(user)),
    mailboxPrefix: encodeUtf8(settings.mailboxPrefix ?? ''),
    stop: async () => {},
  };
}

/** Whether the script logs in with a password that it does not hold itself. */
function asksForPassword(script: Script): boolean {
  return /^%login|\$\{password|^%on .*user=/m.test(script.source.text);
}

function findSettings(config: Config, choice: string): ServerSettings {
  const named = Object.hasOwn(config.servers, choice) ? config.servers[choice] : undefined;
  if (named) return named;
  if (choice.includes('://')) return { url: choice };
  const names = [...Object.keys(config.servers), ...ownServers];
  const near = nearestWord(choice, names);
  throw new UsageError(
    `Unknown server "${hidePassword(choice)}": ${near ? `did you mean "${near}"?` : 'expected a URL.'}`,
    [
      `Such as imaps://mail.example.com, imap://127.0.0.1:1143, ${ownServers.join(', ')}, or a name from tagline.config.json.`,
    ],
  );
}

function readTls(
  options: Options,
  settings: ServerSettings,
  config: Config,
  trusted: string | undefined,
  host: Host,
): TlsSettings {
  const ca = trusted ?? (settings.ca && readCertificates(resolve(config.folder, settings.ca)));
  const serverName = options.text('serverName') ?? settings.serverName;
  const oldest = options.text('tlsMin') ?? settings.tlsMin;
  const fingerprint = options.text('fingerprint') ?? settings.fingerprint;
  return {
    ...(ca ? { ca: [ca] } : {}),
    ...(serverName ? { serverName } : {}),
    oldest: oldest === undefined ? undefined : tlsVersions[oldest],
    identity: readIdentity(options, settings, config, host),
    fingerprint: fingerprint === undefined ? undefined : readFingerprint(fingerprint),
    insecure: options.flag('insecure') || settings.insecure === true,
  };
}

const tlsVersions: Readonly<Record<string, SecureVersion>> = {
  '1.0': 'TLSv1',
  '1.1': 'TLSv1.1',
  '1.2': 'TLSv1.2',
  '1.3': 'TLSv1.3',
};

/** `--cert`, with its key in the same file or in that of `--key`; tried out here, so that what is wrong is named. */
function readIdentity(
  options: Options,
  settings: ServerSettings,
  config: Config,
  host: Host,
): TlsSettings['identity'] {
  const find = (name: 'cert' | 'key') => {
    const given = options.text(name);
    if (given !== undefined) return resolve(host.cwd, given);
    const set = settings[name];
    return set === undefined ? undefined : resolve(config.folder, set);
  };
  const certPath = find('cert');
  const keyPath = find('key') ?? certPath;
  if (keyPath === undefined) return undefined;
  if (certPath === undefined) throw new UsageError('--key: expected --cert FILE with it.');
  const identity = { cert: readCertificates(certPath), key: readText(keyPath) };
  try {
    createSecureContext(identity);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `${keyPath}: expected the private key of ${certPath} in PEM form, without a passphrase: ${reason}`,
    );
  }
  return identity;
}

/** A SHA-256 with or without colons, as openssl and browsers show it. */
function readFingerprint(text: string): string {
  const digits = text
    .replace(/^sha256(?: fingerprint=|[:/ ])/i, '')
    .replaceAll(':', '')
    .toUpperCase();
  if (!/^[0-9A-F]{64}$/.test(digits))
    throw new UsageError(`--fingerprint ${text}: expected a SHA-256, 64 hexadecimal digits.`);
  return digits.match(/../g)?.join(':') ?? '';
}

/** The proxy of the command line, of the configuration, or, to another machine, of the environment. */
function readProxy(
  { env }: Host,
  options: Options,
  settings: ServerSettings,
  output: Output,
  url: ServerUrl,
): ProxyAddress | undefined {
  const given = options.text('proxy');
  const stated = given ?? settings.proxy;
  const found = isThisMachine(url) ? undefined : proxyOf(env, url.host, url.scheme);
  const { name, text } = stated === undefined ? (found ?? noProxy) : { name: '--proxy', text: stated };
  if (text === 'none') return undefined;
  const proxy = parseProxyUrl(text);
  if (!proxy)
    throw new UsageError(
      `${name} ${hidePassword(text)}: expected socks5://HOST[:PORT], socks4://HOST[:PORT], http://HOST[:PORT] or none.`,
    );
  if (proxy.login && given !== undefined)
    output.trouble('tagline: the password of a proxy is better kept in tagline.config.json.\n');
  return proxy;
}

const noProxy = { name: '', text: 'none' };

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(describeFileError(path, error));
  }
}

function readCertificates(path: string): string {
  const text = readText(path);
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new UsageError(`${path}: expected certificates in PEM form ("-----BEGIN CERTIFICATE-----").`);
}

async function readUsers(host: Host, config: Config): Promise<ReadonlyMap<string, Credentials>> {
  const users = new Map<string, Credentials>();
  for (const name of Object.keys(config.users)) {
    const credentials = await findUser(host, config, name);
    if (credentials) users.set(encodeUtf8(name), credentials);
  }
  return users;
}

function warnInsecure(output: Output): void {
  const warning =
    'tagline: --insecure: the certificate is not checked: whoever is in between reads the password.';
  output.trouble(`${output.troubleLook.paint('warning', warning)}\n`);
}

/** A URL without its password, whatever characters that has. */
export function hidePassword(url: string): string {
  return url.replace(/(:\/\/[^/@:]*):.*@/s, '$1:‹redacted›@');
}
