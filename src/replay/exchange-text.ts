import { type Octets, visible } from '../text/octets.js';

/** What is shown of one message; a longer one is cut, so that a result stays small whatever a server sends. */
const shownOctets = 16_384;

/** A message as people read it: safe to print, with plain line ends, without the last one. */
export function showMessage(octets: Octets): string {
  const whole = octets.replace(/\r?\n$/, '');
  const shown = whole.length > shownOctets ? whole.slice(0, shownOctets) : whole;
  const text = shown.includes('\n') ? shown.split(/\r?\n/).map(visible).join('\n') : visible(shown);
  return shown === whole ? text : `${text}… (${whole.length - shownOctets} octets more)`;
}
