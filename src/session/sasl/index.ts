import type { Octets } from '../../text/octets.js';
import type { Capabilities } from '../capabilities.js';
import { anonymous } from './anonymous.js';
import { cramMd5 } from './cram-md5.js';
import { external } from './external.js';
import { login } from './login.js';
import type { Mechanism } from './mechanism.js';
import { oauthbearer } from './oauthbearer.js';
import { plain } from './plain.js';
import { scramSha1 } from './scram-sha-1.js';
import { scramSha256 } from './scram-sha-256.js';
import { xoauth2 } from './xoauth2.js';

/** All mechanisms, the best first. */
export const mechanisms: readonly Mechanism[] = [
  external,
  scramSha256,
  scramSha1,
  oauthbearer,
  xoauth2,
  cramMd5,
  plain,
  login,
  anonymous,
];

export interface Choice {
  /** What the user wants; undefined for the best one that takes a password. */
  readonly named: Octets | undefined;
  /** Whether the password may be sent so that whoever listens can read it. */
  readonly mayShow: boolean;
}

/** The best mechanism that the server offers. */
export function chooseMechanism(offered: Capabilities, { named, mayShow }: Choice): Mechanism | undefined {
  return mechanisms.find(({ name, takes, isPlain }) => {
    const isWanted = named === undefined ? takes === 'password' : name === named;
    return isWanted && (mayShow || !isPlain) && offered.has(`AUTH=${name}`);
  });
}
