import type { Octets } from '../../text/octets.js';
import type { ChannelBinding } from '../channel-binding.js';
import type { Credentials } from '../credentials.js';

/** A SASL mechanism (RFC 4422), without base64 and without I/O. */
export interface Mechanism {
  /** As the server offers it behind `AUTH=`. */
  readonly name: Octets;
  /** Whether the password, or what lets in like one, can be read by whoever listens. */
  readonly isPlain: boolean;
  /** What it makes of the password; only where it is one, the mechanism is chosen without being named. */
  readonly takes: 'password' | 'token' | 'nothing';
  /** Whether it needs the data of a TLS connection. */
  readonly isBound?: true;
  start(attempt: Attempt): Exchange;
}

export interface Attempt extends Credentials {
  /** Printable, without comma, and never used before. */
  readonly nonce: Octets;
  /** The server's, as it is known to the client. */
  readonly host: Octets;
  readonly port: number;
  /** What the TLS connection can be recognized by; undefined in the clear. */
  readonly binding: ChannelBinding | undefined;
  /** Whether the server offers a form with channel binding too. */
  readonly isBindingOffered: boolean;
}

export interface Exchange {
  /** What may go with the AUTHENTICATE command (RFC 4959); undefined when the server speaks first. */
  readonly initial: Octets | undefined;
  /** The answer to a challenge behind it; undefined when it is not acceptable and the exchange has to be cancelled. */
  answer(challenge: Octets): Octets | undefined;
  /** Where the server has to prove that it knows the password too: whether it has. */
  readonly isProven?: boolean;
  /** What the server says is wrong, in the mechanism's own words; not safe to print. */
  readonly complaint?: Octets | undefined;
}

/** One answer to each challenge, as long as there are some. */
export function inTurn(...answers: ((challenge: Octets) => Octets)[]): Exchange['answer'] {
  let next = 0;
  return (challenge) => answers[next++]?.(challenge);
}
