import { bearerExchange } from './bearer.js';
import type { Mechanism } from './mechanism.js';

/**
 * `"user=" user %x01 "auth=Bearer " token %x01 %x01`, before OAUTHBEARER was (developers.google.com/workspace/gmail/imap/
 * xoauth2-protocol); an empty line answers an error.
 */
export const xoauth2: Mechanism = {
  name: 'XOAUTH2',
  isPlain: true,
  takes: 'token',
  start: ({ user, password: token }) => bearerExchange(`user=${user}\x01auth=Bearer ${token}\x01\x01`, ''),
};
