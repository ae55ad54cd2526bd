import { lowerAscii, type Octets } from '../../text/octets.js';
import { directiveMark, type Surroundings } from './imaptest-text.js';
import { type Piece, placeholder, text } from './script-text.js';

/**
 * Lists that say how they are compared (`$!unordered`, `$!noextra`, `$!ban=…`), as our language says it: what is
 * forbidden is `${!member}`, and that more may come is `${*}`. Which lists have an order, both sides know.
 */
export function translateLists(pieces: readonly Piece[], surroundings: Surroundings): readonly Piece[] {
  const reader = new ListReader(surroundings, !surroundings.ignoresExtra && hasOpenList(pieces));
  for (const piece of pieces) reader.take(piece);
  return reader.finish();
}

/** Where more responses are differences, further FETCH and STATUS items and LIST attributes are none. */
function hasOpenList(pieces: readonly Piece[]): boolean {
  const start = pieces.map((piece) => (piece.kind === 'text' ? piece.text : '0')).join('');
  return /^(?:\d+ fetch|status|list|lsub) /i.test(start);
}

/** A list that is open, and what it said about itself. */
interface OpenList {
  readonly allowsMore: boolean;
  readonly saidMore: boolean | undefined;
}

class ListReader {
  readonly pieces: Piece[] = [];
  readonly #surroundings: Surroundings;
  /** The first one is the response itself. */
  readonly #lists: { -readonly [Key in keyof OpenList]: OpenList[Key] }[] = [
    { allowsMore: false, saidMore: undefined },
  ];
  #isMarked = false;
  #quoted = false;
  #opensNext: boolean;

  constructor(surroundings: Surroundings, opensFirst: boolean) {
    this.#surroundings = surroundings;
    this.#opensNext = opensFirst;
  }

  take(piece: Piece): void {
    if (piece === directiveMark) {
      this.#isMarked = true;
      return;
    }
    if (piece.kind === 'text') this.#text(piece.text);
    else this.pieces.push(piece);
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
    }
    let from = 0;
    for (let at = 0; at < rest.length; at++) {
      const octet = rest[at];
      if (octet === '"') this.#quoted = !this.#quoted;
      else if (octet === '\\' && this.#quoted) at++;
      else if (octet === '(' && !this.#quoted) this.#open();
      else if (octet === ')' && !this.#quoted) {
        this.#add(rest.slice(from, at));
        from = at;
        this.#close();
      }
    }
    this.#add(rest.slice(from));
  }

  #open(): void {
    this.#lists.push({ allowsMore: this.#opensNext, saidMore: undefined });
    this.#opensNext = false;
  }

  #close(): void {
    const list = this.#lists.pop();
    if (!list || !(list.saidMore ?? list.allowsMore)) return;
    this.#separate();
    this.pieces.push(placeholder('${*}'));
  }

  /** `$!unordered`, `$!unordered=2`, `$!ban=e` and so on. */
  #obey(said: Octets): void {
    const [word = '', value = ''] = said.split('=');
    const list = this.#lists.at(-1);
    if (!list) return;
    if (word === 'unordered') list.allowsMore = true;
    else if (word === 'extra') list.saidMore = true;
    else if (word === 'noextra') list.saidMore = false;
    else if (word === 'ban') this.#forbid(value);
    else if (word === 'ignore' && lowerAscii(value) !== '\\recent') {
      list.saidMore = true;
      this.#surroundings.loses(`a list that may have ${value} may have other members too`);
    }
  }

  #forbid(member: Octets): void {
    this.#separate();
    this.pieces.push(placeholder(`\${!${member}}`), text(' '));
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
