import type { Octets } from '../text/octets.js';

/** A backspace or DEL. */
export const erasing = /[\x08\x7f]/;

/**
 * The line as the one who typed it saw it: each backspace takes the character before it away, UTF-8 characters as a
 * whole. Nobody types lines that are longer than a few thousand octets: those stay as they are.
 */
export function obey(text: Octets): Octets {
  if (text.length > longestTyped || !erasing.test(text)) return text;
  const characters: Octets[] = [];
  for (const character of text.match(/[\x00-\x7f\x80-\xbf]|[\xc0-\xff][\x80-\xbf]*/g) ?? []) {
    if (erasing.test(character)) characters.pop();
    else characters.push(character);
  }
  return characters.join('');
}

const longestTyped = 10_000;
