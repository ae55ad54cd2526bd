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
const PERCENT = 0x25;
const STAR = 0x2a;
const DOLLAR = 0x24;
const SLASH = 0x2f;
const slash: Expectation = { text: 'an entry, which begins with a slash' };
const component: Expectation = { text: 'an entry name without a slash at its end, or two behind each other' };
const wildcard: Expectation = { text: 'an entry name without * and %' };

/**
 * `entry = astring ; slash-separated path to entry; MUST NOT contain "*" or "%"` — RFC 5464 §5; no two slashes in
 * sequence and none at the end, §3.2, which a server answers with BAD.
 */
export const entry: Grammar = node(
  'entry',
  named('an entry such as /private/comment', (input) => {
    const start = input.at;
    if (!astring(input)) return false;
    const first = input.octetAt(start);
    if (first > 0xff || first === DOLLAR) return true;
    if (first !== SLASH && first !== QUOTE) return input.miss(slash, start);
    if (input.peek() === STAR || input.peek() === PERCENT) return true;
    const name = input.text.slice(start, input.at);
    const offset = name.search(/[*%]/);
    if (offset !== -1) return input.miss(wildcard, start + offset);
    const empty = name.search(/(?<=\/)\/|\/(?="?$)/);
    return empty === -1 || input.miss(component, start + empty);
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

/** `value = nstring / literal8` — RFC 5464 §5, RFC 5257 §5 */
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

/** `entry-att = entry SP "(" att-value *(SP att-value) ")" ; att-value = attrib SP value ; attrib = astring` — RFC 5257 §5 */
export const entryAttributes: Grammar = sequence(
  node('entry', named('an entry such as /comment', astring)),
  space,
  list(sequence(named('an attribute such as value.priv', astring), space, value)),
);

/** `SETANNOTATION SP list-mailbox SP (entry-att / "(" entry-att *(SP entry-att) ")")` — the same draft */
export const setAnnotation: Grammar = sequence(
  space,
  listMailbox,
  space,
  choice(list(entryAttributes), entryAttributes),
);
