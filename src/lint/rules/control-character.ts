import { traits } from '../../imap/octet-traits.js';
import { octetRule } from '../octet-rule.js';

/** A control character in a command: `CHAR8` without NUL only in literals, CTL in no atom — RFC 9051 §9 */
export const controlCharacter = octetRule(
  { code: 'B007', name: 'control-character', category: 'bytes', severity: 'error', fix: 'unsafe' },
  traits.control,
  /[\x00-\x07\x0b\x0c\x0e-\x1f]/g,
  ({ octets, isQuoted, text }) => ({
    message: messageOf(octets),
    mistake: octets === '\0' ? mistakeOf(text, isQuoted) : undefined,
    severity: isQuoted && octets !== '\0' ? 'warning' : 'error',
    fix: { title: 'remove it', safe: false, text: '' },
  }),
);

function messageOf(octet: string): string {
  if (octet === '\0') return 'A NUL may stand nowhere in a command: some servers end the text there.';
  const letter = String.fromCharCode(octet.charCodeAt(0) + 0x40);
  return `The control character Ctrl-${letter} is sent like any other: remove it.`;
}

function mistakeOf(text: string, isQuoted: boolean) {
  if (!isQuoted) return 'nul';
  return /^\S+ LOGIN /i.test(text) ? 'nul-in-password' : undefined;
}
