import type { Mechanism } from './mechanism.js';

/** `message = [authzid] UTF8NUL authcid UTF8NUL passwd` — RFC 4616 §2 */
export const plain: Mechanism = {
  name: 'PLAIN',
  isPlain: true,
  start({ user, password }) {
    const initial = `\0${user}\0${password}`;
    return { initial, answer: (challenge) => (challenge === '' ? initial : undefined) };
  },
};
