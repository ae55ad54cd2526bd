import { lowerAscii, type Octets } from '../../text/octets.js';
import type { ArgumentList, ArgumentToken, ListKind } from './imaptest-arguments.js';
import { type Piece, placeholder, text } from './script-text.js';

/** Of which imaptest takes members in any order, and more of them. */
const opens: ReadonlySet<ListKind> = new Set(['fetch items', 'status items', 'attributes']);
/** Of which our language takes more members where a script states the least. */
const openResponses: ReadonlySet<Octets> = new Set(['capability', 'enabled']);

export interface ListPolicy {
  /** What response it is. */
  readonly name: Octets;
  /** Whether other untagged responses, and members of lists, may come. */
  readonly ignoresExtra: boolean;
  /** Told of what has no place in our language. */
  readonly loses: (what: string) => void;
}

/**
 * Writes lists that say how they are compared (`$!unordered`, `$!noextra`, `$!ban=…`) or of which imaptest knows it, as
 * our language says it, and only where it would not do the same by itself: `${*}` where more may come, `${!*}` where
 * nothing more may, `${!member}` and `${?member}`.
 */
export class ListWriter {
  readonly #pieces: Piece[] = [];
  readonly #policy: ListPolicy;

  constructor(policy: ListPolicy) {
    this.#policy = policy;
  }

  get pieces(): readonly Piece[] {
    return this.#pieces;
  }

  add(pieces: readonly Piece[]): void {
    this.#pieces.push(...pieces.filter((piece) => piece.kind !== 'text' || piece.text !== ''));
  }

  take(token: Exclude<ArgumentToken, { kind: 'text' | 'literal' }>): void {
    if (token.kind === 'directive') this.#obey(token);
    else if (token.kind === 'close') this.#close(token.list);
    else this.#pieces.push(text('('));
  }

  #close(list: ArgumentList): void {
    const last = this.#pieces.at(-1);
    if (last?.kind === 'text' && last.text === ' ') this.#pieces.pop();
    const more = allowsMore(list);
    if (more !== this.#isOpenByItself(list)) {
      this.#separate();
      this.#pieces.push(placeholder(more ? '${*}' : '${!*}'));
    }
    if (list.kind !== 'response') this.#pieces.push(text(')'));
  }

  #isOpenByItself({ kind }: ArgumentList): boolean {
    const isOpen = kind === 'response' ? openResponses.has(this.#policy.name) : opens.has(kind);
    return isOpen && this.#policy.ignoresExtra;
  }

  #obey({ word, value, list }: Extract<ArgumentToken, { kind: 'directive' }>): void {
    if (word === 'ordered' && list.kind !== 'other') this.#policy.loses('the order of a list');
    if (word === 'ban') this.#mention(`\${!${value}}`);
    if (word === 'ignore' && !this.#isIgnored(value)) this.#mention(`\${?${value}}`);
  }

  /** Our language does not look at these flags. */
  #isIgnored(member: Octets): boolean {
    const flag = lowerAscii(member);
    const isOfServer = flag === '$hasattachment' || flag === '$hasnoattachment';
    return flag === '\\recent' || (isOfServer && this.#policy.ignoresExtra);
  }

  #mention(member: Octets): void {
    this.#separate();
    this.#pieces.push(placeholder(member), text(' '));
  }

  /** A blank behind what is there already. */
  #separate(): void {
    const last = this.#pieces.at(-1);
    const before = last?.kind === 'text' ? last.text.at(-1) : '';
    if (before !== '(' && before !== ' ' && last !== undefined) this.#pieces.push(text(' '));
  }
}

function allowsMore({ kind, saysSomething, isUnordered, allowsMore: said }: ArgumentList): boolean {
  return saysSomething ? isUnordered && said !== false : opens.has(kind);
}
