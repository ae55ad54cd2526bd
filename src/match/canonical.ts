import type { Shape } from '../imap/response-shapes.js';
import { lowerAscii, type Octets, upperAscii } from '../text/octets.js';

/** Contents of values with this shape mean the same exactly when this makes them equal. */
export function canonicalOf(shape: Shape): (content: Octets) => Octets {
  switch (shape.kind) {
    case 'keyword':
      return lowerAscii;
    case 'mailbox':
      return canonicalMailbox;
    case 'set-of-numbers':
      return canonicalNumbers;
    case 'list-of-numbers':
      return canonicalList;
    case 'variant':
      return canonicalOf(shape.otherwise ?? { kind: 'data' });
    case 'letters':
      return sortLetters;
    case 'date':
      return canonicalDate;
    case 'capability':
      return canonicalCapability;
    default:
      return (content) => content;
  }
}

function sortLetters(letters: Octets): Octets {
  return Array.from(letters).toSorted().join('');
}

/** `rights-capa = "RIGHTS=" new-rights` — RFC 4314 §3 */
function canonicalCapability(word: Octets): Octets {
  const lower = lowerAscii(word);
  return lower.startsWith('rights=') ? sortLetters(lower) : lower;
}

/** `"INBOX" … is not case sensitive` — RFC 9051 §5.1 */
function canonicalMailbox(name: Octets): Octets {
  return name.length === 5 && lowerAscii(name) === 'inbox' ? 'INBOX' : name;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `date-day-fixed = (SP DIGIT) / 2DIGIT`, in a date and time with its zone — RFC 9051 §9 */
function canonicalDate(date: Octets): Octets {
  const lower = lowerAscii(date);
  const [, day, name = '', year, time, sign, hours, minutes] =
    /^ ?(\d{1,2})-([a-z]{3})-(\d{4}) (\d\d:\d\d:\d\d) ([+-])(\d\d)(\d\d)$/.exec(lower) ?? [];
  const month = months.indexOf(name);
  const [hour = 0, minute = 0, second = 0] = (time ?? '').split(':').map(Number);
  if (day === undefined || month === -1 || hour > 23 || minute > 59 || second > 60) return lower;
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return String(Date.UTC(Number(year), month, Number(day), hour, minute - offset, second));
}

/** `1,3:4` and `4:3,1` are the same set; ranges are merged, so that the size of a range costs nothing. */
function canonicalNumbers(set: Octets): Octets {
  const ranges = readRanges(set)?.toSorted((a, b) => a.first - b.first);
  if (!ranges) return set;
  return writeRanges(ranges, (before, { first }) => first <= before.last + 1);
}

/** `1,3:4` and `1,3,4` are the same list, `3:4,1` is another. */
function canonicalList(list: Octets): Octets {
  const ranges = readRanges(list);
  if (!ranges) return list;
  return writeRanges(ranges, (before, { first }) => first === before.last + 1);
}

/** How many pairs of numbers are looked at. */
const mostPairs = 1000;

/**
 * `COPYUID 1 3:4 7:8` and `COPYUID 1 4,3 8,7` say the same: which message became which — RFC 4315 §3. Gives the pairs,
 * or undefined where the sets are not as long, or too long.
 */
export function canonicalCopies(from: Octets, to: Octets): Octets | undefined {
  const [sources, targets] = [numbersIn(from), numbersIn(to)];
  if (!sources || sources.length !== targets?.length) return undefined;
  return sources
    .map((source, index) => [source, targets[index] ?? 0] as const)
    .toSorted(([a], [b]) => a - b)
    .join(' ');
}

function numbersIn(list: Octets): readonly number[] | undefined {
  const ranges = readRanges(list) ?? [];
  const count = ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  if (count === 0 || count > mostPairs) return undefined;
  return ranges.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at));
}

interface NumberRange {
  readonly first: number;
  readonly last: number;
}

/** `seq-range = seq-number ":" seq-number`, the smaller one first — RFC 9051 §9 */
function readRanges(set: Octets): readonly NumberRange[] | undefined {
  if (!/^\d{1,15}(?::\d{1,15})?(?:,\d{1,15}(?::\d{1,15})?)*$/.test(set)) return undefined;
  return set.split(',').map((range) => {
    const [first = 0, last = first] = range.split(':').map(Number);
    return { first: Math.min(first, last), last: Math.max(first, last) };
  });
}

function writeRanges(
  ranges: readonly NumberRange[],
  joins: (before: NumberRange, next: NumberRange) => boolean,
): Octets {
  const merged: NumberRange[] = [];
  for (const range of ranges) {
    const before = merged.at(-1);
    if (before && joins(before, range))
      merged[merged.length - 1] = { first: before.first, last: Math.max(before.last, range.last) };
    else merged.push(range);
  }
  return merged.map(({ first, last }) => (first === last ? `${first}` : `${first}:${last}`)).join(',');
}

/**
 * A key without its case, and a `HEADER.FIELDS` list in alphabetical order and without quotes:
 * servers repeat it as they like.
 */
export function canonicalKey(key: Octets): Octets {
  const upper = upperAscii(key);
  if (!upper.includes('HEADER.FIELDS')) return upper;
  return upper.replace(/\(([^()]*)\)/, (_, fields: Octets) => {
    const names = fields.replace(/"/g, '').split(' ').filter(Boolean);
    return `(${names.toSorted().join(' ')})`;
  });
}
