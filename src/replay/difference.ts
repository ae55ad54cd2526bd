import type { Mismatch } from '../match/mismatch.js';
import { visible } from '../text/octets.js';
import { beginningOf } from './exchange-text.js';

/** A difference that is not between an expectation and a response; with octets that came, if some did. */
export function createDifference(name: Mismatch['class'], message: string, octets?: string): Mismatch {
  const text = octets === undefined ? undefined : visible(beginningOf(octets).replace(/\r?\n$/, ''));
  const actual = text === undefined ? undefined : { text, place: undefined, start: 0, end: text.length };
  return { class: name, fails: true, message, expected: undefined, actual };
}
