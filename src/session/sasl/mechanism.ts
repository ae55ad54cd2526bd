import type { Octets } from '../../text/octets.js';
import type { Credentials } from '../credentials.js';

/** A SASL mechanism (RFC 4422), without base64 and without I/O. */
export interface Mechanism {
  /** As the server offers it behind `AUTH=`. */
  readonly name: Octets;
  /** Whether the password can be read by whoever listens. */
  readonly isPlain: boolean;
  start(credentials: Credentials): Exchange;
}

export interface Exchange {
  /** What may go with the AUTHENTICATE command (RFC 4959); undefined when the server speaks first. */
  readonly initial: Octets | undefined;
  /** The answer to a challenge; undefined when it is not acceptable and the exchange has to be cancelled. */
  answer(challenge: Octets): Octets | undefined;
}
