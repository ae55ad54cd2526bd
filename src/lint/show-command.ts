import { type Octets, visible } from '../text/octets.js';

/** A command for a message: without what follows the words that are followed by a secret. */
export function showCommand(text: Octets): string {
  const secret = /^(?:\S+ +)?(?:LOGIN|AUTHENTICATE +\S+)(?= )/i.exec(text);
  const shown = secret ? `${secret[0]} …` : text;
  return (
    visible(shown.length > longest ? shown.slice(0, longest) : shown) + (shown.length > longest ? '…' : '')
  );
}

const longest = 80;
