import { named, node } from './combinators.js';
import type { Expectation, Grammar } from './reader.js';

const allowed = /[A-Za-z0-9_-]{1,255}/y;
const expectation: Expectation = { text: 'an id of letters, digits, _ and -' };

/** `objectid = 1*255(ALPHA / DIGIT / "_" / "-")` — RFC 8474 §7 */
export const objectId: Grammar = node(
  'object-id',
  named(expectation.text, (input) => {
    if (input.passPlaceholder()) return true;
    allowed.lastIndex = input.at;
    if (!allowed.test(input.text)) return input.miss(expectation);
    input.at = allowed.lastIndex;
    return true;
  }),
);
