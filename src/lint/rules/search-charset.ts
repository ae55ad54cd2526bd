import { traits } from '../../imap/octet-traits.js';
import { findArguments } from '../argument-text.js';
import { placeInMessage } from '../grammar-rule.js';
import type { Rule } from '../rule.js';
import { takesUtf8 } from '../takes-utf8.js';

/** Letters beyond ASCII in a search without CHARSET: it is then US-ASCII — RFC 3501 §6.4.4 */
export const searchCharset: Rule = {
  code: 'V004',
  name: 'search-charset',
  category: 'value',
  severity: 'warning',
  fix: 'none',
  check: ({ report, state }) => ({
    names: ['SEARCH', 'UID SEARCH'],
    traits: traits.eightBit,
    command(message, command) {
      if (findArguments(command, ['charset']).length > 0) return;
      if (takesUtf8(state())) return;
      const start = command.text.search(/[\x80-\xff]/);
      if (start === -1 || command.problems.length > 0) return;
      const length = /^[\x80-\xff]+/.exec(command.text.slice(start))?.[0].length ?? 1;
      report({
        span: placeInMessage(message, { start, end: start + length }),
        message: 'Letters beyond ASCII need CHARSET UTF-8 before the keys, and a literal for the text.',
        details: ['Such as: SEARCH CHARSET UTF-8 SUBJECT {<<EOM}. With ENABLE UTF8=ACCEPT quotes will do.'],
      });
    },
  }),
};
