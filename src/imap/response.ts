import { type Octets, upperAscii } from '../text/octets.js';
import { digit, isAll } from './chars.js';
import { DataReader } from './lexer.js';
import { readHead } from './response-head.js';
import type { AtomValue, Value } from './value.js';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const blank = 0x20;
const squareOpening = 0x5b;
const squareClosing = 0x5d;

/**
 * One response of a server (RFC 9051 §7, RFC 3501 §7). What the grammar does not know is kept as data, what it cannot
 * read as `malformed`; `octets` are all of it, with its literals and line end.
 */
export type Response =
  | ContinuationResponse
  | TaggedResponse
  | StatusResponse
  | DataResponse
  | MalformedResponse;

interface Received {
  readonly octets: Octets;
}

/** `+ text`: a command continuation request. */
export interface ContinuationResponse extends Received {
  readonly kind: 'continuation';
  readonly code: ResponseCode | undefined;
  readonly text: Octets;
}

/** `tag OK/NO/BAD [code] text` */
export interface TaggedResponse extends Received {
  readonly kind: 'tagged';
  readonly tag: Octets;
  readonly status: 'OK' | 'NO' | 'BAD';
  readonly code: ResponseCode | undefined;
  readonly text: Octets;
}

/** `* OK/NO/BAD/PREAUTH/BYE [code] text` */
export interface StatusResponse extends Received {
  readonly kind: 'status';
  readonly status: 'OK' | 'NO' | 'BAD' | 'PREAUTH' | 'BYE';
  readonly code: ResponseCode | undefined;
  readonly text: Octets;
}

/** Any other untagged response: `* 3 FETCH (…)` has number 3, name `FETCH` and the list as its one value. */
export interface DataResponse extends Received {
  readonly kind: 'data';
  /** In upper case. */
  readonly name: Octets;
  /** The number before the name, as in `* 3 EXISTS`. */
  readonly number: number | undefined;
  /** That number as written; in an expectation it may be a placeholder. */
  readonly numberAtom: AtomValue | undefined;
  readonly values: readonly Value[];
}

/** A line that is no response, such as one with an unfinished quoted string. */
export interface MalformedResponse extends Received {
  readonly kind: 'malformed';
  /** What was expected, and where in `octets`. */
  readonly expected: string;
  readonly at: number;
}

/** `[UIDVALIDITY 1]`: name in upper case, and what follows it as data; `text` is that part as it stood. */
export interface ResponseCode {
  readonly name: Octets;
  readonly values: readonly Value[];
  readonly text: Octets;
}

/** How to read a response that somebody wrote as an expectation: where a `${…}` that begins at an offset ends. */
export interface ResponseSyntax {
  readonly placeholderEnd?: (octets: Octets, at: number) => number | undefined;
  /** Leaves out all values: only whether they can be read is asked. */
  readonly skims?: boolean;
}

/** Reads one whole response, as a framer gives it. Never throws. */
export function parseResponse(octets: Octets, syntax: ResponseSyntax = {}): Response {
  const end = withoutLineEnd(octets);
  const head = readHead(octets, lineEnd(octets, end));
  switch (head.kind) {
    case 'continuation': {
      const { code, text } = readText(octets, head.at, end, syntax);
      return { kind: 'continuation', octets, code, text };
    }
    case 'tagged': {
      const { code, text } = readText(octets, head.at, end, syntax);
      return { kind: 'tagged', octets, tag: head.tag, status: head.status, code, text };
    }
    case 'status': {
      const { code, text } = readText(octets, head.at, end, syntax);
      return { kind: 'status', octets, status: head.status, code, text };
    }
    case 'data':
      return readData(octets, head.at, end, syntax);
    case 'none':
      return malformed(octets, "'* ', '+ ' or a tag and OK, NO or BAD", head.at);
  }
}

/** The same without its values in memory: they are read again each time they are asked for. */
export function skimResponse(octets: Octets): Response {
  const response = parseResponse(octets, { skims: true });
  if (response.kind === 'data') return new LeanData(response);
  if (response.kind === 'malformed' || !response.code?.text) return response;
  return { ...response, code: new LeanCode(response.code, octets) };
}

class LeanCode implements ResponseCode {
  readonly name: Octets;
  readonly text: Octets;
  readonly #octets: Octets;

  constructor({ name, text }: ResponseCode, octets: Octets) {
    this.name = name;
    this.text = text;
    this.#octets = octets;
  }

  get values(): readonly Value[] {
    const again = parseResponse(this.#octets);
    return ('code' in again && again.code?.values) || [];
  }
}

class LeanData implements DataResponse {
  readonly kind = 'data';
  readonly octets: Octets;
  readonly name: Octets;
  readonly number: number | undefined;

  constructor({ octets, name, number }: DataResponse) {
    this.octets = octets;
    this.name = name;
    this.number = number;
  }

  get numberAtom(): AtomValue | undefined {
    return this.#read()?.numberAtom;
  }

  get values(): readonly Value[] {
    return this.#read()?.values ?? [];
  }

  #read(): DataResponse | undefined {
    const again = parseResponse(this.octets);
    return again.kind === 'data' ? again : undefined;
  }
}

/** `resp-text = ["[" resp-text-code "]" SP] [text]` — RFC 9051 §9; older servers leave out the text, or the blank. */
function readText(
  octets: Octets,
  at: number,
  end: number,
  syntax: ResponseSyntax,
): { code: ResponseCode | undefined; text: Octets } {
  const found = octets.charCodeAt(at) === squareOpening ? readCode(octets, at + 1, end, syntax) : undefined;
  if (!found) return { code: undefined, text: octets.slice(at, end) };
  const textAt = octets.charCodeAt(found.end) === blank ? found.end + 1 : found.end;
  return { code: found.code, text: octets.slice(textAt, end) };
}

/** `resp-text-code = … / atom [SP 1*<any TEXT-CHAR except "]">]` — RFC 9051 §9 */
function readCode(
  octets: Octets,
  start: number,
  end: number,
  syntax: ResponseSyntax,
): { code: ResponseCode; end: number } | undefined {
  const reader = new DataReader(octets, start, end, { ...syntax, inCode: true });
  const name = reader.readWord();
  if (!name) return undefined;
  const values = reader.readAll();
  if (reader.problem || octets.charCodeAt(reader.at) !== squareClosing)
    return readPlainCode(octets, name, end);
  return { code: createCode(octets, name, values, reader.at), end: reader.at + 1 };
}

/** A code whose arguments are no data: words up to the first `]`. Without one there is no code. */
function readPlainCode(
  octets: Octets,
  name: AtomValue,
  end: number,
): { code: ResponseCode; end: number } | undefined {
  const stop = octets.indexOf(']', name.end);
  if (stop === -1 || stop >= end) return undefined;
  const words = octets.slice(name.end, stop).matchAll(/[^ ]+/g);
  const values = Array.from(words, ({ 0: text, index }): AtomValue => {
    const start = name.end + index;
    return { kind: 'atom', start, end: start + text.length, text };
  });
  return { code: createCode(octets, name, values, stop), end: stop + 1 };
}

function createCode(octets: Octets, name: AtomValue, values: readonly Value[], stop: number): ResponseCode {
  const textAt = octets.charCodeAt(name.end) === blank ? name.end + 1 : name.end;
  return { name: upperCase(name.text), values, text: octets.slice(textAt, stop) };
}

/** `response-data = "*" SP (… / mailbox-data / message-data / capability-data / …) CRLF` — RFC 9051 §9 */
function readData(octets: Octets, at: number, end: number, syntax: ResponseSyntax): Response {
  const reader = new DataReader(octets, at, end, syntax);
  const first = reader.readWord();
  if (!first) return malformed(octets, 'the name of a response', at);
  const second = isNumber(first, syntax) ? readSecondWord(octets, reader, end) : undefined;
  const values = reader.readAll();
  if (reader.problem) return malformed(octets, reader.problem.expected, reader.problem.at);
  return {
    kind: 'data',
    octets,
    name: upperCase((second ?? first).text),
    number: second && isAll(first.text, digit) ? Number(first.text) : undefined,
    numberAtom: second && first,
    values,
  };
}

/** `message-data = nz-number SP ("EXPUNGE" / ("FETCH" SP msg-att))` — RFC 9051 §9; in an expectation also `${n}`. */
function isNumber(word: AtomValue, syntax: ResponseSyntax): boolean {
  if (isAll(word.text, digit)) return true;
  return word.text.startsWith('${') && syntax.placeholderEnd?.(word.text, 0) === word.text.length;
}

function readSecondWord(octets: Octets, reader: DataReader, end: number): AtomValue | undefined {
  while (reader.at < end && octets.charCodeAt(reader.at) === blank) reader.at++;
  return reader.readWord();
}

function malformed(octets: Octets, expected: string, at: number): MalformedResponse {
  return { kind: 'malformed', octets, expected, at };
}

/** Placeholders keep their letters; names in upper case, the usual ones, cost no copy. */
function upperCase(word: Octets): Octets {
  return /[a-z]/.test(word) && !word.includes('${') ? upperAscii(word) : word;
}

function withoutLineEnd(octets: Octets): number {
  if (octets.charCodeAt(octets.length - 1) !== lineFeed) return octets.length;
  return octets.charCodeAt(octets.length - 2) === carriageReturn ? octets.length - 2 : octets.length - 1;
}

/** Where the first line ends. */
function lineEnd(octets: Octets, end: number): number {
  const found = octets.indexOf('\n');
  if (found === -1 || found >= end) return end;
  return octets.charCodeAt(found - 1) === carriageReturn ? found - 1 : found;
}
