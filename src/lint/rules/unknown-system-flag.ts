import { traits } from '../../imap/octet-traits.js';
import { findArguments } from '../argument-text.js';
import { placeInMessage } from '../grammar-rule.js';
import { headOf } from '../place.js';
import type { Rule } from '../rule.js';

/** A flag with a backslash that is none of the five that may be set: `flag = "\\Answered" / "\\Flagged" / …` — RFC 9051 §9 */
export const unknownSystemFlag: Rule = {
  code: 'V011',
  name: 'unknown-system-flag',
  category: 'value',
  severity: 'warning',
  fix: 'none',
  check: ({ report }) => ({
    names: ['STORE', 'UID STORE', 'APPEND'],
    traits: traits.backslash,
    command(message, command) {
      if (!suspicious.test(command.text)) return;
      for (const flag of findArguments(command, ['flag'])) {
        const word = command.text.slice(flag.start, flag.end);
        if (word[0] !== '\\' || settable.test(word) || word.includes('${')) continue;
        const isRecent = /^\\Recent$/i.test(word);
        report({
          span: placeInMessage(message, flag),
          ...(isRecent && { severity: 'error' }),
          message: isRecent
            ? 'Only the server sets \\Recent: no client may alter it.'
            : `There is no flag ${word}: expected \\Answered, \\Flagged, \\Deleted, \\Seen or \\Draft.`,
          mistake: { kind: 'unknown-system-flag', line: headOf(message).text, at: flag.start },
        });
      }
    },
  }),
};

const settable = /^\\(?:Answered|Flagged|Deleted|Seen|Draft|\*)$/i;

/** Whether it is worth while to look at the arguments. */
const suspicious = /\\(?!(?:Answered|Flagged|Deleted|Seen|Draft)[ )])/i;
