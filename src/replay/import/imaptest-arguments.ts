import { lowerAscii, type Octets } from '../../text/octets.js';
import type { Content } from './imaptest-lines.js';

/** What an expected line is made of, in turn: text as it stands, literals, and where lists begin and end. */
export type ArgumentToken =
  | { readonly kind: 'text'; readonly text: Octets }
  | { readonly kind: 'literal'; readonly octets: Octets; readonly binary: boolean }
  /** `$!ban=e` */
  | { readonly kind: 'directive'; readonly word: Octets; readonly value: Octets; readonly list: ArgumentList }
  | { readonly kind: 'open' | 'close'; readonly list: ArgumentList };

/** A list, and what it says about itself; the line as a whole is one too. */
export interface ArgumentList {
  readonly kind: ListKind;
  readonly saysSomething: boolean;
  readonly isUnordered: boolean;
  readonly allowsMore: boolean | undefined;
}

export type ListKind = 'response' | 'fetch items' | 'flags' | 'status items' | 'attributes' | 'other';

/** What is wrong with a line, and where in its first text; `at` is undefined behind a literal. */
export interface ArgumentProblem {
  readonly at: number | undefined;
  readonly message: string;
}

/** The arguments of an expected line: lists and strings have to end, directives have to be known. */
export function readArguments(content: Content): {
  readonly tokens: readonly ArgumentToken[];
  /** `fetch` of `1 fetch (…)` or `$ fetch (…)`, in small letters. */
  readonly name: Octets;
  readonly problem: ArgumentProblem | undefined;
} {
  const reader = new ArgumentReader();
  for (const [index, part] of content.entries()) {
    if (part.kind === 'literal') reader.literal(part);
    else reader.text(part.text, index === 0);
  }
  return reader.finish();
}

interface OpenList extends ArgumentList {
  readonly at: number | undefined;
  /** Members come in chains of so many. */
  chain: number;
  /** How many arguments it has so far, and the newest of them, in small letters. */
  count: number;
  newest: Octets;
  saysSomething: boolean;
  isUnordered: boolean;
  allowsMore: boolean | undefined;
}

const syntax = /\s+|"(?:\\.|[^"\\])*"?|[()]|\$!([^\s()]*) *|(?:\$\{[^}]*\}|[^\s()])+/gs;
const directives = /^(?:ordered|unordered(?:=[1-9]\d?)?|extra|noextra|ignore=.+|ban=.+)$/;

/** Goes through a line once: what a list is depends on what stands before it. */
class ArgumentReader {
  readonly #tokens: ArgumentToken[] = [];
  readonly #lists: [OpenList, ...OpenList[]] = [createList('response', undefined)];
  /** The first argument, and the second. */
  readonly #words: Octets[] = [];
  #problem: ArgumentProblem | undefined;
  /** Text that belongs together. */
  #text = '';
  #isInArgument = false;

  literal(token: Extract<Content[number], { kind: 'literal' }>): void {
    this.#grow('');
    this.#push(token);
  }

  text(octets: Octets, isFirst: boolean): void {
    for (const { 0: token, 1: directive, index } of octets.matchAll(syntax)) {
      const at = isFirst ? index : undefined;
      if (token === '(') this.#open(at);
      else if (token === ')') this.#close(at);
      else if (directive !== undefined) this.#directive(directive, at);
      else {
        this.#text += token;
        if (/^\s/.test(token)) this.#isInArgument = false;
        else this.#word(token, at);
      }
    }
  }

  finish(): ReturnType<typeof readArguments> {
    const [line, ...open] = this.#lists;
    if (open.length > 0) this.#report(open.at(-1)?.at, 'Expected ")" at the end of this list.');
    for (const list of [...open.toReversed(), line]) this.#push({ kind: 'close', list });
    return { tokens: this.#tokens, name: this.#name, problem: this.#problem };
  }

  get #list(): OpenList {
    return this.#lists.at(-1)!;
  }

  get #name(): Octets {
    const [first = '', second = ''] = this.#words;
    return /^(?:\d+$|\$)/.test(first) ? second : first;
  }

  #word(token: Octets, at: number | undefined): void {
    if (/^"(?:\\.|[^"\\])*$/s.test(token)) this.#report(at, 'Expected a quote at the end of this string.');
    this.#grow(lowerAscii(token));
  }

  /** An argument begins, or goes on. */
  #grow(octets: Octets): void {
    const list = this.#list;
    if (!this.#isInArgument) list.count++;
    list.newest = this.#isInArgument ? list.newest + octets : octets;
    if (list.kind === 'response' && list.count <= 2) this.#words[list.count - 1] = list.newest;
    this.#isInArgument = true;
  }

  #open(at: number | undefined): void {
    const list = createList(this.#kindHere(), at);
    this.#list.count++;
    this.#list.newest = '';
    this.#lists.push(list);
    this.#push({ kind: 'open', list });
    this.#isInArgument = false;
  }

  #kindHere(): ListKind {
    const { kind, count, newest } = this.#list;
    if (kind === 'fetch items' && newest === 'flags') return 'flags';
    if (kind !== 'response') return 'other';
    if (this.#name === 'fetch' && count === 2) return 'fetch items';
    if (this.#name === 'status' && count === 2) return 'status items';
    return /^(?:list|lsub)$/.test(this.#name) && count === 1 ? 'attributes' : 'other';
  }

  #close(at: number | undefined): void {
    if (this.#lists.length === 1) {
      this.#report(at, 'Expected "(" before this ")".');
      this.#text += ')';
      return;
    }
    const list = this.#lists.pop()!;
    const { chain, count } = list;
    if (count % chain !== 0)
      this.#report(list.at, `Expected chains of ${chain} in this list: it has ${count} ${members(count)}.`);
    this.#push({ kind: 'close', list });
    this.#isInArgument = false;
  }

  #directive(said: Octets, at: number | undefined): void {
    const list = this.#list;
    if (!directives.test(said)) this.#report(at, `Unknown directive "$!${said}".`);
    else if (list.count > 0) this.#report(at, `Expected $!${said} at the beginning of its list.`);
    const [word = '', value = ''] = said.replaceAll('$$', '$').split('=');
    // What imaptest knows of a list counts only where the list says nothing itself.
    if (!list.saysSomething) list.chain = 1;
    list.saysSomething = true;
    if (word === 'unordered' && value !== '') list.chain = Number(value) || 1;
    if (word === 'unordered' || word === 'ordered') list.isUnordered = word === 'unordered';
    if (word === 'extra' || word === 'noextra') list.allowsMore = word === 'extra';
    this.#push({ kind: 'directive', word, value, list });
    this.#isInArgument = false;
  }

  #push(token: ArgumentToken): void {
    if (this.#text !== '') this.#tokens.push({ kind: 'text', text: this.#text });
    this.#text = '';
    this.#tokens.push(token);
  }

  /** The first problem is the one to look at. */
  #report(at: number | undefined, message: string): void {
    this.#problem ??= { at, message };
  }
}

function members(count: number): string {
  return count === 1 ? 'member' : 'members';
}

function createList(kind: ListKind, at: number | undefined): OpenList {
  const chain = kind === 'fetch items' || kind === 'status items' ? 2 : 1;
  return {
    kind,
    at,
    chain,
    count: 0,
    newest: '',
    saysSomething: false,
    isUnordered: false,
    allowsMore: undefined,
  };
}
