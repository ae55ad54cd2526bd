import { lowerAscii, type Octets } from '../../text/octets.js';
import { directiveMark, type Surroundings } from './imaptest-text.js';
import { type Piece, placeholder, text } from './script-text.js';

/**
 * Lists that say how they are compared (`$!unordered`, `$!noextra`, `$!ban=…`) or of which imaptest knows it, as our
 * language says it, and only where it would not do the same by itself: `${*}` where more may come, `${!*}` where
 * nothing more may, `${!member}` and `${?member}`.
 */
export function translateLists(pieces: readonly Piece[], surroundings: Surroundings): readonly Piece[] {
  const reader = new ListReader(nameOf(pieces), surroundings);
  for (const piece of pieces) reader.take(piece);
  return reader.finish();
}

/** `fetch` of `1 fetch (…)` or `$ fetch (…)`, in small letters. */
function nameOf(pieces: readonly Piece[]): Octets {
  const start = pieces.map((piece) => (piece.kind === 'text' ? piece.text : '0')).join('');
  return lowerAscii(/^(?:\d+ )?([^\s()]*)/.exec(start)?.[1] ?? '');
}

type ListKind = 'response' | 'fetch items' | 'flags' | 'status items' | 'attributes' | 'other';

/** Of which imaptest takes members in any order, and more of them. */
const opens: ReadonlySet<ListKind> = new Set(['fetch items', 'status items', 'attributes']);
/** Of which our language takes more members where a script states the least. */
const openResponses: ReadonlySet<Octets> = new Set(['capability', 'enabled']);

/** A list that is open, and what it said about itself. */
interface OpenList {
  readonly kind: ListKind;
  /** How many arguments it has so far, and the text of the newest. */
  count: number;
  newest: Octets;
  saysSomething: boolean;
  isUnordered: boolean;
  allowsMore: boolean | undefined;
}

class ListReader {
  readonly pieces: Piece[] = [];
  readonly #name: Octets;
  readonly #surroundings: Surroundings;
  readonly #lists: OpenList[] = [createList('response')];
  #isMarked = false;
  #quoted = false;
  #isInArgument = false;

  constructor(name: Octets, surroundings: Surroundings) {
    this.#name = name;
    this.#surroundings = surroundings;
  }

  take(piece: Piece): void {
    if (piece === directiveMark) this.#isMarked = true;
    else if (piece.kind === 'text') this.#text(piece.text);
    else {
      this.#grow('');
      this.pieces.push(piece);
    }
  }

  finish(): readonly Piece[] {
    this.#close();
    return this.pieces;
  }

  #text(octets: Octets): void {
    let rest = octets;
    if (this.#isMarked) {
      const [said] = /^[^\s()]*/.exec(rest) ?? [''];
      this.#obey(said);
      rest = rest.slice(said.length).replace(/^ +/, '');
      this.#isMarked = false;
      this.#isInArgument = false;
    }
    let from = 0;
    for (let at = 0; at < rest.length; at++) {
      const octet = rest[at]!;
      if (this.#quoted) {
        if (octet === '"') this.#quoted = false;
        else if (octet === '\\') at++;
      } else if (octet === '"' && !this.#isInArgument) {
        this.#grow(octet);
        this.#quoted = true;
      } else if (octet === ' ') this.#isInArgument = false;
      else if (octet === '(') this.#open();
      else if (octet === ')') {
        this.#add(rest.slice(from, at));
        from = at;
        this.#close();
      } else this.#grow(octet);
    }
    this.#add(rest.slice(from));
  }

  /** An argument begins, or goes on. */
  #grow(octet: Octets): void {
    const list = this.#lists.at(-1);
    if (!list) return;
    if (!this.#isInArgument) {
      list.count++;
      list.newest = '';
    }
    list.newest += octet;
    this.#isInArgument = true;
  }

  #open(): void {
    const parent = this.#lists.at(-1);
    this.#lists.push(createList(parent ? this.#kindIn(parent) : 'other'));
    if (parent) parent.count++;
    this.#isInArgument = false;
  }

  #kindIn({ kind, count, newest }: OpenList): ListKind {
    if (kind === 'fetch items' && lowerAscii(newest) === 'flags') return 'flags';
    if (kind !== 'response') return 'other';
    if (this.#name === 'fetch' && count === 2) return 'fetch items';
    if (this.#name === 'status' && count === 2) return 'status items';
    return /^(?:list|lsub)$/.test(this.#name) && count === 1 ? 'attributes' : 'other';
  }

  #close(): void {
    const list = this.#lists.pop();
    if (this.#lists.length > 0) this.#isInArgument = false;
    if (!list) return;
    const last = this.pieces.at(-1);
    if (last?.kind === 'text' && last.text === ' ') this.pieces.pop();
    const more = allowsMore(list);
    if (more === this.#isOpenByItself(list)) return;
    this.#separate();
    this.pieces.push(placeholder(more ? '${*}' : '${!*}'));
  }

  #isOpenByItself({ kind }: OpenList): boolean {
    const isOpen = kind === 'response' ? openResponses.has(this.#name) : opens.has(kind);
    return isOpen && this.#surroundings.ignoresExtra;
  }

  /** `$!unordered`, `$!unordered=2`, `$!ban=e` and so on. */
  #obey(said: Octets): void {
    const [word = '', value = ''] = said.split('=');
    const list = this.#lists.at(-1);
    if (!list) return;
    list.saysSomething = true;
    if (word === 'unordered') list.isUnordered = true;
    else if (word === 'ordered') this.#order(list);
    else if (word === 'extra') list.allowsMore = true;
    else if (word === 'noextra') list.allowsMore = false;
    else if (word === 'ban') this.#mention(`\${!${value}}`);
    else if (word === 'ignore' && !this.#isIgnored(value)) this.#mention(`\${?${value}}`);
  }

  #order(list: OpenList): void {
    list.isUnordered = false;
    if (list.kind !== 'other') this.#surroundings.loses('the order of a list');
  }

  /** Our language does not look at these flags. */
  #isIgnored(member: Octets): boolean {
    const flag = lowerAscii(member);
    const isOfServer = flag === '$hasattachment' || flag === '$hasnoattachment';
    return flag === '\\recent' || (isOfServer && this.#surroundings.ignoresExtra);
  }

  #mention(member: Octets): void {
    this.#separate();
    this.pieces.push(placeholder(member), text(' '));
  }

  /** A blank behind what is there already. */
  #separate(): void {
    const last = this.pieces.at(-1);
    const before = last?.kind === 'text' ? last.text.at(-1) : '';
    if (before !== '(' && before !== ' ' && last !== undefined) this.pieces.push(text(' '));
  }

  #add(octets: Octets): void {
    if (octets !== '') this.pieces.push(text(octets));
  }
}

function createList(kind: ListKind): OpenList {
  return { kind, count: 0, newest: '', saysSomething: false, isUnordered: false, allowsMore: undefined };
}

function allowsMore({ kind, saysSomething, isUnordered, allowsMore: said }: OpenList): boolean {
  return saysSomething ? isUnordered && said !== false : opens.has(kind);
}
