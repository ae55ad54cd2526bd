import type { Conceal } from '../imap/secret.js';
import { type Octets, visible } from '../text/octets.js';

/** What is shown of one message; a longer one is cut, so that a result stays small whatever a server sends. */
const shownOctets = 16_384;

/** A message as people read it: safe to print, with plain line ends, without the last one. */
export function showMessage(octets: Octets): string {
  if (octets.length <= shownOctets) return showLines(withoutLineEnd(octets));
  return showLines(octets.slice(0, shownOctets)) + countRest(octets);
}

/** The same without secrets, looking at no more than is shown: one may begin where it is cut. */
export function showResponse(octets: Octets, conceal: Conceal): string {
  if (octets.length <= shownOctets) return showMessage(conceal(octets));
  return showLines(conceal(octets.slice(0, shownOctets), true)) + countRest(octets);
}

function countRest({ length }: Octets): string {
  return `… (${length - shownOctets} octets more)`;
}

/** A response in one line; of a longer one the beginning, which a `…` ends. */
export function visibleBeginning(octets: Octets): string {
  return octets.length > shownOctets
    ? `${visible(octets.slice(0, shownOctets))}…`
    : visible(withoutLineEnd(octets));
}

function showLines(octets: Octets): string {
  if (!/[^\x20-\x7e]/.test(octets)) return octets;
  const text = octets.replaceAll('\r\n', '\n');
  return /[^\x20-\x7e\n]/.test(text) ? text.split('\n').map(visible).join('\n') : text;
}

function withoutLineEnd(octets: Octets): Octets {
  if (!octets.endsWith('\n')) return octets;
  return octets.slice(0, octets.endsWith('\r\n') ? -2 : -1);
}
