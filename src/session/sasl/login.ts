import { inTurn, type Mechanism } from './mechanism.js';

/** Name and password, each when it is asked for, in whatever words (draft-murchison-sasl-login §2). */
export const login: Mechanism = {
  name: 'LOGIN',
  isPlain: true,
  takes: 'password',
  start: ({ user, password }) => ({
    initial: undefined,
    answer: inTurn(
      () => user,
      () => password,
    ),
  }),
};
