import { inTurn, type Mechanism } from './mechanism.js';

/** `message = [ email / token ]`: a trace for the server's log — RFC 4505 §2 */
export const anonymous: Mechanism = {
  name: 'ANONYMOUS',
  isPlain: false,
  takes: 'nothing',
  start: ({ user }) => ({ initial: user, answer: inTurn() }),
};
