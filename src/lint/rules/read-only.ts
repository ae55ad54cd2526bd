import { commands } from '../../imap/registry.js';
import { placeInMessage } from '../grammar-rule.js';
import type { Rule } from '../rule.js';

/** A command that changes a mailbox which was opened to be read: "no changes to the permanent state are permitted" — RFC 9051 §6.3.3 */
export const readOnly: Rule = {
  code: 'P003',
  name: 'read-only',
  category: 'state',
  severity: 'error',
  fix: 'none',
  check: ({ report, state, outcomeOf }) => ({
    names: commands.flatMap(({ name, writes }) => (writes ? [name] : [])),
    command(message, command) {
      if (!state()?.readOnly || outcomeOf(message)?.status === 'OK') return;
      report({
        span: placeInMessage(message, command.nameSpan),
        message: `${command.name} changes the mailbox, and it is open only for reading: expected SELECT, not EXAMINE.`,
      });
    },
  }),
};
