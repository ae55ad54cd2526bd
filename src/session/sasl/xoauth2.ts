import { inTurn, type Mechanism } from './mechanism.js';

/**
 * `"user=" user %x01 "auth=Bearer " token %x01 %x01`, before OAUTHBEARER was (Gmail, Outlook). A challenge is an error in
 * JSON; the answer to it is empty, and the refusal follows.
 */
export const xoauth2: Mechanism = {
  name: 'XOAUTH2',
  isPlain: true,
  takes: 'token',
  start: ({ user, password: token }) => ({
    initial: `user=${user}\x01auth=Bearer ${token}\x01\x01`,
    answer: inTurn(() => ''),
  }),
};
