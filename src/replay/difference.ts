import type { Mismatch } from '../match/mismatch.js';
import { visibleBeginning } from './exchange-text.js';

/** A difference that is not between an expectation and a response; with octets that came, if some did. */
export function createDifference(name: Mismatch['class'], message: string, octets?: string): Mismatch {
  const text = octets === undefined ? undefined : visibleBeginning(octets);
  const actual = text === undefined ? undefined : { text, place: undefined, start: 0, end: text.length };
  return { class: name, fails: true, message, expected: undefined, actual };
}
