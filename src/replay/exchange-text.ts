import { type Octets, visible } from '../text/octets.js';

/** What is shown of one message; a longer one is cut, so that a result stays small whatever a server sends. */
const shownOctets = 16_384;

/** As much of a message as has to be looked at to show it: a secret may begin where it is cut. */
export function beginningOf(octets: Octets): Octets {
  return octets.length > shownOctets ? octets.slice(0, shownOctets + 1024) : octets;
}

/** A message as people read it: safe to print, with plain line ends, without the last one. */
export function showMessage(octets: Octets, length = octets.length): string {
  if (length > shownOctets)
    return `${showLines(octets.slice(0, shownOctets))}… (${length - shownOctets} octets more)`;
  return showLines(withoutLineEnd(octets));
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
