import { close, named, node, open, optional, sequence, space, spaced, word, words } from './combinators.js';
import { sourceFilters } from './notify.js';
import type { Grammar } from './reader.js';
import { searchProgram, searchReturn } from './search.js';
import { astring, atom } from './terminals.js';

/** `source-mbox = filter-mailboxes *(SP filter-mailboxes) ; selected-delayed is not allowed` — RFC 7377 §4 */
const source: Grammar = spaced(
  words('selected, inboxes, personal, subscribed, subtree or mailboxes', sourceFilters),
);

/** `scope-options = scope-option *(SP scope-option)` — RFC 7377 §4 */
const scope: Grammar = sequence(
  space,
  open,
  spaced(sequence(atom, optional(sequence(space, astring)))),
  close,
);

/** `"IN" SP "(" source-mbox [SP "(" scope-options ")"] ")"` */
const sources: Grammar = sequence(
  space,
  word('IN'),
  space,
  named(
    'mailboxes in parentheses, such as (personal)',
    node('options', sequence(open, source, optional(scope), close)),
  ),
);

/** `esearch = "ESEARCH" [SP esearch-source-opts] [SP search-return-opts] SP search-program` — RFC 7377 §4 */
export const esearch: Grammar = sequence(optional(sources), optional(searchReturn), space, searchProgram);
