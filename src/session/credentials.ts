import type { Octets } from '../text/octets.js';

/** Who logs in; UTF-8 octets. */
export interface Credentials {
  readonly user: Octets;
  readonly password: Octets;
}
