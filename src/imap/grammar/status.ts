import { list, named, node, nothing, only, sequence, space, words } from './combinators.js';
import { mailbox } from './mailbox.js';
import type { Grammar } from './reader.js';

const items = {
  MESSAGES: nothing,
  RECENT: only('rfc3501', 'RECENT is gone in RFC 9051.', nothing),
  UIDNEXT: nothing,
  UIDVALIDITY: nothing,
  UNSEEN: nothing,
  DELETED: nothing,
  SIZE: nothing,
  HIGHESTMODSEQ: nothing,
  APPENDLIMIT: nothing,
  MAILBOXID: nothing,
  'DELETED-STORAGE': nothing,
  OBJECTID: nothing,
  'X-SIZE': nothing,
  'X-GUID': nothing,
};

export const statusWords: readonly string[] = Object.keys(items);

/** `status-att` — RFC 9051 §9, RFC 3501 §9, RFC 7162 §7, RFC 7889 §5, RFC 8474 §7, RFC 9208 §7 */
const statusItem: Grammar = node('status-item', words('a STATUS item such as MESSAGES', items));

/** `"(" status-att *(SP status-att) ")"` */
export const statusItems: Grammar = named(
  'items in parentheses, such as (MESSAGES UNSEEN)',
  list(statusItem),
);

/** `status = "STATUS" SP mailbox SP "(" status-att *(SP status-att) ")"` — RFC 9051 §9 */
export const status: Grammar = sequence(space, mailbox, space, statusItems);
