import { escapedName } from './escaped-name.js';
import { inTurn, type Mechanism } from './mechanism.js';

/**
 * `client-resp = (gs2-header kvsep *kvpair kvsep) / kvsep` — RFC 7628 §3.1. A challenge is an error in JSON; the answer
 * to it is a kvsep, and the refusal follows (§3.2.3).
 */
export const oauthbearer: Mechanism = {
  name: 'OAUTHBEARER',
  isPlain: true,
  takes: 'token',
  start: ({ user, password: token, host, port }) => ({
    initial: `n,a=${escapedName(user)},\x01host=${host}\x01port=${port}\x01auth=Bearer ${token}\x01\x01`,
    answer: inTurn(() => '\x01'),
  }),
};
