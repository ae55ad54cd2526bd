import { choice, close, named, octet, open, optional, sequence, space } from '../combinators.js';
import { dateTime } from '../date.js';
import { section, sectionBinary } from '../fetch.js';
import { flag } from '../flag.js';
import { objectId } from '../object-id.js';
import { type Expectation, type Grammar, LITERAL8, type Reader } from '../reader.js';
import {
  astring,
  literal8,
  modSequence,
  nil,
  nstring,
  number,
  number64,
  nzNumber,
  string,
} from '../terminals.js';
import { body } from './body.js';
import { envelope } from './envelope.js';
import { anyData, itemOf, listOf, orPattern } from './pattern.js';

const text: Grammar = sequence(space, orPattern(nstring));

/** `flag-fetch = flag / obsolete-flag-recent`, in parentheses — RFC 9051 §9 */
export const flags: Grammar = named('flags in parentheses', listOf(flag, true));

/** `"BODY" section ["<" number64 ">"] SP nstring`, the offset at which a part begins — RFC 9051 §9 */
const origin: Grammar = optional(sequence(octet('<'), number64, octet('>')));
const sectionText = sequence(section, origin, text);
const bodyText: Grammar = (input) => (input.peek() === 0x5b ? sectionText(input) : structure(input));
const structure: Grammar = sequence(space, body);

/** `nstring / literal8`, which extensions call a value. */
const value: Grammar = orPattern((input) => (input.peek() === LITERAL8 ? literal8(input) : nstring(input)));

/** `"BINARY" section-binary ["<" number ">"] SP (nstring / literal8)` — RFC 9051 §9, RFC 3516 §7 */
const binary: Grammar = sequence(sectionBinary, origin, space, value);

const inParentheses = (piece: Grammar): Grammar => orPattern(sequence(open, piece, close));
const date: Grammar = orPattern(dateTime);
const id: Grammar = named('an id in parentheses', inParentheses(orPattern(objectId)));

/** `"ANNOTATION" SP ("(" entry-att *(SP entry-att) ")" / "(" entry *(SP entry) ")")` — RFC 5257 §5 */
const attributes: Grammar = listOf(sequence(astring, space, value));
const entry: Grammar = named('an entry such as /comment', orPattern(astring));
const annotations: Grammar = sequence(
  space,
  named(
    'entries in parentheses',
    listOf((input) => entry(input) && (!isBeforeList(input) || (space(input) && attributes(input)))),
  ),
);

function isBeforeList({ octets, at }: Reader): boolean {
  return octets[at] === 0x20 && octets[at + 1] === 0x28;
}

const peekless: Expectation = { text: 'an item without PEEK' };

/** What a client asks for is not what it gets: `BODY.PEEK[]` is answered by `BODY[]` — RFC 9051 §7.5.2 */
function withoutPeek({ length }: string): Grammar {
  return (input) => input.miss(peekless, input.at - length);
}

/** `msg-att-static / msg-att-dynamic` — RFC 9051 §9 and its extensions */
const item: Grammar = itemOf('a FETCH item', {
  FLAGS: sequence(space, flags),
  ENVELOPE: sequence(space, envelope),
  INTERNALDATE: sequence(space, date),
  RFC822: text,
  'RFC822.HEADER': text,
  'RFC822.TEXT': text,
  'RFC822.SIZE': sequence(space, orPattern(number64)),
  BODY: bodyText,
  'BODY.PEEK': withoutPeek('BODY.PEEK'),
  'BINARY.PEEK': withoutPeek('BINARY.PEEK'),
  BODYSTRUCTURE: structure,
  UID: sequence(space, named('a UID, a number from 1', orPattern(nzNumber))),
  BINARY: binary,
  'BINARY.SIZE': sequence(sectionBinary, space, orPattern(number)),
  // RFC 7162 §7
  MODSEQ: sequence(space, named('a mod-sequence in parentheses', inParentheses(orPattern(modSequence)))),
  // RFC 8474 §7
  EMAILID: sequence(space, id),
  THREADID: sequence(space, named('an id in parentheses, or NIL', choice(id, nil))),
  // RFC 8514 §5
  SAVEDATE: sequence(space, named('a date and time in quotes, or NIL', choice(date, nil))),
  // RFC 8970 §6
  PREVIEW: text,
  ANNOTATION: annotations,
  'X-GM-MSGID': sequence(space, orPattern(number64)),
  'X-GM-THRID': sequence(space, orPattern(number64)),
  'X-GM-LABELS': sequence(space, listOf(choice(flag, astring), true)),
});

/** `msg-att = "(" (msg-att-dynamic / msg-att-static) *(SP (…)) ")"` — RFC 9051 §9 */
export const fetchData: Grammar = sequence(space, named('FETCH items in parentheses', listOf(item)));

/** `converterror-phrase = "(" "ERROR" SP convert-err-descript SP convert-error-code ")"`, or what was asked for — RFC 5259 §10 */
const orError =
  (piece: Grammar): Grammar =>
  (input) =>
    input.peek() === 0x28 ? anyData(input) : piece(input);

/** `convert-msg-att = msg-att-semistat / msg-att-conv-static` — RFC 5259 §10 */
const converted: Grammar = itemOf('an item such as BINARY[1]', {
  UID: sequence(space, nzNumber),
  'BINARY.SIZE': sequence(sectionBinary, space, orError(orPattern(number))),
  BODYPARTSTRUCTURE: sequence(sectionBinary, space, anyData),
  BINARY: sequence(sectionBinary, origin, space, orError(value)),
  BODY: sequence(section, origin, space, orError(value)),
  AVAILABLECONVERSIONS: sequence(sectionBinary, space, anyData),
});

/** `"(" "TAG" SP tag-string ")"` — RFC 5259 §10 */
export const tagCorrelator: Grammar = named(
  '(TAG "…")',
  listOf(itemOf('TAG', { TAG: sequence(space, orPattern(string)) })),
);

/** `"CONVERTED" SP correlator SP "(" converted-data ")"` — RFC 5259 §10 */
export const convertedData: Grammar = sequence(space, tagCorrelator, space, listOf(converted));
