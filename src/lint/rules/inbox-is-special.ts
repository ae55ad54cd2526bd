import { isInbox } from '../../imap/mailbox-name.js';
import { contentOf, findArguments } from '../argument-text.js';
import { placeInMessage } from '../grammar-rule.js';
import type { Rule } from '../rule.js';

/** INBOX is always there: "it is an error to attempt to delete INBOX", or to create it — RFC 9051 §6.3.4 and §6.3.5 */
export const inboxIsSpecial: Rule = {
  code: 'V008',
  name: 'inbox-is-special',
  category: 'value',
  severity: 'warning',
  fix: 'none',
  check: ({ report }) => ({
    names: ['DELETE', 'CREATE'],
    command(message, command) {
      for (const argument of findArguments(command, ['mailbox'])) {
        if (!isInbox(contentOf(command, argument) ?? '')) continue;
        const span = placeInMessage(message, argument);
        const verb = command.name === 'DELETE' ? 'deleted' : 'created: it is always there';
        report({ span, explains: message.span, message: `INBOX cannot be ${verb}.` });
      }
    },
  }),
};
