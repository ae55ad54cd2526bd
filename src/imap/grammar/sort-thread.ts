import { upperAscii } from '../../text/octets.js';
import { list, named, node, nothing, optional, sequence, space, words } from './combinators.js';
import { nearestWord } from './nearest-word.js';
import type { Expectation, Grammar } from './reader.js';
import { charset, furtherKeys, searchReturn } from './search.js';
import { astring, atom } from './terminals.js';

const orders = {
  ARRIVAL: nothing,
  CC: nothing,
  DATE: nothing,
  FROM: nothing,
  SIZE: nothing,
  SUBJECT: nothing,
  TO: nothing,
  /** RFC 5957 §4 */
  DISPLAYFROM: nothing,
  DISPLAYTO: nothing,
  /** RFC 6203 §6 */
  RELEVANCY: nothing,
  /** RFC 5257 §5 */
  ANNOTATION: sequence(
    space,
    astring,
    space,
    words('value.priv or value.shared', { 'VALUE.PRIV': nothing, 'VALUE.SHARED': nothing }),
  ),
  /** Gmail and Cyrus */
  MODSEQ: nothing,
  UID: nothing,
  SAVEDATE: nothing,
};

/** `sort-key` — RFC 5256 §5 */
const sortKey: Grammar = words('ARRIVAL, CC, DATE, FROM, SIZE, SUBJECT or TO', orders);

/** `sort-criterion = ["REVERSE" SP] sort-key` — RFC 5256 §5 */
const sortCriterion: Grammar = node(
  'sort-key',
  words('ARRIVAL, CC, DATE, FROM, SIZE, SUBJECT, TO or REVERSE', {
    ...orders,
    REVERSE: sequence(space, sortKey),
  }),
);

/** `sort-criteria = "(" sort-criterion *(SP sort-criterion) ")"` — RFC 5256 §5 */
export const sortCriteria: Grammar = node(
  'criteria',
  named('criteria in parentheses, such as (DATE)', list(sortCriterion)),
);

/** `sort = ["UID" SP] "SORT" [search-return-opts] SP sort-criteria SP search-criteria` — RFC 5256 §5, RFC 5267 §5 */
export const sort: Grammar = sequence(
  optional(searchReturn),
  space,
  sortCriteria,
  space,
  charset,
  furtherKeys,
);

const algorithms = ['ORDEREDSUBJECT', 'REFERENCES', 'REFS'];
const algorithmExpectation: Expectation = { text: 'an algorithm such as REFERENCES', words: algorithms };

const namedAtom = named(algorithmExpectation.text, atom);

/** `thread-alg = "ORDEREDSUBJECT" / "REFERENCES" / thread-alg-ext ; thread-alg-ext = atom` — RFC 5256 §5: one that is near to a known one is misspelled. */
const algorithm: Grammar = (input) => {
  const start = input.at;
  if (!namedAtom(input)) return false;
  const name = upperAscii(input.text.slice(start, input.at));
  if (algorithms.includes(name) || name.includes('${') || !nearestWord(name, algorithms)) return true;
  return input.miss(algorithmExpectation, start);
};

/** `thread = ["UID" SP] "THREAD" SP thread-alg SP search-criteria` — RFC 5256 §5 */
export const thread: Grammar = sequence(space, node('atom', algorithm), space, charset, furtherKeys);
