import type { Command } from '../../imap/command.js';
import type { Argument } from '../../imap/grammar/argument.js';
import { decodeMailboxName } from '../../imap/mailbox-name.js';
import { traits } from '../../imap/octet-traits.js';
import type { ClientMessage } from '../../script/ast.js';
import { contentOf, findArguments, writeArgument } from '../argument-text.js';
import { placeInMessage } from '../grammar-rule.js';
import { headOf } from '../place.js';
import type { Finding, Rule } from '../rule.js';
import { takesUtf8 } from '../takes-utf8.js';

/** A mailbox name that is not modified UTF-7, where the server was not told to expect UTF-8 — RFC 3501 §5.1.3, RFC 6855 §3 */
export const mailboxName: Rule = {
  code: 'V003',
  name: 'mailbox-name',
  category: 'value',
  severity: 'warning',
  fix: 'unsafe',
  check: ({ report, state }) => ({
    traits: traits.eightBit | traits.ampersand,
    command(message, command) {
      if (takesUtf8(state())) return;
      for (const argument of findArguments(command, ['mailbox', 'reference'])) {
        const finding = judge(message, command, argument);
        if (finding) report(finding);
      }
    },
  }),
};

function judge(message: ClientMessage, command: Command, argument: Argument): Finding | undefined {
  const content = contentOf(command, argument) ?? '';
  const name = decodeMailboxName(content);
  if (name.kind !== 'refused') return undefined;
  const { replacement } = name;
  const span = placeInMessage(message, argument);
  const text = replacement === undefined ? '' : writeArgument(replacement);
  return {
    span,
    message: name.message,
    ...(/[\x80-\xff]/.test(content) && {
      mistake: { kind: '8-bit-mailbox', line: headOf(message).text, at: argument.start },
    }),
    ...(text !== '' && { fix: { title: `write ${text}`, safe: false, edits: [{ span, text }] } }),
  };
}
