import type { Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';
import { announcementBefore } from './announcement.js';

/** A literal within a message. */
export interface LiteralPlace {
  /** Where its announcement begins. */
  readonly start: number;
  /** The digits of the announcement. */
  readonly count: Span;
  readonly contentStart: number;
  /** Behind the octets, where not all of it is there. */
  readonly end: number;
  /** `~{n}` */
  readonly binary: boolean;
}

/** The literals of messages that are data, also of responses whose values are not kept. */
export function literalsIn(octets: Octets): readonly LiteralPlace[] {
  const found: LiteralPlace[] = [];
  for (let at = 0, line = octets.indexOf('\n'); line !== -1; line = octets.indexOf('\n', at)) {
    const announced = announcementBefore(octets, octets[line - 1] === '\r' ? line - 1 : line, at);
    const contentStart = line + 1;
    at = contentStart + (announced?.count ?? 0);
    if (!announced) continue;
    const { start, binary } = announced;
    found.push({ start, count: digitsOf(octets, start), contentStart, end: at, binary });
  }
  return found;
}

function digitsOf(octets: Octets, announcement: number): Span {
  const start = octets.indexOf('{', announcement) + 1;
  return { start, end: start + (/^[0-9]+/.exec(octets.slice(start, start + 20))?.[0].length ?? 0) };
}
