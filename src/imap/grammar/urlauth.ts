import {
  choice,
  close,
  many,
  named,
  node,
  nothing,
  open,
  optional,
  sequence,
  space,
  spaced,
  words,
} from './combinators.js';
import { mailbox } from './mailbox.js';
import type { Grammar } from './reader.js';
import { astring, atom } from './terminals.js';

const url: Grammar = node('url', named('a URL', astring));

/** `mechanism = "INTERNAL" / 1*(ALPHA / DIGIT / "-" / ".")` — RFC 4467 §9 */
const mechanism: Grammar = node('mechanism', named('a mechanism, mostly INTERNAL', atom));
const rump = sequence(space, url, space, mechanism);

/** `genurlauth = "GENURLAUTH" 1*(SP url-rump SP mechanism)` — RFC 4467 §9 */
export const genUrlAuth: Grammar = sequence(rump, many(rump));

/** `resetkey = "RESETKEY" [SP mailbox *(SP mechanism)]` — RFC 4467 §9 */
export const resetKey: Grammar = optional(sequence(space, mailbox, many(sequence(space, mechanism))));

const parameter = words('BODY, BINARY or BODYPARTSTRUCTURE', {
  BODY: nothing,
  BINARY: nothing,
  BODYPARTSTRUCTURE: nothing,
});

/** `"(" url-full 1*(SP url-fetch-param) ")"` — RFC 5524 §4 */
const extended: Grammar = sequence(open, url, space, spaced(parameter), close);
const fetchable = sequence(space, choice(extended, url));

/** `urlfetch = "URLFETCH" 1*(SP url-full)` — RFC 4467 §9 */
export const urlFetch: Grammar = sequence(fetchable, many(fetchable));
