import { findArguments } from '../argument-text.js';
import { placeInMessage } from '../grammar-rule.js';
import type { Rule } from '../rule.js';

/** `BODY` alone is the structure of a message and not its text — RFC 9051 §6.4.5 */
export const bodyWithoutSection: Rule = {
  code: 'V010',
  name: 'body-without-section',
  category: 'value',
  severity: 'note',
  fix: 'none',
  check: ({ report }) => ({
    names: ['FETCH', 'UID FETCH'],
    command(message, command) {
      if (!/\bBODY(?![.[A-Z])/i.test(command.text)) return;
      for (const item of findArguments(command, ['fetch-item'])) {
        if (command.text.slice(item.start, item.end).toUpperCase() !== 'BODY') continue;
        report({
          span: placeInMessage(message, item),
          message:
            'BODY alone is the structure of the message; its text is BODY[], or BODY.PEEK[], which leaves it unseen.',
        });
      }
    },
  }),
};
