import type { Response } from '../imap/response.js';
import type { Value } from '../imap/value.js';
import { type Octets, upperAscii } from '../text/octets.js';
import type { Volatile } from './mask.js';
import { type MaskScope, mailboxKey, mailboxName, modseqsIn, uidsIn } from './mask-scope.js';

/** Finds the data of a response that a server chooses anew in each run. */
export function findVolatileValues(
  response: Response,
  scope: MaskScope,
  now: number | undefined,
): Volatile[] {
  const marker = new Marker(response, scope, now);
  if (response.kind === 'data') dataMasks[response.name]?.(marker, response.values);
  else if (response.kind !== 'malformed' && response.code)
    codeMasks[response.code.name]?.(marker, response.code.values, response.kind === 'status');
  return marker.found;
}

/** Response codes: RFC 9051 §7.1, RFC 7162 §3.1.2, RFC 4315 §3, RFC 8474 §4.1. */
const codeMasks: Readonly<
  Record<Octets, (marker: Marker, values: readonly Value[], isUntagged: boolean) => void>
> = {
  UIDVALIDITY: (marker, [value], isUntagged) => {
    if (isUntagged && value) marker.scope.selected(marker.contentOf(value));
    nameUidValidity(marker, value, marker.scope.selectedName);
  },
  UIDNEXT: (marker, [value]) => marker.name(value, marker.scope.uids, 'uidnext'),
  HIGHESTMODSEQ: (marker, [value]) => marker.name(value, marker.scope.modseqs, 'modseq'),
  APPENDUID: (marker, [uidValidity, uids]) => {
    nameUidValidity(marker, uidValidity, marker.target);
    marker.nameSet(uids, uidsIn(mailboxKey(marker.target, marker.contentOf(uidValidity))), 'uid');
  },
  COPYUID: (marker, [uidValidity, from, to]) => {
    nameUidValidity(marker, uidValidity, marker.target);
    marker.nameSet(from, marker.scope.uids, 'uid');
    marker.nameSet(to, uidsIn(mailboxKey(marker.target, marker.contentOf(uidValidity))), 'uid');
  },
  MAILBOXID: (marker, [list]) => marker.objectId(memberOf(list), 'mailboxid'),
};

/** Two mailboxes may have been made in the same second of one run only: equal values of two have no common name. */
function nameUidValidity(marker: Marker, value: Value | undefined, mailbox: Octets): void {
  marker.name(value, `uidvalidity of ${mailbox}`, 'uidvalidity');
}

/** Untagged responses. */
const dataMasks: Readonly<Record<Octets, (marker: Marker, values: readonly Value[]) => void>> = {
  STATUS: (marker, [mailbox, items]) => maskStatus(marker, mailbox, items),
  FETCH: (marker, [items]) => maskItems(marker, items, fetchMasks),
  UIDFETCH: (marker, [items]) => {
    marker.known(marker.number, marker.scope.uids);
    maskItems(marker, items, fetchMasks);
  },
  // What vanished before the run goes up to where the run begins.
  VANISHED: (marker, values) => {
    for (const value of values) marker.known(value, marker.scope.uids, { before: true });
  },
  // Which session sees a message first is chance (RFC 3501 §2.3.2).
  RECENT: (marker) => marker.any(marker.number, 'number'),
  SEARCH: maskFound,
  SORT: maskFound,
  THREAD: maskFound,
  ESEARCH: maskFound,
  METADATA: (marker, [, entries]) => maskItems(marker, entries, entryMasks),
  // RFC 4467 §9
  GENURLAUTH: (marker, values) => {
    for (const value of values) marker.url(value);
  },
  URLFETCH: (marker, [value]) => marker.url(value),
};

type ItemMask = (marker: Marker, value: Value) => void;

const fetchMasks: Readonly<Record<Octets, ItemMask>> = {
  UID: (marker, value) => {
    marker.known(value, marker.scope.uids);
  },
  MODSEQ: (marker, value) => marker.name(memberOf(value), marker.scope.modseqs, 'modseq'),
  EMAILID: (marker, value) => marker.objectId(memberOf(value), 'emailid'),
  THREADID: (marker, value) => marker.objectId(memberOf(value), 'threadid'),
  // Two messages may have arrived in the same second of one run only, so equal dates have no common name.
  INTERNALDATE: (marker, value) => marker.arrival(value),
  SAVEDATE: (marker, value) => marker.arrival(value),
  // Dovecot's
  'X-REAL-UID': (marker, value) => marker.known(value, marker.scope.uids),
  'X-GUID': (marker, value) => marker.name(value, 'guid', 'guid'),
  'X-SAVEDATE': (marker, value) => marker.arrival(value),
  'X-GM-MSGID': (marker, value) => marker.name(value, 'emailid', 'emailid'),
  'X-GM-THRID': (marker, value) => marker.name(value, 'threadid', 'threadid'),
};

/** Entries of METADATA that the server sets by itself: what Cyrus tells of a mailbox. */
const entryMasks: Readonly<Record<Octets, ItemMask>> = {
  '/SHARED/VENDOR/CMU/CYRUS-IMAPD/UNIQUEID': (marker, value) => marker.name(value, 'mailboxid', 'mailboxid'),
  '/SHARED/VENDOR/CMU/CYRUS-IMAPD/LASTUPDATE': (marker, value) => marker.arrival(value),
  '/SHARED/VENDOR/CMU/CYRUS-IMAPD/LASTPOP': (marker, value) => marker.arrival(value),
  '/SHARED/VENDOR/CMU/CYRUS-IMAPD/SYNCCRCS': (marker, value) => marker.any(value, 'value'),
  '/SHARED/VENDOR/CMU/CYRUS-IMAPD/FOLDERMODSEQ': (marker, value) => marker.any(value, 'number'),
};

/** RFC 9051 §6.3.11, RFC 7162, RFC 8474. Its numbers are those of the mailbox with this UIDVALIDITY. */
function maskStatus(marker: Marker, mailbox: Value | undefined, items: Value | undefined): void {
  const uidValidity = entriesOf(marker, items).find(([key]) => key === 'UIDVALIDITY')?.[1];
  const name = mailboxName(marker.contentOf(mailbox));
  const known = marker.scope.names.mailboxes.get(name) ?? `of ${name}`;
  const scope = uidValidity ? mailboxKey(name, marker.contentOf(uidValidity)) : known;
  maskItems(marker, items, {
    UIDVALIDITY: (_, value) => nameUidValidity(marker, value, name),
    UIDNEXT: (_, value) => marker.name(value, uidsIn(scope), 'uidnext'),
    HIGHESTMODSEQ: (_, value) => marker.name(value, modseqsIn(scope), 'modseq'),
    MAILBOXID: (_, value) => marker.objectId(memberOf(value), 'mailboxid'),
    'X-GUID': (_, value) => marker.name(value, 'mailboxid', 'mailboxid'),
    RECENT: (_, value) => marker.any(value, 'number'),
  });
}

function maskItems(
  marker: Marker,
  items: Value | undefined,
  masks: Readonly<Record<Octets, ItemMask>>,
): void {
  for (const [key, value] of entriesOf(marker, items))
    if (Object.hasOwn(masks, key)) masks[key]?.(marker, value);
}

function maskFound(marker: Marker, values: readonly Value[]): void {
  maskFoundModseq(marker, values);
  const saysUid = values.some((value) => upperAscii(marker.contentOf(value)) === 'UID');
  if (saysUid || marker.scope.findsUids) maskFoundUids(marker, values);
}

/** Numbers, sets and lists of them, as far as they have names. A number behind a word is no UID: `COUNT 3`. */
function maskFoundUids(marker: Marker, values: readonly Value[]): void {
  for (const [index, value] of values.entries()) {
    const before = upperAscii(marker.contentOf(values[index - 1]));
    if (value.kind === 'list') maskFoundUids(marker, value.items);
    else if (!/^(?:COUNT|MODSEQ|UIDVALIDITY|TAG|MAILBOX)$/.test(before))
      marker.known(value, marker.scope.uids);
  }
}

/** `(MODSEQ 917162500)` of SEARCH and SORT, `MODSEQ 917162500` of ESEARCH — RFC 7162 §3.1.5, §3.1.10 */
function maskFoundModseq(marker: Marker, values: readonly Value[]): void {
  for (const [index, value] of values.entries()) {
    const items = value.kind === 'list' ? value.items : values.slice(index, index + 2);
    const [key, modseq] = items;
    if (key && upperAscii(marker.contentOf(key)) === 'MODSEQ')
      marker.name(modseq, marker.scope.modseqs, 'modseq');
  }
}

function entriesOf(marker: Marker, items: Value | undefined): (readonly [key: Octets, value: Value])[] {
  if (items?.kind !== 'list') return [];
  return items.items.flatMap((item, index) => {
    const value = items.items[index + 1];
    return index % 2 === 0 && value ? [[upperAscii(marker.contentOf(item)), value] as const] : [];
  });
}

function memberOf(list: Value | undefined): Value | undefined {
  return list?.kind === 'list' ? list.items[0] : undefined;
}

/** Notes what is to be masked in one response. */
class Marker {
  readonly found: Volatile[] = [];
  readonly scope: MaskScope;
  readonly #response: Response;
  readonly #now: number | undefined;

  constructor(response: Response, scope: MaskScope, now: number | undefined) {
    this.#response = response;
    this.scope = scope;
    this.#now = now;
  }

  get number(): Value | undefined {
    return this.#response.kind === 'data' ? this.#response.numberAtom : undefined;
  }

  /** The mailbox that the answered command, or the only one under way, puts messages into. */
  get target(): Octets {
    return this.scope.targetOf(this.#response.kind === 'tagged' ? this.#response.tag : undefined);
  }

  contentOf(value: Value | undefined): Octets {
    if (value?.kind === 'atom' || value?.kind === 'string') return value.text;
    return value ? this.#response.octets.slice(value.start, value.end) : '';
  }

  /** The value gets a name, the same as before if it had one in the family. */
  name(value: Value | undefined, family: string, stem: Octets): void {
    if (value?.kind !== 'atom' && value?.kind !== 'string') return;
    this.#mask(value, `\${${this.scope.names.nameOf(family, value.text, stem)}}`);
  }

  /**
   * `objectid = 1*255(ALPHA / DIGIT / "_" / "-")` — RFC 8474 §7. What is none identifies nothing, so that it may be another
   * one the next time it is asked for: Cyrus 3.6 answers STATUS with octets of memory that it no longer uses.
   */
  objectId(value: Value | undefined, family: Octets): void {
    if (value && /^[\w-]{1,255}$/.test(this.contentOf(value))) this.name(value, family, family);
    else if (value) this.any(value, 'value');
  }

  /** Each end of each range gets a name, and what is between them counts from the first. */
  nameSet(value: Value | undefined, family: string, stem: Octets): void {
    if (value?.kind !== 'atom' || !isSet(value.text)) {
      this.name(value, family, stem);
      return;
    }
    const { names } = this.scope;
    const ranges = value.text.split(',').map((range) => {
      const [first = '', last] = range.split(':');
      const name = names.nameOf(family, first, stem);
      if (last === undefined) return `\${${name}}`;
      const inside = Math.min(Number(last) - Number(first) - 1, mostInside);
      const isPlain = /^\w+$/.test(name);
      for (let offset = 1; isPlain && offset <= inside; offset++) {
        const between = String(Number(first) + offset);
        if (names.find(family, between) === undefined) names.set(family, between, `${name}+${offset}`);
      }
      return `\${${name}}:\${${names.nameOf(family, last, stem)}}`;
    });
    this.#mask(value, ranges.join(','));
  }

  /** Those numbers of a set that have names get them, and with `before` the last ones before such; the others stay. */
  known(value: Value | undefined, family: string, { before = false } = {}): void {
    if (value?.kind !== 'atom' || !isSet(value.text)) return;
    const { names } = this.scope;
    const masked = value.text.replace(/\d+/g, (number) => {
      const name = names.find(family, number);
      if (name !== undefined) return `\${${name}}`;
      const next = before ? names.find(family, String(Number(number) + 1)) : undefined;
      return next !== undefined && /^\w+$/.test(next) ? `\${${next}-1}` : number;
    });
    if (masked !== value.text) this.#mask(value, masked);
  }

  /** `imessagepart = enc-mailbox [uidvalidity] "/" iuid …` — RFC 5092 §11: the UID counts in the mailbox that it names. */
  url(value: Value | undefined): void {
    if (value?.kind !== 'string' || value.form !== 'quoted') return;
    const [before, mailbox = '', uid = ''] =
      /^imap:\/\/[^/]{0,512}\/([^;]{0,512})\/;uid=(\d{1,10})/i.exec(value.text) ?? [];
    if (before === undefined) return;
    const name = mailboxName(
      mailbox.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    );
    const family = uidsIn(this.scope.names.mailboxes.get(name) ?? `of ${name}`);
    const known = this.scope.names.find(family, uid);
    const end = value.start + 1 + before.length;
    if (known !== undefined) this.found.push({ start: end - uid.length, end, placeholder: `\${${known}}` });
  }

  any(value: Value | undefined, type: 'number' | 'date' | 'value'): void {
    if (value?.kind !== 'atom' && value?.kind !== 'string') return;
    this.#mask(value, type === 'value' ? '${_}' : `\${_:${type}}`);
  }

  /** A date that the server gave a message when it came. */
  arrival(value: Value): void {
    const text = this.contentOf(value);
    const [, day, month, rest] = /^ ?(\d{1,2})-([A-Z][a-z]{2})-(\d{4} .*)$/.exec(text) ?? [];
    if (day === undefined) return;
    const date = Date.parse(`${day} ${month} ${rest}`);
    if (this.#now === undefined || Math.abs(date - this.#now) < twoDays) this.any(value, 'date');
  }

  #mask(value: Value, placeholder: Octets): void {
    const { start, end } = value;
    const isQuoted = value.kind === 'string' && value.form === 'quoted';
    this.found.push({ start: isQuoted ? start + 1 : start, end: isQuoted ? end - 1 : end, placeholder });
  }
}

/** `1`, `1:3,7` — of so few numbers that a placeholder each is no nuisance. */
function isSet(text: Octets): boolean {
  return text.length <= 500 && /^\d{1,10}(?::\d{1,10})?(?:,\d{1,10}(?::\d{1,10})?)*$/.test(text);
}

const mostInside = 1000;

/** Clocks and time zones may be off. */
const twoDays = 172_800_000;
