import {
  choice,
  close,
  list,
  listOrEmpty,
  named,
  node,
  open,
  optional,
  sequence,
  space,
  spaced,
  words,
} from './combinators.js';
import { flag, flagList } from './flag.js';
import { mailbox } from './mailbox.js';
import { entryAttributes } from './metadata.js';
import { openWords } from './open-words.js';
import type { Grammar } from './reader.js';
import { sequenceSet } from './sequence-set.js';
import { astring, modSequenceOrZero } from './terminals.js';

/** `SP (flag-list / (flag *(SP flag)))` — RFC 9051 §9 */
const flags: Grammar = sequence(space, (input) =>
  input.peek() === 0x28 ? flagList(input) : looseFlags(input),
);
const looseFlags: Grammar = spaced(flag);

/** Gmail's labels: a system label such as `\Inbox`, or an astring. */
const label: Grammar = (input) => (input.peek() === 0x5c ? flag(input) : astring(input));
const labels: Grammar = sequence(space, choice(listOrEmpty(label), label));

/** `"ANNOTATION" SP "(" entry-att *(SP entry-att) ")"` — RFC 5257 §5 */
const annotation: Grammar = sequence(space, list(entryAttributes));

/** `store-att-flags = (["+" / "-"] "FLAGS" [".SILENT"]) SP (flag-list / (flag *(SP flag)))` — RFC 9051 §9 */
const storeAtt: Grammar = words('+FLAGS, -FLAGS or FLAGS', {
  FLAGS: flags,
  '+FLAGS': flags,
  '-FLAGS': flags,
  'FLAGS.SILENT': flags,
  '+FLAGS.SILENT': flags,
  '-FLAGS.SILENT': flags,
  ANNOTATION: annotation,
  'X-GM-LABELS': labels,
  '+X-GM-LABELS': labels,
  '-X-GM-LABELS': labels,
  'X-GM-LABELS.SILENT': labels,
  '+X-GM-LABELS.SILENT': labels,
  '-X-GM-LABELS.SILENT': labels,
});

/** `store-modifier =/ "UNCHANGEDSINCE" SP mod-sequence-valzer` — RFC 7162 §7 */
const modifier = openWords(
  'UNCHANGEDSINCE',
  { UNCHANGEDSINCE: sequence(space, modSequenceOrZero) },
  {
    others: () => ['FLAGS', 'FLAGS.SILENT', 'ANSWERED', 'DELETED', 'DRAFT', 'FLAGGED', 'SEEN'],
    hasValue: true,
  },
);
const modifiers = node('options', named('(UNCHANGEDSINCE …)', sequence(open, spaced(modifier), close)));

/** `store = "STORE" SP sequence-set [SP "(" store-modifier *(SP store-modifier) ")"] SP store-att-flags` — RFC 4466 §3 */
export const store: Grammar = sequence(
  space,
  sequenceSet,
  optional(sequence(space, modifiers)),
  space,
  storeAtt,
);

/** `copy = "COPY" SP sequence-set SP mailbox`, and MOVE alike — RFC 9051 §9 */
export const copy: Grammar = sequence(space, sequenceSet, space, mailbox);

/** `uid-expunge = "EXPUNGE" SP sequence-set` — RFC 9051 §9 */
export const uidExpunge: Grammar = sequence(space, sequenceSet);
