import { neededCapabilities } from '../../imap/needed-capabilities.js';
import { type Octets, upperAscii } from '../../text/octets.js';
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
    /** Only of a script that begins to name what it needs. */
    let required: ReadonlySet<Octets> | undefined;
    let judged = 0;
    return {
      directive({ body }) {
        if (body.name === 'include') required = undefined;
        if (body.name !== 'require') return;
        const words = body.capabilities
          .filter(({ absent }) => !absent)
          .map((one) => upperAscii(one.capability));
        required = new Set([...(required ?? []), ...words]);
      },
      server(message) {
        announced = announcedIn(headOf(message).text) ?? announced;
      },
      command(message, command) {
        const { name, nameSpan } = command;
        if (name === 'STARTTLS' || name === 'LOGIN' || name === 'AUTHENTICATE') announced = undefined;
        const known = outcomeOf(message)?.status === 'OK' ? undefined : announced;
        if (!known && (!required || ++judged > mostJudged)) return;
        for (const { anyOf, inRev2, span } of neededCapabilities(command)) {
          const isIn = (words: ReadonlySet<Octets>) =>
            anyOf.some((word) => has(words, word)) || (inRev2 && words.has('IMAP4REV2'));
          const what = `${span.start === nameSpan.start ? name : 'This'} needs the capability ${anyOf.join(' or ')}`;
          const place = placeInMessage(message, span);
          if (known && !isIn(known))
            report({ span: place, message: `${what}, which this server does not announce.` });
          else if (!known && required && !isIn(required) && !atLogin.test(name))
            report({ span: place, severity: 'note', message: `${what}, which no %require names.` });
        }
      },
    };
  },
};

/** Nobody writes more by hand, and a program's lines are all alike. */
const mostJudged = 1000;

/** What is chosen by what the server offers, and needs no %require. */
const atLogin = /^(?:AUTHENTICATE|STARTTLS)$/;

/** `THREAD=*` is any capability that begins so. */
function has(words: ReadonlySet<Octets>, capability: Octets): boolean {
  if (!capability.endsWith('*')) return words.has(capability);
  return [...words].some((word) => word.startsWith(capability.slice(0, -1)));
}
