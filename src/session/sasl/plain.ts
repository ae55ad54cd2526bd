import { inTurn, type Mechanism } from './mechanism.js';

/** `message = [authzid] UTF8NUL authcid UTF8NUL passwd` — RFC 4616 §2 */
export const plain: Mechanism = {
  name: 'PLAIN',
  isPlain: true,
  takes: 'password',
  start: ({ user, password }) => ({ initial: `\0${user}\0${password}`, answer: inTurn() }),
};
