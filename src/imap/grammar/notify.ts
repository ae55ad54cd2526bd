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
  words,
} from './combinators.js';
import { fetchAtt } from './fetch.js';
import { mailbox } from './mailbox.js';
import type { Grammar } from './reader.js';

/** `one-or-more-mailbox = mailbox / many-mailboxes ; many-mailboxes = "(" mailbox *(SP mailbox) ")"` — RFC 5465 §8 */
export const mailboxes: Grammar = sequence(space, (input) =>
  input.peek() === 0x28 ? mailboxList(input) : mailbox(input),
);
const mailboxList = list(mailbox);

/** The filters that ESEARCH has too — RFC 5465 §8, RFC 7377 §4 */
export const sourceFilters: Readonly<Record<string, Grammar>> = {
  selected: nothing,
  inboxes: nothing,
  personal: nothing,
  subscribed: nothing,
  subtree: mailboxes,
  'subtree-one': mailboxes,
  mailboxes: mailboxes,
};

/** `filter-mailboxes = filter-mailboxes-selected / filter-mailboxes-other` — RFC 5465 §8 */
const filter: Grammar = words('selected, inboxes, personal, subscribed, subtree or mailboxes', {
  ...sourceFilters,
  'selected-delayed': nothing,
});

/** `event = message-event / mailbox-event / user-event` — RFC 5465 §8 */
const event: Grammar = words('an event such as MessageNew', {
  MessageNew: optional(sequence(space, list(fetchAtt))),
  MessageExpunge: nothing,
  FlagChange: nothing,
  AnnotationChange: nothing,
  MailboxName: nothing,
  SubscriptionChange: nothing,
  MailboxMetadataChange: nothing,
  ServerMetadataChange: nothing,
});

/** `events = ("(" event *(SP event) ")") / "NONE"` — RFC 5465 §8: new and expunged messages are told together. */
const events: Grammar = named(
  'events in parentheses, or NONE',
  choice(
    complete(list(event), hasBoth, 'MessageNew and MessageExpunge too, which stand together'),
    word('NONE'),
  ),
);

function hasBoth(list: string): boolean {
  const [isNew, isExpunged, isChange] = [/MessageNew/i, /MessageExpunge/i, /FlagChange/i].map((one) =>
    one.test(list),
  );
  return isNew === isExpunged && (!isChange || isNew === true);
}

/** `event-group = "(" filter-mailboxes SP events ")"` — RFC 5465 §8 */
const eventGroup: Grammar = node(
  'event-group',
  named(
    'a group such as (selected (MessageNew MessageExpunge))',
    sequence(open, filter, space, events, close),
  ),
);

/** `notify = "NOTIFY" SP (notify-add / notify-remove) ; notify-add = "SET" [status-indicator] SP event-groups` — RFC 5465 §8 */
export const notify: Grammar = sequence(
  space,
  words('SET or NONE', {
    SET: sequence(optional(sequence(space, word('STATUS'))), space, spaced(eventGroup)),
    NONE: nothing,
  }),
);
