import { choice, listOrEmpty, many, named, node, nothing, sequence, space } from './combinators.js';
import type { Grammar } from './reader.js';
import { astring, nil, nstring, quoted, string } from './terminals.js';

/** A command without arguments. */
export const noArguments: Grammar = nothing;

const field = sequence(
  node('field-name', named('a field name in quotes, such as "name"', string)),
  space,
  node('field-value', nstring),
);

/** `id = "ID" SP id-params-list ; id-params-list = "(" [string SP nstring *(SP string SP nstring)] ")" / nil` — RFC 2971 §4 */
export const id: Grammar = sequence(
  space,
  named('NIL or fields in parentheses', choice(listOrEmpty(field), nil)),
);

/** `language-cmd = "LANGUAGE" *(SP lang-range-quoted) ; lang-range-quoted = astring` — RFC 5255 §3.5 */
export const language: Grammar = many(
  sequence(space, node('language', named('a language such as de', astring))),
);

/** `comparator-cmd = "COMPARATOR" *(SP comp-order-quoted) ; comp-order-quoted = astring` — RFC 5255 §4.9 */
export const comparator: Grammar = many(
  sequence(space, node('atom', named('a comparator such as i;unicode-casemap', astring))),
);

const quotedTag = sequence(space, node('tag', named('a tag in quotes', quoted)));

/** `cancelupdate = "CANCELUPDATE" 1*(SP quoted)` — RFC 5267 §5 */
export const cancelUpdate: Grammar = sequence(quotedTag, many(quotedTag));
