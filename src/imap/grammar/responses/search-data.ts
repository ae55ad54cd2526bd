import {
  choice,
  close,
  complete,
  lazy,
  list,
  many,
  named,
  nested,
  open,
  optional,
  sequence,
  space,
  words,
} from '../combinators.js';
import { partialRange } from '../fetch.js';
import { END } from '../octet-array.js';
import type { Grammar, Reader } from '../reader.js';
import { sequenceSet, uidSet } from '../sequence-set.js';
import { astring, modSequence, nil, number, nzNumber } from '../terminals.js';
import { itemOf, listOf, orPattern, passPattern } from './pattern.js';

const OPEN = 0x28;

const messageNumber: Grammar = named('a number from 1', orPattern(nzNumber));

/** `search-sort-mod-seq = "(" "MODSEQ" SP mod-sequence-value ")"` — RFC 7162 §7 */
const highest: Grammar = named(
  '(MODSEQ n)',
  sequence(open, words('MODSEQ', { MODSEQ: sequence(space, orPattern(modSequence)) }), close),
);

/** `"SEARCH" *(SP nz-number) [SP search-sort-mod-seq]`, SORT alike — RFC 3501 §9, RFC 5256 §4, RFC 7162 §7 */
export const numbers: Grammar = (input) => {
  while (input.peek() !== END) {
    if (!space(input)) return false;
    if (input.peek() === OPEN) return highest(input);
    if (!messageNumber(input)) return false;
  }
  return true;
};

/** `thread-list = "(" (thread-members / thread-nested) ")"` — RFC 5256 §5 */
const thread: Grammar = named(
  'a thread such as (3 6 (4 23)(44 7))',
  nested(
    sequence(
      open,
      choice(
        sequence(
          messageNumber,
          many(sequence(space, messageNumber)),
          optional(
            sequence(
              space,
              lazy(() => branches),
            ),
          ),
        ),
        lazy(() => branches),
      ),
      close,
    ),
  ),
);

/** `thread-nested = 2*thread-list` — RFC 5256 §5; servers also send one */
const branches: Grammar = sequence(
  lazy(() => thread),
  many(lazy(() => thread)),
);

/** `thread-data = "THREAD" [SP 1*thread-list]` — RFC 5256 §5 */
export const threads: Grammar = (input) =>
  input.peek() === END || (space(input) && orPattern(branches)(input));

/**
 * `search-correlator = SP "(" one-correlator *(SP one-correlator) ")" ; tag-string = astring` — RFC 9051 §9; beside TAG
 * both of MAILBOX and UIDVALIDITY or neither, RFC 7377 §4.
 */
const correlators: Grammar = listOf(
  itemOf('TAG, MAILBOX or UIDVALIDITY', {
    TAG: sequence(space, orPattern(astring)),
    MAILBOX: sequence(space, orPattern(astring)),
    UIDVALIDITY: sequence(space, orPattern(nzNumber)),
  }),
);
const correlator: Grammar = named(
  '(TAG "…")',
  complete(
    complete(correlators, (list) => isPatterned(list) || /[( ]TAG /i.test(list), 'TAG too'),
    (list) => isPatterned(list) || /[( ]MAILBOX /i.test(list) === /[( ]UIDVALIDITY /i.test(list),
    'MAILBOX and UIDVALIDITY together',
  ),
);

function isPatterned(list: string): boolean {
  return list.includes('${');
}

/** `"ADDTO" SP "(" context-position SP sequence-set *(SP context-position SP sequence-set) ")"` — RFC 5267 §5 */
const positions: Grammar = sequence(
  space,
  named(
    'positions and sets in parentheses',
    orPattern(sequence(open, position, many(sequence(space, position)), close)),
  ),
);

/** A pattern may stand for a position, and for positions with their sets. */
function position(input: Reader): boolean {
  const start = input.at;
  if (positionAndSet(input)) return true;
  input.at = start;
  return passPattern(input);
}

const positionAndSet: Grammar = sequence(orPattern(number), space, orPattern(sequenceSet));

/** `"PARTIAL" SP "(" partial-range SP partial-results ")"` — RFC 9394 §4 */
const partial: Grammar = sequence(
  space,
  named(
    'a range and what was found in parentheses',
    orPattern(sequence(open, partialRange, space, choice(nil, sequenceSet), close)),
  ),
);

/** `search-return-data` — RFC 9051 §9 and its extensions */
const result: Grammar = itemOf('a result such as ALL 1:5', {
  MIN: sequence(space, messageNumber),
  MAX: sequence(space, messageNumber),
  ALL: sequence(space, orPattern(sequenceSet)),
  COUNT: sequence(space, orPattern(number)),
  MODSEQ: sequence(space, orPattern(modSequence)),
  ADDTO: positions,
  REMOVEFROM: positions,
  PARTIAL: partial,
  // RFC 6203 §6
  RELEVANCY: sequence(space, listOf(number, true)),
});

/** `esearch-response = "ESEARCH" [search-correlator] [SP "UID"] *(SP search-return-data)` — RFC 9051 §9 */
export const extendedSearch: Grammar = (input) => {
  if (input.peek() === END) return true;
  if (!space(input)) return false;
  if (input.peek() === OPEN) {
    if (!correlator(input)) return false;
    if (input.peek() === END) return true;
    if (!space(input)) return false;
  }
  if (/^UID(?: |$)/i.test(input.text.slice(input.at, input.at + 4))) {
    input.at += 3;
    if (input.peek() === END) return true;
    if (!space(input)) return false;
  }
  return orPattern(result)(input) && many(sequence(space, orPattern(result)))(input);
};

/** `"VANISHED" [SP "(EARLIER)"] SP known-uids` — RFC 7162 §7 */
export const vanished: Grammar = sequence(
  space,
  (input) => (input.peek() === OPEN ? earlier(input) : true),
  orPattern(uidSet),
);
const earlier: Grammar = sequence(named('(EARLIER)', list(words('EARLIER', { EARLIER: () => true }))), space);

/** `"UIDBATCHES" SP search-correlator [SP uid-range *("," uid-range)]` — draft-ietf-mailmaint-imap-uidbatches */
export const batches: Grammar = sequence(space, correlator, optional(sequence(space, orPattern(uidSet))));
