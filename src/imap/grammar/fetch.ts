import { digit, isIn } from '../chars.js';
import {
  choice,
  close,
  complete,
  list,
  many,
  named,
  node,
  nothing,
  octet,
  only,
  open,
  optional,
  sequence,
  space,
  spaced,
  words,
} from './combinators.js';
import { listMailbox } from './mailbox.js';
import { openWords } from './open-words.js';
import type { Grammar, Reader } from './reader.js';
import { sequenceSet } from './sequence-set.js';
import { astring, modSequence, number64, nzNumber, nzNumber64 } from './terminals.js';

const fieldName: Grammar = node('field-name', named('the name of a header field', astring));

/** `header-list = "(" header-fld-name *(SP header-fld-name) ")"` — RFC 9051 §9 */
const headerList: Grammar = named('field names in parentheses, such as (FROM TO)', list(fieldName));

const messageTexts = {
  HEADER: nothing,
  'HEADER.FIELDS': sequence(space, headerList),
  'HEADER.FIELDS.NOT': sequence(space, headerList),
  TEXT: nothing,
};

/** `section-msgtext = "HEADER" / "HEADER.FIELDS" [".NOT"] SP header-list / "TEXT"` — RFC 9051 §9 */
const messageText: Grammar = words('HEADER, HEADER.FIELDS, TEXT or a part number', messageTexts);

/** `section-text = section-msgtext / "MIME"` — RFC 9051 §9 */
const partText: Grammar = words('a part number, HEADER, HEADER.FIELDS, TEXT or MIME', {
  ...messageTexts,
  MIME: nothing,
});

const openBracket: Grammar = octet('[');
const closeBracket: Grammar = octet(']');
const dot: Grammar = octet('.');

/** `section-part = nz-number *("." nz-number)` — RFC 9051 §9 */
const sectionPart: Grammar = sequence(nzNumber, many(sequence(dot, nzNumber)));

/** `section = "[" [section-spec] "]" ; section-spec = section-msgtext / (section-part ["." section-text])` */
export const section: Grammar = node('section', (input) => {
  if (!openBracket(input)) return false;
  if (isAtPart(input)) {
    if (!partWithText(input)) return false;
  } else if (input.peek() !== 0x5d && !messageText(input)) return false;
  return closeBracket(input);
});

function partWithText(input: Reader): boolean {
  while (nzNumber(input)) {
    if (input.peek() !== 0x2e) return true;
    input.at++;
    if (!isAtPart(input)) return partText(input);
  }
  return false;
}

function isAtPart(input: Reader): boolean {
  return isIn(input.peek(), digit);
}

/** `section-binary = "[" [section-part] "]"` — RFC 9051 §9, RFC 3516 §7 */
export const sectionBinary: Grammar = node(
  'section',
  sequence(openBracket, choice(closeBracket, sequence(sectionPart, closeBracket))),
);

/** `partial = "<" number64 "." nz-number64 ">"` — RFC 9051 §9 */
export const partial: Grammar = node(
  'partial',
  sequence(octet('<'), number64, octet('.'), nzNumber64, octet('>')),
);

const wholeOrPart = sequence(section, optional(partial));
const binaryOrPart = sequence(sectionBinary, optional(partial));

/** `preview-mod = "LAZY"` — RFC 8970 §6; its drafts had FUZZY */
const preview = optional(sequence(space, list(words('LAZY', { LAZY: nothing, FUZZY: nothing }))));
const snippet = optional(sequence(space, list(words('FUZZY', { FUZZY: nothing, 'LAZY=FUZZY': nothing }))));

/** `"ANNOTATION" SP "(" entries SP attribs ")"` — RFC 5257 §5 */
const annotation = sequence(
  space,
  open,
  choice(list(listMailbox), listMailbox),
  space,
  choice(list(astring), astring),
  close,
);

const obsolete = (item: string, instead: string): Grammar =>
  only('rfc3501', `${item} is gone in RFC 9051, where ${instead} is the same.`, nothing);

const items: Readonly<Record<string, Grammar>> = {
  BODY: optional(wholeOrPart),
  'BODY.PEEK': wholeOrPart,
  BODYSTRUCTURE: nothing,
  ENVELOPE: nothing,
  FLAGS: nothing,
  INTERNALDATE: nothing,
  UID: nothing,
  'RFC822.SIZE': nothing,
  RFC822: obsolete('RFC822', 'BODY[]'),
  'RFC822.HEADER': obsolete('RFC822.HEADER', 'BODY.PEEK[HEADER]'),
  'RFC822.TEXT': obsolete('RFC822.TEXT', 'BODY[TEXT]'),
  BINARY: binaryOrPart,
  'BINARY.PEEK': binaryOrPart,
  'BINARY.SIZE': sectionBinary,
  MODSEQ: nothing,
  EMAILID: nothing,
  THREADID: nothing,
  SAVEDATE: nothing,
  PREVIEW: preview,
  SNIPPET: snippet,
  ANNOTATION: annotation,
  'X-GM-MSGID': nothing,
  'X-GM-THRID': nothing,
  'X-GM-LABELS': nothing,
  'X-GUID': nothing,
  'X-MAILBOX': nothing,
  'X-REAL-UID': nothing,
  'X-SAVEDATE': nothing,
  CID: nothing,
  FOLDER: nothing,
  UIDVALIDITY: nothing,
  GUID: nothing,
  'DIGEST.SHA1': nothing,
  'RFC822.SHA1': nothing,
  BASECID: nothing,
};

/** `fetch-att` — RFC 9051 §9 and its extensions */
export const fetchAtt: Grammar = node('fetch-item', words('a FETCH item such as FLAGS or BODY[]', items));

const fetchAttOrMacro: Grammar = node(
  'fetch-item',
  words('a FETCH item such as FLAGS or BODY[], or several in parentheses', {
    ...items,
    ALL: nothing,
    FAST: nothing,
    FULL: nothing,
  }),
);

/** `partial-range = nz-number ":" nz-number / "-" nz-number ":" "-" nz-number` — RFC 9394 §4 */
export const partialRange: Grammar = node(
  'partial',
  named('a range such as 1:100 or -1:-100', (input) =>
    input.peek() === 0x2d ? fromEnd(input) : fromStart(input),
  ),
);
const colon = octet(':');
const minus = octet('-', { text: '"-": both ends count from the same side' });
const fromStart = sequence(nzNumber, colon, nzNumber);
const fromEnd = sequence(minus, nzNumber, colon, minus, nzNumber);

/**
 * `fetch-modifier =/ chgsince-fetch-mod` — RFC 7162 §7; `modifier-partial`, which the text of RFC 9394 §3.3 has for UID
 * FETCH and its ABNF (§4) for FETCH too.
 */
const anyModifier = {
  CHANGEDSINCE: sequence(space, modSequence),
  PARTIAL: sequence(space, partialRange),
};
// `PREVIEW (LAZY)` ends with what looks like modifiers.
const noModifiers = { others: () => Object.keys(items), near: ['LAZY'], hasValue: true };
const modifier = openWords('CHANGEDSINCE or PARTIAL', anyModifier, {
  ...noModifiers,
  others: () => [...Object.keys(items), 'VANISHED'],
});

/** `"VANISHED"`, with UID FETCH only — RFC 7162 §7 */
const uidModifier = openWords(
  'CHANGEDSINCE, VANISHED or PARTIAL',
  { ...anyModifier, VANISHED: nothing },
  noModifiers,
);

/** `"FETCH" SP sequence-set SP ("ALL" / "FULL" / "FAST" / fetch-att / "(" fetch-att *(SP fetch-att) ")")` */
export const fetchMessages: Grammar = fetchWith(modifier);
export const uidFetchMessages: Grammar = fetchWith(uidModifier);

/** VANISHED stands only with CHANGEDSINCE — RFC 7162 §3.2.6 */
function hasItsChange(modifiers: string): boolean {
  return !/VANISHED/i.test(modifiers) || /CHANGEDSINCE/i.test(modifiers);
}

function fetchWith(modifiers: Grammar): Grammar {
  const itemList = list(fetchAtt);
  const what: Grammar = (input) => (input.peek() === 0x28 ? itemList(input) : fetchAttOrMacro(input));
  const listed = sequence(open, spaced(modifiers), close);
  const options = node('options', complete(listed, hasItsChange, 'CHANGEDSINCE too, which VANISHED needs'));
  return sequence(space, sequenceSet, space, what, optional(sequence(space, options)));
}
