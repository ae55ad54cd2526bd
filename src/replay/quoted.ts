import type { Octets } from '../text/octets.js';

/** `quoted = DQUOTE *QUOTED-CHAR DQUOTE` — RFC 9051 §9. For text without CR, LF and NUL. */
export function quoted(octets: Octets): Octets {
  return `"${octets.replace(/["\\]/g, '\\$&')}"`;
}
