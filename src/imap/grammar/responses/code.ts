import { close, many, named, open, optional, sequence, space, words } from '../combinators.js';
import { objectId } from '../object-id.js';
import { END } from '../octet-array.js';
import type { Grammar, Reader } from '../reader.js';
import { sequenceSet, uidSet } from '../sequence-set.js';
import { astring, atom, modSequence, nil, number, nzNumber, quoted } from '../terminals.js';
import { capabilities, permanentFlag } from './mailbox-data.js';
import { listOf, orPattern } from './pattern.js';

const nothing: Grammar = () => true;
const aNumber: Grammar = sequence(space, orPattern(nzNumber));
const aSet: Grammar = sequence(space, orPattern(sequenceSet));
const uids: Grammar = sequence(space, orPattern(uidSet));
const word: Grammar = sequence(space, orPattern(atom));

/** `imapurl` and other addresses: up to the end of the code. */
const url: Grammar = sequence(space, named('a URL', urlText));
function urlText(input: Reader): boolean {
  const start = input.at;
  while (input.peek() > 0x20 && input.peek() !== 0x5d && input.peek() !== END) input.at++;
  return input.at > start || input.miss({ text: 'a URL' });
}

/** `SP "(" objectid ")"` — RFC 8474 §7 */
const id: Grammar = sequence(
  space,
  named('an id in parentheses', orPattern(sequence(open, objectId, close))),
);

const orNil = (what: string, piece: Grammar): Grammar =>
  named(
    `${what}, or NIL`,
    orPattern((input) => ((input.peek() | 0x20) === 0x6e ? nil(input) : piece(input))),
  );

/** `"INPROGRESS" [SP "(" (quoted / nil) SP (number / nil) SP (nz-number / nil) ")"]` — RFC 9585 §4 */
const progress: Grammar = optional(
  sequence(
    space,
    named(
      'tag, progress and goal in parentheses',
      orPattern(
        sequence(
          open,
          orNil('a tag in quotes', quoted),
          space,
          orNil('a number', number),
          space,
          orNil('a number from 1', nzNumber),
          close,
        ),
      ),
    ),
  ),
);

/** `"METADATA" SP ("LONGENTRIES" SP number / "MAXSIZE" SP number / "TOOMANY" / "NOPRIVATE")` — RFC 5464 §5 */
const metadata: Grammar = sequence(
  space,
  words('LONGENTRIES, MAXSIZE, TOOMANY or NOPRIVATE', {
    LONGENTRIES: sequence(space, orPattern(number)),
    MAXSIZE: sequence(space, orPattern(number)),
    TOOMANY: nothing,
    NOPRIVATE: nothing,
  }),
);

/** `"ANNOTATIONS" SP ("NONE" / (("READ-ONLY" / nz-number) [SP "NOPRIVATE"]))` — RFC 5257 §5 */
const noPrivate = optional(sequence(space, words('NOPRIVATE', { NOPRIVATE: nothing })));
const annotations: Grammar = sequence(space, (input) =>
  input.peek() >= 0x30 && input.peek() <= 0x39
    ? nzNumber(input) && noPrivate(input)
    : words('NONE, READ-ONLY or a number', { NONE: nothing, 'READ-ONLY': noPrivate })(input),
);

/** What stands behind the name of a code; the rows are those of response-code.ts that a server of IMAP sends. */
export const codeGrammars: Readonly<Record<string, Grammar>> = {
  // RFC 9051 §7.1
  ALERT: nothing,
  ALREADYEXISTS: nothing,
  APPENDUID: sequence(aNumber, uids),
  AUTHENTICATIONFAILED: nothing,
  AUTHORIZATIONFAILED: nothing,
  BADCHARSET: optional(sequence(space, named('charsets in parentheses', listOf(orPattern(astring))))),
  CANNOT: nothing,
  CAPABILITY: capabilities,
  CLIENTBUG: nothing,
  CLOSED: nothing,
  CONTACTADMIN: nothing,
  COPYUID: sequence(aNumber, uids, uids),
  CORRUPTION: nothing,
  EXPIRED: nothing,
  EXPUNGEISSUED: nothing,
  HASCHILDREN: nothing,
  INUSE: nothing,
  LIMIT: nothing,
  NONEXISTENT: nothing,
  NOPERM: nothing,
  NOTSAVED: nothing,
  OVERQUOTA: nothing,
  PARSE: nothing,
  PERMANENTFLAGS: sequence(space, named('flags in parentheses', listOf(permanentFlag, true))),
  PRIVACYREQUIRED: nothing,
  'READ-ONLY': nothing,
  'READ-WRITE': nothing,
  SERVERBUG: nothing,
  TRYCREATE: nothing,
  UIDNEXT: aNumber,
  UIDNOTSTICKY: nothing,
  UIDVALIDITY: aNumber,
  UNAVAILABLE: nothing,
  'UNKNOWN-CTE': nothing,
  // RFC 3501 §7.1
  UNSEEN: aNumber,
  // RFC 2060 §7.1
  NEWNAME: sequence(space, orPattern(astring), space, orPattern(astring)),
  // RFC 7162 §7
  HIGHESTMODSEQ: sequence(space, orPattern(modSequence)),
  NOMODSEQ: nothing,
  MODIFIED: aSet,
  // RFC 2221, RFC 2193, RFC 4467, RFC 4469
  REFERRAL: sequence(url, many(url)),
  URLMECH: sequence(word, many(url)),
  BADURL: url,
  // RFC 4469 §5, RFC 4978 §5, RFC 5255 §5, RFC 5257 §5, RFC 5259 §10, RFC 5267 §5
  TOOBIG: nothing,
  COMPRESSIONACTIVE: nothing,
  BADCOMPARATOR: nothing,
  ANNOTATE: sequence(space, words('TOOBIG or TOOMANY', { TOOBIG: nothing, TOOMANY: nothing })),
  ANNOTATIONS: annotations,
  TEMPFAIL: nothing,
  MAXCONVERTMESSAGES: aNumber,
  MAXCONVERTPARTS: aNumber,
  NOUPDATE: sequence(space, named('a tag in quotes', orPattern(quoted))),
  // RFC 5464 §5, RFC 5465 §8, RFC 5466 §5, RFC 6154 §6, RFC 6858 §3, RFC 8474 §7
  METADATA: metadata,
  NOTIFICATIONOVERFLOW: nothing,
  BADEVENT: sequence(space, named('events in parentheses', listOf(orPattern(atom)))),
  'UNDEFINED-FILTER': word,
  USEATTR: nothing,
  DOWNGRADED: aSet,
  MAILBOXID: id,
  // RFC 9585 §4, RFC 9586 §4, RFC 9738 §4
  INPROGRESS: progress,
  UIDREQUIRED: nothing,
  MESSAGELIMIT: sequence(aNumber, optional(aNumber)),
};
