import type { Octets } from '../text/octets.js';
import { limits } from './limits.js';
import { AtomValue, ListValue, NilValue, StringValue, type Value } from './value.js';

/** Where a `${…}` that begins at an offset ends, in what somebody wrote as an expectation. */
export type PlaceholderEnd = (octets: Octets, at: number) => number | undefined;

/** What was expected where data could not be read. */
export interface DataProblem {
  readonly expected: string;
  readonly at: number;
}

const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const blank = 0x20;
const quote = 0x22;
const dollar = 0x24;
const opening = 0x28;
const closing = 0x29;
const plus = 0x2b;
const squareOpening = 0x5b;
const backslash = 0x5c;
const squareClosing = 0x5d;
const brace = 0x7b;
const tilde = 0x7e;

/** What an octet does to an atom: nothing, end it, or make us look closer. */
const atomEnds = 1;
const atomNeedsCare = 2;
const inAtom = new Uint8Array(256);
for (const code of [tab, lineFeed, carriageReturn, blank, quote, opening, closing]) inAtom[code] = atomEnds;
for (const code of [dollar, squareOpening, squareClosing, brace]) inAtom[code] = atomNeedsCare;

/** Item names that go on in brackets, where blanks and parentheses belong to them (RFC 9051 §9, RFC 3516, RFC 5259). */
const bracketed = new Set([
  'BODY',
  'BODY.PEEK',
  'BINARY',
  'BINARY.PEEK',
  'BINARY.SIZE',
  'BODYPARTSTRUCTURE',
  'AVAILABLECONVERSIONS',
]);

/** How values are read. */
export interface Reading {
  readonly placeholderEnd?: PlaceholderEnd | undefined;
  /** Up to the `]` of a response code. */
  readonly inCode?: boolean;
  /** Reads over the values and keeps none. */
  readonly skims?: boolean;
}

/**
 * Reads values out of octets, from `at` on: atoms, quoted strings, literals, NIL and lists, whatever they mean. What is
 * no data ends the reading with a `problem`. Lenient where servers are: any octet may be in an atom or a string.
 */
export class DataReader {
  at: number;
  problem: DataProblem | undefined;
  readonly #octets: Octets;
  readonly #end: number;
  readonly #placeholderEnd: PlaceholderEnd | undefined;
  /** Within a response code `]` ends everything. */
  readonly #inCode: boolean;
  /** Values are read over, not kept. */
  readonly #skims: boolean;
  #depth = 0;

  constructor(octets: Octets, at: number, end: number, reading: Reading = {}) {
    this.#octets = octets;
    this.at = at;
    this.#end = end;
    this.#placeholderEnd = reading.placeholderEnd;
    this.#inCode = reading.inCode ?? false;
    this.#skims = reading.skims ?? false;
  }

  /** All values up to the end, or in a code up to its `]`. */
  readAll(): Value[] {
    const values = this.#readMany();
    if (!this.problem && this.at < this.#end && this.#octets.charCodeAt(this.at) === closing)
      this.#fail("no ')' without its '('");
    return values;
  }

  /** A word without quotes, such as the name of a response; undefined when there is none. */
  readWord(): AtomValue | undefined {
    const start = this.at;
    const stop = this.#atomEnd(start);
    if (stop === start) return undefined;
    this.at = stop;
    return new AtomValue(start, stop, this.#octets.slice(start, stop));
  }

  /** Values up to a closing parenthesis, the `]` of a code, or the end. */
  #readMany(): Value[] {
    const from = unfinished.length;
    while (this.#skipBlanks()) {
      const value = this.#readValue();
      if (!value) break;
      if (!this.#skims) unfinished.push(value);
    }
    return this.#skims ? none : unfinished.splice(from);
  }

  /** Whether there is something behind the blanks. Line ends within a response separate like blanks. */
  #skipBlanks(): boolean {
    while (this.at < this.#end) {
      const code = this.#octets.charCodeAt(this.at);
      if (code !== blank && code !== tab && code !== carriageReturn && code !== lineFeed) return true;
      this.at++;
    }
    return false;
  }

  #readValue(): Value | undefined {
    switch (this.#octets.charCodeAt(this.at)) {
      case closing:
        return undefined;
      case squareClosing:
        return this.#inCode ? undefined : this.#readAtom();
      case opening:
        return this.#readList();
      case quote:
        return this.#readQuoted();
      case brace:
        return this.#readLiteral(this.at, 'literal') ?? this.#readAtom();
      case tilde:
        return this.#readLiteral(this.at + 1, 'literal8') ?? this.#readAtom();
      default:
        return this.#readAtom();
    }
  }

  #readList(): ListValue | undefined {
    const start = this.at;
    if (this.#depth >= limits.nesting)
      return this.#fail(`at most ${limits.nesting} parentheses in each other`);
    this.#depth++;
    this.at++;
    const items = this.#readMany();
    this.#depth--;
    if (this.problem) return undefined;
    if (this.#octets.charCodeAt(this.at) !== closing || this.at >= this.#end) return this.#fail("')'");
    this.at++;
    return this.#skims ? skimmed : new ListValue(start, this.at, items);
  }

  /**
   * `quoted = DQUOTE *QUOTED-CHAR DQUOTE`, `QUOTED-CHAR = … / "\" quoted-specials` — RFC 9051 §9. A backslash before
   * another octet stays, as servers that forget to double it mean it.
   */
  #readQuoted(): StringValue | undefined {
    const start = this.at;
    let text = '';
    let from = start + 1;
    let at = from;
    for (; at < this.#end; at++) {
      const code = this.#octets.charCodeAt(at);
      if (code === quote) break;
      if (code === backslash && isQuotedSpecial(this.#octets.charCodeAt(at + 1))) {
        text += this.#octets.slice(from, at);
        from = ++at;
      } else if (code === dollar) at = this.#placeholder(at) - 1;
      else if (code === lineFeed) break;
    }
    if (at >= this.#end || this.#octets.charCodeAt(at) !== quote)
      return this.#fail(`'"' that ends the string`, at);
    this.at = at + 1;
    return new StringValue('quoted', start, this.at, text + this.#octets.slice(from, at));
  }

  /** `literal = "{" number64 ["+"] "}" CRLF *CHAR8` — RFC 9051 §9; undefined when the brace announces nothing. */
  #readLiteral(braceAt: number, form: 'literal' | 'literal8'): StringValue | undefined {
    const bodyAt = this.#literalBody(braceAt);
    if (bodyAt === undefined) return undefined;
    const start = this.at;
    const stop = bodyAt + Number.parseInt(this.#octets.slice(braceAt + 1, bodyAt), 10);
    if (stop > this.#end) return this.#fail('more octets in the literal', this.#end);
    this.at = stop;
    return new StringValue(form, start, stop, this.#octets.slice(bodyAt, stop));
  }

  /** Where the octets begin that a `{n}` at `braceAt` and a line end announce. */
  #literalBody(braceAt: number): number | undefined {
    const octets = this.#octets;
    if (octets.charCodeAt(braceAt) !== brace) return undefined;
    let at = braceAt + 1;
    while (octets.charCodeAt(at) >= 0x30 && octets.charCodeAt(at) <= 0x39) at++;
    if (at === braceAt + 1) return undefined;
    if (octets.charCodeAt(at) === plus) at++;
    if (octets[at] !== '}') return undefined;
    if (octets.charCodeAt(at + 1) === carriageReturn) at++;
    return octets.charCodeAt(at + 1) === lineFeed && at + 1 < this.#end ? at + 2 : undefined;
  }

  #readAtom(): AtomValue | NilValue | ListValue | undefined {
    const start = this.at;
    const stop = this.#atomEnd(start);
    if (this.problem) return undefined;
    this.at = stop;
    if (this.#skims) return skimmed;
    const text = this.#octets.slice(start, stop);
    if (stop - start === 3 && isNil(text)) return new NilValue(start, stop);
    return new AtomValue(start, stop, text);
  }

  #atomEnd(start: number): number {
    let at = start;
    while (at < this.#end) {
      const care = inAtom[this.#octets.charCodeAt(at)];
      if (care === atomEnds) return at;
      if (care === atomNeedsCare) {
        const next = this.#careful(start, at);
        if (next === undefined) return at;
        at = next;
      } else at++;
    }
    return at;
  }

  /** Where an atom goes on behind `$`, `[`, `]` or `{`; undefined when it ends there. */
  #careful(start: number, at: number): number | undefined {
    switch (this.#octets.charCodeAt(at)) {
      case dollar:
        return this.#placeholder(at);
      case brace:
        return at > start && this.#literalBody(at) !== undefined ? undefined : at + 1;
      case squareClosing:
        return this.#inCode ? undefined : at + 1;
      default:
        return at - start <= 19 && bracketed.has(this.#octets.slice(start, at).toUpperCase())
          ? this.#sectionEnd(at)
          : at + 1;
    }
  }

  /** Behind the `]` of a section: `section = "[" [section-spec] "]"` with the names of header fields as strings. */
  #sectionEnd(from: number): number {
    let at = from + 1;
    while (at < this.#end && this.#octets.charCodeAt(at) !== squareClosing) {
      const code = this.#octets.charCodeAt(at);
      if (code === dollar) at = this.#placeholder(at);
      else if (code === quote || code === brace) at = this.#stringEnd(at);
      else at++;
    }
    if (at < this.#end) return at + 1;
    this.#fail("']'", at);
    return at;
  }

  /** Behind the string that begins at an offset; the next octet when none does. */
  #stringEnd(at: number): number {
    const before = this.at;
    this.at = at;
    const value =
      this.#octets.charCodeAt(at) === quote ? this.#readQuoted() : this.#readLiteral(at, 'literal');
    this.at = before;
    return this.problem ? this.#end : (value?.end ?? at + 1);
  }

  /** Behind the placeholder that begins at a dollar sign; the next octet when none does. */
  #placeholder(at: number): number {
    const stop =
      this.#placeholderEnd && this.#octets[at + 1] === '{'
        ? this.#placeholderEnd(this.#octets, at)
        : undefined;
    return stop !== undefined && stop > at && stop <= this.#end ? stop : at + 1;
  }

  #fail(expected: string, at = this.at): undefined {
    this.problem ??= { expected, at };
  }
}

/** The values of lists that have begun and not ended, those of inner lists last: see `Value` for why. */
const unfinished: Value[] = [];

/** Stands for whatever is read over: one for all, so that reading over takes no memory. */
const none: Value[] = [];
const skimmed: ListValue = new ListValue(0, 0, none);

function isQuotedSpecial(code: number): boolean {
  return code === quote || code === backslash;
}

function isNil(text: Octets): boolean {
  return text === 'NIL' || text.toUpperCase() === 'NIL';
}
