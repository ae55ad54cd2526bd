import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { parseEnv } from 'node:util';
import type { Credentials } from '../session/credentials.js';
import { encodeUtf8, type Octets } from '../text/octets.js';
import type { Config } from './config.js';
import { type Host, readBytes } from './host.js';
import { UsageError } from './usage-error.js';

/** Whose password is looked for, and where the command line says it is. */
export interface PasswordQuestion {
  readonly host: string;
  readonly user: string | undefined;
  readonly passwordFile: string | undefined;
  /** A password that stood in the URL. */
  readonly given: string | undefined;
  /** Whether to ask on a terminal when it is found nowhere. */
  readonly mayAsk: boolean;
}

/**
 * Looks for the user and the password, in this order: the password file, `TAGLINE_PASSWORD` in the environment, the
 * same or `password` in `.env`, the URL, `~/.netrc`, and on a terminal a hidden prompt.
 */
export async function findCredentials(
  host: Host,
  question: PasswordQuestion,
): Promise<Credentials | undefined> {
  const dotEnv = await readDotEnv(host);
  const netrc = await readNetrc(host, question);
  const user = question.user ?? dotEnv.TAGLINE_USER ?? dotEnv.user ?? netrc?.login;
  if (user === undefined) return undefined;
  const password =
    (await readPasswordFile(host, question.passwordFile)) ??
    host.env.TAGLINE_PASSWORD ??
    dotEnv.TAGLINE_PASSWORD ??
    dotEnv.password ??
    question.given ??
    (netrc?.login === user ? netrc.password : undefined) ??
    (question.mayAsk ? await prompt(host, `Password of ${user} on ${question.host}: `) : undefined);
  if (password === undefined) return undefined;
  return { user: encodeUtf8(user), password: encodeUtf8(password) };
}

/** The credentials of the configuration's user of that name. */
export async function findUser(host: Host, config: Config, name: string): Promise<Credentials | undefined> {
  const settings = config.users[name];
  if (!settings) return undefined;
  const file = settings.passwordFile && resolve(config.folder, settings.passwordFile);
  const variable = settings.passwordVariable ? host.env[settings.passwordVariable] : undefined;
  const password = (await readPasswordFile(host, file)) ?? variable ?? host.env.TAGLINE_PASSWORD;
  if (password === undefined) return undefined;
  return { user: encodeUtf8(settings.login ?? name), password: encodeUtf8(password) };
}

/** The values of the `.env` file of the working folder; none when there is no such file. */
export async function readDotEnv(host: Host): Promise<Readonly<Record<string, string>>> {
  const content = await readBytes(host, '.env');
  if (content.kind === 'failed') return {};
  return parseEnv(Buffer.from(content.bytes).toString('utf8')) as Record<string, string>;
}

async function readPasswordFile(host: Host, path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const content = await readBytes(host, path);
  if (content.kind === 'failed') throw new UsageError(content.message);
  return Buffer.from(content.bytes)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

interface NetrcEntry {
  readonly login: string | undefined;
  readonly password: string | undefined;
}

/** The entry for the machine (and the user, where one is named), as ftp(1) and curl(1) read `~/.netrc`. */
async function readNetrc(host: Host, question: PasswordQuestion): Promise<NetrcEntry | undefined> {
  const content = await readBytes(host, host.env.NETRC ?? join(host.env.HOME ?? homedir(), '.netrc'));
  if (content.kind === 'failed') return undefined;
  const words = Buffer.from(content.bytes).toString('utf8').split(/\s+/);
  return findNetrcEntry(words, question);
}

function findNetrcEntry(words: readonly string[], question: PasswordQuestion): NetrcEntry | undefined {
  const starts = words.flatMap((word, index) => (word === 'machine' || word === 'default' ? [index] : []));
  for (const [index, start] of starts.entries()) {
    if (words[start] === 'machine' && words[start + 1] !== question.host) continue;
    const entry = words.slice(start, starts[index + 1]);
    const wordAfter = (key: string) => (entry.includes(key) ? entry[entry.indexOf(key) + 1] : undefined);
    const login = wordAfter('login');
    if (question.user === undefined || login === question.user)
      return { login, password: wordAfter('password') };
  }
  return undefined;
}

/** Asks on the terminal without showing what is typed; undefined where there is none. */
async function prompt(host: Host, text: string): Promise<string | undefined> {
  if (!host.stdin.isTTY || !host.stderr.isTTY || host.env.CI) return undefined;
  // A line of progress may stand there.
  host.stderr.write(host.env.TERM === 'dumb' ? text : `\r\x1b[K${text}`);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: host.stdin, output: silent, terminal: true });
  return new Promise((done, interrupted) => {
    reader.once('line', (line) => {
      reader.close();
      host.stderr.write('\n');
      done(line);
    });
    reader.once('SIGINT', () => {
      reader.close();
      host.stderr.write('\n');
      interrupted(new UsageError('interrupted', [], 130));
    });
  });
}

/** What is secret besides the passwords of {@link Credentials}. */
export function secretsOf(env: Host['env']): readonly Octets[] {
  return env.TAGLINE_PASSWORD ? [encodeUtf8(env.TAGLINE_PASSWORD)] : [];
}
