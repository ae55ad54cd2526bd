import type { Octets } from '../text/octets.js';
import { type Announcement, announcementBefore } from './announcement.js';
import { limits } from './limits.js';
import { type ResponseHead, readHead } from './response-head.js';
import { StandIn, standInLength } from './stand-in.js';

/** One whole response with its literals and line ends, or the end of all: nothing more comes behind a limit. */
export type Framed =
  /** In place of a large literal stands its length and hash. */
  | { readonly kind: 'response'; readonly octets: Octets }
  | { readonly kind: 'limit'; readonly message: string };

export interface FramerBounds {
  /** Octets of a response outside its literals. */
  readonly responseLine: number;
  /** Octets of all literals of one response. */
  readonly responseLiterals: number;
  /** Octets of a literal that is kept in any case. */
  readonly smallLiteral: number;
  /** Octets of a literal from which on it is not kept. */
  readonly largeLiteral: number;
  /** Octets of all literals that are kept before they are counted anew. */
  readonly keptLiterals: number;
}

/** Takes the octets of one literal that is not kept in memory. */
export interface LiteralSink {
  add(bytes: Uint8Array): void;
  /** All of it came, or nothing more will. */
  end(isWhole: boolean): void;
}

/** Where a literal of so many octets goes that is not kept in memory; undefined for nowhere. */
export type KeepLiteral = (count: number) => LiteralSink | undefined;

/** A response that has begun. */
export interface Unfinished {
  readonly octets: Octets;
  readonly literalLeft: number;
}

/** What is told of an unfinished response. */
const shownParts = 4;
const shownOctets = 200;

const lineFeed = 0x0a;

/**
 * Cuts what a server sends into whole responses, whatever chunks it comes in. Every octet is looked at once; what spans
 * chunks is gathered.
 */
export class Framer {
  readonly #bounds: FramerBounds;
  readonly #chunks: Buffer[] = [];
  /** Where the rest of the first chunk begins. */
  #at = 0;
  /** Octets of all chunks. */
  #waiting = 0;
  /** The lines and literals of the response that are complete; of a large literal, what came of it. */
  readonly #parts: Octets[] = [];
  /** The line, or the piece of a literal, that is not. */
  readonly #piece = new GrowingBytes();
  #lineOctets = 0;
  #literalOctets = 0;
  #literalLeft = 0;
  /** Of the literals that somebody may still keep. */
  #keptOctets = 0;
  /** Of the literal that comes, when it is not kept. */
  #standIn: StandIn | undefined;
  /** Where its octets go. */
  #sink: LiteralSink | undefined;
  readonly #keep: KeepLiteral;
  /** The line that announced it, as it came. */
  #announcement: Octets = '';
  #head: ResponseHead | undefined;
  #broken = false;

  constructor(bounds: FramerBounds = limits, keep: KeepLiteral = () => undefined) {
    this.#bounds = bounds;
    this.#keep = keep;
  }

  /** What of the bytes belongs to a literal that has begun is used at once; the rest is copied. */
  receive(bytes: Uint8Array): void {
    if (this.#broken) return;
    const used = this.#waiting === 0 ? Math.min(this.#literalLeft, bytes.length) : 0;
    if (used > 0) this.#takeLiteral(Buffer.from(bytes.buffer, bytes.byteOffset, used), 0, used);
    if (used === bytes.length) return;
    this.#chunks.push(Buffer.from(bytes.subarray(used)));
    this.#waiting += bytes.length - used;
  }

  /** Octets of the chunks that it keeps. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Octets of them that are no part of what was framed. */
  get unread(): number {
    return this.#waiting - this.#at;
  }

  /** The next whole response; undefined until more comes. */
  next(): Framed | undefined {
    for (let chunk = this.#chunks[0]; chunk; chunk = this.#chunks[0]) {
      const framed = this.#literalLeft > 0 ? this.#takeWaitingLiteral(chunk) : this.#takeLine(chunk);
      if (framed) return framed;
    }
    return undefined;
  }

  /** The beginning of the response that has begun and not ended, and how much of its literal is missing. */
  get unfinished(): Unfinished | undefined {
    if (this.#parts.length === 0 && this.#piece.length === 0) return undefined;
    const parts = this.#standIn ? [...this.#parts.slice(0, -1), this.#announcement] : this.#parts;
    const octets = [...parts.slice(0, shownParts), this.#piece.peek(shownOctets)].join('');
    return { octets: octets.slice(0, shownOctets), literalLeft: this.#literalLeft };
  }

  /** Nobody keeps what was framed so far. */
  countAnew(): void {
    this.#keptOctets = 0;
  }

  /** Nothing more will come: a literal that has begun stays as it is. */
  end(): void {
    this.#endSink(false);
  }

  /** Gives back all that came and was not framed, and forgets it: nothing from before STARTTLS counts after it. */
  discard(): Octets {
    const chunks = this.#chunks.map((chunk, index) => chunk.toString('latin1', index === 0 ? this.#at : 0));
    const octets = [...this.#parts, this.#piece.take(), ...chunks].join('');
    this.#chunks.length = 0;
    this.#at = 0;
    this.#waiting = 0;
    this.#startResponse();
    return octets;
  }

  #takeWaitingLiteral(chunk: Buffer): undefined {
    const start = this.#at;
    const stop = Math.min(start + this.#literalLeft, chunk.length);
    this.#takeLiteral(chunk, start, stop);
    this.#advance(chunk, stop);
  }

  #takeLiteral(chunk: Buffer, start: number, stop: number): void {
    this.#literalLeft -= stop - start;
    if (this.#standIn) this.#digest(this.#standIn, chunk.subarray(start, stop));
    else this.#takePiece(chunk, start, stop);
  }

  /** What is in one chunk is not copied; the rest is gathered where it has room, so that nothing is left for the collector. */
  #takePiece(chunk: Buffer, start: number, stop: number): void {
    const isWhole = this.#literalLeft === 0;
    if (isWhole && this.#piece.length === 0) {
      this.#parts.push(chunk.toString('latin1', start, stop));
      return;
    }
    this.#piece.append(chunk, start, stop, this.#literalLeft);
    if (isWhole) this.#parts.push(this.#piece.take());
  }

  #digest(standIn: StandIn, bytes: Uint8Array): void {
    standIn.add(bytes);
    this.#sink?.add(bytes);
    if (this.#literalLeft > 0) return;
    this.#endSink(true);
    this.#parts.push(standIn.end());
    this.#standIn = undefined;
  }

  #takeLine(chunk: Buffer): Framed | undefined {
    const start = this.#at;
    const found = chunk.indexOf(lineFeed, start);
    const stop = found === -1 ? chunk.length : found + 1;
    this.#lineOctets += stop - start;
    if (this.#lineOctets > this.#bounds.responseLine) return this.#break(longLine(this.#bounds.responseLine));
    this.#advance(chunk, stop);
    if (found !== -1 && this.#piece.length === 0) return this.#endLine(chunk.toString('latin1', start, stop));
    this.#piece.append(chunk, start, stop);
    return found === -1 ? undefined : this.#endLine(this.#piece.take());
  }

  #endLine(line: Octets): Framed | undefined {
    const end = withoutLineEnd(line);
    const announced = announcementBefore(line, end);
    if (announced) {
      this.#head ??= readHead(line, end);
      const isFirst = this.#parts.length === 0;
      if (mayAnnounce(this.#head, isFirst, line, announced.start)) return this.#openLiteral(line, announced);
    }
    const octets = this.#parts.length === 0 ? line : [...this.#parts, this.#lineEnd(line)].join('');
    this.#startResponse();
    return { kind: 'response', octets };
  }

  /** A line end without CR behind a literal that ends with one would be taken for a whole one. */
  #lineEnd(line: Octets): Octets {
    return line === '\n' && this.#parts.at(-1)?.endsWith('\r') ? '\r\n' : line;
  }

  #openLiteral(line: Octets, { start, count, binary }: Announcement): Framed | undefined {
    const { smallLiteral, largeLiteral, keptLiterals } = this.#bounds;
    const isKept =
      count <= smallLiteral || (count <= largeLiteral && this.#keptOctets + count <= keptLiterals);
    if (isKept) {
      this.#keptOctets += count;
      this.#parts.push(line);
    } else {
      this.#standIn = new StandIn(count);
      this.#announcement = line;
      this.#parts.push(`${line.slice(0, start)}${binary ? '~' : ''}{${standInLength(count)}}\r\n`);
    }
    this.#literalOctets += count;
    this.#literalLeft = count;
    const limit = this.#bounds.responseLiterals;
    if (this.#literalOctets > limit) return this.#break(longLiteral(this.#literalOctets, limit));
    if (this.#standIn) this.#sink = this.#keep(count);
    return undefined;
  }

  #endSink(isWhole: boolean): void {
    this.#sink?.end(isWhole);
    this.#sink = undefined;
  }

  #startResponse(): void {
    this.#parts.length = 0;
    this.#lineOctets = 0;
    this.#literalOctets = 0;
    this.#literalLeft = 0;
    this.#endSink(false);
    this.#standIn = undefined;
    this.#head = undefined;
  }

  #advance(chunk: Buffer, stop: number): void {
    this.#at = stop;
    if (stop < chunk.length) return;
    this.#chunks.shift();
    this.#waiting -= chunk.length;
    this.#at = 0;
  }

  #break(message: string): Framed {
    this.#broken = true;
    this.discard();
    return { kind: 'limit', message };
  }
}

/**
 * Bytes that grow at the end, at a cost that stays in proportion to their number. The room is used again: what a server
 * pours comes faster than V8 frees what nobody uses any more.
 */
class GrowingBytes {
  #bytes = Buffer.alloc(0);
  length = 0;

  /** Of `coming` more octets it is known that they come. */
  append(bytes: Buffer, start: number, end: number, coming = 0): void {
    const needed = this.length + end - start;
    if (needed > this.#bytes.length) this.#grow(needed, coming);
    bytes.copy(this.#bytes, this.length, start, end);
    this.length = needed;
  }

  /** The first of them. */
  peek(count: number): Octets {
    return this.#bytes.toString('latin1', 0, Math.min(count, this.length));
  }

  /** Gives them and begins anew. */
  take(): Octets {
    const octets = this.#bytes.toString('latin1', 0, this.length);
    this.length = 0;
    if (this.#bytes.length > limits.responseLine) this.#bytes = Buffer.alloc(0);
    return octets;
  }

  #grow(needed: number, coming: number): void {
    const grown = Buffer.alloc(Math.max(needed + coming, this.#bytes.length * 2, 256));
    this.#bytes.copy(grown, 0, 0, this.length);
    this.#bytes = grown;
  }
}

function withoutLineEnd(line: Octets): number {
  return line.charCodeAt(line.length - 2) === 0x0d ? line.length - 2 : line.length - 1;
}

/**
 * Whether `{n}` at the end of a line can be a literal's. In human text (`resp-text`) there are no strings, so `{5}` there
 * is text, but in a code that is still open; and none is inside a quoted string that the line leaves open.
 */
function mayAnnounce(head: ResponseHead, isFirstLine: boolean, line: Octets, at: number): boolean {
  if (head.kind === 'none' || head.kind === 'continuation') return false;
  if (head.kind === 'data') return !endsInQuotes(line, at);
  const from = isFirstLine ? head.at : 0;
  return (
    (!isFirstLine || line[from] === '[') && !line.slice(from, at).includes(']') && !endsInQuotes(line, at)
  );
}

function endsInQuotes(line: Octets, end: number): boolean {
  let quoted = false;
  for (let at = 0; at < end; at++) {
    const code = line.charCodeAt(at);
    if (code === 0x22) quoted = !quoted;
    else if (code === 0x5c && quoted) at++;
  }
  return quoted;
}

function longLine(limit: number): string {
  return `The server sent a response line of more than ${limit} octets.`;
}

function longLiteral(octets: number, limit: number): string {
  const shown = Number.isSafeInteger(octets) ? octets : `more than ${Number.MAX_SAFE_INTEGER}`;
  return `The server announced ${shown} octets of literals in one response; at most ${limit} are taken.`;
}
