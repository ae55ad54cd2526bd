import { named, node, sequence, space } from './combinators.js';
import { mailbox } from './mailbox.js';
import type { Expectation, Grammar } from './reader.js';
import { astring } from './terminals.js';

const lowerCase: Expectation = { text: 'rights in lower-case letters: l r s w i p k x t e a' };

const signFirst: Expectation = { text: 'rights with + or - only before all of them' };

/** `identifier = astring` — RFC 4314 §6 */
const identifier: Grammar = node('identifier', named('a user or group', astring));

/** `mod-rights = astring ; +rights to add, -rights to remove, rights to replace ; rights = astring ; only lowercase ASCII letters and digits` — RFC 4314 §6 */
const rights: Grammar = node(
  'acl-rights',
  named('rights such as lrs or +w', (input) => {
    const start = input.at;
    if (!astring(input)) return false;
    const written = input.text.slice(start, input.at);
    if (written.includes('${') || !/^[!-~]/.test(written)) return true;
    const offset = written.search(/(?<!^"?)[+-]|[^a-z0-9"+-]/);
    return (
      offset === -1 || input.miss(/[+-]/.test(written[offset] ?? '') ? signFirst : lowerCase, start + offset)
    );
  }),
);

/** `getacl = "GETACL" SP mailbox`, MYRIGHTS alike — RFC 4314 §6 */
export const ofMailbox: Grammar = sequence(space, mailbox);

/** `deleteacl = "DELETEACL" SP mailbox SP identifier`, LISTRIGHTS alike — RFC 4314 §6 */
export const ofIdentifier: Grammar = sequence(space, mailbox, space, identifier);

/** `setacl = "SETACL" SP mailbox SP identifier SP mod-rights` — RFC 4314 §6 */
export const setAcl: Grammar = sequence(space, mailbox, space, identifier, space, rights);
