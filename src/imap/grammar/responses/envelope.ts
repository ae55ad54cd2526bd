import { close, many, named, open, sequence, space } from '../combinators.js';
import type { Grammar } from '../reader.js';
import { nil, nstring } from '../terminals.js';
import { orPattern } from './pattern.js';

const field = orPattern(nstring);

/** `address = "(" addr-name SP addr-adl SP addr-mailbox SP addr-host ")"` — RFC 9051 §9 */
const address: Grammar = named(
  'an address such as ("Bob" NIL "bob" "example.com")',
  sequence(
    open,
    named('a name in quotes, or NIL', field),
    space,
    named('a route, which is NIL nowadays', field),
    space,
    named('what stands before the @, in quotes, or NIL', field),
    space,
    named('a host in quotes, or NIL', field),
    close,
  ),
);

const addressList = sequence(open, orPattern(address), many(address), close);

/** `"(" 1*address ")" / nil`: no blanks between addresses — RFC 9051 §9 */
const addresses: Grammar = named(
  'addresses in parentheses, or NIL',
  orPattern((input) => (input.peek() === 0x28 ? addressList(input) : nil(input))),
);

const text = (what: string): Grammar => named(`${what} in quotes, or NIL`, field);

/** `envelope = "(" env-date SP env-subject SP env-from SP … SP env-message-id ")"` — RFC 9051 §9 */
export const envelope: Grammar = named(
  'an envelope in parentheses',
  orPattern(
    sequence(
      open,
      text('a date'),
      space,
      text('a subject'),
      ...Array.from({ length: 6 }, () => sequence(space, addresses)),
      space,
      text('the field In-Reply-To'),
      space,
      text('a message id'),
      close,
    ),
  ),
);
