import { traits } from '../../imap/octet-traits.js';
import { contentOf, findArguments, writeArgument } from '../argument-text.js';
import { placeInMessage } from '../grammar-rule.js';
import { headOf } from '../place.js';
import type { Rule } from '../rule.js';

/** Single quotes round a word, as in a shell: to IMAP they are a part of it. `quoted = DQUOTE …` — RFC 9051 §9 */
export const singleQuotes: Rule = {
  code: 'V002',
  name: 'single-quotes',
  category: 'value',
  severity: 'warning',
  fix: 'unsafe',
  check: ({ report }) => ({
    traits: traits.apostrophe,
    command(message, command) {
      for (const argument of findArguments(command, ['userid', 'password', 'mailbox', 'astring', 'string'])) {
        const content = contentOf(command, argument);
        if (!content || !/^'.*'$/.test(content) || command.text[argument.start] === '"') continue;
        const span = placeInMessage(message, argument);
        const inside = content.slice(1, -1);
        report({
          span,
          message: 'Single quotes are a part of the word: IMAP knows only double quotes.',
          ...(command.name === 'LOGIN' && {
            mistake: { kind: 'password-in-apostrophes', line: headOf(message).text, at: argument.start },
          }),
          fix: { title: 'leave them out', safe: false, edits: [{ span, text: writeArgument(inside) }] },
        });
      }
    },
  }),
};
