import type { Octets } from '../text/octets.js';
import { announcementBefore } from './announcement.js';

/** A literal within a response. */
export interface LiteralPlace {
  /** Where its announcement begins. */
  readonly start: number;
  readonly contentStart: number;
  readonly end: number;
  /** `~{n}` */
  readonly binary: boolean;
}

/** The literals of a whole response that is data, also of one whose values are not kept. */
export function literalsIn(octets: Octets): readonly LiteralPlace[] {
  const found: LiteralPlace[] = [];
  for (let at = 0; at < octets.length; ) {
    const lineEnd = octets.indexOf('\n', at);
    if (lineEnd === -1) break;
    const textEnd = octets[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
    const announced = announcementBefore(octets, textEnd, at);
    const contentStart = lineEnd + 1;
    if (!announced || contentStart + announced.count > octets.length) break;
    const { start, count, binary } = announced;
    at = contentStart + count;
    found.push({ start, contentStart, end: at, binary });
  }
  return found;
}
