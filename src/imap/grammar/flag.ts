import { atomChar, isIn } from '../chars.js';
import { listOrEmpty, named, node } from './combinators.js';
import type { Expectation, Grammar } from './reader.js';
import { atom } from './terminals.js';

const BACKSLASH = 0x5c;
const systemFlag: Expectation = { text: 'the name of a flag after the backslash' };

/** `flag = "\Answered" / "\Flagged" / … / flag-keyword / flag-extension ; flag-extension = "\" atom` — RFC 9051 §9 */
export const flag: Grammar = node(
  'flag',
  named('a flag such as \\Seen', (input) => {
    if (input.octetAt(input.at) !== BACKSLASH) return atom(input);
    input.at++;
    return isIn(input.peek(), atomChar) ? atom(input) : input.miss(systemFlag);
  }),
);

/** `flag-list = "(" [flag *(SP flag)] ")"` — RFC 9051 §9 */
export const flagList: Grammar = node(
  'flag-list',
  named('a list of flags in parentheses', listOrEmpty(flag)),
);

/** `flag-keyword = atom` — RFC 9051 §9 */
export const flagKeyword: Grammar = node('flag', named('a keyword, which has no backslash', atom));
