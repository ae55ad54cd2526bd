import { close, many, named, open, optional, sequence, space } from '../combinators.js';
import { entry } from '../metadata.js';
import { type Expectation, type Grammar, LITERAL8, type Reader } from '../reader.js';
import { astring, literal8, nil, nstring, number64, quoted, string } from '../terminals.js';
import { mailboxName } from './mailbox-data.js';
import { anyData, listOf, orPattern } from './pattern.js';

const OPEN = 0x28;

/** `id-params-list = "(" *(string SP nstring) ")" / nil` — RFC 2971 §4 */
const idField = sequence(
  named('the name of a field in quotes', string),
  space,
  named('a value in quotes, or NIL', orPattern(nstring)),
);
export const idData: Grammar = sequence(
  space,
  named('fields and values in parentheses, or NIL', (input) =>
    isNil(input) ? nil(input) : listOf(idField, true)(input),
  ),
);

function isNil(input: Reader): boolean {
  return (input.peek() | 0x20) === 0x6e;
}

/** `quota-resource = resource-name SP resource-usage SP resource-limit` — RFC 9208 §7 */
const resource = sequence(
  named('a resource such as STORAGE', orPattern(astring)),
  space,
  named('what is used of it', orPattern(number64)),
  space,
  named('its limit', orPattern(number64)),
);
const root: Grammar = named('a quota root', orPattern(astring));

/** `quota-response = "QUOTA" SP quota-root-name SP quota-list` — RFC 9208 §7 */
export const quotaData: Grammar = sequence(
  space,
  root,
  space,
  named('resources in parentheses', listOf(resource, true)),
);

/** `quotaroot-response = "QUOTAROOT" SP mailbox *(SP quota-root-name)` — RFC 9208 §7 */
export const quotaRootData: Grammar = sequence(space, mailboxName, many(sequence(space, root)));

const lowerCase: Expectation = { text: 'rights in lower-case letters and digits' };

/** `rights = astring ; only lowercase ASCII letters and digits` — RFC 4314 §6 */
const rights: Grammar = named(
  'rights such as lrs',
  orPattern((input) => {
    const start = input.at;
    if (!astring(input)) return false;
    const written = input.text.slice(start, input.at);
    const offset = /[$\u0100-\uffff]/.test(written) ? -1 : written.search(/[^a-z0-9"]/);
    return offset === -1 || input.miss(lowerCase, start + offset);
  }),
);
const identifier: Grammar = named('a user or group', orPattern(astring));

/** `acl-data = "ACL" SP mailbox *(SP identifier SP rights)` — RFC 4314 §6 */
export const aclData: Grammar = sequence(
  space,
  mailboxName,
  many(sequence(space, identifier, space, rights)),
);

/** `listrights-data = "LISTRIGHTS" SP mailbox SP identifier SP rights *(SP rights)` — RFC 4314 §6 */
export const listRightsData: Grammar = sequence(
  space,
  mailboxName,
  space,
  identifier,
  space,
  rights,
  many(sequence(space, rights)),
);

/** `myrights-data = "MYRIGHTS" SP mailbox SP rights` — RFC 4314 §6 */
export const myRightsData: Grammar = sequence(space, mailboxName, space, rights);

const value: Grammar = named(
  'a value in quotes, a literal or NIL',
  orPattern((input) => (input.peek() === LITERAL8 ? literal8(input) : nstring(input))),
);
const entryValues = listOf(sequence(entry, space, value));
const entryList = sequence(entry, many(sequence(space, entry)));

/** `metadata-resp = "METADATA" SP mailbox SP (entry-values / entry-list)` — RFC 5464 §5 */
export const metadataData: Grammar = sequence(
  space,
  mailboxName,
  space,
  named(
    'entries and values in parentheses, or entries',
    orPattern((input) => (input.peek() === OPEN ? entryValues(input) : entryList(input))),
  ),
);

/** `"ANNOTATION" SP mailbox SP entry-att` — draft-daboo-imap-annotatemore §9 */
export const annotationData: Grammar = sequence(
  space,
  mailboxName,
  space,
  orPattern(astring),
  space,
  listOf(sequence(astring, space, value)),
);

const url: Grammar = named('a URL', orPattern(astring));

/** `genurlauth-data = "GENURLAUTH" 1*(SP url-full)` — RFC 4467 §9 */
export const genUrlAuthData: Grammar = sequence(space, url, many(sequence(space, url)));

/** `url-metadata = 1*(SP "(" url-metadata-el ")")` — RFC 5524 §5 */
const metadataElement = sequence(open, astring, space, anyData, optional(sequence(space, anyData)), close);
const metadataElements = sequence(metadataElement, many(sequence(space, metadataElement)));
const urlContent: Grammar = named(
  'its content in quotes, a literal, NIL or several in parentheses',
  orPattern((input) => (input.peek() === OPEN ? metadataElements(input) : value(input))),
);

/** `urlfetch-data = "URLFETCH" 1*(SP (urldata-simple / urldata-ext))` — RFC 4467 §9, RFC 5524 §5 */
export const urlFetchData: Grammar = sequence(urlAndContent(), many(urlAndContent()));

function urlAndContent(): Grammar {
  return sequence(space, url, space, urlContent);
}

/** `language-data = "LANGUAGE" SP "(" lang-tag-quoted *(SP lang-tag-quoted) ")"` — RFC 5255 §5 */
export const languageData: Grammar = sequence(
  space,
  named('languages in parentheses', listOf(orPattern(astring))),
);

/** `comparator-data = "COMPARATOR" SP comp-sel-quoted [SP "(" comp-id-quoted *(SP comp-id-quoted) ")"]` — RFC 5255 §5 */
export const comparatorData: Grammar = sequence(
  space,
  named('a comparator', orPattern(astring)),
  optional(sequence(space, listOf(astring))),
);

const mediaType: Grammar = named('a media type in quotes', orPattern(quoted));

/** `conversion-data = "CONVERSION" SP quoted-from-mime-type SP quoted-to-mime-type [SP "(" transcoding-params ")"]` — RFC 5259 §10 */
export const conversionData: Grammar = sequence(
  space,
  mediaType,
  space,
  mediaType,
  optional(sequence(space, listOf(anyData))),
);

/** `"JMAPACCESS" SP quoted` — RFC 9698 §4 */
export const jmapAccessData: Grammar = sequence(space, named('a URL in quotes', orPattern(quoted)));

/** `"XAPPLEPUSHSERVICE" *(SP string SP string)`, as Apple's servers send it */
export const pushServiceData: Grammar = many(sequence(space, astring, space, astring));
