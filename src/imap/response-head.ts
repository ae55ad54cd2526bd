import type { Octets } from '../text/octets.js';

/**
 * How a response begins. `text` ones go on with human text (`resp-text`), which holds no data but in a leading code;
 * `data` ones with data. `at` is where that begins.
 *
 * `response-tagged = tag SP resp-cond-state CRLF`, `response-data = "*" SP (resp-cond-state / …) CRLF`,
 * `continue-req = "+" SP (resp-text / base64) CRLF` — RFC 9051 §9
 */
export type ResponseHead =
  | { readonly kind: 'continuation'; readonly at: number }
  | {
      readonly kind: 'tagged';
      readonly tag: Octets;
      readonly status: 'OK' | 'NO' | 'BAD';
      readonly at: number;
    }
  | { readonly kind: 'status'; readonly status: UntaggedStatus; readonly at: number }
  | { readonly kind: 'data'; readonly at: number }
  | { readonly kind: 'none'; readonly at: number };

type UntaggedStatus = 'OK' | 'NO' | 'BAD' | 'PREAUTH' | 'BYE';

const blank = 0x20;
const star = 0x2a;
const plus = 0x2b;
/** Of OK, NO, BAD, BYE and PREAUTH. */
const firstLetters = new Set(Buffer.from('OoNnBbPp'));

/** Reads the head of a response whose first line ends at `end`. Blanks in excess are taken as servers send them. */
export function readHead(octets: Octets, end: number): ResponseHead {
  const first = octets.charCodeAt(0);
  if (end > 0 && first === plus) return { kind: 'continuation', at: octets.charCodeAt(1) === blank ? 2 : 1 };
  if (first === star && end > 1 && octets.charCodeAt(1) === blank) return readUntagged(octets, end);
  return readTagged(octets, end);
}

function readUntagged(octets: Octets, end: number): ResponseHead {
  let start = 2;
  while (start < end && octets.charCodeAt(start) === blank) start++;
  const stop = wordEnd(octets, start, end);
  const status = untagged(octets, start, stop);
  return status ? { kind: 'status', status, at: Math.min(stop + 1, end) } : { kind: 'data', at: start };
}

function readTagged(octets: Octets, end: number): ResponseHead {
  const tagEnd = wordEnd(octets, 0, end);
  const stop = wordEnd(octets, tagEnd + 1, end);
  const status = tagEnd > 0 && tagEnd < end ? tagged(octets, tagEnd + 1, stop) : undefined;
  if (!status || octets.charCodeAt(0) === star) return { kind: 'none', at: 0 };
  return { kind: 'tagged', tag: octets.slice(0, tagEnd), status, at: Math.min(stop + 1, end) };
}

function wordEnd(octets: Octets, from: number, end: number): number {
  let at = from;
  while (at < end && octets.charCodeAt(at) !== blank) at++;
  return at;
}

function untagged(octets: Octets, start: number, stop: number): UntaggedStatus | undefined {
  const word = shortWord(octets, start, stop);
  return word === 'BYE' || word === 'PREAUTH' ? word : statusOf(word);
}

function tagged(octets: Octets, start: number, stop: number): 'OK' | 'NO' | 'BAD' | undefined {
  return statusOf(shortWord(octets, start, stop));
}

function statusOf(word: string): 'OK' | 'NO' | 'BAD' | undefined {
  return word === 'OK' || word === 'NO' || word === 'BAD' ? word : undefined;
}

/** A word that may be a status by its length and first letter, so that this costs nothing for data. */
function shortWord(octets: Octets, start: number, stop: number): string {
  const isShort = stop - start >= 2 && stop - start <= 7 && firstLetters.has(octets.charCodeAt(start));
  return isShort ? octets.slice(start, stop).toUpperCase() : '';
}
