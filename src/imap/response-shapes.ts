import type { Octets } from '../text/octets.js';
import type { ListValue } from './value.js';

/**
 * What the data of a response mean, as far as a comparison needs it: which words have no case, which lists are sets, where
 * a key has a value. A shape is laid over a value; where it does not fit (a list shape over a string), and for
 * `data`, values are the same when their content is: atom, quoted string and literal alike, lists member by member.
 */
export type Shape = DataShape | WordShape | ListShape | VariantShape;

/**
 * - `data`: as it is, letters in their case.
 * - `keyword`: in any case of letters.
 * - `mailbox`: INBOX in any case, other names as they are.
 * - `set-of-numbers`: `1,3:4` is `4,1,3`.
 * - `list-of-numbers`: `1,3:4` is `1,3,4`, and the order counts.
 * - `letters`: rights, in any order.
 * - `date`: `date-time` (RFC 9051 §9), the same moment in any time zone, the day with a blank or a 0 before it.
 * - `capability`: in any case of letters, and the letters of `RIGHTS=` in any order.
 */
export interface DataShape {
  readonly kind: 'data';
}
export interface WordShape {
  readonly kind:
    | 'keyword'
    | 'mailbox'
    | 'set-of-numbers'
    | 'list-of-numbers'
    | 'letters'
    | 'date'
    | 'capability';
}

/** How to read the members of a parenthesised list, or the values of a whole response or code. */
export type ListShape = TupleShape | SetShape | PairsShape;

/** Each place has its own meaning; members behind the last place are compared in order, or as `rest` says. */
export interface TupleShape {
  readonly kind: 'tuple';
  readonly places: readonly Shape[];
  /** What people call the places, in messages. */
  readonly names?: readonly string[];
  /** Of the members behind the last place, one by one; without it they are data. */
  readonly others?: Shape;
  /** Of the members behind the last place, taken together. */
  readonly rest?: ListShape;
  /** A list may stand before the places or not. */
  readonly mayBeginWithList?: boolean;
}

/** Members in any order. */
export interface SetShape {
  readonly kind: 'set';
  readonly of: Shape;
  /** Where a script states the least, further members may come. */
  readonly open: boolean;
  /** In lower case: members that may be there or not. */
  readonly aside?: readonly Octets[];
  /** In lower case: members that a server adds by itself, where a script states the least. */
  readonly own?: readonly Octets[];
  /** A single member may stand without its parentheses. */
  readonly mayBeBare?: boolean;
}

/**
 * A key, then `width` values, and again, in any order. Keys have no case unless `exactKeys`. A list where a key
 * should be, and the keys in `alone`, have no value.
 */
export interface PairsShape {
  readonly kind: 'pairs';
  readonly width: number;
  /** By key in upper case, up to a `[` in it. */
  readonly values: Readonly<Record<Octets, Shape>>;
  /** Of the other keys' values. */
  readonly otherwise: Shape;
  readonly open: boolean;
  readonly exactKeys: boolean;
  readonly alone: readonly Octets[];
  /** Of a list where a key should be. */
  readonly lists?: ListShape;
  /** What people call the values of a key, in messages. */
  readonly names?: readonly string[];
  /** In messages the key stands behind the name of the list: other lists have the same keys. */
  readonly isNamed: boolean;
}

/** Depends on the list itself; `otherwise` is what a value has that is no list. */
export interface VariantShape {
  readonly kind: 'variant';
  readonly of: (list: ListValue) => ListShape;
  readonly otherwise?: Shape;
  /** What a list is made of, in words: where that is another on the other side, it is all there is to say. */
  readonly describe?: (list: ListValue) => string;
}

export interface ResponseShape {
  /** Laid over all values of the response. */
  readonly values: ListShape;
  /**
   * What two responses must share to be about the same thing: the number before the name, the value at a place, the
   * one behind a key in the list that they begin with, or nothing more than the name.
   */
  readonly subject: 'number' | 'name' | { readonly place: number } | { readonly key: Octets };
  /**
   * - `free`: where it stands among the others has no meaning.
   * - `asked`: responses of this name come in the order they were asked for.
   * - `renumbers`: message numbers behind it are others; never moved across `renumbers` and `numbered`.
   * - `numbered`: speaks of message numbers, so never moved across `renumbers`; free among its like.
   */
  readonly order: 'free' | 'asked' | 'renumbers' | 'numbered';
}

const data: Shape = { kind: 'data' };
const keyword: Shape = { kind: 'keyword' };
const mailbox: Shape = { kind: 'mailbox' };
const numbers: Shape = { kind: 'set-of-numbers' };
const numbersInOrder: Shape = { kind: 'list-of-numbers' };
const letters: Shape = { kind: 'letters' };
const date: Shape = { kind: 'date' };

function tuple(places: readonly Shape[], rest?: ListShape): TupleShape {
  return rest ? { kind: 'tuple', places, rest } : { kind: 'tuple', places };
}

function set(of: Shape, more: Partial<SetShape> = {}): SetShape {
  return { kind: 'set', of, open: false, ...more };
}

function pairs(values: Readonly<Record<Octets, Shape>> = {}, more: Partial<PairsShape> = {}): PairsShape {
  return {
    kind: 'pairs',
    width: 1,
    values,
    otherwise: data,
    open: false,
    exactKeys: false,
    alone: [],
    isNamed: false,
    ...more,
  };
}

function named(names: readonly string[], places: readonly Shape[]): TupleShape {
  return { kind: 'tuple', places, names };
}

/** A list of this shape among values of another. */
function listOr(list: ListShape, otherwise: Shape): VariantShape {
  return { kind: 'variant', of: () => list, otherwise };
}

const words = set(keyword);
/** Where a script names some, there may be more. */
const capabilities = set({ kind: 'capability' }, { open: true });
const openWords = set(keyword, { open: true });
const ordered = tuple([]);
/** Numbers in an order that counts, and `(MODSEQ 9)` behind them (RFC 7162 §3.1.6). */
const sorted: TupleShape = { ...ordered, others: listOr(pairs(), data) };
/** Servers say by themselves whether there are attachments (Registry of IMAP keywords, RFC 5788). */
const flags = set(keyword, { aside: ['\\recent'], own: ['$hasattachment', '$hasnoattachment'] });

/**
 * `body = "(" (body-type-1part / body-type-mpart) ")"` — RFC 9051 §9. A multipart begins with its parts, then the
 * subtype and the extension data.
 */
const body: Shape = {
  kind: 'variant',
  of: (list) => (list.items[0]?.kind === 'list' ? multipart(list) : singlePart(list)),
  describe: (list) => {
    const parts = partsOf(list);
    return parts === 0 ? 'no parts' : `${parts} ${parts === 1 ? 'part' : 'parts'}`;
  },
};

/** How many parts a multipart has; none, when it is no multipart. */
function partsOf({ items }: ListValue): number {
  const end = items.findIndex((item) => item.kind !== 'list');
  return end === -1 ? items.length : end;
}

const parameters = pairs({ CHARSET: keyword, FORMAT: keyword, DELSP: keyword }, { isNamed: true });
const disposition = named(['type', 'parameters'], [keyword, parameters]);
const extensionNames = ['disposition', 'language', 'location'];
/** `body-fld-lang = nstring / "(" string *(SP string) ")"` */
const language: Shape = { ...words, mayBeBare: true };

/** `body-ext-mpart = body-fld-param [SP body-fld-dsp [SP body-fld-lang [SP body-fld-loc …]]]` */
function multipart(list: ListValue): TupleShape {
  const bodies = Array.from({ length: partsOf(list) }, () => body);
  const names = [
    ...bodies.map((_, index) => `part ${index + 1}`),
    'subtype',
    'parameters',
    ...extensionNames,
  ];
  return named(names, [...bodies, keyword, parameters, disposition, language, data]);
}

/** `body-type-1part = (body-type-basic / body-type-msg / body-type-text) [SP body-ext-1part]` */
function singlePart(list: ListValue): TupleShape {
  const [type, subtype] = list.items;
  const media = [type, subtype].map((item) => (item?.kind === 'string' ? item.text.toUpperCase() : ''));
  const fields = [keyword, keyword, parameters, data, data, keyword, data];
  const fieldNames = ['type', 'subtype', 'parameters', 'id', 'description', 'encoding', 'size'];
  const extension = [data, disposition, language, data];
  const isMessage = media[0] === 'MESSAGE' && (media[1] === 'RFC822' || media[1] === 'GLOBAL');
  const own: readonly Shape[] = media[0] === 'TEXT' ? [data] : isMessage ? [envelope, body, data] : [];
  const ownNames = media[0] === 'TEXT' ? ['lines'] : isMessage ? ['envelope', 'body', 'lines'] : [];
  return named([...fieldNames, ...ownNames, 'MD5', ...extensionNames], [...fields, ...own, ...extension]);
}

/** `address = "(" addr-name SP addr-adl SP addr-mailbox SP addr-host ")"` — RFC 9051 §9 */
const address = named(['name', 'route', 'mailbox', 'host'], [data, data, data, data]);
const addresses: Shape = {
  kind: 'variant',
  of: ({ items }) => {
    const names = items.length === 1 ? [''] : items.map((_, index) => `address ${index + 1}`);
    return named(
      names,
      items.map(() => address),
    );
  },
};

/** `envelope = "(" env-date SP env-subject SP env-from SP … SP env-message-id ")"` — RFC 9051 §9 */
const envelope = named(
  ['date', 'subject', 'from', 'sender', 'reply-to', 'to', 'cc', 'bcc', 'in-reply-to', 'message-id'],
  [data, data, addresses, addresses, addresses, addresses, addresses, addresses, data, data],
);

/** `"ANNOTATION" SP "(" (entry-att *(SP entry-att) / entry *(SP entry)) ")"` — RFC 5257 §6 */
const annotations: Shape = {
  kind: 'variant',
  of: ({ items }) => (items[1]?.kind === 'list' ? pairs({}, { otherwise: pairs() }) : words),
};

/** `msg-att = "(" (msg-att-dynamic / msg-att-static) *(…) ")"` — RFC 9051 §9 and what extensions add */
const fetchItems = pairs(
  {
    FLAGS: flags,
    ENVELOPE: envelope,
    BODY: body,
    BODYSTRUCTURE: body,
    INTERNALDATE: date,
    SAVEDATE: date,
    ANNOTATION: annotations,
    'X-GM-LABELS': set(data),
  },
  { open: true },
);

/** `Namespace = nil / "(" 1*( Namespace-Descr ) ")"` — RFC 9051 §9 */
const namespaces = set({
  ...named(['prefix', 'delimiter'], [data, data]),
  rest: pairs({}, { otherwise: set(data) }),
});

/** `ret-data-addto = "ADDTO" SP "(" context-position SP sequence-set *(…) ")"` — RFC 5267 §4.3 */
const positions: Shape = {
  kind: 'variant',
  of: ({ items }) => tuple(items.map((_, index) => (index % 2 === 0 ? data : numbersInOrder))),
};

/** `mailbox-list = "(" [mbx-list-flags] ")" SP (…/ nil) SP mailbox [SP mbox-list-extended]` — RFC 9051 §9 */
const mailboxList = tuple([openWords, data, mailbox, pairs({ CHILDINFO: words })]);

/** `esearch-response = "ESEARCH" [search-correlator] [SP "UID"] *(SP search-return-data)` — RFC 9051 §9 */
function extendedSearch(all: Shape): PairsShape {
  return pairs(
    {
      ALL: all,
      PARTIAL: named(['range', 'numbers'], [keyword, numbersInOrder]),
      ADDTO: positions,
      REMOVEFROM: positions,
    },
    { alone: ['UID'], lists: pairs({ MAILBOX: mailbox }) },
  );
}

/**
 * Every untagged response that RFC 3501, RFC 9051 and the registered extensions know, but for the status responses
 * (`* OK`), which have a code and a text. Any other is `unknownResponse`.
 */
const shapes: Readonly<Record<Octets, ResponseShape>> = {
  // RFC 9051 §7.2
  CAPABILITY: about('name', capabilities),
  ENABLED: about('name', openWords),
  // RFC 9051 §7.3
  LIST: about({ place: 2 }, mailboxList),
  LSUB: about({ place: 2 }, mailboxList),
  XLIST: about({ place: 2 }, mailboxList),
  NAMESPACE: about('name', tuple([namespaces, namespaces, namespaces])),
  STATUS: about({ place: 0 }, tuple([mailbox, pairs({}, { open: true })])),
  SEARCH: about('name', set(listOr(pairs(), data))),
  ESEARCH: about({ key: 'MAILBOX' }, extendedSearch(numbers)),
  FLAGS: about('name', tuple([flags])),
  // RFC 9051 §7.4, RFC 3501 §7.3.2, RFC 9586
  EXISTS: about('name', ordered, 'numbered'),
  RECENT: about('name', ordered),
  EXPUNGE: about('number', ordered, 'renumbers'),
  VANISHED: about(
    'name',
    { ...named(['', ''], [listOr(words, numbers), numbers]), mayBeginWithList: true },
    'renumbers',
  ),
  FETCH: about('number', tuple([fetchItems]), 'numbered'),
  UIDFETCH: about('number', tuple([fetchItems])),
  // RFC 5256, RFC 9586 and other answers whose order is the answer
  SORT: about('name', sorted),
  THREAD: about('name', ordered),
  UIDBATCHES: about('name', tuple([pairs()])),
  // RFC 2971, RFC 9208, RFC 4314, RFC 5464, RFC 5257
  ID: about('name', tuple([pairs()])),
  QUOTA: about({ place: 0 }, tuple([data, pairs({}, { width: 2, names: ['usage', 'limit'] })])),
  QUOTAROOT: about({ place: 0 }, tuple([mailbox], set(data))),
  ACL: about({ place: 0 }, tuple([mailbox], pairs({}, { otherwise: letters, exactKeys: true }))),
  LISTRIGHTS: about({ place: 0 }, tuple([mailbox, data, letters], set(letters))),
  MYRIGHTS: about({ place: 0 }, tuple([mailbox, letters])),
  METADATA: about({ place: 0 }, tuple([mailbox], set(listOr(pairs(), keyword)))),
  ANNOTATION: about({ place: 0 }, tuple([mailbox], pairs({}, { otherwise: pairs() }))),
  // RFC 4467, RFC 5524
  GENURLAUTH: about('name', ordered, 'asked'),
  URLFETCH: about('name', { ...ordered, others: listOr(pairs({ BODYPARTSTRUCTURE: body }), data) }, 'asked'),
  // RFC 5255, RFC 5259, RFC 9698, private
  LANGUAGE: about('name', tuple([words])),
  COMPARATOR: about('name', tuple([keyword, words])),
  CONVERTED: about('number', tuple([pairs(), pairs({ BODYPARTSTRUCTURE: body })]), 'numbered'),
  CONVERSION: about('name', tuple([keyword, keyword, words])),
  JMAPACCESS: about('name', ordered),
  XAPPLEPUSHSERVICE: about('name', pairs()),
};

const unknownResponse: ResponseShape = about('name', ordered);

/** What a SORT finds has an order, which nothing in the response tells (RFC 5267 §3.1). */
const sortedResult = about({ key: 'MAILBOX' }, extendedSearch(numbersInOrder));

/** The shape of an untagged response by its name in upper case, and the command that it answers where that is known. */
export function shapeOfResponse(name: Octets, command?: Octets): ResponseShape {
  if (name === 'ESEARCH' && command === 'SORT') return sortedResult;
  return Object.hasOwn(shapes, name) ? (shapes[name] ?? unknownResponse) : unknownResponse;
}

/** Laid over the arguments of a response code; of those not named here, and of unknown ones, the order counts. */
const codeShapes: Readonly<Record<Octets, ListShape>> = {
  CAPABILITY: capabilities,
  PERMANENTFLAGS: tuple([set(keyword)]),
  BADCHARSET: tuple([words]),
  MODIFIED: tuple([numbers]),
  DOWNGRADED: tuple([numbers]),
  APPENDUID: tuple([data, numbers]),
  COPYUID: tuple([data, numbersInOrder, numbersInOrder]),
  BADEVENT: tuple([words]),
  URLMECH: tuple([keyword], set(data)),
  METADATA: tuple([keyword, data]),
  ANNOTATE: tuple([keyword]),
  ANNOTATIONS: tuple([keyword, keyword]),
  NEWNAME: tuple([mailbox, mailbox]),
  INPROGRESS: tuple([named(['tag', 'progress', 'goal'], [data, data, data])]),
};

/** The shape of a response code's arguments by its name in upper case. */
export function shapeOfCode(name: Octets): ListShape {
  return Object.hasOwn(codeShapes, name) ? (codeShapes[name] ?? ordered) : ordered;
}

/** What the tables know, for reading and for tests. */
export const responseShapes = { responses: shapes, codes: codeShapes };

function about(
  subject: ResponseShape['subject'],
  values: ListShape,
  order: ResponseShape['order'] = 'free',
): ResponseShape {
  return { values, subject, order };
}
