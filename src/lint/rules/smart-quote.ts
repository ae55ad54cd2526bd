import { traits } from '../../imap/octet-traits.js';
import type { Octets } from '../../text/octets.js';
import { octetRule } from '../octet-rule.js';

/** Typographic quotes where a quoted string was meant: `DQUOTE = %x22` — RFC 9051 §9 */
export const smartQuote = octetRule(
  { code: 'B008', name: 'smart-quote', category: 'bytes', severity: 'error', fix: 'safe' },
  traits.eightBit,
  /(?<=[ (])(?:\xe2\x80[\x98-\x9f]|\xc2[\xab\xbb])|(?:\xe2\x80[\x98-\x9f]|\xc2[\xab\xbb])(?=[ )]|$)|(?<=[ (])[\x91-\x94]|(?<![\x80-\xff])[\x91-\x94](?=[ )]|$)/g,
  ({ text, octets, at, isQuoted }) => {
    if (isQuoted) return undefined;
    return {
      message: 'A typographic quote is an ordinary character to IMAP: expected the straight quote ".',
      details: ['The server takes it for a part of the word.'],
      ...(at === text.search(/[\x80-\xff]/) && { mistake: kindOf(text) }),
      fix: { title: 'write "', safe: octets !== '\xe2\x80\x99', text: '"' },
    };
  },
);

function kindOf(text: Octets) {
  return /^\S+ LOGIN /i.test(text) ? 'smart-quotes-around-password' : 'smart-quotes-around-mailbox';
}
