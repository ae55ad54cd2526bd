import { digit, isIn } from '../chars.js';
import {
  choice,
  close,
  lazy,
  list,
  many,
  named,
  nested,
  node,
  nothing,
  only,
  open,
  optional,
  sequence,
  space,
  spaced,
  word,
  words,
} from './combinators.js';
import { date } from './date.js';
import { fetchAtt, partialRange } from './fetch.js';
import { flagKeyword } from './flag.js';
import { listMailbox } from './mailbox.js';
import { objectId } from './object-id.js';
import { openWords } from './open-words.js';
import type { Expectation, Grammar, Reader } from './reader.js';
import { sequenceSet } from './sequence-set.js';
import {
  astring,
  atom,
  literal8,
  modSequenceOrZero,
  nstring,
  number64,
  nzNumber,
  quoted,
} from './terminals.js';

const text = sequence(space, node('string', named('a word or a string to look for', astring)));
const day = sequence(space, date);
const keyword = sequence(space, flagKeyword);
const size = sequence(space, number64);
const positive = sequence(space, nzNumber);
const messages = sequence(space, sequenceSet);
const id = sequence(space, objectId);
const key = lazy(() => searchKey);
const gone = (key: string): Grammar => only('rfc3501', `${key} is gone in RFC 9051.`, nothing);

const flagEntry: Expectation = { text: 'an entry such as "/flags/\\\\Draft"' };

/** `entry-name = entry-flag-name ; entry-flag-name = DQUOTE "/flags/" attr-flag DQUOTE` — RFC 7162 §7 */
const flagEntryName: Grammar = (input) => {
  const start = input.at;
  if (!quoted(input)) return false;
  const name = input.text.slice(start, input.at);
  return /^"\/flags\/(?:\\\\)?[!#$&'+-[^-z|}~]+"$|\$\{/i.test(name) || input.miss(flagEntry, start);
};

/** `"MODSEQ" [SP entry-name SP entry-type-req] SP mod-sequence-valzer` — RFC 7162 §7 */
const modSequenceKey: Grammar = sequence(
  space,
  choice(
    modSequenceOrZero,
    sequence(
      node('entry', named(flagEntry.text, flagEntryName)),
      space,
      words('priv, shared or all', { PRIV: nothing, SHARED: nothing, ALL: nothing }),
      space,
      modSequenceOrZero,
    ),
  ),
);

/** `"ANNOTATION" SP entry-match SP att-search SP value` — RFC 5257 §5 */
const annotationKey: Grammar = sequence(
  space,
  node('entry', listMailbox),
  space,
  words('value, value.priv or value.shared', {
    VALUE: nothing,
    'VALUE.PRIV': nothing,
    'VALUE.SHARED': nothing,
  }),
  space,
  node('value', choice(nstring, literal8)),
);

const noSlash: Expectation = { text: 'the name of a filter, which has no slash' };

/** `filter-name = 1*<any ATOM-CHAR except "/">` — RFC 5466 §4 */
const filterName: Grammar = named('the name of a filter', (input) => {
  const start = input.at;
  if (!atom(input)) return false;
  const slash = input.text
    .slice(start, input.at)
    .replace(/\$\{[^}]*\}/g, (hidden) => 'x'.repeat(hidden.length))
    .indexOf('/');
  return slash === -1 || input.miss(noSlash, start + slash);
});

/** The words of `search-key` and what follows each — RFC 9051 §9 and its extensions. */
const keys: Readonly<Record<string, Grammar>> = {
  ALL: nothing,
  ANSWERED: nothing,
  BCC: text,
  BEFORE: day,
  BODY: text,
  CC: text,
  DELETED: nothing,
  DRAFT: nothing,
  FLAGGED: nothing,
  FROM: text,
  HEADER: sequence(space, node('field-name', named('the name of a header field', astring)), text),
  KEYWORD: keyword,
  LARGER: size,
  NEW: gone('NEW'),
  NOT: sequence(space, key),
  OLD: gone('OLD'),
  ON: day,
  OR: sequence(space, key, space, key),
  RECENT: gone('RECENT'),
  SEEN: nothing,
  SENTBEFORE: day,
  SENTON: day,
  SENTSINCE: day,
  SINCE: day,
  SMALLER: size,
  SUBJECT: text,
  TEXT: text,
  TO: text,
  UID: messages,
  UNANSWERED: nothing,
  UNDELETED: nothing,
  UNDRAFT: nothing,
  UNFLAGGED: nothing,
  UNKEYWORD: keyword,
  UNSEEN: nothing,
  /** RFC 5032 §3 */
  OLDER: positive,
  YOUNGER: positive,
  MODSEQ: modSequenceKey,
  /** RFC 6203 §6 */
  FUZZY: sequence(space, key),
  /** RFC 5466 §4 */
  FILTER: sequence(space, node('atom', filterName)),
  ANNOTATION: annotationKey,
  EMAILID: id,
  THREADID: id,
  /** RFC 8514 §4 */
  SAVEDBEFORE: day,
  SAVEDON: day,
  SAVEDSINCE: day,
  SAVEDATESUPPORTED: nothing,
  'X-GM-RAW': text,
  'X-GM-MSGID': size,
  'X-GM-THRID': size,
  'X-GM-LABELS': text,
  'X-GUID': text,
  'X-MAILBOX': text,
  'X-REAL-UID': messages,
  'X-SAVEDBEFORE': day,
  'X-SAVEDON': day,
  'X-SAVEDSINCE': day,
  /** RFC 9738 §4 */
  UIDAFTER: positive,
  UIDBEFORE: positive,
  INTHREAD: sequence(space, node('atom', atom), space, key),
};

const keyWords = words('a search key', keys);
const group = node('list', sequence(open, spaced(key), close));

/** `search-key = … / sequence-set / "(" search-key *(SP search-key) ")"` — RFC 9051 §9 */
export const searchKey: Grammar = nested(
  node('search-key', (input) => {
    const octet = input.peek();
    if (octet === 0x28) return group(input);
    const isSet = isIn(octet, digit) || octet === 0x2a || (octet === 0x24 && !isPlaceholder(input));
    return isSet ? sequenceSet(input) : keyWords(input);
  }),
);

function isPlaceholder(input: Reader): boolean {
  return input.placeholderEnd !== undefined && input.octetAt(input.at + 1) === 0x7b;
}

/** `search-return-opt` — RFC 9051 §9, RFC 5182 §2.1, RFC 5267 §5, RFC 9394 §4, RFC 6203 §4 */
const returnOption: Grammar = openWords(
  'MIN, MAX, ALL, COUNT, SAVE, PARTIAL, CONTEXT or UPDATE',
  {
    MIN: nothing,
    MAX: nothing,
    ALL: nothing,
    COUNT: nothing,
    SAVE: nothing,
    PARTIAL: sequence(space, partialRange),
    CONTEXT: nothing,
    UPDATE: optional(sequence(optional(space), list(fetchAtt))),
    RELEVANCY: nothing,
  },
  { others: () => Object.keys(keys), hasValue: true },
);

/** `search-return-opts = SP "RETURN" SP "(" [search-return-opt *(SP search-return-opt)] ")"` — RFC 9051 §9 */
export const searchReturn: Grammar = sequence(
  space,
  word('RETURN'),
  space,
  named(
    'options in parentheses, such as (MIN MAX)',
    node('options', (input) => {
      const start = input.at;
      return returnOptions(input) && haveOneRange(input, start);
    }),
  ),
);
const returnOptions = sequence(open, choice(close, sequence(spaced(returnOption), close)));

const oneRange: Expectation = { text: 'either ALL or one PARTIAL' };

/** "A single command MUST NOT contain more than one PARTIAL or ALL search return option" — RFC 9394 §3.1 */
function haveOneRange(input: Reader, start: number): boolean {
  const options = input.text.slice(start + 1, input.at - 1);
  if (!/\bPARTIAL /i.test(options)) return true;
  const [, second] = hideNested(options).matchAll(/(?<![^ ])(?:PARTIAL|ALL)(?![^ ])/gi);
  return second === undefined || input.blame(oneRange, start + 1 + second.index);
}

/** What stands in further parentheses is not among the options. */
function hideNested(options: string): string {
  const hidden = options.replace(/\([^()]*\)/g, (nested) => 'x'.repeat(nested.length));
  return hidden === options ? options : hideNested(hidden);
}

/** `charset = atom / quoted` — RFC 9051 §9; RFC 3501 §9 has astring */
export const charset: Grammar = node('charset', named('a charset such as UTF-8', astring));

const searchCharset = optional(sequence(word('CHARSET'), space, charset, space));

/** `search-program = ["CHARSET" SP charset SP] search-key *(SP search-key)` — RFC 9051 §9 */
export const searchProgram: Grammar = sequence(searchCharset, spaced(searchKey));

/** `search = "SEARCH" [search-return-opts] SP search-program` — RFC 9051 §9 */
export const search: Grammar = sequence(optional(searchReturn), space, searchProgram);

/** `1*(SP search-key)` behind a charset, as SORT and THREAD have it. */
export const furtherKeys: Grammar = sequence(space, searchKey, many(sequence(space, searchKey)));
