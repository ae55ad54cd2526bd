import type { Command } from '../../imap/command.js';
import { type Octets, visible } from '../../text/octets.js';
import { placeInMessage } from '../grammar-rule.js';
import { headOf, placeIn } from '../place.js';
import type { Finding, Rule } from '../rule.js';

/** A command that is sent before an answer that it has to wait for — RFC 9051 §5.5 */
export const pipelining: Rule = {
  code: 'P006',
  name: 'pipelining',
  category: 'state',
  severity: 'warning',
  fix: 'none',
  check({ report, outcomeOf }) {
    let isPipeline = false;
    let sent: Partial<Record<'alone' | 'no-numbers', Sent>> = {};
    const forget = () => {
      sent = {};
    };
    return {
      directive({ body }) {
        if (body.name === 'pipeline' || body.name === 'end') isPipeline = body.name === 'pipeline';
        forget();
      },
      server({ form, tag }) {
        if (form !== 'tagged') return;
        if (sent.alone?.tag === tag) sent.alone = undefined;
        if (sent['no-numbers']?.tag === tag) sent['no-numbers'] = undefined;
      },
      command(message, command) {
        const { definition, name } = command;
        const waited = sent.alone ?? (namesNumbers(command) ? sent['no-numbers'] : undefined);
        if (waited) report({ ...describe(waited, command), span: placeInMessage(message, command.nameSpan) });
        if (!definition || definition.pipelining === 'free' || !(isPipeline || outcomeOf(message))) return;
        const place = placeIn(headOf(message), 0, message.tag.length);
        sent[definition.pipelining] ??= { tag: message.tag, name, place };
      },
    };
  },
};

/** `$` is what a search has saved, whatever its numbers are by now (RFC 5182). */
function namesNumbers({ definition, argumentText }: Command): boolean {
  return definition?.usesNumbers === true && argumentText[0] !== '$';
}

/** A command whose answer has not come. */
interface Sent {
  readonly tag: Octets;
  readonly name: string;
  readonly place: Finding['span'];
}

function describe({ tag, name, place }: Sent, command: Command): Omit<Finding, 'span'> {
  const isNumbered =
    command.definition?.usesNumbers && !/^(?:LOGIN|AUTHENTICATE|STARTTLS|COMPRESS|IDLE|LOGOUT)$/.test(name);
  return {
    message: `${command.name} waits for the answer to ${visible(tag)} ${name}.`,
    details: [
      isNumbered
        ? 'Until then messages may be expunged, and the numbers mean others: UIDs stay.'
        : 'What is sent along with it is lost, refused, or taken for something else.',
    ],
    related: [{ span: place, message: 'sent here, and not answered yet' }],
  };
}
