import type { Octets } from '../../text/octets.js';
import { limits } from '../limits.js';
import { copyOctets } from '../octet-traits.js';
import type { Argument, ArgumentKind } from './argument.js';
import { END, type OctetArray } from './octet-array.js';

/** A piece of grammar: true when it stands at the reader's place, which is then behind it; else anywhere. */
export type Grammar = (input: Reader) => boolean;

/** Which revision of IMAP4 leads; `both` takes what either has. */
export type Dialect = 'rfc3501' | 'rfc9051' | 'both';

/** What could have stood at an octet: words for people, and the keywords to look for a near one in. */
export interface Expectation {
  readonly text: string;
  readonly words?: readonly string[];
}

/** Something that only one of the two revisions has. */
export interface DialectNote {
  readonly dialect: 'rfc3501' | 'rfc9051';
  readonly start: number;
  readonly end: number;
  /** A sentence for people. */
  readonly message: string;
}

/** A name that the grammar does not know, and those that it knows there. */
export interface Stranger {
  readonly start: number;
  readonly end: number;
  readonly words: readonly string[];
}

/** Where a `${…}` that begins at an offset ends. */
export type PlaceholderEnd = (text: Octets, at: number) => number | undefined;

/** Stands in a command's text for a literal: no octet has this value. */
export const LITERAL = 0x100;
/** The same for a literal8, `~{n}`. */
export const LITERAL8 = 0x101;

const DOLLAR = 0x24;
const BRACE = 0x7b;

/** No arguments yet: most have none in them, so that a list is made with the first. */
export const none: never[] = [];

/**
 * A command's text while its grammar is checked. The first pass only says yes or no; one that traces
 * tells what was expected where, one that records builds the tree.
 */
export class Reader {
  at = 0;
  depth = 0;
  /** Set once a placeholder stood for a keyword: what follows cannot be judged. */
  uncertain = false;
  notes: DialectNote[] | undefined;
  /** Names of extensions, where any may stand. */
  strangers: Stranger[] | undefined;

  furthest = 0;
  expected: Expectation[];
  tooDeep = false;
  /** The fault was found; no other is looked for. */
  private isDecided = false;
  /** Where the last word ended that could have been a string in quotes. */
  wordEnd = -1;
  /** What has been read of the argument that is being read, and at the end all arguments. */
  arguments: Argument[] = none;

  /** Only yes or no is wanted. */
  readonly isQuick: boolean;
  readonly trace: boolean;
  readonly record: boolean;
  /** The text's; a quick reader's only until the next one is made. */
  readonly octets: OctetArray;
  /** What is seen of them at a glance (octet-traits.ts). */
  readonly traits: number;

  constructor(
    readonly text: Octets,
    readonly dialect: Dialect,
    readonly placeholderEnd: PlaceholderEnd | undefined,
    purpose: 'check' | 'trace' | 'record' = 'check',
  ) {
    this.isQuick = purpose === 'check';
    this.trace = purpose === 'trace';
    this.record = purpose === 'record';
    this.expected = this.isQuick ? none : [];
    this.octets = this.isQuick ? sharedArray(text.length) : new Uint16Array(text.length + 1);
    this.traits = copyOctets(text, this.octets);
    this.octets[text.length] = END;
  }

  /** The octet here; `END` at the end. */
  peek(): number {
    return this.octetAt(this.at);
  }

  octetAt(offset: number): number {
    return this.octets[offset] as number;
  }

  /** Notes what could have stood at an offset, and says no. */
  miss(expected: Expectation, at = this.at): false {
    if (this.trace && !this.isDecided && at >= this.furthest) this.#miss(expected, at);
    return false;
  }

  /** As `miss`, where it is known that the fault is there, though what follows would fit. */
  blame(expected: Expectation, at: number): false {
    if (this.trace && !this.isDecided) {
      this.isDecided = true;
      this.furthest = at;
      this.expected = [expected];
    }
    return false;
  }

  #miss(expected: Expectation, at: number): void {
    if (at > this.furthest) this.expected = [];
    this.furthest = at;
    if (!this.expected.includes(expected)) this.expected.push(expected);
  }

  /** Goes one level down; false when that is too deep. */
  enter(): boolean {
    if (this.depth < limits.nesting) {
      this.depth++;
      return true;
    }
    this.tooDeep = true;
    return false;
  }

  leave(): void {
    this.depth--;
  }

  /** Passes a placeholder that begins here. */
  passPlaceholder(): boolean {
    if (this.placeholderEnd === undefined || this.peek() !== DOLLAR) return false;
    if (this.octetAt(this.at + 1) !== BRACE) return false;
    const end = this.placeholderEnd(this.text, this.at);
    if (end === undefined || end <= this.at) return false;
    this.at = end;
    return true;
  }

  /** Passes the rest of a placeholder whose `$` was taken for an atom's octet: we stand at its brace. */
  passPlaceholderFromBrace(): boolean {
    if (this.peek() !== BRACE || this.octetAt(this.at - 1) !== DOLLAR) return false;
    this.at--;
    if (this.passPlaceholder()) return true;
    this.at++;
    return false;
  }

  /** True at a literal of any kind. */
  isAtLiteral(): boolean {
    const octet = this.peek();
    return octet === LITERAL || octet === LITERAL8;
  }

  /** Undoes what was read since a place, to try something else. */
  backTo(at: number, argumentCount: number): void {
    this.at = at;
    if (this.arguments.length > argumentCount) this.arguments.length = argumentCount;
  }

  /** Adds an argument to those that are being collected. */
  add(kind: ArgumentKind, start: number, children: readonly Argument[]): void {
    const argument = { kind, start, end: this.at, children };
    if (this.arguments === none) this.arguments = [argument];
    else this.arguments.push(argument);
  }

  /** Remembers a name that was read and is not known. */
  stranger(start: number, words: readonly string[]): void {
    this.strangers ??= [];
    this.strangers.push({ start, end: this.at, words });
  }

  note(dialect: DialectNote['dialect'], start: number, message: string): void {
    this.notes ??= [];
    this.notes.push({ dialect, start, end: this.at, message });
  }
}

/** One array for all quick readers: each is done before the next one is made. */
function sharedArray(length: number): OctetArray {
  if (length >= shared.length) shared = new Uint16Array(2 * length);
  return shared;
}

let shared = new Uint16Array(4096);
