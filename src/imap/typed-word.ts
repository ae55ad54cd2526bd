import type { Octets } from '../text/octets.js';

/** The words of a line as a person typed it: blanks and tabs between them, quotes maybe not closed. */
export function skipBlanks(octets: Octets, from: number, end: number): number {
  let at = from;
  while (at < end && (octets[at] === ' ' || octets[at] === '\t')) at++;
  return at;
}

export function wordEnd(octets: Octets, from: number, end: number): number {
  let at = from;
  while (at < end && octets[at] !== ' ' && octets[at] !== '\t') at++;
  return at;
}

/** Behind the closing quote; undefined when it is missing. */
export function quotedEnd(octets: Octets, from: number, end: number): number | undefined {
  for (let at = from + 1; at < end; at++) {
    if (octets[at] === '\\') at++;
    else if (octets[at] === '"') return at + 1;
  }
  return undefined;
}

/** The content of a quoted string; anything else as it is. */
export function unquoted(text: Octets): Octets {
  return /^".*"$/s.test(text) && text.length > 1 ? text.slice(1, -1).replace(/\\(["\\])/g, '$1') : text;
}
