import { traits } from '../../imap/octet-traits.js';
import { visible } from '../../text/octets.js';
import { octetRule } from '../octet-rule.js';

/** A blank that is not the blank of IMAP, `SP = %x20`: web pages and word processors put them there. */
export const unicodeBlank = octetRule(
  { code: 'B005', name: 'unicode-blank', category: 'bytes', severity: 'error', fix: 'safe' },
  traits.eightBit,
  /\xc2\xa0|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xaf]|\xe2\x81\x9f|\xe3\x80\x80|(?<![\xc2-\xf4][\x80-\xbf]{0,2})\xa0/g,
  ({ text, octets, at, isQuoted }) => ({
    message: `${nameOf(octets)} is no blank to IMAP: expected an ordinary one.`,
    severity: isQuoted ? 'note' : 'error',
    ...(at === text.indexOf(' ') || text.slice(0, at).indexOf(' ') === -1
      ? { mistake: 'no-break-space-after-tag' as const }
      : { mistake: 'no-break-space-before-argument' as const }),
    fix: { title: 'write a blank', safe: !isQuoted, text: isBesideBlank(text, at, octets.length) ? '' : ' ' },
  }),
);

function nameOf(octets: string): string {
  return octets === '\xc2\xa0' || octets === '\xa0' ? 'A no-break space' : `The blank ${visible(octets)}`;
}

function isBesideBlank(text: string, at: number, length: number): boolean {
  return text[at - 1] === ' ' || text[at + length] === ' ' || at + length === text.length;
}
