import type { Octets } from '../text/octets.js';
import type { Notation } from './ast.js';

export type Side = 'client' | 'server';

/** The notations by their first letter, the longest first; `C:` and `S:` alone stand only on an otherwise empty line. */
const notations = {
  C: ['C: ', 'C\\: '],
  S: ['S: ', 'S\\: ', 'S?: ', 'S!: '],
} as const satisfies Record<string, readonly Notation[]>;

const alone = { C: 'C:', S: 'S:' } as const;

/** How the line that begins at `start` says whose it is; `''` when it does not. */
export function notationAt(text: Octets, start: number, stop: number): Notation {
  const letter = text[start];
  if (letter !== 'C' && letter !== 'S') return '';
  if (stop === start + 2 && text[start + 1] === ':') return alone[letter];
  for (const notation of notations[letter]) {
    if (start + notation.length <= stop && text.startsWith(notation, start)) return notation;
  }
  return '';
}

/** Whose line a notation says it is. */
export function sideOf(notation: Notation): Side | undefined {
  if (notation === '') return undefined;
  return notation.charCodeAt(0) === 0x43 ? 'client' : 'server';
}

export function isEscaped(notation: Notation): boolean {
  return notation.charCodeAt(1) === 0x5c;
}
