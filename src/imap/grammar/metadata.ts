import {
  choice,
  close,
  list,
  named,
  node,
  nothing,
  open,
  sequence,
  space,
  spaced,
  words,
} from './combinators.js';
import { listMailbox, mailbox } from './mailbox.js';
import type { Expectation, Grammar } from './reader.js';
import { astring, literal8, nstring, number } from './terminals.js';

const QUOTE = 0x22;
const DOLLAR = 0x24;
const SLASH = 0x2f;
const slash: Expectation = { text: 'an entry, which begins with a slash' };
const wildcard: Expectation = { text: 'an entry name without * and %' };

/** `entry = astring ; slash-separated path to entry; MUST NOT contain "*" or "%"` — RFC 5464 §5 */
export const entry: Grammar = node(
  'entry',
  named('an entry such as /private/comment', (input) => {
    const start = input.at;
    if (!astring(input)) return false;
    const first = input.octetAt(start);
    if (first === SLASH || first > 0xff || first === DOLLAR) return true;
    if (first !== QUOTE) return input.miss(slash, start);
    const offset = input.text.slice(start, input.at).search(/[*%]/);
    return offset === -1 || input.miss(wildcard, start + offset);
  }),
);

/** `entries = entry / "(" entry *(SP entry) ")"` — RFC 5464 §5 */
const entries: Grammar = choice(list(entry), entry);

/** `"MAXSIZE" SP number / "DEPTH" SP ("0" / "1" / "infinity")` — RFC 5464 §5 */
const option: Grammar = words('DEPTH or MAXSIZE', {
  MAXSIZE: sequence(space, number),
  DEPTH: sequence(space, words('0, 1 or infinity', { '0': nothing, '1': nothing, INFINITY: nothing })),
});
const optionList = sequence(space, node('options', sequence(open, spaced(option), close)));
const beginsOptions = / \((?:MAXSIZE|DEPTH)(?![^ )])/iy;
const beginsList = / \(/y;

/** The options where a text begins like them: then it is taken for nothing else, and a wrong one refused as such. */
function options(beginning: RegExp): Grammar {
  return (input) => {
    beginning.lastIndex = input.at;
    return beginning.test(input.text) ? optionList(input) : true;
  };
}

/**
 * `getmetadata = "GETMETADATA" [SP getmetadata-options] SP mailbox SP entries` — RFC 5464 §5; its examples (§4.2.1)
 * have the options behind the mailbox, and servers take both.
 */
export const getMetadata: Grammar = sequence(
  options(beginsList),
  space,
  mailbox,
  options(beginsOptions),
  space,
  entries,
);

/** `value = nstring / literal8` — RFC 5464 §5 */
const value: Grammar = node(
  'value',
  named('a string in quotes, a literal or NIL', choice(nstring, literal8)),
);

/** `setmetadata = "SETMETADATA" SP mailbox SP entry-values` — RFC 5464 §5 */
export const setMetadata: Grammar = sequence(
  space,
  mailbox,
  space,
  named('entries and values in parentheses', list(sequence(entry, space, value))),
);

const pattern: Grammar = choice(list(listMailbox), listMailbox);

/** `GETANNOTATION SP list-mailbox SP entries SP attribs` — draft-daboo-imap-annotatemore §9 */
export const getAnnotation: Grammar = sequence(space, listMailbox, space, pattern, space, pattern);

const attributes = list(sequence(astring, space, value));
const annotation = sequence(astring, space, attributes);

/** `SETANNOTATION SP list-mailbox SP (entry-att / "(" entry-att *(SP entry-att) ")")` — the same draft */
export const setAnnotation: Grammar = sequence(
  space,
  listMailbox,
  space,
  choice(list(annotation), annotation),
);
