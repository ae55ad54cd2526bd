import type { Octets } from '../../text/octets.js';
import { encodeUtf8 } from '../../text/octets.js';
import { shownLine } from './terminal-line.js';

/** What imapflow gave its logger: who spoke (`c`, `s`, or a part of imapflow), on which connection, and what. */
export interface ImapflowEntry {
  readonly src: string;
  readonly msg: Octets;
  readonly cid: string;
}

/** The ways in which loggers write objects down; a log is written in one of them. */
const readers: readonly ((text: Octets) => readonly ImapflowEntry[])[] = [
  readJson,
  readPretty,
  readInspected,
];

/** The entries of a log, as pino writes it, or pino-pretty, or the console. */
export function readImapflowEntries(text: Octets): readonly ImapflowEntry[] {
  for (const read of readers) {
    const entries = read(text);
    if (entries.length > 0) return entries;
  }
  return [];
}

/** An object of JSON a line. */
function readJson(text: Octets): readonly ImapflowEntry[] {
  return text.split('\n').flatMap((line) => {
    const entry = /^\s*\{/.test(line) ? parseJson(line) : undefined;
    return isEntry(entry) && entry.data === undefined ? [entryOf(entry, entry.msg)] : [];
  });
}

/** `[12:00:00.000] DEBUG (1): 1 NOOP`, then the other members, a line each or as JSON behind it. */
function readPretty(text: Octets): readonly ImapflowEntry[] {
  const entries: ImapflowEntry[] = [];
  let open: { msg: Octets; src?: string; cid: string; isRaw: boolean } | undefined;
  const close = () => {
    if (open?.src !== undefined && !open.isRaw) entries.push({ src: open.src, msg: open.msg, cid: open.cid });
    open = undefined;
  };
  for (const line of text.split('\n').map(shownLine)) {
    const [, msg] = /^\[[^\]]*\] [A-Z]+(?: \([^)]*\))?: (.*)$/.exec(line) ?? [];
    const [, name, value] = /^ {4}(\w+): "?(.*?)"?$/.exec(line) ?? [];
    if (msg !== undefined) {
      close();
      const [members = ''] = / \{"src":.*\}$/.exec(msg) ?? [];
      const entry = parseJson(members);
      open = { msg: msg.slice(0, msg.length - members.length), cid: '', isRaw: false };
      if (hasSource(entry)) Object.assign(open, { ...sourceOf(entry), isRaw: entry.data !== undefined });
    } else if (open && name === 'src') open.src = value ?? '';
    else if (open && name === 'cid') open.cid = value ?? '';
    else if (open && name === 'data') open.isRaw = true;
  }
  close();
  return entries;
}

/** `{ src: 's', msg: '* OK', cid: 'a' }`, as the console of Node shows objects, on one line or several. */
function readInspected(text: Octets): readonly ImapflowEntry[] {
  return [...text.matchAll(inspected)].flatMap(([, src = '', string = '', members = '']) => {
    if (/\bdata: /.test(members)) return [];
    const joined = string.replace(/(['"`])\s+\+\s+\1/g, '').slice(1, -1);
    const [, cid = ''] = /\bcid: '([^']*)'/.exec(members) ?? [];
    return [{ src, msg: joined.replace(escaped, characterOf), cid }];
  });
}

const string = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/.source;
const inspected = new RegExp(
  String.raw`\bsrc: '(\w+)',\s+msg: ((?:${string})(?:\s+\+\s+(?:${string}))*)(?:,\s+([^}]*))?`,
  'g',
);
const escaped = /\\(?:x([\dA-F]{2})|u([\dA-F]{4})|(.))/gis;
const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v' };

function characterOf(_: string, hex: string | undefined, code: string | undefined, other = ''): Octets {
  const digits = hex ?? code;
  return digits === undefined
    ? (controls[other] ?? other)
    : encodeUtf8(String.fromCharCode(Number.parseInt(digits, 16)));
}

interface Source {
  readonly src: string;
  readonly cid?: unknown;
  readonly data?: unknown;
}

function hasSource(value: unknown): value is Source {
  return typeof value === 'object' && value !== null && 'src' in value && typeof value.src === 'string';
}

function isEntry(value: unknown): value is Source & { readonly msg: string } {
  return hasSource(value) && 'msg' in value && typeof value.msg === 'string';
}

function entryOf(source: Source, msg: string): ImapflowEntry {
  return { ...sourceOf(source), msg: encodeUtf8(msg) };
}

function sourceOf({ src, cid }: Source): Pick<ImapflowEntry, 'src' | 'cid'> {
  return { src, cid: typeof cid === 'string' ? cid : '' };
}

function parseJson(line: Octets): unknown {
  try {
    return JSON.parse(Buffer.from(line, 'latin1').toString('utf8'));
  } catch {
    return undefined;
  }
}
