import { traits } from '../../imap/octet-traits.js';
import { visible } from '../../text/octets.js';
import { octetRule } from '../octet-rule.js';

/** Characters that nobody sees and the server gets: zero-width ones, soft hyphens, marks of writing direction. */
export const invisibleCharacter = octetRule(
  { code: 'B006', name: 'invisible-character', category: 'bytes', severity: 'error', fix: 'safe' },
  traits.eightBit,
  /\xc2\xad|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0\xa6-\xa9]|(?<!^)\xef\xbb\xbf/g,
  ({ octets, isQuoted }) => ({
    message: `The invisible character ${visible(octets)} is sent like any other: remove it.`,
    severity: isQuoted ? 'warning' : 'error',
    fix: { title: 'remove it', safe: !isQuoted, text: '' },
  }),
);
