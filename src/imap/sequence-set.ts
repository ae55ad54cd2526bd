import type { Octets } from '../text/octets.js';

/** A set of message numbers or UIDs, or the saved search result `$` (RFC 5182). */
export type SequenceSet =
  | { readonly kind: 'ranges'; readonly ranges: readonly SequenceRange[] }
  | { readonly kind: 'saved' };

/** `first` and `last` as written: `5:1` is the same as `1:5`. One number is a range of its own. */
export interface SequenceRange {
  readonly first: SequenceNumber;
  readonly last: SequenceNumber;
}

/** `*` is the largest number in use. */
export type SequenceNumber = number | '*';

/** What is wrong with a set, where (an octet offset in it), and what to do. */
export interface SequenceSetRefusal {
  readonly kind: 'refused';
  readonly at: number;
  readonly message: string;
}

const largest = 4_294_967_295;

/**
 * `sequence-set = (seq-number / seq-range) ["," sequence-set] / seq-last-command` — RFC 9051 §9, where
 * `seq-number = nz-number / "*"`, `seq-range = seq-number ":" seq-number` and `seq-last-command = "$"`.
 */
export function parseSequenceSet(text: Octets): SequenceSet | SequenceSetRefusal {
  if (text === '$') return { kind: 'saved' };
  const ranges: SequenceRange[] = [];
  let at = 0;
  for (const part of text.split(',')) {
    const range = parseRange(part, at, text);
    if ('kind' in range) return range;
    ranges.push(range);
    at += part.length + 1;
  }
  return { kind: 'ranges', ranges };
}

/** A set as it is written: what is printed parses to the same set. */
export function printSequenceSet(set: SequenceSet): Octets {
  if (set.kind === 'saved') return '$';
  return set.ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}:${last}`)).join(',');
}

/** The same set with its numbers ascending and the fewest ranges: two sets are the same when these are. */
export function normaliseSequenceSet(set: SequenceSet): SequenceSet {
  if (set.kind === 'saved') return set;
  const merged: SequenceRange[] = [];
  for (const range of set.ranges.map(ascending).toSorted((a, b) => compare(a.first, b.first))) {
    const before = merged.at(-1);
    if (before && reaches(before.last, range.first)) {
      if (compare(before.last, range.last) < 0)
        merged[merged.length - 1] = { first: before.first, last: range.last };
    } else merged.push(range);
  }
  return { kind: 'ranges', ranges: merged };
}

/** The one spelling of all texts that are sets of the same numbers; a text that is no set as it is. */
export function canonicalSequenceSet(text: Octets): Octets {
  const set = parseSequenceSet(text);
  return set.kind === 'refused' ? text : printSequenceSet(normaliseSequenceSet(set));
}

/** The numbers of the first set that are not in the second; undefined when one is no set of numbers. */
export function subtractSequenceSet(text: Octets, other: Octets): Octets | undefined {
  const [from, what] = [text, other].map(rangesIn);
  if (!from || !what) return undefined;
  const left: SequenceRange[] = [];
  let index = 0;
  for (const { first, last } of from) {
    let next = first;
    while (index < what.length && what[index]!.last < next) index++;
    for (let at = index; at < what.length && what[at]!.first <= last; at++) {
      const range = what[at]!;
      if (range.first > next) left.push({ first: next, last: range.first - 1 });
      next = Math.max(next, range.last + 1);
    }
    if (next <= last) left.push({ first: next, last });
  }
  return printSequenceSet({ kind: 'ranges', ranges: left });
}

/** The ascending ranges of a set without `*`. */
function rangesIn(text: Octets): readonly { readonly first: number; readonly last: number }[] | undefined {
  const set = parseSequenceSet(text);
  const normal = set.kind === 'refused' ? set : normaliseSequenceSet(set);
  if (normal.kind !== 'ranges') return undefined;
  const { ranges } = normal;
  const found = ranges.flatMap(({ first, last }) => (first === '*' || last === '*' ? [] : [{ first, last }]));
  return found.length === ranges.length ? found : undefined;
}

function parseRange(part: Octets, at: number, text: Octets): SequenceRange | SequenceSetRefusal {
  const colon = part.indexOf(':');
  const first = parseNumber(colon === -1 ? part : part.slice(0, colon), at, text);
  if (typeof first === 'object') return first;
  const last = colon === -1 ? first : parseNumber(part.slice(colon + 1), at + colon + 1, text);
  return typeof last === 'object' ? last : { first, last };
}

/** `nz-number = digit-nz *DIGIT ; (0 < n < 4,294,967,296)` — RFC 9051 §9 */
function parseNumber(word: Octets, at: number, text: Octets): SequenceNumber | SequenceSetRefusal {
  if (word === '*') return '*';
  const digits = /^[0-9]*/.exec(word)?.[0].length ?? 0;
  if (digits < word.length || digits === 0) return refuse(at + digits, usualMistake(word, digits, text));
  if (/^0+$/.test(word))
    return refuse(at, 'Numbers begin at 1: write 1 for the first message, * for the last.');
  if (word.startsWith('0'))
    return refuse(at, `Expected a number without leading zeros: ${word.replace(/^0+/, '')}.`);
  if (word.length > 10 || Number(word) > largest) return refuse(at, `Expected a number up to ${largest}.`);
  return Number(word);
}

interface Mistake {
  readonly matches: RegExp;
  readonly message: string;
}

/** What people write instead of a set, by what stands where a number should be or go on. */
const mistakes: readonly Mistake[] = [
  { matches: /^$/, message: 'Expected a number or * on both sides of "," and ":".' },
  { matches: /^:/, message: 'Expected one ":" in a range, as in 1:5.' },
  { matches: /^(\.\.|-|\xe2\x80\x93)/, message: 'Expected ":" between the ends of a range, as in 1:5.' },
  { matches: /^[; ]/, message: 'Expected "," between the members, without blanks, as in 1,3:5.' },
  { matches: /^\*/, message: 'Expected * alone, for the largest number, as in 5:*.' },
  {
    matches: /^\$/,
    message: 'Expected $ alone: a saved result cannot be a part of a set.',
  },
];

function usualMistake(word: Octets, digits: number, text: Octets): string {
  if (/^all$/i.test(text)) return 'Expected 1:* for all messages.';
  const rest = word.slice(digits);
  const mistake = mistakes.find(({ matches }) => matches.test(rest));
  return mistake?.message ?? 'Expected a number from 1, or *, as in 1:5,8,10:*.';
}

function refuse(at: number, message: string): SequenceSetRefusal {
  return { kind: 'refused', at, message };
}

function ascending(range: SequenceRange): SequenceRange {
  return compare(range.first, range.last) > 0 ? { first: range.last, last: range.first } : range;
}

/** `*` is above every number, as far as can be told without the mailbox. */
function compare(a: SequenceNumber, b: SequenceNumber): number {
  return rank(a) - rank(b);
}

function rank(number: SequenceNumber): number {
  return number === '*' ? largest + 2 : number;
}

/** Whether a range that begins with `first` overlaps one that ends with `last`, or goes on from it. */
function reaches(last: SequenceNumber, first: SequenceNumber): boolean {
  return rank(first) <= rank(last) + 1;
}
