import type { Octets } from '../text/octets.js';

/** `{n}` at the end of a line: the next `count` octets are a literal. */
export interface Announcement {
  /** Where `{` or `~{` is. */
  readonly start: number;
  readonly count: number;
  /** `~{n}`: literal8 (RFC 9051 §9). */
  readonly binary: boolean;
  /** `{n+}`: sent without waiting (RFC 7888). */
  readonly nonSynchronising: boolean;
}

const brace = 0x7b;
const closingBrace = 0x7d;
const plus = 0x2b;
const tilde = 0x7e;

/**
 * `literal = "{" number64 ["+"] "}" CRLF *CHAR8`, `literal8 = "~{" number64 "}" CRLF *OCTET` — RFC 9051 §9.
 * Reads the announcement that ends just before `end`, where the line end is; `from` is where the line begins.
 */
export function announcementBefore(octets: Octets, end: number, from = 0): Announcement | undefined {
  if (octets.charCodeAt(end - 1) !== closingBrace) return undefined;
  const nonSynchronising = octets.charCodeAt(end - 2) === plus;
  const last = nonSynchronising ? end - 2 : end - 1;
  let first = last;
  while (first > from && isDigit(octets.charCodeAt(first - 1))) first--;
  if (first === last || first <= from || octets.charCodeAt(first - 1) !== brace) return undefined;
  const binary = first - 2 >= from && octets.charCodeAt(first - 2) === tilde;
  return {
    start: binary ? first - 2 : first - 1,
    count: Number(octets.slice(first, last)),
    binary,
    nonSynchronising,
  };
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
