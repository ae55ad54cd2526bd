import type { Octets } from '../text/octets.js';
import { distanceBetween } from './grammar/nearest-word.js';
import { findCommand } from './registry.js';
import { skipBlanks, wordEnd } from './typed-word.js';

export interface FoundCommand {
  readonly tag: Octets;
  readonly name: SecretCommand | undefined;
  /** Behind its name. */
  readonly end: number;
}

export type SecretCommand = 'LOGIN' | 'AUTHENTICATE';

/**
 * What a line is, as far as secrets go. Mistyped lines show passwords too, so where the second word is no command, the
 * name may be nearly right, glued to its neighbours, or another of the first words.
 */
export function findSecretCommand(line: Octets): FoundCommand {
  const first = readWord(line, 0);
  const second = readWord(line, first.end);
  const tag = first.text;
  const known = findCommand(second.text);
  if (known) return { tag, name: secretCommands.get(known.name), end: second.end };
  for (const word of [second, first, readWord(line, second.end)]) {
    const found = nearSecretCommand(word);
    if (found) return { tag, ...found };
  }
  return { tag, name: undefined, end: 0 };
}

/** Within an exchange, any other line is an answer, even one with a blank that slipped into its base64. */
export function looksLikeCommand(line: Octets): boolean {
  const name = readWord(line, readWord(line, 0).end).text;
  return /^([A-Z.-]+|[a-z.-]+)$/.test(name) || findCommand(name) !== undefined;
}

const secretCommands: ReadonlyMap<string, SecretCommand> = new Map([
  ['LOGIN', 'LOGIN'],
  ['AUTHENTICATE', 'AUTHENTICATE'],
]);

function nearSecretCommand({
  text,
  end,
}: Word): { readonly name: SecretCommand; readonly end: number } | undefined {
  const typed = text.slice(0, 40);
  const meant = withoutErasures(typed).toUpperCase();
  const glued = /^(?:.*?[^a-z])?login/is.exec(typed);
  if (glued) return { name: 'LOGIN', end: end - text.length + glued[0].length };
  if (meant.startsWith('AUTH') || distanceBetween(meant, 'AUTHENTICATE') <= 2)
    return { name: 'AUTHENTICATE', end };
  return distanceBetween(meant, 'LOGIN') <= 2 ? { name: 'LOGIN', end } : undefined;
}

interface Word {
  readonly text: Octets;
  readonly end: number;
}

function readWord(line: Octets, from: number): Word {
  const start = skipBlanks(line, from, line.length);
  const end = wordEnd(line, start, line.length);
  return { text: line.slice(start, end), end };
}

/** What was meant, where a backspace or DEL takes back the character before it. */
function withoutErasures(word: Octets): Octets {
  if (!/[\b\x7f]/.test(word)) return word;
  const kept: string[] = [];
  for (const octet of word) {
    if (octet === '\b' || octet === '\x7f') kept.pop();
    else kept.push(octet);
  }
  return kept.join('');
}
