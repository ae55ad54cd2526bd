import { createRedactor, type Redactor } from '../../imap/secret.js';
import { ExpectedResponse } from '../../match/expected-response.js';
import { createMasker, type Masker } from '../../match/mask.js';
import type { ClientMessage, Item, ServerMessage } from '../../script/ast.js';
import { notate, type SaidPart } from '../../script/notate.js';
import { parseScript } from '../../script/parser.js';
import { parseTemplate, placeholderEnd } from '../../script/placeholder.js';
import type { Octets } from '../../text/octets.js';
import { createSource, type Source } from '../../text/source.js';
import { templateOf } from '../client-template.js';
import type { Imported } from './imported.js';

/** What one side said in a log, as a line or several. */
export interface Said {
  /** `hidden`: the client said something that the log keeps to itself, because it was a password. */
  readonly from: 'client' | 'server' | 'hidden';
  /** Without the last line end. */
  readonly octets: Octets;
  /** There are placeholders for what the log does not show. */
  readonly isTemplate?: boolean;
}

/** Sessions of a log as scripts, one a connection; those in which nothing was said are left out. */
export function importSessions(name: string, sessions: readonly (readonly Said[])[], what: string): Imported {
  const heard = sessions.filter((session) => session.some(({ from }) => from !== 'server'));
  return namedScripts(
    name,
    heard.map((session) => scriptOf(session.map(lineOf).join(''))),
    what,
  );
}

/** The sessions of a log, each under its own name and title. */
export function namedScripts(name: string, sessions: readonly Octets[], what: string): Imported {
  if (sessions.length === 0)
    return { scripts: [], problems: [{ line: 1, message: `No client says anything in ${what}.` }] };
  const scripts = sessions.map((text, index) => {
    const own = sessions.length === 1 ? titleOf(name) : `${titleOf(name)}-${index + 1}`;
    return { name: own, text: `# ${own}, from ${what}\n${text}`, users: [] };
  });
  return { scripts, problems: [] };
}

/** The name of a log without its ending. */
function titleOf(name: string): string {
  return name.replace(/(?<=.)\.[^.]*$/, '');
}

/**
 * A session as one would keep it: `C: ` and `S: ` lines, names for what changes from run to run, and no secrets.
 * Logging in becomes `LOGIN ${user} ${password}` or `%login`, so that it can be done again.
 */
export function scriptOf(session: Octets): Octets {
  const { items, source } = parseScript(createSource('log', withoutSecrets(session)));
  return new Writer(items, source).run();
}

function lineOf({ from, octets, isTemplate }: Said): Octets {
  if (from === 'hidden') return '%login\n';
  return notate(from, isTemplate ? parseTemplate(`${octets}\r\n`).parts : `${octets}\r\n`);
}

/** `login = "LOGIN" SP userid SP password` — RFC 9051 §9 */
const loginLine =
  /^((?:C(?:\\)?: )?[^\s*+%#]+ LOGIN) (?:"(?:[^"\\]|\\.)*"|[^\s{"]+) (?:"(?:[^"\\]|\\.)*"|[^\s{"]+)(?=\r?$)/gim;

function withoutSecrets(session: Octets): Octets {
  return session.replace(loginLine, '$1 ${user:astring} ${password:astring}');
}

class Writer {
  readonly #items: readonly Item[];
  readonly #source: Source;
  readonly #redactor: Redactor = createRedactor([], { placeholderEnd });
  readonly #mask: Masker = createMasker();
  readonly #tags: ReadonlySet<Octets>;

  constructor(items: readonly Item[], source: Source) {
    this.#items = items;
    this.#source = source;
    this.#tags = new Set(items.flatMap((item) => (item.kind === 'client' ? [item.tag] : [])));
  }

  run(): Octets {
    const logins = findLogins(this.#items, this.#tags);
    return this.#items.map((item, index) => logins.get(index) ?? this.#write(item)).join('');
  }

  #write(item: Item): Octets {
    if (item.kind === 'directive') return `${item.text}\n`;
    if (item.kind === 'client') return this.#client(item);
    return item.kind === 'server' ? this.#server(item) : '';
  }

  /** The server's `+` stands between an announcement and the octets. */
  #client(message: ClientMessage): Octets {
    this.#mask.said(message.segments[0]?.line.text ?? '');
    const { sendings } = templateOf(message, this.#redactor);
    const waits = message.segments.flatMap(({ literal }) =>
      literal && !literal.nonSynchronising ? [literal] : [],
    );
    return sendings
      .map((parts, index) => {
        const literal = waits[index];
        const continuation = literal && 'continuation' in literal ? literal.continuation : undefined;
        return notate('client', parts) + (continuation ? this.#server(continuation) : '');
      })
      .join('');
  }

  #server(message: ServerMessage): Octets {
    const { octets, response, hasPlaceholders } = new ExpectedResponse({ message, source: this.#source });
    this.#redactor.server(octets);
    const parts = this.#mask.mask(response);
    if (!hasPlaceholders) return notate('server', parts);
    return notate(
      'server',
      parts.flatMap((part): readonly SaidPart[] =>
        part.kind === 'text' ? parseTemplate(part.text).parts : [part],
      ),
    );
  }
}

/**
 * What is `%login` in the script, with all that belongs to it: an AUTHENTICATE that went well, which cannot be said again
 * without what it hides, and a command that the log hides, of which only the answer is there.
 */
function findLogins(items: readonly Item[], tags: ReadonlySet<Octets>): ReadonlyMap<number, Octets> {
  const found = new Map<number, Octets>();
  items.forEach((item, start) => {
    if (found.has(start) || !(isHidden(item) || isAuthenticate(item))) return;
    const end = findAnswer(items, start, tags);
    if (end === -1 || (isAuthenticate(item) && !isOk(items[end]))) return;
    for (let index = start; index <= end; index++) found.set(index, index === start ? '%login\n' : '');
  });
  return found;
}

function findAnswer(items: readonly Item[], start: number, tags: ReadonlySet<Octets>): number {
  const command = items[start];
  for (let index = start + 1; command && index < items.length; index++) {
    const item = items[index];
    if (item && isAnswerTo(item, command, tags)) return index;
  }
  return -1;
}

function isHidden(item: Item): boolean {
  return item.kind === 'directive' && item.body.name === 'login';
}

function isAuthenticate(item: Item): item is ClientMessage {
  return item.kind === 'client' && item.name === 'AUTHENTICATE';
}

/** The answer to a hidden command is one to a tag that nobody is seen to use. */
function isAnswerTo(item: Item, command: Item, tags: ReadonlySet<Octets>): boolean {
  if (item.kind !== 'server' || item.form !== 'tagged') return false;
  return command.kind === 'client' ? item.tag === command.tag : !tags.has(item.tag);
}

function isOk(item: Item | undefined): boolean {
  return item?.kind === 'server' && /^\S+ OK\b/i.test(item.segments[0]?.line.text ?? '');
}
