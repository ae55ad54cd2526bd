import type { Octets } from '../../text/octets.js';
import type { Exchange } from './mechanism.js';

/** An exchange with a token: its one challenge is an error in JSON, and the refusal follows the answer to that. */
export function bearerExchange(initial: Octets, answerToError: Octets): Exchange {
  let complaint: Octets | undefined;
  return {
    initial,
    get complaint() {
      return complaint;
    },
    answer(challenge) {
      if (complaint !== undefined) return undefined;
      complaint = challenge;
      return answerToError;
    },
  };
}
