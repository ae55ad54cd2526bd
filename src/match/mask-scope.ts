import { type Octets, upperAscii } from '../text/octets.js';
import type { MaskNames } from './mask-names.js';

/** A command is read no further than this for the name of its mailbox. */
const longestName = 2000;

/** What the numbers on one connection are: UIDs and mod-sequences are a family of their own in each mailbox. */
export class MaskScope {
  readonly names: MaskNames;
  readonly #connection: Octets;
  /** The selected mailbox by name and UIDVALIDITY; before it is known, which SELECT it will be of. */
  #selected = '';
  /** As the command named it; empty where that was a literal. */
  selectedName: Octets = '';
  #selections = 0;
  /** The searches that wait for their answer, and whether they ask for UIDs. */
  readonly #searches = new Map<Octets, boolean>();
  /** The mailboxes that the commands under way put messages into. */
  readonly #targets = new Map<Octets, Octets>();

  constructor(names: MaskNames, connection: Octets) {
    this.names = names;
    this.#connection = connection;
  }

  said(command: Octets): void {
    const [, tag = '', uid, name = ''] = /^(\S+) (UID )?([A-Z]+)\b/i.exec(command.slice(0, 200)) ?? [];
    const verb = upperAscii(name);
    const named = namedMailbox(verb, command);
    if (verb === 'SELECT' || verb === 'EXAMINE') {
      this.#selected = `selection ${++this.#selections} of ${this.#connection}`;
      this.selectedName = named;
    }
    // Of the same name there may be another one then.
    if (verb === 'DELETE' || verb === 'RENAME') this.names.mailboxes.clear();
    if (/^(?:APPEND|COPY|MOVE)$/.test(verb)) this.#targets.set(tag, named);
    if (/^(?:SEARCH|SORT|THREAD)$/.test(verb)) this.#searches.set(tag, uid !== undefined);
  }

  answered(tag: Octets): void {
    this.#searches.delete(tag);
    this.#targets.delete(tag);
  }

  /** Without a tag: of the only command under way that has one. Empty where it is not known. */
  targetOf(tag: Octets | undefined): Octets {
    const [only = '', ...others] = this.#targets.values();
    const any = others.length === 0 ? only : '';
    return tag === undefined ? any : (this.#targets.get(tag) ?? '');
  }

  /** What came before it, such as UIDNEXT, is of the same mailbox. */
  selected(uidValidity: Octets): void {
    const key = mailboxKey(this.selectedName, uidValidity);
    if (this.#selected.startsWith('selection ')) {
      this.names.join(uidsIn(this.#selected), uidsIn(key));
      this.names.join(modseqsIn(this.#selected), modseqsIn(key));
    }
    this.#selected = key;
    if (this.selectedName !== '') this.names.mailboxes.set(this.selectedName, key);
  }

  get uids(): string {
    return uidsIn(this.#selected);
  }

  get modseqs(): string {
    return modseqsIn(this.#selected);
  }

  /** Whether SEARCH, SORT and THREAD tell UIDs: all that wait for an answer ask for them. */
  get findsUids(): boolean {
    return this.#searches.size > 0 && [...this.#searches.values()].every(Boolean);
  }
}

/** What tells a mailbox from others, and from one that had its name before. */
export function mailboxKey(name: Octets, uidValidity: Octets): string {
  return `${uidValidity} ${name}`;
}

/** `INBOX is case-insensitive` — RFC 9051 §5.1 */
export function mailboxName(name: Octets): Octets {
  return upperAscii(name) === 'INBOX' ? 'INBOX' : name;
}

/** The last argument of COPY and MOVE, and the first one of others; empty when it is a literal. */
function namedMailbox(verb: Octets, command: Octets): Octets {
  const line = command.slice(0, longestName);
  const isLast = verb === 'COPY' || verb === 'MOVE';
  const pattern = isLast
    ? / ("(?:[^"\\]|\\.)*"|[^ "\r\n]+)\r?\n?$/
    : /^\S+ \S+ ("(?:[^"\\]|\\.)*"|[^ "\r\n]+)/;
  const name = pattern.exec(line)?.[1] ?? '';
  if (name.startsWith('{')) return '';
  return mailboxName(name.startsWith('"') ? name.slice(1, -1).replace(/\\(.)/g, '$1') : name);
}

export function uidsIn(mailbox: string): string {
  return `uid in ${mailbox}`;
}

export function modseqsIn(mailbox: string): string {
  return `modseq in ${mailbox}`;
}
