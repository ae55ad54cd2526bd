import type { Octets } from '../../text/octets.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The offset behind the quoted string that begins at `start`, or the end of the text when it is not closed. */
export function quotedEnd(text: Octets, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const octet = text.charCodeAt(at);
    if (octet === QUOTE) return at + 1;
    if (octet === BACKSLASH) at++;
  }
  return text.length;
}
