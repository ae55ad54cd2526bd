import { named, node, octet, optional, sequence, space, spaced, word } from './combinators.js';
import { password, userid } from './mailbox.js';
import type { Grammar } from './reader.js';
import { atom, base64 } from './terminals.js';

/** `login = "LOGIN" SP userid SP password` — RFC 9051 §9 */
export const login: Grammar = sequence(space, userid, space, password);

/** `auth-type = atom` — RFC 9051 §9 */
const mechanism: Grammar = node('mechanism', named('a mechanism such as PLAIN', atom));
const none = octet('=');

/** `initial-resp = (base64 / "=")` — RFC 4959 §7 */
const initialResponse: Grammar = named('an initial response in base64, or =', (input) =>
  input.peek() === 0x3d ? none(input) : base64(input),
);

/** `authenticate = "AUTHENTICATE" SP auth-type [SP initial-resp]` — RFC 9051 §9 */
export const authenticate: Grammar = sequence(space, mechanism, optional(sequence(space, initialResponse)));

/** `capability = ("AUTH=" auth-type) / atom` — RFC 9051 §9 */
const capability: Grammar = node('capability', named('a capability such as CONDSTORE', atom));

/** `enable = "ENABLE" 1*(SP capability)` — RFC 9051 §9 */
export const enable: Grammar = sequence(space, spaced(capability));

/** `compress = "COMPRESS" SP algorithm ; algorithm = "DEFLATE"` — RFC 4978 §5 */
export const compress: Grammar = sequence(space, word('DEFLATE'));
