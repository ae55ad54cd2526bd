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
import { openWords } from './open-words.js';
import type { Expectation, Grammar } from './reader.js';

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

const messageEvents = { MessageExpunge: nothing, FlagChange: nothing, AnnotationChange: nothing };
const otherEvents = {
  MailboxName: nothing,
  SubscriptionChange: nothing,
  MailboxMetadataChange: nothing,
  ServerMetadataChange: nothing,
};

/** `event = message-event / mailbox-event / user-event / event-ext ; event-ext = atom` — RFC 5465 §8 */
const messageEvent: Grammar = openWords(
  'something that happens to messages, such as MessageNew',
  { MessageNew: optional(sequence(space, list(fetchAtt))), ...messageEvents },
  { others: () => Object.keys(otherEvents), hasValue: false },
);
const anyEvent: Grammar = openWords(
  'an event such as MessageNew',
  { MessageNew: nothing, ...messageEvents, ...otherEvents },
  { others: () => [], hasValue: false },
);

/** `events = ("(" event *(SP event) ")") / "NONE"` — RFC 5465 §8: new and expunged messages are told together. */
const eventsOf = (event: Grammar): Grammar =>
  named(
    'events in parentheses, or NONE',
    choice(
      complete(list(event), hasBoth, 'MessageNew and MessageExpunge too, which stand together'),
      word('NONE'),
    ),
  );
const messageEventsOnly = eventsOf(messageEvent);
const anyEvents = eventsOf(anyEvent);

function hasBoth(list: string): boolean {
  const [isNew, isExpunged, isChange] = [/MessageNew/i, /MessageExpunge/i, /FlagChange/i].map((one) =>
    one.test(list),
  );
  return isNew === isExpunged && (!isChange || isNew === true);
}

/**
 * Behind `selected` "only <message-event>s are allowed", and "the fetch-att list may only be present" there — RFC 5465 §8
 */
const events: Grammar = (input) => {
  selected.lastIndex = input.text.lastIndexOf('(', input.at - 1);
  return selected.test(input.text) ? messageEventsOnly(input) : anyEvents(input);
};
const selected = /\(selected(?:-delayed)? /iy;

/** `event-group = "(" filter-mailboxes SP events ")"` — RFC 5465 §8 */
const eventGroup: Grammar = node(
  'event-group',
  named(
    'a group such as (selected (MessageNew MessageExpunge))',
    sequence(open, filter, space, events, close),
  ),
);

const once: Expectation = { text: 'selected or selected-delayed once only' };

/** "Only one of them can be specified in a NOTIFY command": selected, selected-delayed — RFC 5465 §8 */
const eventGroups: Grammar = (input) => {
  const start = input.at;
  if (!spaced(eventGroup)(input)) return false;
  const [, second] = input.text.slice(start, input.at).matchAll(/(?<=(?:^|\)\) |NONE\) )\()selected/gi);
  return second === undefined || input.blame(once, start + second.index);
};

/** `notify = "NOTIFY" SP (notify-add / notify-remove) ; notify-add = "SET" [status-indicator] SP event-groups` — RFC 5465 §8 */
export const notify: Grammar = sequence(
  space,
  words('SET or NONE', {
    SET: sequence(optional(sequence(space, word('STATUS'))), space, eventGroups),
    NONE: nothing,
  }),
);
