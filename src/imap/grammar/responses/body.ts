import { choice, close, lazy, many, named, nested, open, optional, sequence, space } from '../combinators.js';
import type { Grammar } from '../reader.js';
import { nil, nstring, number, number64, string } from '../terminals.js';
import { envelope } from './envelope.js';
import { listOf, orPattern } from './pattern.js';

const OPEN = 0x28;

const text = (what: string): Grammar => named(`${what} in quotes`, orPattern(string));
const textOrNil = (what: string): Grammar => named(`${what} in quotes, or NIL`, orPattern(nstring));
const listOrNil = (what: string, list: Grammar): Grammar =>
  named(`${what} in parentheses, or NIL`, (input) => (input.peek() === OPEN ? list(input) : nil(input)));

/** `body-fld-param = "(" string SP string *(SP string SP string) ")" / nil` — RFC 9051 §9 */
const parameter = sequence(text('the name of a parameter'), space, text('the value of the parameter'));
const parameters: Grammar = orPattern(listOrNil('parameters', listOf(parameter)));

/** `body-fields = body-fld-param SP body-fld-id SP body-fld-desc SP body-fld-enc SP body-fld-octets` — RFC 9051 §9 */
const fields: Grammar = sequence(
  parameters,
  space,
  textOrNil('a Content-ID'),
  space,
  textOrNil('a description'),
  space,
  text('a transfer encoding'),
  space,
  named('a size in octets', orPattern(number)),
);

/** `body-fld-dsp = "(" string SP body-fld-param ")" / nil` — RFC 9051 §9 */
const disposition: Grammar = orPattern(
  listOrNil('a disposition', sequence(open, text('a disposition'), space, parameters, close)),
);

/** `body-fld-lang = nstring / "(" string *(SP string) ")"` — RFC 9051 §9 */
const languages = listOf(string);
const language: Grammar = named(
  'a language in quotes, several in parentheses, or NIL',
  orPattern((input) => (input.peek() === OPEN ? languages(input) : nstring(input))),
);

/** `body-extension = nstring / number / number64 / "(" body-extension *(SP body-extension) ")"` — RFC 9051 §9 */
const extension: Grammar = named(
  'extension data',
  orPattern(
    choice(
      nstring,
      number64,
      nested(
        sequence(
          open,
          lazy(() => extension),
          many(
            sequence(
              space,
              lazy(() => extension),
            ),
          ),
          close,
        ),
      ),
    ),
  ),
);

/** `[SP body-fld-dsp [SP body-fld-lang [SP body-fld-loc *(SP body-extension)]]]` — RFC 9051 §9 */
const afterFirst: Grammar = inTurn(
  sequence(space, disposition),
  sequence(space, language),
  sequence(space, textOrNil('a location'), many(sequence(space, extension))),
);
const singleExtension = inTurn(sequence(space, textOrNil('an MD5 sum')), afterFirst);
const multiExtension = inTurn(sequence(space, parameters), afterFirst);

/** Each may be left out with all behind it; what begins with a blank must go on. */
function inTurn(first: Grammar, ...others: readonly Grammar[]): Grammar {
  const [second, ...rest] = others;
  if (!second) return optional(first);
  const behind = inTurn(second, ...rest);
  return (input) => {
    if (input.peek() !== 0x20) return input.miss({ text: 'a blank' }) || true;
    return first(input) && behind(input);
  };
}

const anyBody: Grammar = lazy(() => body);

/** `body-type-mpart = 1*body SP media-subtype [SP body-ext-mpart]` — RFC 9051 §9 */
const multipart: Grammar = sequence(
  nested(anyBody),
  many(nested(anyBody)),
  space,
  text('a subtype such as "MIXED"'),
  multiExtension,
);

const lines: Grammar = sequence(space, named('a number of lines', orPattern(number64)));
const message: Grammar = sequence(space, envelope, space, nested(anyBody), lines);

/** `body-type-1part = (body-type-basic / body-type-msg / body-type-text) [SP body-ext-1part]` — RFC 9051 §9 */
const singlePart: Grammar = (input) => {
  const start = input.at;
  if (!media(input)) return false;
  const type = input.text.slice(start, input.at);
  if (!space(input) || !fields(input)) return false;
  if (/^"text"/i.test(type) && !lines(input)) return false;
  if (/^"message" "(?:rfc822|global)"$/i.test(type) && !message(input)) return false;
  return singleExtension(input);
};
const media: Grammar = sequence(text('a type such as "TEXT"'), space, text('a subtype such as "PLAIN"'));

/** `body = "(" (body-type-1part / body-type-mpart) ")"` — RFC 9051 §9 */
export const body: Grammar = named(
  'a body structure in parentheses',
  orPattern(sequence(open, (input) => (input.peek() === OPEN ? multipart(input) : singlePart(input)), close)),
);
