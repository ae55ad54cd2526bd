import { isAll, tagChar } from '../imap/chars.js';
import type { Octets } from '../text/octets.js';

/** `tag = 1*<any ASTRING-CHAR except "+">` — RFC 9051 §9 */
export function isTag(octets: Octets): boolean {
  return octets !== '' && isAll(octets, tagChar);
}
