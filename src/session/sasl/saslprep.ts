import { encodeUtf8, type Octets } from '../../text/octets.js';

/** Names and passwords that look the same made the same (RFC 4013 §2.1, §2.2): what is prohibited is for the server. */
export function saslprep(octets: Octets): Octets {
  if (/^[\x20-\x7e]*$/.test(octets)) return octets;
  const text = Buffer.from(octets, 'latin1').toString('utf8');
  const mapped = text.replaceAll(otherSpaces, ' ').replaceAll(mappedToNothing, '');
  return encodeUtf8(mapped.normalize('NFKC'));
}

/** RFC 3454 table C.1.2. */
const otherSpaces = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/g;

/** RFC 3454 table B.1, without U+200B, which table C.1.2 has. */
const mappedToNothing = /\u00ad|\u034f|\u1806|[\u180b-\u180d]|\u200c|\u200d|\u2060|[\ufe00-\ufe0f]|\ufeff/g;
