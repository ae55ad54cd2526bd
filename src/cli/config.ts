import { dirname, join, resolve } from 'node:path';
import { nearestWord } from '../imap/grammar/nearest-word.js';
import { type Host, readBytes } from './host.js';
import { UsageError } from './usage-error.js';

/** What `tagline.config.json` says; schema/config.schema.json describes it. */
export interface Config {
  /** The folder of the file: its paths start there. The working folder when there is no file. */
  readonly folder: string;
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

export interface LintSettings {
  /** Dialects whose answers are shown. */
  readonly for?: readonly string[];
  /** Severities by rule code or name. */
  readonly rules?: Readonly<Record<string, 'error' | 'warning' | 'note' | 'off'>>;
}

export const configFileName = 'tagline.config.json';

/** Reads the named file, or the nearest `tagline.config.json` upwards; without one everything is as it is by default. */
export async function readConfig(host: Host, named: string | undefined): Promise<Config> {
  if (named !== undefined) {
    const content = await readBytes(host, named);
    if (content.kind === 'failed') throw new UsageError(content.message);
    return parseConfig(named, resolve(host.cwd, dirname(named)), content.bytes);
  }
  for (let folder = host.cwd; ; folder = dirname(folder)) {
    const path = join(folder, configFileName);
    const content = await readBytes(host, path);
    if (content.kind === 'content') return parseConfig(path, folder, content.bytes);
    if (!content.missing) throw new UsageError(content.message);
    if (dirname(folder) === folder) return emptyConfig(host.cwd);
  }
}

function emptyConfig(folder: string): Config {
  return { folder, server: undefined, servers: {}, users: {}, variables: {}, lint: {} };
}

function parseConfig(path: string, folder: string, bytes: Uint8Array): Config {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    throw new UsageError(`${path}: expected JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const problems = checkShape(value, configShape, '');
  if (problems.length > 0) throw new UsageError(`${path}: ${problems[0]}`, problems.slice(1));
  // The shape was checked just above.
  return { ...emptyConfig(folder), ...(value as Partial<Config>) };
}

/** What a value must be: a kind of text, a truth value, a list of texts, named members, or any names with one shape. */
type Shape =
  | 'text'
  | 'truth'
  | 'texts'
  | { readonly choices: readonly string[] }
  | { readonly members: Readonly<Record<string, Shape>>; readonly required?: readonly string[] }
  | { readonly each: Shape };

const severityShape: Shape = { choices: ['error', 'warning', 'note', 'off'] };
const serverShape: Shape = {
  members: {
    url: 'text',
    user: 'text',
    ca: 'text',
    insecure: 'truth',
    profile: 'text',
    mailboxPrefix: 'text',
    watch: 'truth',
  },
  required: ['url'],
};
const userShape: Shape = { members: { login: 'text', passwordFile: 'text', passwordVariable: 'text' } };
const configShape: Shape = {
  members: {
    $schema: 'text',
    server: 'text',
    servers: { each: serverShape },
    users: { each: userShape },
    variables: { each: 'text' },
    lint: { members: { for: 'texts', rules: { each: severityShape } } },
  },
};

function checkShape(value: unknown, shape: Shape, at: string): string[] {
  const place = at === '' ? 'the file' : at;
  if (shape === 'text') return typeof value === 'string' ? [] : [`${place}: expected a text in quotes.`];
  if (shape === 'truth') return typeof value === 'boolean' ? [] : [`${place}: expected true or false.`];
  if (shape === 'texts') return isTexts(value) ? [] : [`${place}: expected a list of texts.`];
  if ('choices' in shape) {
    const isChoice = typeof value === 'string' && shape.choices.includes(value);
    return isChoice ? [] : [`${place}: expected one of ${shape.choices.join(', ')}.`];
  }
  if (!isRecord(value)) return [`${place}: expected { … }.`];
  if ('each' in shape) {
    return Object.entries(value).flatMap(([key, member]) =>
      checkShape(member, shape.each, memberName(at, key)),
    );
  }
  const missing = (shape.required ?? []).filter((key) => !(key in value));
  return [
    ...missing.map((key) => `${place}: missing "${key}".`),
    ...Object.entries(value).flatMap(([key, member]) => checkMember(key, member, shape.members, at)),
  ];
}

function checkMember(
  key: string,
  member: unknown,
  members: Readonly<Record<string, Shape>>,
  at: string,
): string[] {
  const shape = Object.hasOwn(members, key) ? members[key] : undefined;
  if (shape !== undefined) return checkShape(member, shape, memberName(at, key));
  const near = nearestWord(key, Object.keys(members));
  const offer = near ? `did you mean "${near}"?` : `expected one of ${Object.keys(members).join(', ')}.`;
  return [`Unknown key "${memberName(at, key)}": ${offer}`];
}

function memberName(at: string, key: string): string {
  return at === '' ? key : `${at}.${key}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((member) => typeof member === 'string');
}
