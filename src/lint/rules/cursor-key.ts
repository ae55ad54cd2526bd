import { traits } from '../../imap/octet-traits.js';
import { visible } from '../../text/octets.js';
import { octetRule } from '../octet-rule.js';

/** The sequence that a cursor or function key sends where no line editor takes it (ECMA-48, `CSI`). */
export const cursorKey = octetRule(
  { code: 'B002', name: 'cursor-key', category: 'bytes', severity: 'error', fix: 'unsafe' },
  traits.control,
  /\x1b(?:\[[0-9;]*[@-~]|O[A-Z])/g,
  ({ octets }) => ({
    message: `A key such as ${keys[octets.at(-1) ?? ''] ?? 'a function key'} moves nothing: its octets ${visible(octets)} are sent.`,
    details: ['What was typed after it stands where it was typed: look at the line again.'],
    mistake: 'cursor-key',
    fix: { title: 'remove them', safe: false, text: '' },
  }),
);

const keys: Readonly<Record<string, string>> = {
  A: 'cursor up',
  B: 'cursor down',
  C: 'cursor right',
  D: 'cursor left',
  H: 'Home',
  F: 'End',
};
