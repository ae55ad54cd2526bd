import type { Exchange, Mechanism } from '../session/sasl/mechanism.js';
import type { Octets } from '../text/octets.js';
import { showMessage } from './exchange-text.js';
import type { AskOptions } from './wire.js';

/** A way to log in, as a command of our own. */
export interface Way {
  readonly command: Octets;
  readonly options: Omit<AskOptions, 'milliseconds'>;
  /** What is wrong with how the server came to its answer. */
  readonly fault?: (isLetIn: boolean, hideSecrets: (octets: Octets) => Octets) => string | undefined;
}

/** `authenticate = "AUTHENTICATE" SP auth-type [SP initial-resp] *(CRLF base64)` — RFC 9051 §9 */
export function authenticate({ name }: Mechanism, exchange: Exchange, hasInitial: boolean): Way {
  let { initial } = exchange;
  let isCancelled = false;
  let command = `AUTHENTICATE ${name}`;
  if (hasInitial && initial !== undefined) {
    command += ` ${toBase64(initial) || '='}`;
    initial = undefined;
  }
  const answer = (challenge: Octets) => {
    const reply = initial ?? exchange.answer(fromBase64(challenge));
    initial = undefined;
    isCancelled = reply === undefined;
    return reply === undefined ? cancel : toBase64(reply);
  };
  const fault: Way['fault'] = (isLetIn, hideSecrets) => {
    const { complaint } = exchange;
    if (!isLetIn && complaint !== undefined)
      return `the login was refused: ${showMessage(hideSecrets(complaint))}`;
    if (isCancelled) return `the server's challenge is not one of ${name}, or not a safe one`;
    const isUnproven = isLetIn && exchange.isProven === false;
    return isUnproven ? 'the server did not prove that it knows the password' : undefined;
  };
  return { command, options: { answer }, fault };
}

/** `"*"`: the client ends the exchange — RFC 9051 §6.2.2 */
export const cancel = '*';

function toBase64(octets: Octets): Octets {
  return Buffer.from(octets, 'latin1').toString('base64');
}

function fromBase64(octets: Octets): Octets {
  return Buffer.from(octets, 'base64').toString('latin1');
}
