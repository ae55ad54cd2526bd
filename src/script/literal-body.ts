import type { Diagnostic } from '../text/diagnostic.js';
import type { Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';
import { escapeAt, isOpenLine, unescapeText } from './escape.js';
import type { LineReader } from './line-reader.js';
import { isEscaped, notationAt, type Side, sideOf } from './notation.js';

/** Whose line announces the literal, and whether that line has a notation (then the literal's lines may have it too). */
export interface Announcer {
  readonly side: Side;
  readonly notated: boolean;
}

/** What of the file is a counted literal's data. */
export interface CountedBody {
  /** Fewer than announced where the file, or the announcer's side, ends before. */
  readonly octets: Octets;
  /** Where the octets come from, a row a line. */
  readonly lines: readonly Span[];
  readonly end: number;
  /** True when the last line that was read from is an escaped one. */
  readonly escaped: boolean;
}

/**
 * Reads a counted literal's data: whole lines, whose ends count two, and the beginning of the last. In a literal whose
 * first line has a notation every line's own is skipped. A line of the other side, or one that `isAnswer` knows for the
 * server's, ends the data early.
 */
export class CountedReader {
  private readonly pieces: Octets[] = [];
  private readonly lines: Span[] = [];
  private escaped = false;
  private notated: boolean;

  constructor(
    private readonly line: LineReader,
    private readonly announcer: Announcer,
    private readonly isAnswer: (at: number) => boolean,
    private left: number,
    private at: number,
  ) {
    this.notated = announcer.notated;
  }

  /** Reads on in the escaped line that announced the literal, then whole lines. */
  readInline(): CountedBody {
    this.takeLine(this.at, true);
    return this.read();
  }

  read(): CountedBody {
    while (this.left > 0 && this.at < this.line.text.length && this.readLine());
    return { octets: this.pieces.join(''), lines: this.lines, end: this.at, escaped: this.escaped };
  }

  private readLine(): boolean {
    this.line.moveTo(this.at);
    const notation = this.notated ? notationAt(this.line.text, this.at, this.line.stop) : '';
    const side = sideOf(notation);
    if (side === undefined ? this.isAnswer(this.at) : side !== this.announcer.side) return false;
    if (this.lines.length === 0) this.notated = side !== undefined;
    this.takeLine(this.at + notation.length, isEscaped(notation));
    return true;
  }

  private takeLine(from: number, escaped: boolean): void {
    const { text, stop } = this.line;
    const open = escaped && isOpenLine(text, from, stop);
    const taken = escaped
      ? takeEscaped(text, from, open ? stop - 2 : stop, this.left)
      : takePlain(text, from, stop, this.left);
    this.push(taken.octets, taken.end);
    if (this.left > 0) this.takeLineEnd(open);
    this.lines.push({ start: from, end: this.at });
    this.escaped = escaped;
  }

  /** A line end counts two; a literal can end in its middle. */
  private takeLineEnd(open: boolean): void {
    const { stop, next } = this.line;
    if (open || next === stop) this.at = next;
    else if (this.left === 1) this.push('\r', next - 1);
    else this.push('\r\n', next);
  }

  private push(octets: Octets, end: number): void {
    this.pieces.push(octets);
    this.left -= octets.length;
    this.at = end;
  }
}

function takePlain(text: Octets, from: number, stop: number, most: number): { octets: Octets; end: number } {
  const end = Math.min(stop, from + most);
  return { octets: text.slice(from, end), end };
}

function takeEscaped(
  text: Octets,
  from: number,
  stop: number,
  most: number,
): { octets: Octets; end: number } {
  let octets = '';
  let at = from;
  while (at < stop && octets.length < most) {
    const found = text[at] === '\\' ? escapeAt(text, at) : undefined;
    octets += found?.octets ?? text[at];
    at += found?.octets === undefined ? 1 : found.length;
  }
  return { octets, end: at };
}

/** What of the file is a heredoc's content. */
export interface HeredocBody {
  readonly octets: Octets;
  /** Behind the content, and the notation of the terminator's line. */
  readonly end: number;
  /** Behind the terminator; undefined when the file ends before. */
  readonly wordEnd: number | undefined;
  /** True when the terminator stands in an escaped line. */
  readonly escaped: boolean;
  readonly problems: readonly Diagnostic[];
}

/** Reads the lines from `start` up to the one that begins with the word, each with CRLF at its end. */
export function readHeredoc(
  line: LineReader,
  start: number,
  word: Octets,
  announcer: Announcer,
): HeredocBody {
  const pieces: Octets[] = [];
  const problems: Diagnostic[] = [];
  const { text } = line;
  let notated = announcer.notated;
  for (let at = start; at < text.length; at = line.next) {
    line.moveTo(at);
    const notation = notated ? notationAt(text, at, line.stop) : '';
    if (at === start) notated = sideOf(notation) === announcer.side;
    const own = notated && sideOf(notation) === announcer.side ? notation : '';
    const from = at + own.length;
    if (isTerminator(text, from, line.stop, word)) {
      const wordEnd = from + word.length;
      return { octets: pieces.join(''), end: from, wordEnd, escaped: isEscaped(own), problems };
    }
    pieces.push(isEscaped(own) ? unescapeLine(line, from, problems) : `${text.slice(from, line.stop)}\r\n`);
  }
  return { octets: pieces.join(''), end: text.length, wordEnd: undefined, escaped: false, problems };
}

function unescapeLine({ text, stop }: LineReader, from: number, problems: Diagnostic[]): Octets {
  const unescaped = unescapeText(text.slice(from, stop), from);
  for (const problem of unescaped.problems) problems.push(problem);
  return isOpenLine(text, from, stop) ? unescaped.text : `${unescaped.text}\r\n`;
}

function isTerminator(text: Octets, from: number, stop: number, word: Octets): boolean {
  const end = from + word.length;
  if (end > stop || !text.startsWith(word, from)) return false;
  return end === stop || text[end] === ' ' || text[end] === ')';
}
