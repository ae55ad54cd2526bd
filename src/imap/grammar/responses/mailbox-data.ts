import { atomChar, isIn } from '../../chars.js';
import { close, lazy, many, named, nested, open, optional, sequence, space } from '../combinators.js';
import { flag } from '../flag.js';
import { objectId } from '../object-id.js';
import type { Expectation, Grammar } from '../reader.js';
import { astring, atom, modSequenceOrZero, nil, number, number64, nzNumber, string } from '../terminals.js';
import { anyData, itemOf, listOf, orPattern } from './pattern.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** `mailbox = "INBOX" / astring` — RFC 9051 §9 */
export const mailboxName: Grammar = named('a mailbox name', orPattern(astring));

const attributeExpectation: Expectation = { text: 'an attribute such as \\HasNoChildren' };

/** `mbx-list-flags`: every one begins with a backslash — RFC 9051 §9 */
const attribute: Grammar = (input) =>
  input.peek() === BACKSLASH ? flag(input) : input.miss(attributeExpectation);

const oneCharacter: Expectation = { text: 'one character in quotes' };

/** `DQUOTE QUOTED-CHAR DQUOTE / nil` — RFC 9051 §9 */
const delimiter: Grammar = named(
  'the separator of levels in quotes, or NIL',
  orPattern((input) => {
    if (input.peek() !== QUOTE) return nil(input);
    const start = input.at + 1;
    const length = input.octetAt(start) === BACKSLASH ? 2 : 1;
    if (input.text.slice(start, start + 2) === '${') return string(input);
    const isOne = input.octetAt(start) !== QUOTE && start + length < input.text.length;
    if (!isOne || input.octetAt(start + length) !== QUOTE) return input.miss(oneCharacter, start);
    input.at = start + length + 1;
    return true;
  }),
);

/** `tagged-ext-comp = astring / tagged-ext-comp *(SP tagged-ext-comp) / "(" tagged-ext-comp ")"` — RFC 9051 §9 */
const component: Grammar = orPattern((input) => (input.peek() === 0x28 ? bracketed(input) : astring(input)));
const bracketed: Grammar = nested(
  lazy(() => sequence(open, component, many(sequence(space, component)), close)),
);

/** `tagged-ext-val = tagged-ext-simple / "(" [tagged-ext-comp] ")"` — RFC 9051 §9 */
export const taggedValue: Grammar = (input) =>
  input.peek() === 0x28 ? listOf(component, true)(input) : anyData(input);

/** `mbox-list-extended-item = mbox-list-extended-item-tag SP tagged-ext-val` — RFC 9051 §9 */
const extended: Grammar = named(
  'extended data such as ("OLDNAME" ("Drafts"))',
  listOf(sequence(named('a name such as "CHILDINFO"', astring), space, taggedValue), true),
);

/** `mailbox-list = "(" [mbx-list-flags] ")" SP (DQUOTE QUOTED-CHAR DQUOTE / nil) SP mailbox [SP mbox-list-extended]` */
export const mailboxList: Grammar = sequence(
  space,
  named('attributes in parentheses', listOf(attribute, true)),
  space,
  delimiter,
  space,
  mailboxName,
  optional(sequence(space, extended)),
);

/** `Namespace-Response-Extension = SP string SP "(" string *(SP string) ")"` — RFC 9051 §9 */
const namespaceExtension = sequence(space, string, space, listOf(string));

/** `Namespace-Descr = "(" string SP (DQUOTE QUOTED-CHAR DQUOTE / nil) [Namespace-Response-Extensions] ")"` */
const namespaceDescription: Grammar = named(
  'a namespace such as ("" "/")',
  orPattern(
    sequence(
      open,
      named('a prefix in quotes', orPattern(string)),
      space,
      delimiter,
      many(namespaceExtension),
      close,
    ),
  ),
);
const someNamespaces = sequence(open, namespaceDescription, many(namespaceDescription), close);

/** `Namespace = nil / "(" 1*Namespace-Descr ")"` — RFC 9051 §9 */
const namespaces: Grammar = named(
  'namespaces in parentheses, or NIL',
  orPattern((input) => (input.peek() === 0x28 ? someNamespaces(input) : nil(input))),
);

/** `namespace-response = "NAMESPACE" SP Namespace SP Namespace SP Namespace` — RFC 9051 §9 */
export const namespaceData: Grammar = sequence(space, namespaces, space, namespaces, space, namespaces);

const count = sequence(space, orPattern(number));
const fromOne = sequence(space, orPattern(nzNumber));

/** `status-att-val` — RFC 9051 §9 and its extensions */
const statusItem: Grammar = itemOf('an item such as MESSAGES 5', {
  MESSAGES: count,
  RECENT: count,
  UIDNEXT: fromOne,
  UIDVALIDITY: fromOne,
  UNSEEN: count,
  DELETED: count,
  SIZE: sequence(space, orPattern(number64)),
  // RFC 7162 §7
  HIGHESTMODSEQ: sequence(space, orPattern(modSequenceOrZero)),
  // RFC 7889 §4
  APPENDLIMIT: sequence(
    space,
    named(
      'a number, or NIL',
      orPattern((input) => (isNil(input.peek()) ? nil(input) : number(input))),
    ),
  ),
  // RFC 8474 §7
  MAILBOXID: sequence(space, named('an id in parentheses', listOf(objectId))),
  // RFC 9208 §7
  'DELETED-STORAGE': sequence(space, orPattern(number64)),
});

function isNil(octet: number): boolean {
  return (octet | 0x20) === 0x6e;
}

/** `"STATUS" SP mailbox SP "(" [status-att-list] ")"` — RFC 9051 §9 */
export const statusData: Grammar = sequence(
  space,
  mailboxName,
  space,
  named('items in parentheses', listOf(statusItem, true)),
);

/** `"FLAGS" SP flag-list` — RFC 9051 §9 */
export const flagsData: Grammar = sequence(space, named('flags in parentheses', listOf(flag, true)));

/** `flag-perm = flag / "\*"` — RFC 9051 §9 */
export const permanentFlag: Grammar = named('a flag such as \\Seen', (input) => {
  if (input.peek() !== BACKSLASH || input.octetAt(input.at + 1) !== 0x2a) return flag(input);
  input.at += 2;
  return !isIn(input.peek(), atomChar) || input.miss({ text: 'a blank' });
});

/** `capability = ("AUTH=" auth-type) / atom` — RFC 9051 §9 */
export const capability: Grammar = named('a capability', orPattern(atom));

/** `capability-data = "CAPABILITY" *(SP capability)`, one of which is the revision — RFC 9051 §9 */
export const capabilities: Grammar = sequence(space, capability, many(sequence(space, capability)));

/** `enable-data = "ENABLED" *(SP capability)` — RFC 9051 §9 */
export const enabled: Grammar = many(sequence(space, capability));
