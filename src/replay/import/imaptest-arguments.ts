import { lowerAscii, type Octets } from '../../text/octets.js';
import type { Content } from './imaptest-lines.js';

/** What is wrong with a line, and where in its first text; `at` is undefined behind a literal. */
export interface ArgumentProblem {
  readonly at: number | undefined;
  readonly message: string;
}

/** Looks whether the arguments of an expected line can be read: lists and strings that end, directives that are known. */
export function checkArguments(content: Content): ArgumentProblem | undefined {
  const reader = new ArgumentReader();
  for (const [index, part] of content.entries()) {
    if (part.kind === 'literal') reader.argument();
    else reader.read(part.text, index === 0);
  }
  return reader.finish();
}

interface OpenList {
  readonly at: number | undefined;
  /** Members come in chains of so many. */
  chain: number;
  isChainSaid: boolean;
  count: number;
  first: Octets;
  newest: Octets;
}

const directives = /^\$!(?:ordered|unordered(?:=[1-9]\d?)?|extra|noextra|ignore=.+|ban=.+)$/;

class ArgumentReader {
  readonly #lists: OpenList[] = [createList(undefined, 1)];
  #problem: ArgumentProblem | undefined;

  argument(newest = ''): void {
    const list = this.#lists.at(-1)!;
    if (list.count++ === 0) list.first = newest;
    list.newest = newest;
  }

  read(text: Octets, isFirst: boolean): void {
    for (const { 0: token, index } of text.matchAll(/"(?:\\.|[^"\\])*"?|[()]|[^\s()]+/gs)) {
      const at = isFirst ? index : undefined;
      if (token === '(') this.#open(at);
      else if (token === ')') this.#close(at);
      else if (token.startsWith('$!')) this.#directive(token, at);
      else {
        if (/^"(?:\\.|[^"\\])*$/s.test(token))
          this.#report(at, 'Expected a quote at the end of this string.');
        this.argument(lowerAscii(token));
      }
    }
  }

  finish(): ArgumentProblem | undefined {
    const open = this.#lists.at(-1);
    if (this.#lists.length > 1) this.#report(open?.at, 'Expected ")" at the end of this list.');
    return this.#problem;
  }

  #open(at: number | undefined): void {
    const list = this.#lists.at(-1)!;
    const isItems = this.#lists.length === 1 && list.count === 2;
    const isPairs = isItems && (list.first === 'status' || list.newest === 'fetch');
    this.#lists.push(createList(at, isPairs ? 2 : 1));
  }

  #close(at: number | undefined): void {
    if (this.#lists.length === 1) {
      this.#report(at, 'Expected "(" before this ")".');
      return;
    }
    const { at: start, chain, count } = this.#lists.pop()!;
    if (count % chain !== 0)
      this.#report(start, `Expected chains of ${chain} in this list: it has ${count} ${members(count)}.`);
    this.argument();
  }

  #directive(token: Octets, at: number | undefined): void {
    const list = this.#lists.at(-1)!;
    if (!directives.test(token)) this.#report(at, `Unknown directive "${token}".`);
    else if (list.count > 0) this.#report(at, `Expected ${token} at the beginning of its list.`);
    // What imaptest knows of a list counts only where the list says nothing itself.
    if (!list.isChainSaid) list.chain = 1;
    list.isChainSaid = true;
    const [, chain] = /=(\d+)$/.exec(token) ?? [];
    if (token.startsWith('$!unordered') && chain !== undefined) list.chain = Number(chain);
  }

  /** The first problem is the one to look at. */
  #report(at: number | undefined, message: string): void {
    this.#problem ??= { at, message };
  }
}

function members(count: number): string {
  return count === 1 ? 'member' : 'members';
}

function createList(at: number | undefined, chain: number): OpenList {
  return { at, chain, isChainSaid: false, count: 0, first: '', newest: '' };
}
