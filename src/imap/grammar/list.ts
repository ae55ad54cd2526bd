import {
  choice,
  close,
  complete,
  list,
  named,
  node,
  nothing,
  open,
  optional,
  sequence,
  space,
  spaced,
  word,
} from './combinators.js';
import { listMailbox, reference } from './mailbox.js';
import { entry } from './metadata.js';
import { openWords } from './open-words.js';
import type { Grammar } from './reader.js';
import { statusItems, statusWords } from './status.js';

const selectWords = {
  SUBSCRIBED: nothing,
  REMOTE: nothing,
  RECURSIVEMATCH: nothing,
  'SPECIAL-USE': nothing,
};
const selectOption: Grammar = openWords('SUBSCRIBED, REMOTE, RECURSIVEMATCH or SPECIAL-USE', selectWords, {
  others: () => [...Object.keys(returnWords), ...attributes],
  hasValue: true,
});

/** Without their backslashes people take them for options. */
const attributes = ['HASCHILDREN', 'HASNOCHILDREN', 'NOSELECT', 'NOINFERIORS', 'MARKED', 'UNMARKED'];

/**
 * `list-select-opts = "(" [(*(list-select-opt SP) list-select-base-opt *(SP list-select-opt)) / (list-select-independent-opt
 * *(SP list-select-independent-opt))] ")"` — RFC 9051 §9: RECURSIVEMATCH stands only with SUBSCRIBED.
 */
const selectOptions: Grammar = node(
  'options',
  complete(
    sequence(open, choice(close, sequence(spaced(selectOption), close))),
    (options) => !/\bRECURSIVEMATCH\b/i.test(options) || /\bSUBSCRIBED\b/i.test(options),
    'SUBSCRIBED too, which RECURSIVEMATCH needs',
  ),
);

/** `mbox-or-pat = list-mailbox / patterns ; patterns = "(" list-mailbox *(SP list-mailbox) ")"` — RFC 9051 §9 */
const patternList = list(listMailbox);
const patterns: Grammar = (input) => (input.peek() === 0x28 ? patternList(input) : listMailbox(input));

/** `return-option` — RFC 9051 §9, RFC 6154 §6, RFC 8440 §4, RFC 9590 §4 */
const returnWords = {
  SUBSCRIBED: nothing,
  CHILDREN: nothing,
  STATUS: sequence(space, statusItems),
  'SPECIAL-USE': nothing,
  MYRIGHTS: nothing,
  METADATA: sequence(space, named('entries in parentheses', list(entry))),
};
const returnOption: Grammar = openWords(
  'SUBSCRIBED, CHILDREN, STATUS, SPECIAL-USE, MYRIGHTS or METADATA',
  returnWords,
  { others: () => [...Object.keys(selectWords), ...attributes, ...statusWords], hasValue: true },
);

/** `list-return-opts = "RETURN" SP "(" [return-option *(SP return-option)] ")"` — RFC 9051 §9 */
const returnOptions: Grammar = sequence(
  space,
  word('RETURN'),
  space,
  named(
    'options in parentheses, such as (SUBSCRIBED CHILDREN)',
    node('options', sequence(open, choice(close, sequence(spaced(returnOption), close)))),
  ),
);

/** `list = "LIST" [SP list-select-opts] SP mailbox SP mbox-or-pat [SP list-return-opts]` — RFC 9051 §9 */
export const listMailboxes: Grammar = sequence(
  optional(sequence(space, selectOptions)),
  space,
  reference,
  space,
  patterns,
  optional(returnOptions),
);

/** `lsub = "LSUB" SP mailbox SP list-mailbox` — RFC 3501 §9; RLIST, RLSUB and XLIST are like it */
export const listPlain: Grammar = sequence(space, reference, space, listMailbox);
