import type { Diagnostic } from '../text/diagnostic.js';
import type { Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';
import { escapeAt, isOpenLine, unescapeText } from './escape.js';
import type { LineReader } from './line-reader.js';
import { isEscaped, notationAt, type Side, sideOf } from './notation.js';

/** What of the file is a counted literal's data. */
export interface CountedBody {
  readonly octets: Octets;
  /** Where the octets come from, a row a line. */
  readonly lines: readonly Span[];
  readonly end: number;
  /** True when the last line that was read from is an escaped one and the data ended inside of it. */
  readonly escaped: boolean;
  readonly problems: readonly Diagnostic[];
}

/** Whose lines announce the literal, and whether that line has a notation (then the literal's lines may have it too). */
export interface Announcer {
  readonly side: Side;
  readonly notated: boolean;
}

/**
 * Reads `count` octets of data from `start`: whole lines, whose ends count two, or the rest of an escaped line (where
 * `escaped` says so). In a literal whose first line has a notation, every line's own is skipped, and a line of the other
 * side ends it early.
 */
export function readCounted(
  reader: LineReader,
  start: number,
  count: number,
  announcer: Announcer,
  inline: boolean,
): CountedBody {
  const pieces: Octets[] = [];
  const lines: Span[] = [];
  const { text } = reader;
  let left = count;
  let at = start;
  let escaped = inline;
  let insideLine = inline;
  let notated = announcer.notated;
  while (left > 0 && at < text.length) {
    if (!insideLine) reader.moveTo(at);
    if (!insideLine && notated) {
      const notation = notationAt(text, at, reader.stop);
      if (lines.length === 0) notated = sideOf(notation) === announcer.side;
      if (notated) {
        if (notation !== '' && sideOf(notation) !== announcer.side) break;
        escaped = isEscaped(notation);
        at += notation.length;
      }
    }
    const from = at;
    const open = escaped && isOpenLine(text, at, reader.stop);
    const stop = open ? reader.stop - 2 : reader.stop;
    const taken = escaped ? takeEscaped(text, at, stop, left) : takePlain(text, at, stop, left);
    pieces.push(taken.octets);
    left -= taken.octets.length;
    at = taken.end;
    insideLine = left === 0;
    if (left > 0) {
      const ended = reader.next > reader.stop;
      if (!open && ended) pieces.push(left === 1 ? '\r' : '\r\n');
      insideLine = !open && ended && left === 1;
      left = open || !ended ? left : Math.max(0, left - 2);
      at = insideLine ? reader.next - 1 : reader.next;
    }
    lines.push({ start: from, end: at });
    if (!insideLine) escaped = false;
  }
  return { octets: pieces.join(''), lines, end: at, escaped, problems: [] };
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
  /** Behind the content (and the notation of the terminator's line). */
  readonly end: number;
  readonly found: boolean;
  /** True when the terminator stands in an escaped line. */
  readonly escaped: boolean;
  readonly problems: readonly Diagnostic[];
}

/** Reads the lines from `start` up to the one that begins with the word, each with CRLF at its end. */
export function readHeredoc(
  reader: LineReader,
  start: number,
  word: Octets,
  announcer: Announcer,
): HeredocBody {
  const pieces: Octets[] = [];
  const problems: Diagnostic[] = [];
  const { text } = reader;
  let notated = announcer.notated;
  for (let at = start; at < text.length; at = reader.next) {
    reader.moveTo(at);
    const notation = notated ? notationAt(text, at, reader.stop) : '';
    if (at === start) notated = sideOf(notation) === announcer.side;
    const own = notated && sideOf(notation) === announcer.side ? notation : '';
    const from = at + own.length;
    if (isTerminator(text, from, reader.stop, word)) {
      return { octets: pieces.join(''), end: from, found: true, escaped: isEscaped(own), problems };
    }
    const line = text.slice(from, reader.stop);
    if (isEscaped(own)) {
      const unescaped = unescapeText(line, from);
      for (const problem of unescaped.problems) problems.push(problem);
      pieces.push(unescaped.text, isOpenLine(text, from, reader.stop) ? '' : '\r\n');
    } else pieces.push(line, '\r\n');
  }
  return { octets: pieces.join(''), end: text.length, found: false, escaped: false, problems };
}

function isTerminator(text: Octets, from: number, stop: number, word: Octets): boolean {
  if (!text.startsWith(word, from)) return false;
  const end = from + word.length;
  return end === stop || (end < stop && (text[end] === ' ' || text[end] === ')'));
}
