import { findArguments } from '../argument-text.js';
import { placeInMessage } from '../grammar-rule.js';
import type { Rule } from '../rule.js';

/** A keyword that is called like a system flag: `flag = "\\Answered" / "\\Flagged" / … / flag-keyword` — RFC 9051 §9 */
export const keywordWithoutBackslash: Rule = {
  code: 'V009',
  name: 'keyword-without-backslash',
  category: 'value',
  severity: 'warning',
  fix: 'unsafe',
  check: ({ report }) => ({
    names: ['STORE', 'UID STORE', 'APPEND'],
    command(message, command) {
      if (!suspicious.test(command.text)) return;
      for (const flag of findArguments(command, ['flag'])) {
        const word = command.text.slice(flag.start, flag.end);
        if (!/^\/?(?:Answered|Flagged|Deleted|Seen|Draft)$/i.test(word)) continue;
        const span = placeInMessage(message, flag);
        const system = `\\${word.replace(/^\//, '')}`;
        report({
          span,
          message: `${word} is a keyword of your own; the system flag is ${system}.`,
          fix: { title: `write ${system}`, safe: false, edits: [{ span, text: system }] },
        });
      }
    },
  }),
};

/** Whether it is worth while to look at the arguments. */
const suspicious = /[( /](?:Answered|Flagged|Deleted|Seen|Draft)(?:[) ]|$)/i;
