import { createHmac } from 'node:crypto';
import { bytesOf } from '../../text/octets.js';
import { inTurn, type Mechanism } from './mechanism.js';

/** The user name and the keyed MD5 digest of the challenge in lower-case hex (RFC 2195 §2). */
export const cramMd5: Mechanism = {
  name: 'CRAM-MD5',
  isPlain: false,
  takes: 'password',
  start: ({ user, password }) => ({
    initial: undefined,
    answer: inTurn((challenge) => {
      const digest = createHmac('md5', bytesOf(password)).update(bytesOf(challenge)).digest('hex');
      return `${user} ${digest}`;
    }),
  }),
};
