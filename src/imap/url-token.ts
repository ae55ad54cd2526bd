import type { Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';

/** `iurlauth = iurlauth-rump ":" uauth-mechanism ":" enc-urlauth` — RFC 5092 §11: who has the last part may read. */
export function urlTokens(octets: Octets, from: number, end: number): Span[] {
  const text = octets.slice(from, end);
  if (!text.includes(';')) return [];
  return Array.from(text.matchAll(/;URLAUTH=[^:\s"]{0,512}:[^:\s"]{0,64}:([^\s")}]+)/gi), (found) => {
    const stop = from + found.index + found[0].length;
    return { start: stop - (found[1]?.length ?? 0), end: stop };
  });
}
