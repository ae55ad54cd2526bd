import { type Octets, upperAscii } from '../../text/octets.js';
import { placeInMessage } from '../grammar-rule.js';
import { headOf } from '../place.js';
import type { Rule } from '../rule.js';

/** A command that needs what the server does not announce — RFC 9051 §7.2.2 */
export const capabilityMissing: Rule = {
  code: 'P005',
  name: 'capability-missing',
  category: 'state',
  severity: 'warning',
  check({ report, outcomeOf }) {
    let announced: ReadonlySet<Octets> | undefined;
    return {
      server(message) {
        announced = capabilitiesIn(headOf(message).text) ?? announced;
      },
      command(message, command) {
        const { definition, name } = command;
        if (name === 'STARTTLS' || name === 'LOGIN' || name === 'AUTHENTICATE') announced = undefined;
        const { capability, inRev2 } = definition ?? {};
        if (!announced || !capability || capability.includes('*') || announced.has(capability)) return;
        if ((inRev2 && announced.has('IMAP4REV2')) || outcomeOf(message)?.status === 'OK') return;
        report({
          span: placeInMessage(message, command.nameSpan),
          message: `${name} needs the capability ${capability}, which this server does not announce.`,
        });
      },
    };
  },
};

function capabilitiesIn(text: Octets): ReadonlySet<Octets> | undefined {
  const words = /^\* CAPABILITY (.*)$|^\S+ OK \[CAPABILITY ([^\]]*)\]/i.exec(text);
  const list = words?.[1] ?? words?.[2];
  return list === undefined || list.includes('${') ? undefined : new Set(upperAscii(list).split(' '));
}
