import type { Response } from '../imap/response.js';
import type { Value } from '../imap/value.js';
import { type Octets, upperAscii } from '../text/octets.js';
import type { Volatile } from './mask.js';
import type { MaskNames } from './mask-names.js';

/** Finds the data of a response that a server chooses anew in each run. */
export function findVolatileValues(
  response: Response,
  names: MaskNames,
  now: number | undefined,
): Volatile[] {
  const marker = new Marker(response, names, now);
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
    if (isUntagged && value) marker.names.selected = marker.contentOf(value);
    marker.name(value, 'uidvalidity', 'uidvalidity');
  },
  UIDNEXT: (marker, [value]) => marker.name(value, uidsIn(marker.names.selected), 'uidnext'),
  HIGHESTMODSEQ: (marker, [value]) => marker.name(value, modseqsIn(marker.names.selected), 'modseq'),
  APPENDUID: (marker, [uidValidity, uids]) => {
    marker.name(uidValidity, 'uidvalidity', 'uidvalidity');
    marker.name(uids, uidsIn(marker.contentOf(uidValidity)), 'uid');
  },
  COPYUID: (marker, [uidValidity, from, to]) => {
    marker.name(uidValidity, 'uidvalidity', 'uidvalidity');
    marker.name(from, uidsIn(marker.names.selected), 'uid');
    marker.name(to, uidsIn(marker.contentOf(uidValidity)), 'uid');
  },
  MAILBOXID: (marker, [list]) => marker.name(memberOf(list), 'mailboxid', 'mailboxid'),
};

/** Untagged responses. */
const dataMasks: Readonly<Record<Octets, (marker: Marker, values: readonly Value[]) => void>> = {
  STATUS: (marker, [mailbox, items]) => maskStatus(marker, mailbox, items),
  FETCH: (marker, [items]) => maskItems(marker, items, fetchMasks),
  UIDFETCH: (marker, [items]) => maskItems(marker, items, fetchMasks),
  // Which session sees a message first is chance (RFC 3501 §2.3.2).
  RECENT: (marker) => marker.any(marker.number, 'number'),
  SEARCH: maskFoundModseq,
  SORT: maskFoundModseq,
  ESEARCH: maskFoundModseq,
};

type ItemMask = (marker: Marker, value: Value) => void;

const fetchMasks: Readonly<Record<Octets, ItemMask>> = {
  UID: (marker, value) => {
    const family = uidsIn(marker.names.selected);
    if (marker.names.has(family, marker.contentOf(value))) marker.name(value, family, 'uid');
  },
  MODSEQ: (marker, value) => marker.name(memberOf(value), modseqsIn(marker.names.selected), 'modseq'),
  EMAILID: (marker, value) => marker.name(memberOf(value), 'emailid', 'emailid'),
  THREADID: (marker, value) => marker.name(memberOf(value), 'threadid', 'threadid'),
  // Two messages may have arrived in the same second of one run only, so equal dates have no common name.
  INTERNALDATE: (marker, value) => marker.arrival(value),
  SAVEDATE: (marker, value) => marker.arrival(value),
  'X-GM-MSGID': (marker, value) => marker.name(value, 'emailid', 'emailid'),
  'X-GM-THRID': (marker, value) => marker.name(value, 'threadid', 'threadid'),
};

/** RFC 9051 §6.3.11, RFC 7162, RFC 8474. Its numbers are those of the mailbox with this UIDVALIDITY. */
function maskStatus(marker: Marker, mailbox: Value | undefined, items: Value | undefined): void {
  const uidValidity = entriesOf(marker, items).find(([key]) => key === 'UIDVALIDITY')?.[1];
  const scope = uidValidity ? marker.contentOf(uidValidity) : `of ${marker.contentOf(mailbox)}`;
  maskItems(marker, items, {
    UIDVALIDITY: (_, value) => marker.name(value, 'uidvalidity', 'uidvalidity'),
    UIDNEXT: (_, value) => marker.name(value, uidsIn(scope), 'uidnext'),
    HIGHESTMODSEQ: (_, value) => marker.name(value, modseqsIn(scope), 'modseq'),
    MAILBOXID: (_, value) => marker.name(memberOf(value), 'mailboxid', 'mailboxid'),
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

/** `(MODSEQ 917162500)` of SEARCH and SORT, `MODSEQ 917162500` of ESEARCH — RFC 7162 §3.1.5, §3.1.10 */
function maskFoundModseq(marker: Marker, values: readonly Value[]): void {
  for (const [index, value] of values.entries()) {
    const items = value.kind === 'list' ? value.items : values.slice(index, index + 2);
    const [key, modseq] = items;
    if (key && upperAscii(marker.contentOf(key)) === 'MODSEQ')
      marker.name(modseq, modseqsIn(marker.names.selected), 'modseq');
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

function uidsIn(uidValidity: Octets): string {
  return `uid in ${uidValidity}`;
}

function modseqsIn(uidValidity: Octets): string {
  return `modseq in ${uidValidity}`;
}

/** Notes what is to be masked in one response. */
class Marker {
  readonly found: Volatile[] = [];
  readonly names: MaskNames;
  readonly #response: Response;
  readonly #now: number | undefined;

  constructor(response: Response, names: MaskNames, now: number | undefined) {
    this.#response = response;
    this.names = names;
    this.#now = now;
  }

  get number(): Value | undefined {
    return this.#response.kind === 'data' ? this.#response.numberAtom : undefined;
  }

  contentOf(value: Value | undefined): Octets {
    if (value?.kind === 'atom' || value?.kind === 'string') return value.text;
    return value ? this.#response.octets.slice(value.start, value.end) : '';
  }

  /** The value gets a name, the same as before if it had one in the family. */
  name(value: Value | undefined, family: string, stem: Octets): void {
    if (value?.kind !== 'atom' && value?.kind !== 'string') return;
    this.#mask(value, `\${${this.names.nameOf(family, value.text, stem)}}`);
  }

  any(value: Value | undefined, type: 'number' | 'date'): void {
    if (value?.kind === 'atom' || value?.kind === 'string') this.#mask(value, `\${_:${type}}`);
  }

  /** A date that the server gave a message when it came. */
  arrival(value: Value): void {
    const text = this.contentOf(value);
    const [, day, month, rest] = /^ ?(\d{1,2})-([A-Z][a-z]{2})-(\d{4} .*)$/.exec(text) ?? [];
    if (day === undefined) return;
    const date = Date.parse(`${day} ${month} ${rest}`);
    if (this.#now === undefined || Math.abs(date - this.#now) < twoDays) this.any(value, 'date');
  }

  #mask({ start, end }: Value, placeholder: Octets): void {
    const isQuoted = this.#response.octets[start] === '"';
    this.found.push({ start: isQuoted ? start + 1 : start, end: isQuoted ? end - 1 : end, placeholder });
  }
}

/** Clocks and time zones may be off. */
const twoDays = 172_800_000;
