import { dirname, join, resolve } from 'node:path';
import { checkConfigShape } from './config-shape.js';
import { type Host, readBytes } from './host.js';
import { UsageError } from './usage-error.js';

/** What `tagline.config.json` says; schema/config.schema.json describes it. */
export interface Config {
  /** The folder of the file: its paths start there. The working folder when there is no file. */
  readonly folder: string;
  /** The files that it was read from: what it extends first, itself last. */
  readonly files: readonly string[];
  /** The server when neither the command line nor the script names one: a URL or a name from `servers`. */
  readonly server: string | undefined;
  readonly servers: Readonly<Record<string, ServerSettings>>;
  readonly users: Readonly<Record<string, UserSettings>>;
  readonly variables: Readonly<Record<string, string>>;
  readonly lint: LintSettings;
}

export interface ServerSettings {
  readonly url: string;
  readonly user?: string;
  /** A PEM file of certificates to trust. */
  readonly ca?: string;
  readonly insecure?: boolean;
  /** The name that the certificate must have, when it is not the host's. */
  readonly serverName?: string;
  readonly tlsMin?: string;
  /** PEM files of the client certificate and its key. */
  readonly cert?: string;
  readonly key?: string;
  readonly fingerprint?: string;
  readonly proxy?: string;
  readonly profile?: string;
  /** What `${mailbox}` begins with: `INBOX.` where all mailboxes are below INBOX. */
  readonly mailboxPrefix?: string;
  /** Whether `tagline watch` may send to it without asking, though it is another machine. */
  readonly watch?: boolean;
}

export interface UserSettings {
  /** What is sent as the user name; the key in `users` unless told. */
  readonly login?: string;
  readonly passwordFile?: string;
  /** The environment variable that holds the password. */
  readonly passwordVariable?: string;
}

export interface LintSettings extends LintChoices {
  /** What is otherwise in some folders or files, by path from the folder of the file; a longer path wins. */
  readonly folders?: Readonly<Record<string, LintChoices>>;
}

export interface LintChoices {
  /** Dialects whose answers are shown. */
  readonly for?: readonly string[];
  /** Whose grammar commands have to follow; either's unless told. */
  readonly revision?: 'rfc3501' | 'rfc9051' | 'both';
  /** Severities by rule code or name. */
  readonly rules?: Readonly<Record<string, 'error' | 'warning' | 'note' | 'off'>>;
}

export const configFileName = 'tagline.config.json';

/** Reads the named file, or the nearest `tagline.config.json` upwards; without one everything is as it is by default. */
export async function readConfig(host: Host, named: string | undefined): Promise<Config> {
  if (named !== undefined) {
    const content = await readBytes(host, named);
    if (content.kind === 'failed') throw new UsageError(content.message);
    return loadConfig(host, named, content.bytes, []);
  }
  for (let folder = host.cwd; ; folder = dirname(folder)) {
    const path = join(folder, configFileName);
    const content = await readBytes(host, path);
    if (content.kind === 'content') return loadConfig(host, path, content.bytes, []);
    if (!content.missing) throw new UsageError(content.message);
    if (dirname(folder) === folder) return emptyConfig(host.cwd);
  }
}

function emptyConfig(folder: string): Config {
  return { folder, files: [], server: undefined, servers: {}, users: {}, variables: {}, lint: {} };
}

/** Reads what the file extends before it, so that the file itself has the last word. */
async function loadConfig(
  host: Host,
  path: string,
  bytes: Uint8Array,
  extending: readonly string[],
): Promise<Config> {
  const file = resolve(host.cwd, path);
  const written = parseConfig(path, bytes);
  const folder = dirname(file);
  let base = emptyConfig(folder);
  for (const name of typeof written.extends === 'string' ? [written.extends] : (written.extends ?? [])) {
    const next = resolve(folder, name);
    if (next === file || extending.includes(next))
      throw new UsageError(`${path}: extends ${name}, which extends this file again.`);
    const content = await readBytes(host, next);
    if (content.kind === 'failed') throw new UsageError(`${path}: extends ${name}: ${content.message}`);
    base = mergeConfigs(base, await loadConfig(host, next, content.bytes, [...extending, file]));
  }
  const { extends: _, ...own } = written;
  return { ...mergeConfigs(base, { ...emptyConfig(folder), ...anchor(own, folder), files: [file] }), folder };
}

type Written = Partial<Config> & { readonly extends?: string | readonly string[] };

function parseConfig(path: string, bytes: Uint8Array): Written {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    throw new UsageError(`${path}: expected JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const problems = checkConfigShape(value);
  if (problems.length > 0) throw new UsageError(`${path}: ${problems[0]}`, problems.slice(1));
  // The shape was checked just above.
  return value as Written;
}

/** With its paths from the root: a file that extends it may lie elsewhere. */
function anchor(written: Written, folder: string): Written {
  const { servers, users, lint } = written;
  const from = (path: string) => resolve(folder, path);
  const folders = lint?.folders;
  return {
    ...written,
    ...(servers && { servers: mapValues(servers, (one) => (one.ca ? { ...one, ca: from(one.ca) } : one)) }),
    ...(users && {
      users: mapValues(users, (one) =>
        one.passwordFile ? { ...one, passwordFile: from(one.passwordFile) } : one,
      ),
    }),
    ...(folders && { lint: { ...lint, folders: mapKeys(folders, from) } }),
  };
}

/** What the second says wins: by server, user, variable, rule and folder. */
function mergeConfigs(base: Config, over: Config): Config {
  return {
    ...base,
    ...over,
    files: [...base.files, ...over.files],
    server: over.server ?? base.server,
    servers: { ...base.servers, ...over.servers },
    users: { ...base.users, ...over.users },
    variables: { ...base.variables, ...over.variables },
    lint: mergeLint(base.lint, over.lint),
  };
}

function mergeLint(base: LintSettings, over: LintSettings): LintSettings {
  const folders = { ...base.folders };
  for (const [path, choices] of Object.entries(over.folders ?? {}))
    folders[path] = mergeChoices(folders[path] ?? {}, choices);
  return {
    ...mergeChoices(base, over),
    ...(base.folders || over.folders ? { folders } : {}),
  };
}

/** The choices of the second where it makes any. */
export function mergeChoices(base: LintChoices, over: LintChoices): LintChoices {
  const rules = base.rules || over.rules ? { rules: { ...base.rules, ...over.rules } } : {};
  return { ...base, ...over, ...rules };
}

function mapValues<T>(
  record: Readonly<Record<string, T>>,
  change: (value: T) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function mapKeys<T>(
  record: Readonly<Record<string, T>>,
  change: (key: string) => string,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [change(key), value]));
}
