import { bearerExchange } from './bearer.js';
import { escapedName } from './escaped-name.js';
import type { Mechanism } from './mechanism.js';

/** `client-resp = (gs2-header kvsep *kvpair kvsep) / kvsep` — RFC 7628 §3.1; a kvsep answers an error (§3.2.3) */
export const oauthbearer: Mechanism = {
  name: 'OAUTHBEARER',
  isPlain: true,
  takes: 'token',
  start: ({ user, password: token, host, port }) =>
    bearerExchange(
      `n,a=${escapedName(user)},\x01host=${host}\x01port=${port}\x01auth=Bearer ${token}\x01\x01`,
      '\x01',
    ),
};
