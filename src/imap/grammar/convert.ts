import {
  choice,
  close,
  list,
  named,
  node,
  nothing,
  open,
  optional,
  sequence,
  space,
  words,
} from './combinators.js';
import { partial, section, sectionBinary } from './fetch.js';
import type { Expectation, Grammar } from './reader.js';
import { sequenceSet } from './sequence-set.js';
import { astring, nil, quoted } from './terminals.js';

const STAR = 0x2a;
const mediaType: Expectation = { text: 'a media type such as "image/jpeg"' };

/** A string that has a form; what a literal or a variable holds is not known here. */
function typed(string: Grammar, form: RegExp): Grammar {
  return node(
    'string',
    named(mediaType.text, (input) => {
      const start = input.at;
      if (!string(input)) return false;
      if (input.peek() === STAR) return true;
      const written = input.text.slice(start, input.at);
      return unknowable.test(written) || form.test(written) || input.miss(mediaType, start);
    }),
  );
}
const unknowable = /\$\{|[^\0-\xff]/;

/** `mime-type-req = "*" / (type-name "/" "*") / (type-name "/" subtype-name)`, as astring — RFC 5259 §10 */
const mimeType: Grammar = typed(astring, /^"?(?:\*|[!#$&^\w.+-]+\/(?:\*|[!#$&^\w.+-]+))"?$/);
export const conversions: Grammar = sequence(space, mimeType, space, mimeType);

/** `transcoding-param = transcoding-param-name SP transcoding-param-value`, astrings — RFC 5259 §10 */
const parameter = sequence(
  node('field-name', named('the name of a parameter', astring)),
  space,
  node('field-value', astring),
);

/** `convert-params = "(" (quoted-to-mime-type / default-conversion) [SP "(" transcoding-params ")"] ")"` — RFC 5259 §10 */
const concreteType = typed(quoted, /^"[!#$&^\w.+-]+\/[!#$&^\w.+-]+"$/);
const target: Grammar = named(
  'a media type in parentheses, such as ("text/plain")',
  sequence(
    open,
    named('a media type in quotes, or NIL', choice(concreteType, nil)),
    optional(sequence(space, list(parameter))),
    close,
  ),
);

const headerOrMime: Expectation = { text: 'BODY[HEADER], BODY[1.HEADER] or BODY[1.MIME]' };
const headerSection: Grammar = (input) => {
  const start = input.at;
  if (!section(input)) return false;
  return /HEADER\]$|\d\.MIME\]$/i.test(input.text.slice(start, input.at)) || input.miss(headerOrMime, start);
};

/** `convert-att` — RFC 5259 §10 */
const item: Grammar = node(
  'fetch-item',
  words('an item such as BINARY[1]', {
    UID: nothing,
    BODYPARTSTRUCTURE: sectionBinary,
    BINARY: sequence(sectionBinary, optional(partial)),
    'BINARY.SIZE': sectionBinary,
    AVAILABLECONVERSIONS: sectionBinary,
    BODY: headerSection,
  }),
);

/** `convert = "CONVERT" SP sequence-set SP convert-params SP ("(" convert-att *(SP convert-att) ")" / convert-att)` */
export const convert: Grammar = sequence(space, sequenceSet, space, target, space, choice(list(item), item));
