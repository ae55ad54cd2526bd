import {
  choice,
  close,
  list,
  many,
  named,
  node,
  nothing,
  octet,
  open,
  optional,
  sequence,
  space,
  word,
  words,
} from './combinators.js';
import { fetchAtt, section } from './fetch.js';
import { listMailbox, mailbox, reference, userid } from './mailbox.js';
import type { Grammar } from './reader.js';
import { charset, furtherKeys } from './search.js';
import { sequenceSet } from './sequence-set.js';
import { sortCriteria } from './sort-thread.js';
import { astring, atom, number, nzNumber } from './terminals.js';

/** Anything at all: its grammar is not known. */
export const anything: Grammar = (input) => {
  input.at = input.text.length;
  return true;
};

/** `uidbatches = "UIDBATCHES" SP nz-number [SP nz-number ":" nz-number]` — draft-ietf-mailmaint-imap-uidbatches */
export const uidBatches: Grammar = sequence(
  space,
  nzNumber,
  optional(sequence(space, nzNumber, octet(':'), nzNumber)),
);

const pushValue: Grammar = choice(list(mailbox), astring);
const pushPair = sequence(space, node('keyword', astring), space, pushValue);

/** `XAPPLEPUSHSERVICE 1*(SP key SP value)`, as Apple's clients send it */
export const xApplePushService: Grammar = sequence(pushPair, many(pushPair));

/** `SCAN SP mailbox SP list-mailbox SP astring` of UW IMAP */
export const scan: Grammar = sequence(space, reference, space, listMailbox, space, node('string', astring));

/** `PROXYAUTH SP userid` of Netscape's server and its heirs */
export const proxyAuth: Grammar = sequence(space, userid);

const item: Grammar = choice(list(atom), atom);
const window: Grammar = list(item);
const conversationIds: Grammar = list(atom);

/** Cyrus: `XCONVFETCH "(" cid … ")" SP number SP "(" item … ")"` */
export const xConvFetch: Grammar = sequence(space, conversationIds, space, number, space, list(fetchAtt));
export const xConvSort: Grammar = sequence(
  space,
  sortCriteria,
  optional(sequence(space, window)),
  space,
  charset,
  furtherKeys,
);
export const xConvUpdates: Grammar = sequence(
  space,
  sortCriteria,
  space,
  window,
  space,
  charset,
  furtherKeys,
);
export const xConvMeta: Grammar = sequence(space, conversationIds, space, list(atom));
export const xStats: Grammar = many(sequence(space, atom));

const snippetSource = sequence(open, mailbox, space, number, space, list(number), close);
export const xSnippets: Grammar = sequence(space, list(snippetSource), space, charset, furtherKeys);
export const xWarmup: Grammar = sequence(
  space,
  mailbox,
  space,
  list(atom),
  optional(sequence(space, word('UIDS'), space, sequenceSet)),
);
export const xBackup: Grammar = sequence(space, mailbox, optional(sequence(space, astring)));
export const xFer: Grammar = sequence(space, mailbox, space, astring, optional(sequence(space, astring)));
export const reconstruct: Grammar = sequence(space, mailbox, optional(sequence(space, word('RECURSIVE'))));
export const xKillMy: Grammar = sequence(space, atom);

/** `find = "FIND" SP ("MAILBOXES" / "ALL.MAILBOXES" / "BBOARDS") SP list-mailbox` — RFC 1176 */
export const find: Grammar = sequence(
  space,
  words('MAILBOXES, ALL.MAILBOXES or BBOARDS', {
    MAILBOXES: nothing,
    'ALL.MAILBOXES': nothing,
    BBOARDS: nothing,
  }),
  space,
  listMailbox,
);

/** `PARTIAL SP number SP item SP number SP number` — RFC 1730 §6.4.5 */
export const partialCommand: Grammar = sequence(
  space,
  nzNumber,
  space,
  named(
    'RFC822, RFC822.TEXT or BODY[…]',
    words('RFC822, RFC822.TEXT or BODY[…]', {
      RFC822: nothing,
      'RFC822.HEADER': nothing,
      'RFC822.TEXT': nothing,
      'RFC822.PEEK': nothing,
      'RFC822.TEXT.PEEK': nothing,
      BODY: section,
      'BODY.PEEK': section,
    }),
  ),
  space,
  number,
  space,
  number,
);
