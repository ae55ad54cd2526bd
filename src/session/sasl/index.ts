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
import { scramSha1Plus } from './scram-sha-1-plus.js';
import { scramSha256 } from './scram-sha-256.js';
import { scramSha256Plus } from './scram-sha-256-plus.js';
import { xoauth2 } from './xoauth2.js';

/** All mechanisms, the best first. */
export const mechanisms: readonly Mechanism[] = [
  external,
  scramSha256Plus,
  scramSha1Plus,
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
  /** Whether there is a TLS connection that it can be tied to. */
  readonly canBind: boolean;
}

/** The best mechanism that the server offers. */
export function chooseMechanism(
  offered: Capabilities,
  { named, mayShow, canBind }: Choice,
): Mechanism | undefined {
  return mechanisms.find(({ name, takes, isPlain, isBound }) => {
    const isWanted = named === undefined ? takes === 'password' : name === named;
    const isPossible = (mayShow || !isPlain) && (canBind || !isBound);
    return isWanted && isPossible && offered.has(`AUTH=${name}`);
  });
}

/** Whether the server can tie a login to the TLS connection, be it by this mechanism or another. */
export function offersBinding(offered: Capabilities): boolean {
  return mechanisms.some(({ name, isBound }) => isBound && offered.has(`AUTH=${name}`));
}

/** Whether a login needs a password, or a token instead. */
export function takesPassword(named: Octets | undefined): boolean {
  return mechanisms.find(({ name }) => name === named)?.takes !== 'nothing';
}
