import type { Argument } from '../../imap/grammar/argument.js';
import { decodeMailboxName } from '../../imap/mailbox-name.js';
import { contentOf, findArguments, writeArgument } from '../argument-text.js';
import { placeInMessage } from '../grammar-rule.js';
import { traits } from '../octet-traits.js';
import { headOf } from '../place.js';
import type { Rule } from '../rule.js';

/** A mailbox name that is not modified UTF-7, where the server was not told to expect UTF-8 — RFC 3501 §5.1.3, RFC 6855 §3 */
export const mailboxName: Rule = {
  code: 'V003',
  name: 'mailbox-name',
  category: 'value',
  severity: 'warning',
  check: ({ report, state }) => ({
    traits: traits.eightBit | traits.ampersand,
    command(message, command) {
      if (state()?.enabled.some((word) => word === 'UTF8=ACCEPT' || word === 'IMAP4REV2')) return;
      const write = (argument: Argument) => {
        const content = contentOf(command, argument);
        const name = content === undefined ? undefined : decodeMailboxName(content);
        if (name?.kind !== 'refused') return;
        const { replacement } = name;
        const span = placeInMessage(message, argument);
        const isEightBit = /[\x80-\xff]/.test(content ?? '');
        report({
          span,
          message: name.message,
          ...(isEightBit && {
            mistake: { kind: '8-bit-mailbox', line: headOf(message).text, at: argument.start },
          }),
          ...(replacement !== undefined && {
            fix: {
              title: `write ${replacement}`,
              safe: false,
              edits: [{ span, text: writeArgument(replacement) }],
            },
          }),
        });
      };
      for (const argument of findArguments(command, ['mailbox', 'reference'])) write(argument);
    },
  }),
};
