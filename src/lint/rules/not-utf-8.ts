import { traits } from '../../imap/octet-traits.js';
import { type Octets, utf8Length } from '../../text/octets.js';
import { placeIn } from '../place.js';
import type { Rule } from '../rule.js';

/** Text in another encoding than UTF-8, the one that servers may take besides ASCII: `UTF8-2` and on — RFC 9051 §9 */
export const notUtf8: Rule = {
  code: 'B009',
  name: 'not-utf-8',
  category: 'bytes',
  severity: 'warning',
  fix: 'none',
  check: ({ report }) => ({
    traits: traits.eightBit,
    command({ segments }) {
      for (const { line } of segments) {
        const at = foreignAt(line.text);
        if (at === undefined) continue;
        report({
          span: placeIn(line, at, at + 1),
          message:
            'This is no UTF-8: is the file in Latin-1 (ISO 8859-1, Windows-1252)? Expected it to be saved as UTF-8.',
        });
        return;
      }
    },
  }),
};

/** Where the first octet is that no UTF-8 has; telnet's own and quotes of Windows-1252 have rules that say more. */
function foreignAt(text: Octets): number | undefined {
  if (text.includes('\xff')) return undefined;
  // A literal that is too short may end in the middle of a character.
  for (let at = /^[\x80-\xbf]*/.exec(text)?.[0].length ?? 0; at < text.length; ) {
    const length = utf8Length(text, at);
    if (length === 0 && !/[\x91-\x94]/.test(text.charAt(at))) return at;
    at += Math.max(length, 1);
  }
  return undefined;
}
