import { inTurn, type Mechanism } from './mechanism.js';

/** Who one is tells the TLS certificate; `extern-initial-resp = *( UTF8-char-no-nul )`, as whom to act — RFC 4422 §A.1 */
export const external: Mechanism = {
  name: 'EXTERNAL',
  isPlain: false,
  takes: 'nothing',
  start: ({ user }) => ({ initial: user, answer: inTurn() }),
};
