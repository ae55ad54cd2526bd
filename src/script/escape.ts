import type { Diagnostic } from '../text/diagnostic.js';
import type { Octets } from '../text/octets.js';
import { placeholderEnd } from './placeholder.js';
import { createProblem, quote } from './problem.js';

/** The octets an escape stands for, and the length of the escape; `octets` is undefined where it is no escape. */
export interface Escape {
  readonly octets: Octets | undefined;
  readonly length: number;
}

const named: Readonly<Record<string, Octets>> = { t: '\t', r: '\r', n: '\n', '\\': '\\' };

/** The escape at a backslash in a `C\:` or `S\:` line: `\xHH`, `\t`, `\r`, `\n`, `\\`. */
export function escapeAt(text: Octets, at: number): Escape {
  const letter = text[at + 1] ?? '';
  if (letter === 'x') {
    const hex = text.slice(at + 2, at + 4);
    return /^[0-9A-Fa-f]{2}$/.test(hex)
      ? { octets: String.fromCharCode(Number.parseInt(hex, 16)), length: 4 }
      : { octets: undefined, length: 2 };
  }
  return { octets: named[letter], length: 2 };
}

/** True when the line ends in `\c` (and not in `\\c`): no line end follows. */
export function isOpenLine(text: Octets, start: number, stop: number): boolean {
  if (stop - start < 2 || text[stop - 1] !== 'c') return false;
  let backslashes = 0;
  while (stop - 2 - backslashes >= start && text[stop - 2 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

/** A text with its escapes undone, placeholders left as they are. What is no escape stays, with a problem. */
export function unescapeText(
  raw: Octets,
  offset = 0,
): { readonly text: Octets; readonly problems: readonly Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const stop = isOpenLine(raw, 0, raw.length) ? raw.length - 2 : raw.length;
  let text = '';
  let from = 0;
  for (let at = 0; at < stop; ) {
    const octet = raw[at];
    if (octet === '$') at = placeholderEnd(raw, at) ?? at + 1;
    else if (octet !== '\\') at++;
    else {
      const found = escapeAt(raw, at);
      if (found.octets === undefined) problems.push(unknownEscape(raw, at, stop, offset));
      else {
        text += raw.slice(from, at) + found.octets;
        from = at + found.length;
      }
      at += Math.min(found.length, stop - at);
    }
  }
  return { text: text + raw.slice(from, stop), problems };
}

/** Where an octet of the text that `unescapeText` gives is written in the raw line. */
export function escapedOffset(raw: Octets, offset: number): number {
  let at = 0;
  for (let count = 0; count < offset && at < raw.length; ) {
    const end = raw[at] === '$' ? placeholderEnd(raw, at) : undefined;
    const found = raw[at] === '\\' ? escapeAt(raw, at) : undefined;
    const kept = end !== undefined ? end - at : found && found.octets === undefined ? found.length : 1;
    const step = Math.min(kept, offset - count);
    at += found?.octets === undefined ? step : found.length;
    count += step;
  }
  return Math.min(at, raw.length);
}

function unknownEscape(raw: Octets, at: number, stop: number, offset: number): Diagnostic {
  const span = { start: offset + at, end: offset + Math.min(at + 2, stop) };
  const shown = quote(raw.slice(at, Math.min(at + 2, stop)));
  return createProblem(
    'escape',
    span,
    `Unknown escape "${shown}". Expected \\xHH, \\t, \\r, \\n, \\\\, or \\c at the end; a backslash itself is written "\\\\".`,
  );
}
