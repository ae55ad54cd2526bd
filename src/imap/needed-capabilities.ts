import { type Octets, upperAscii } from '../text/octets.js';
import type { Span } from '../text/source.js';
import type { Command } from './command.js';
import type { Argument, ArgumentKind } from './grammar/argument.js';
import { LITERAL8 } from './grammar/reader.js';

/** What the server must announce for a part of a command. */
export interface NeededCapability {
  /** One of these; a `*` at the end stands for anything. */
  readonly anyOf: readonly string[];
  /** IMAP4rev2 has it without. */
  readonly inRev2: boolean;
  /** The part of the command that needs it. */
  readonly span: Span;
}

/** The capabilities that a command and its arguments need beyond IMAP4rev1. Empty for one that is not understood. */
export function neededCapabilities(command: Command): readonly NeededCapability[] {
  const { definition, nameSpan } = command;
  if (!definition) return [];
  const needs: NeededCapability[] = [];
  const add = (words: string, { start, end }: Span): void => {
    const [first = '', ...others] = words.split(' ');
    const anyOf = [first, ...others.filter((word) => word !== rev2)];
    needs.push({ anyOf, inRev2: others.includes(rev2), span: { start, end } });
  };
  if (definition.capability) add(definition.capability + (definition.inRev2 ? ` ${rev2}` : ''), nameSpan);
  const look = (nodes: readonly Argument[], parent: ArgumentKind | undefined): void => {
    for (const node of nodes) {
      const words = needOf(command, node, parent);
      if (words) add(words, node);
      look(node.children, node.kind);
    }
  };
  look(command.arguments, undefined);
  for (const extra of command.arguments.filter(({ kind }) => kind === 'message').slice(1))
    add('MULTIAPPEND', extra);
  return needs;
}

/** Stands beside the capabilities that IMAP4rev2 makes needless (RFC 9051, appendix E). */
const rev2 = 'rev2';

function needOf(
  { name, text }: Command,
  { kind, start, end }: Argument,
  parent: ArgumentKind | undefined,
): string | undefined {
  const written = upperAscii(text.slice(start, end));
  if (kind === 'keyword') return ofKeyword(name, written, parent);
  return ofArgument[kind]?.(written, name);
}

function ofKeyword(command: Octets, word: string, parent: ArgumentKind | undefined): string | undefined {
  if (parent === 'options' || parent === undefined) return ofOption[command.replace('UID ', '')]?.[word];
  return parent && ofItem[parent]?.[word];
}

type Needs = Readonly<Record<string, string>>;

const labels: Needs = { 'X-GM-LABELS': 'X-GM-EXT-1' };
const gmail: Needs = { 'X-GM-MSGID': 'X-GM-EXT-1', 'X-GM-THRID': 'X-GM-EXT-1', ...labels };
const objects: Needs = { EMAILID: 'OBJECTID', THREADID: 'OBJECTID' };

/** What stands in lists of items. */
const ofItem: Partial<Record<ArgumentKind, Needs>> = {
  'fetch-item': {
    ...gmail,
    ...objects,
    ANNOTATION: 'ANNOTATE-EXPERIMENT-1',
    BINARY: 'BINARY rev2',
    'BINARY.PEEK': 'BINARY rev2',
    'BINARY.SIZE': 'BINARY rev2',
    MODSEQ: 'CONDSTORE QRESYNC',
    PREVIEW: 'PREVIEW',
    SAVEDATE: 'SAVEDATE',
    SNIPPET: 'SNIPPET=FUZZY',
  },
  'search-key': {
    ...gmail,
    'X-GM-RAW': 'X-GM-EXT-1',
    ...objects,
    ANNOTATION: 'ANNOTATE-EXPERIMENT-1',
    FILTER: 'FILTERS',
    FUZZY: 'SEARCH=FUZZY',
    MODSEQ: 'CONDSTORE QRESYNC',
    OLDER: 'WITHIN',
    YOUNGER: 'WITHIN',
    SAVEDBEFORE: 'SAVEDATE',
    SAVEDON: 'SAVEDATE',
    SAVEDSINCE: 'SAVEDATE',
    SAVEDATESUPPORTED: 'SAVEDATE',
    UIDAFTER: 'MESSAGELIMIT*',
    UIDBEFORE: 'MESSAGELIMIT*',
  },
  'sort-key': { DISPLAYFROM: 'SORT=DISPLAY', DISPLAYTO: 'SORT=DISPLAY', RELEVANCY: 'SEARCH=FUZZY' },
  'status-item': {
    MAILBOXID: 'OBJECTID',
    APPENDLIMIT: 'APPENDLIMIT*',
    DELETED: 'QUOTA=RES-MESSAGE rev2',
    'DELETED-STORAGE': 'QUOTA=RES-STORAGE',
    HIGHESTMODSEQ: 'CONDSTORE QRESYNC',
    SIZE: 'STATUS=SIZE rev2',
  },
  message: { CATENATE: 'CATENATE', UTF8: 'UTF8=ACCEPT' },
};

const returning: Needs = {
  CONTEXT: 'CONTEXT=SEARCH',
  PARTIAL: 'PARTIAL CONTEXT=SEARCH',
  RELEVANCY: 'SEARCH=FUZZY',
  SAVE: 'SEARCHRES rev2',
  UPDATE: 'CONTEXT=SEARCH',
};
const opening: Needs = {
  CONDSTORE: 'CONDSTORE QRESYNC',
  QRESYNC: 'QRESYNC',
  ANNOTATE: 'ANNOTATE-EXPERIMENT-1',
};

/** Options and words on their own, by command. */
const ofOption: Readonly<Record<string, Needs>> = {
  CREATE: { USE: 'CREATE-SPECIAL-USE' },
  ESEARCH: returning,
  EXAMINE: opening,
  FETCH: { CHANGEDSINCE: 'CONDSTORE QRESYNC', PARTIAL: 'PARTIAL', VANISHED: 'QRESYNC' },
  LIST: {
    CHILDREN: 'LIST-EXTENDED rev2',
    METADATA: 'LIST-METADATA',
    MYRIGHTS: 'LIST-MYRIGHTS',
    RECURSIVEMATCH: 'LIST-EXTENDED rev2',
    REMOTE: 'LIST-EXTENDED rev2',
    RETURN: 'LIST-EXTENDED rev2',
    'SPECIAL-USE': 'SPECIAL-USE rev2',
    STATUS: 'LIST-STATUS rev2',
    SUBSCRIBED: 'LIST-EXTENDED rev2',
  },
  SEARCH: { ...returning, RETURN: 'ESEARCH rev2' },
  SELECT: opening,
  SORT: { ...returning, RETURN: 'ESORT CONTEXT=SORT' },
  STORE: { ...labels, ANNOTATION: 'ANNOTATE-EXPERIMENT-1', UNCHANGEDSINCE: 'CONDSTORE QRESYNC' },
};

/** What an argument itself needs, by what it is. */
const ofArgument: Partial<Record<ArgumentKind, (written: string, command: Octets) => string | undefined>> = {
  atom: (written, command) => (command.endsWith('THREAD') ? `THREAD=${written}` : undefined),
  base64: (_, command) => (command === 'AUTHENTICATE' ? 'SASL-IR rev2' : undefined),
  capability: (written) => (written === 'IMAP4REV2' ? undefined : written),
  mechanism: (written, command) => (command === 'AUTHENTICATE' ? `AUTH=${written}` : undefined),
  message: (written) => (written.charCodeAt(0) === LITERAL8 ? 'BINARY rev2' : undefined),
  'sequence-set': (written) => (written === '$' ? 'SEARCHRES rev2' : undefined),
};

/** A word that extensions bring to the commands of others, and the capabilities that bring it. */
export interface ExtendingWord {
  /** Such as `FETCH MODSEQ`. */
  readonly word: string;
  readonly anyOf: readonly string[];
}

/** All of them, for the table of what is known. */
export function extendingWords(): readonly ExtendingWord[] {
  const items = Object.entries(ofItem).flatMap(([kind, needs]) => wordsOf(itemPlaces[kind] ?? '', needs));
  const options = Object.entries(ofOption).flatMap(([command, needs]) => wordsOf(command, needs));
  return [...items, ...options];
}

function wordsOf(place: string, needs: Needs): ExtendingWord[] {
  return Object.entries(needs).map(([word, capabilities]) => ({
    word: `${place} ${word}`,
    anyOf: capabilities.split(' ').filter((one) => one !== rev2),
  }));
}

const itemPlaces: Readonly<Record<string, string>> = {
  'fetch-item': 'FETCH',
  'search-key': 'SEARCH',
  'sort-key': 'SORT',
  'status-item': 'STATUS',
  message: 'APPEND',
};
