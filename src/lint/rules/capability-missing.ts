import { neededCapabilities } from '../../imap/needed-capabilities.js';
import type { Octets } from '../../text/octets.js';
import { announcedIn } from '../announced-capabilities.js';
import { placeInMessage } from '../grammar-rule.js';
import { headOf } from '../place.js';
import type { Rule } from '../rule.js';

/** A command, or a part of one, that needs what the server does not announce — RFC 9051 §7.2.2 */
export const capabilityMissing: Rule = {
  code: 'P005',
  name: 'capability-missing',
  category: 'state',
  severity: 'warning',
  fix: 'none',
  check({ report, outcomeOf }) {
    let announced: ReadonlySet<Octets> | undefined;
    return {
      server(message) {
        announced = announcedIn(headOf(message).text) ?? announced;
      },
      command(message, command) {
        const { name, nameSpan } = command;
        if (name === 'STARTTLS' || name === 'LOGIN' || name === 'AUTHENTICATE') announced = undefined;
        if (!announced || outcomeOf(message)?.status === 'OK') return;
        for (const { anyOf, inRev2, span } of neededCapabilities(command)) {
          const isThere = anyOf.some((capability) => isAnnounced(capability, announced));
          if (isThere || (inRev2 && announced.has('IMAP4REV2'))) continue;
          const what = span.start === nameSpan.start ? name : 'This';
          report({
            span: placeInMessage(message, span),
            message: `${what} needs the capability ${anyOf.join(' or ')}, which this server does not announce.`,
          });
        }
      },
    };
  },
};

/** `THREAD=*` is any capability that begins so. */
function isAnnounced(capability: Octets, announced: ReadonlySet<Octets> | undefined): boolean {
  if (!capability.endsWith('*')) return announced?.has(capability) === true;
  return [...(announced ?? [])].some((word) => word.startsWith(capability.slice(0, -1)));
}
