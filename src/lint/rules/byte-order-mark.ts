import { traits } from '../../imap/octet-traits.js';
import { octetRule } from '../octet-rule.js';

/** U+FEFF at the beginning of a line, as some editors begin their files: the server takes it for a part of the tag. */
export const byteOrderMark = octetRule(
  { code: 'B004', name: 'byte-order-mark', category: 'bytes', severity: 'error', fix: 'safe' },
  traits.eightBit,
  /^\xef\xbb\xbf/g,
  () => ({
    message: 'A byte order mark is no part of a tag: save the file as UTF-8 without it.',
    mistake: 'byte-order-mark',
    fix: { title: 'remove it', safe: true, text: '' },
  }),
);
