import {
  close,
  list,
  listOrEmpty,
  named,
  node,
  nothing,
  open,
  optional,
  sequence,
  space,
  spaced,
} from './combinators.js';
import { flag } from './flag.js';
import { mailbox } from './mailbox.js';
import { objectId } from './object-id.js';
import { openWords } from './open-words.js';
import type { Expectation, Grammar } from './reader.js';
import { uidSet } from './sequence-set.js';
import { atom, modSequence, nzNumber } from './terminals.js';

/** `seq-match-data = "(" known-sequence-set SP known-uid-set ")"` — RFC 7162 §7 */
const matchData: Grammar = sequence(open, uidSet, space, uidSet, close);

/** `"QRESYNC" SP "(" uidvalidity SP mod-sequence-value [SP known-uids] [SP seq-match-data] ")"` — RFC 7162 §7 */
const resync: Grammar = sequence(
  space,
  named(
    'values in parentheses, such as (67890007 12345)',
    sequence(
      open,
      nzNumber,
      space,
      modSequence,
      optional(sequence(space, uidSet)),
      optional(sequence(space, matchData)),
      close,
    ),
  ),
);

/** `"OBJECTID" [SP "(" name SP id … ")"]` — draft-ietf-mailmaint-imap-objectid-bis */
const objectIds: Grammar = optional(sequence(space, list(sequence(atom, space, objectId))));

/** `select-param` — RFC 4466 §3, RFC 7162 §7, RFC 5257 §5 */
const parameter: Grammar = openWords(
  'CONDSTORE or QRESYNC',
  {
    CONDSTORE: nothing,
    QRESYNC: resync,
    ANNOTATE: nothing,
    OBJECTID: objectIds,
  },
  { others: () => [], hasValue: true },
);
const parameters = node('options', sequence(open, spaced(parameter), close));

/** `select = "SELECT" SP mailbox [SP "(" select-param *(SP select-param) ")"]` — RFC 9051 §9, RFC 4466 §3 */
export const select: Grammar = sequence(space, mailbox, optional(sequence(space, parameters)));

const backslash: Expectation = { text: 'an attribute such as \\Sent' };

/** `use-attr = "\All" / "\Archive" / … / use-attr-ext ; use-attr-ext = "\" atom` — RFC 6154 §6 */
const useAttribute: Grammar = (input) =>
  input.peek() === 0x5c || input.peek() === 0x24 ? flag(input) : input.miss(backslash);

/** `create-param =/ "USE" SP "(" [use-attr *(SP use-attr)] ")"` — RFC 6154 §6 */
const createParameter: Grammar = openWords(
  'USE',
  { USE: sequence(space, named('attributes in parentheses, such as (\\Sent)', listOrEmpty(useAttribute))) },
  {
    others: () => [
      'ALL',
      'ARCHIVE',
      'DRAFTS',
      'FLAGGED',
      'IMPORTANT',
      'JUNK',
      'SENT',
      'SPECIAL-USE',
      'TRASH',
    ],
    hasValue: true,
  },
);
const createParameters = node('options', sequence(open, spaced(createParameter), close));

/** `create = "CREATE" SP mailbox [SP "(" create-param *(SP create-param) ")"]` — RFC 9051 §9, RFC 4466 §3 */
export const create: Grammar = sequence(space, mailbox, optional(sequence(space, createParameters)));

const renameParameter = openWords('a parameter of an extension', {}, { others: () => [], hasValue: true });
const renameParameters = sequence(space, open, spaced(renameParameter), close);

/** `rename = "RENAME" SP mailbox SP mailbox [SP "(" rename-param *(SP rename-param) ")"]` — RFC 9051 §9, RFC 4466 §3 */
export const rename: Grammar = sequence(space, mailbox, space, mailbox, optional(renameParameters));
