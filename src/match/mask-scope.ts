import { type Octets, upperAscii } from '../text/octets.js';
import type { MaskNames } from './mask-names.js';

/** What the numbers on one connection are: UIDs and mod-sequences are a family of their own in each mailbox. */
export class MaskScope {
  readonly names: MaskNames;
  readonly #connection: Octets;
  /** The UIDVALIDITY of the selected mailbox; before it is known, which SELECT it will be of. */
  #selected = '';
  #selections = 0;
  /** The searches that wait for their answer, and whether they ask for UIDs. */
  readonly #searches = new Map<Octets, boolean>();

  constructor(names: MaskNames, connection: Octets) {
    this.names = names;
    this.#connection = connection;
  }

  said(command: Octets): void {
    const [, tag = '', uid, name = ''] = /^(\S+) (UID )?([A-Z]+)\b/i.exec(command.slice(0, 200)) ?? [];
    const verb = upperAscii(name);
    if (verb === 'SELECT' || verb === 'EXAMINE')
      this.#selected = `selection ${++this.#selections} of ${this.#connection}`;
    if (/^(?:SEARCH|SORT|THREAD)$/.test(verb)) this.#searches.set(tag, uid !== undefined);
  }

  answered(tag: Octets): void {
    this.#searches.delete(tag);
  }

  /** What came before it, such as UIDNEXT, is of the same mailbox. */
  selected(uidValidity: Octets): void {
    if (this.#selected.startsWith('selection ')) {
      this.names.join(uidsIn(this.#selected), uidsIn(uidValidity));
      this.names.join(modseqsIn(this.#selected), modseqsIn(uidValidity));
    }
    this.#selected = uidValidity;
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

export function uidsIn(uidValidity: Octets): string {
  return `uid in ${uidValidity}`;
}

export function modseqsIn(uidValidity: Octets): string {
  return `modseq in ${uidValidity}`;
}
