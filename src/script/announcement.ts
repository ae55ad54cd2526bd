import type { Octets } from '../text/octets.js';
import { placeholderEnd } from './placeholder.js';

/** Where a line announces a literal: `{13}`, `~{13+}`, `{<<EOM}`, `{@file}`. */
export interface Announcement {
  readonly form: 'counted' | 'heredoc' | 'file';
  readonly start: number;
  readonly end: number;
  /** What stands between the braces, without `<<`, `@` and `+`: the number, the word or the path. */
  readonly content: Octets;
  readonly nonSynchronising: boolean;
  readonly binary: boolean;
}

/**
 * The first literal that the text from `from` to `stop` announces. Counted ones and heredocs end the line (in an
 * escaped line `\r\n` may follow); files stand anywhere outside quotes.
 * `literal = "{" number ["+"] "}" CRLF *CHAR8` — RFC 9051 §9
 */
export function findAnnouncement(
  text: Octets,
  from: number,
  stop: number,
  escaped: boolean,
): Announcement | undefined {
  const inside = escaped ? findInEscaped(text, from, stop) : findFile(text, from, stop);
  return inside ?? findAtEnd(text, from, stop);
}

/** `{<<` where it announces nothing, because the line goes on behind it. */
export function findMisplacedHeredoc(
  text: Octets,
  from: number,
  stop: number,
): { start: number; end: number } | undefined {
  const line = text.slice(from, stop);
  const start = line.indexOf('{<<');
  if (start === -1) return undefined;
  const end = line.indexOf('}', start);
  return { start: from + start, end: end === -1 ? stop : from + end + 1 };
}

function findFile(text: Octets, from: number, stop: number): Announcement | undefined {
  const line = text.slice(from, stop);
  let quoted = false;
  let checked = 0;
  for (let at = line.indexOf('{@'); at !== -1; at = line.indexOf('{@', at + 2)) {
    quoted = isQuotedAfter(line, checked, at, quoted);
    checked = at;
    if (quoted) continue;
    const end = fileEnd(line, at);
    if (end !== undefined) return announce(text, 'file', from + at, from + end);
  }
  return undefined;
}

/** Whether the text at `to` is inside a quoted string, when that at `from` is or is not. */
function isQuotedAfter(text: Octets, from: number, to: number, before: boolean): boolean {
  let quoted = before;
  for (let at = from; at < to; at++) {
    if (text[at] === '"') quoted = !quoted;
    else if (quoted && text[at] === '\\') at++;
  }
  return quoted;
}

function fileEnd(line: Octets, start: number): number | undefined {
  for (let at = start + 2; at < line.length; at++) {
    if (line[at] === '$') at = (placeholderEnd(line, at) ?? at + 1) - 1;
    else if (line[at] === '}') return at > start + 2 ? at + 1 : undefined;
    else if (line[at] === '{') return undefined;
  }
  return undefined;
}

/** A file, or a counted literal whose data follows in the same line: whichever comes first. */
function findInEscaped(text: Octets, from: number, stop: number): Announcement | undefined {
  const line = text.slice(from, stop);
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const octet = line[at];
    if (octet === '"') quoted = !quoted;
    else if (octet === '{' && !quoted && line[at + 1] === '@') {
      const end = fileEnd(line, at);
      if (end !== undefined) return announce(text, 'file', from + at, from + end);
    } else if (octet === '}' && line.startsWith('\\r\\n', at + 1)) {
      const start = countStart(text, from, from + at);
      if (start !== undefined) return announce(text, 'counted', start, from + at + 1);
    }
  }
  return undefined;
}

function findAtEnd(text: Octets, from: number, stop: number): Announcement | undefined {
  if (stop <= from || text[stop - 1] !== '}') return undefined;
  const counted = countStart(text, from, stop - 1);
  if (counted !== undefined) return announce(text, 'counted', counted, stop);
  const heredoc = wordStart(text, from, stop - 1);
  return heredoc === undefined ? undefined : announce(text, 'heredoc', heredoc, stop);
}

/** Where `{13` or `{13+` begins, whose `}` is at `brace`. */
function countStart(text: Octets, from: number, brace: number): number | undefined {
  let at = brace - 1;
  if (text[at] === '+') at--;
  const last = at;
  while (at > from && isDigit(text.charCodeAt(at))) at--;
  return at < last && at >= from && text[at] === '{' && text[at - 1] !== '$' ? at : undefined;
}

/** Where `{<<WORD` or `{<<WORD+` begins, whose `}` is at `brace`. */
function wordStart(text: Octets, from: number, brace: number): number | undefined {
  let at = brace - 1;
  if (text[at] === '+') at--;
  const last = at;
  while (at > from && isWordCharacter(text.charCodeAt(at))) at--;
  const start = at - 2;
  return at < last && start >= from && text.startsWith('{<<', start) ? start : undefined;
}

const prefixLength = { counted: 1, heredoc: 3, file: 2 } as const;

function announce(text: Octets, form: Announcement['form'], start: number, end: number): Announcement {
  const nonSynchronising = text[end - 2] === '+';
  const content = text.slice(start + prefixLength[form], end - (nonSynchronising ? 2 : 1));
  const binary = text[start - 1] === '~';
  return { form, start: binary ? start - 1 : start, end, content, nonSynchronising, binary };
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Letters, digits, `_`, `-` and `.`. */
function isWordCharacter(code: number): boolean {
  return (
    isDigit(code) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x5f ||
    code === 0x2d ||
    code === 0x2e
  );
}
