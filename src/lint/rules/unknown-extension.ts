import { traits } from '../../imap/octet-traits.js';
import { visible } from '../../text/octets.js';
import { placeInMessage } from '../grammar-rule.js';
import type { Rule } from '../rule.js';

/** A name of nobody where RFC 4466 lets extensions add theirs: it may be a server's own, or a mistake. */
export const unknownExtension: Rule = {
  code: 'A005',
  name: 'unknown-extension',
  category: 'argument',
  severity: 'warning',
  fix: 'none',
  check: ({ report }) => ({
    traits: traits.stranger,
    command(message, command) {
      if (command.problems.length > 0) return;
      for (const { start, end, words } of command.strangers) {
        const name = visible(command.text.slice(start, Math.min(end, start + 40)));
        const known = words.length > 0 ? `; known are ${words.join(', ')}` : '';
        report({
          span: placeInMessage(message, { start, end }),
          message: `No extension that is registered has "${name}" here${known}.`,
          details: ['A server that does not know it answers BAD (RFC 4466 §2).'],
        });
      }
    },
  }),
};
