import { listOrEmpty, named, node, sequence, space } from './combinators.js';
import type { Grammar } from './reader.js';
import { astring, atom, number64 } from './terminals.js';

/** `quota-root-name = astring` — RFC 9208 §7 */
const quotaRoot: Grammar = node('quota-root', named('a quota root, mostly ""', astring));

/** `setquota-resource = resource-name SP resource-limit ; resource-limit = number64` — RFC 9208 §7 */
const resource: Grammar = sequence(
  node('resource', named('a resource such as STORAGE', atom)),
  space,
  number64,
);

/** `getquota = "GETQUOTA" SP quota-root-name` — RFC 9208 §7 */
export const getQuota: Grammar = sequence(space, quotaRoot);

/** `setquota = "SETQUOTA" SP quota-root-name SP setquota-list` — RFC 9208 §7 */
export const setQuota: Grammar = sequence(
  space,
  quotaRoot,
  space,
  named('resources and limits in parentheses, such as (STORAGE 512)', listOrEmpty(resource)),
);
