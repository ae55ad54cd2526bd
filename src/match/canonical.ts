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
    case 'letters':
      return (content) => Array.from(content).toSorted().join('');
    default:
      return (content) => content;
  }
}

/** `"INBOX" … is not case sensitive` — RFC 9051 §5.1 */
function canonicalMailbox(name: Octets): Octets {
  return name.length === 5 && lowerAscii(name) === 'inbox' ? 'INBOX' : name;
}

/** `1,3:4` and `4:3,1` are the same set; ranges are merged, so that the size of a range costs nothing. */
function canonicalNumbers(set: Octets): Octets {
  if (!/^\d{1,15}(?::\d{1,15})?(?:,\d{1,15}(?::\d{1,15})?)*$/.test(set)) return set;
  const ranges = set.split(',').map((range) => {
    const [first = 0, last = first] = range.split(':').map(Number);
    return { first: Math.min(first, last), last: Math.max(first, last) };
  });
  const merged: { first: number; last: number }[] = [];
  for (const range of ranges.toSorted((a, b) => a.first - b.first)) {
    const before = merged.at(-1);
    if (before && range.first <= before.last + 1) before.last = Math.max(before.last, range.last);
    else merged.push({ ...range });
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
