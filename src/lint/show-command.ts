import { type Octets, visible } from '../text/octets.js';

/** A command for a message: without what follows the words that are followed by a secret. */
export function showCommand(text: Octets): string {
  const secret = /^(?:\S+ +)?(?:LOGIN|AUTHENTICATE +\S+)(?= )/i.exec(text)?.[0];
  if (secret !== undefined) return `${visible(secret)} …`;
  return text.length > longest ? `${visible(text.slice(0, longest))}…` : visible(text);
}

const longest = 80;
