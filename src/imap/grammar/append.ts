import {
  close,
  list,
  many,
  named,
  node,
  open,
  optional,
  sequence,
  space,
  word,
  words,
} from './combinators.js';
import { dateTime } from './date.js';
import { flagList } from './flag.js';
import { mailbox } from './mailbox.js';
import { entryAttributes } from './metadata.js';
import { type Grammar, LITERAL, LITERAL8 } from './reader.js';
import { oneMessage } from './sequence-set.js';
import { astring, literal, literal8 } from './terminals.js';

/** `url-part / text-literal` — RFC 4469 §4; `"UTF8" SP "(" literal8 ")"` — RFC 6855 §4 */
const part: Grammar = words('URL or TEXT', {
  URL: sequence(space, node('url', named('a URL', astring))),
  TEXT: sequence(space, (input) => (input.peek() === LITERAL8 ? literal8(input) : literal(input))),
  UTF8: sequence(space, open, literal8, close),
});

/** `append-data =/ "CATENATE" SP "(" cat-part *(SP cat-part) ")"` — RFC 4469 §4 */
const composed: Grammar = words('the message as a literal, or CATENATE', {
  CATENATE: sequence(space, list(part)),
  UTF8: sequence(space, open, literal8, close),
});

/** `append-data = literal / literal8 / append-data-ext` — RFC 9051 §9 */
const data: Grammar = node(
  'message',
  named('the message as a literal', (input) => {
    const octet = input.peek();
    if (octet === LITERAL) return literal(input);
    return octet === LITERAL8 ? literal8(input) : composed(input);
  }),
);

/** `append-ext =/ "ANNOTATION" SP "(" entry-att *(SP entry-att) ")"` — RFC 5257 §5 */
const extension: Grammar = sequence(space, word('ANNOTATION'), space, list(entryAttributes));

/** `append-message = append-opts SP append-data ; append-opts = [SP flag-list] [SP date-time] *(SP append-ext)` — RFC 4466 §3 */
const message: Grammar = sequence(
  optional(sequence(space, flagList)),
  optional(sequence(space, dateTime)),
  many(extension),
  space,
  data,
);

/** `append = "APPEND" SP mailbox 1*append-message` — RFC 9051 §9, RFC 3502 §6.3.11 */
export const append: Grammar = sequence(space, mailbox, message, many(message));

/** `replace = "REPLACE" SP seq-number SP mailbox append-message` — RFC 8508 §5 */
export const replace: Grammar = sequence(space, oneMessage, space, mailbox, message);
