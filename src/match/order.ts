import type { DataResponse, Response } from '../imap/response.js';
import { shapeOfResponse } from '../imap/response-shapes.js';
import { upperAscii } from '../text/octets.js';
import { wholeOf } from './comparison.js';
import { show } from './difference.js';
import type { ExpectedResponse } from './expected-response.js';
import { groupBy } from './group-by.js';
import { createMismatch, type Mismatch } from './mismatch.js';
import type { Pairs } from './pairing.js';
import type { MatchPolicy } from './policy.js';
import { describeSubject, kindOf, subjectOf } from './response-subject.js';

/**
 * Judges the order in which paired responses came. An EXPUNGE gives later message numbers another meaning: coming
 * on the other side of a FETCH or of another EXPUNGE, it says something else (`value`). Where the order has no
 * meaning, the first response out of its place among those of its name is reported as `order`: a server is free to
 * tell EXISTS before or after FLAGS. Only where order has to be kept, all are looked at.
 */
export function judgeOrder(
  expected: readonly ExpectedResponse[],
  actual: readonly Response[],
  pairs: Pairs,
  policy: MatchPolicy,
): Mismatch[] {
  const placed = expected.flatMap((response, index): Placed[] => {
    const at = pairs[index];
    const isUntagged = response.message.form === 'untagged';
    return at === undefined || !isUntagged ? [] : [{ expected: response, actual: actual[at]!, at }];
  });
  const meaning = [
    ...findRenumbered(
      placed
        .filter(({ actual }) => orderOf(actual) !== 'free' && orderOf(actual) !== 'asked')
        .filter(isPlaced),
    ),
    ...findInversions(placed.filter(({ actual }) => orderOf(actual) === 'asked')),
  ];
  const superseded = findSuperseded(placed.filter(isPlaced));
  const noted = policy.failing.has('order') ? findInversions(placed) : findAmongLike(placed);
  const values = [...meaning, ...superseded];
  const inversions = values.length > 0 ? values : noted.slice(0, 1);
  const mismatch = values.length > 0 ? 'value' : 'order';
  const why = meaning.some(({ late, early }) => isClosing(late.actual) || isClosing(early.actual))
    ? ': behind it all is about the other mailbox'
    : meaning.some(isRenumbering)
      ? ': an EXPUNGE renumbers what follows'
      : '';
  return inversions.map((inversion) => {
    const { late, early } = inversion;
    const message = superseded.includes(inversion)
      ? `"${shownLine(late.actual)}" came after "${shownLine(early.actual)}", expected before it: the last one counts`
      : `${describeSubject(late.actual)} came after ${describeSubject(early.actual)}, expected before it${why}`;
    const spans = { expected: wholeOf(late.expected.octets), actual: wholeOf(late.actual.octets) };
    return createMismatch({ class: mismatch, message, ...spans }, late.expected, late.actual, policy);
  });
}

function shownLine({ octets }: Response): string {
  return show(octets.slice(0, wholeOf(octets).end));
}

/**
 * Two that say something else about the same tell in their order what is so in the end: `* 1 EXISTS` and `* 2 EXISTS`,
 * or the flags of a message before and after.
 */
function findSuperseded(placed: readonly Placed[]): Inversion[] {
  if (placed.length < 2) return [];
  const groups = groupBy(placed, ({ actual }) => `${kindOf(actual)} ${subjectOf(actual) ?? ''}`);
  return [...groups.values()].flatMap((group) =>
    findInversions(group).filter(({ late, early }) => contradicts(late.actual, early.actual)),
  );
}

function contradicts(a: Response, b: Response): boolean {
  if (a.kind !== 'data' || b.kind !== 'data') return false;
  if (a.name === 'EXISTS' || a.name === 'RECENT') return a.number !== b.number;
  if (a.name !== 'FETCH' && a.name !== 'UIDFETCH' && a.name !== 'STATUS') return false;
  const items = itemsOf(a);
  return [...itemsOf(b)].some(([key, value]) => (items.get(key) ?? value) !== value);
}

/** What a FETCH or STATUS says of each item, its words in alphabetical order: flags have none. */
function itemsOf({ values, octets }: DataResponse): ReadonlyMap<string, string> {
  const list = values.at(-1);
  const texts =
    list?.kind === 'list' ? list.items.map(({ start, end }) => upperAscii(octets.slice(start, end))) : [];
  const sorted = (text: string) => text.split(/[() ]/).toSorted().join(' ');
  return new Map(
    texts.flatMap((key, index) => (index % 2 === 0 ? [[key, sorted(texts[index + 1] ?? '')]] : [])),
  );
}

/** `OK [CLOSED]`: what comes before it is about the mailbox that was selected (RFC 9051 §7.1). */
function isClosing(response: Response): boolean {
  return response.kind === 'status' && response.code?.name === 'CLOSED';
}

function isRenumbering({ late, early }: Inversion): boolean {
  return orderOf(late.actual) === 'renumbers' || orderOf(early.actual) === 'renumbers';
}

/**
 * A number that may be another (`* ${_:number} EXPUNGE`) does not say when it was that message's, and `* OK` does not say
 * that it is the one that tells of CLOSED.
 */
function isPlaced({ expected: { response }, actual }: Placed): boolean {
  if (isClosing(actual)) return isClosing(response);
  const { numberAtom, octets } = response.kind === 'data' ? response : { numberAtom: undefined, octets: '' };
  return !numberAtom || !octets.startsWith('${_', numberAtom.start);
}

interface Placed {
  readonly expected: ExpectedResponse;
  readonly actual: Response;
  /** Its place among those that came. */
  readonly at: number;
}

/** Two that came the other way round than expected. */
interface Inversion {
  readonly late: Placed;
  readonly early: Placed;
}

function orderOf(response: Response): 'free' | 'asked' | 'renumbers' | 'numbered' {
  if (isClosing(response)) return 'renumbers';
  if (response.kind !== 'data') return 'free';
  // What vanished before the mailbox was selected has no number any more (RFC 7162 §3.2.10).
  const isEarlier = response.name === 'VANISHED' && response.values[0]?.kind === 'list';
  return isEarlier ? 'free' : shapeOfResponse(response.name).order;
}

/** Those that came before one which was expected earlier, each with the last such one. */
function findInversions(placed: readonly Placed[]): Inversion[] {
  let last: Placed | undefined;
  return placed.flatMap((next) => {
    if (last && next.at < last.at) return [{ late: last, early: next }];
    last = next;
    return [];
  });
}

/** Inversions among responses of one name. */
function findAmongLike(placed: readonly Placed[]): Inversion[] {
  return [...groupBy(placed, ({ actual }) => nameOf(actual)).values()].flatMap(findInversions);
}

function nameOf(response: Response): string {
  return response.kind === 'data' ? response.name : response.kind === 'status' ? response.status : '';
}

/** Inversions in which one of the two renumbers messages. */
function findRenumbered(placed: readonly Placed[]): Inversion[] {
  let last: Placed | undefined;
  let lastRenumbering: Placed | undefined;
  return placed.flatMap((next) => {
    const renumbers = orderOf(next.actual) === 'renumbers';
    const before = renumbers ? last : lastRenumbering;
    if (!last || next.at > last.at) last = next;
    if (renumbers && (!lastRenumbering || next.at > lastRenumbering.at)) lastRenumbering = next;
    return before && next.at < before.at ? [{ late: before, early: next }] : [];
  });
}
