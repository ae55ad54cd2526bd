import { type Octets, visible } from '../../text/octets.js';
import { LITERAL, LITERAL8 } from './reader.js';

/** What could stand at an octet, for a sentence that begins with "Expected". */
export function inWords(expected: readonly string[]): string {
  const few = [...new Set(expected)].slice(-4);
  return few.length < 2 ? (few[0] ?? 'something else') : `${few.slice(0, -1).join(', ')} or ${few.at(-1)}`;
}

/** What stands there instead, as the end of that sentence. */
export function foundInWords(text: Octets, at: number, end: number, whole: 'command' | 'response'): string {
  if (at >= text.length) return `, but the ${whole} ends here`;
  const octet = text.charCodeAt(at);
  if (octet === LITERAL) return ', found a literal';
  if (octet === LITERAL8) return ', found a literal8, ~{n}, which only binary data may be';
  const found = text.slice(at, Math.min(end, at + 40)).replace(/[\u0100\u0101].*/s, '');
  return octet === 0x20 ? ', found a blank' : `, found "${visible(found)}"`;
}

/** The end of the word that begins at the octet: it is what is refused. */
export function argumentEnd(text: Octets, at: number): number {
  let end = at;
  while (end < text.length && !' ()[]<>'.includes(text[end]!)) end++;
  return Math.max(end, Math.min(at + 1, text.length));
}
