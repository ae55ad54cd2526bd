import { octetRule } from '../octet-rule.js';
import { traits } from '../octet-traits.js';

/** A control character in a command: `CHAR8` without NUL only in literals, CTL in no atom — RFC 9051 §9 */
export const controlCharacter = octetRule(
  { code: 'B007', name: 'control-character', category: 'bytes', severity: 'error' },
  traits.control,
  /[\x00-\x07\x0b\x0c\x0e-\x1f]/g,
  ({ octets, isQuoted, text, at }) => ({
    message: messageOf(octets),
    ...(octets === '\0' && { mistake: isQuoted ? ('nul-in-password' as const) : ('nul' as const) }),
    ...(isQuoted && !/^\S+ LOGIN /i.test(text) && { mistake: undefined }),
    severity: isQuoted && octets !== '\0' ? 'warning' : 'error',
    fix: { title: 'remove it', safe: false, text: '' },
    ...(at === text.length && { details: [] }),
  }),
);

function messageOf(octet: string): string {
  if (octet === '\0')
    return 'A NUL may stand nowhere in a command: some servers end the text there, others the connection.';
  const letter = String.fromCharCode(octet.charCodeAt(0) + 0x40);
  return `The control character Ctrl-${letter} is sent like any other: remove it.`;
}
