import { listChar } from '../chars.js';
import { named, node } from './combinators.js';
import { type Grammar, LITERAL } from './reader.js';
import { astring, literal, quoted, run } from './terminals.js';

/** `mailbox = "INBOX" / astring` — RFC 9051 §9 */
export const mailbox: Grammar = node('mailbox', named('a mailbox name', astring));

/** The first argument of LIST and its like: `mailbox`, mostly `""`. */
export const reference: Grammar = node('reference', named('a reference name, mostly ""', astring));

const bareListMailbox: Grammar = run(listChar, { text: 'a mailbox name or pattern' });

/** `list-mailbox = 1*list-char / string` — RFC 9051 §9 */
export const listMailbox: Grammar = node(
  'mailbox-pattern',
  named('a mailbox name or pattern such as "*"', (input) => {
    const first = input.octetAt(input.at);
    return first === 0x22 ? quoted(input) : first === LITERAL ? literal(input) : bareListMailbox(input);
  }),
);

/** `userid = astring` and `password = astring` — RFC 9051 §9 */
export const userid: Grammar = node('userid', named('a user name', astring));
export const password: Grammar = node('password', named('a password', astring));
