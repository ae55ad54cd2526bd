import type { PairsShape, Shape } from '../imap/response-shapes.js';
import type { Value } from '../imap/value.js';
import { type Octets, upperAscii, visible } from '../text/octets.js';
import { canonicalKey } from './canonical.js';
import { splitAbsent } from './compare-set.js';
import { compareValue } from './compare-value.js';
import { type Comparison, contentOf, type Place } from './comparison.js';
import { groupBy } from './group-by.js';
import { matchPattern } from './pattern.js';
import { reportMembers } from './report-members.js';

/** A key and its values, as in the list of a FETCH or STATUS. */
interface Entry {
  readonly key: Value;
  readonly values: readonly Value[];
}

/** Compares lists of keys with values, which may come in any order. */
export function comparePairs(
  comparison: Comparison,
  expected: readonly Value[],
  actual: readonly Value[],
  shape: PairsShape,
  place: Place,
): void {
  const { wanted, more } = splitAbsent(comparison, expected, actual, place);
  const keys = wanted === expected ? undefined : new Set(wanted);
  const entries = readEntries(expected, comparison.expected.octets, shape, keys);
  const { pairs, missing, unexpected } = pairEntries(
    comparison,
    entries,
    readEntries(actual, comparison.actual, shape),
    shape,
  );
  const context = shape.isNamed ? `${place.name} ` : '';
  for (const [wantedEntry, found] of pairs) compareEntries(comparison, wantedEntry, found, shape, context);
  reportMembers(comparison, 'missing', missing.map(keyOf), place);
  if (!(more ?? (shape.open && comparison.allowsMore)))
    reportMembers(comparison, 'unexpected', unexpected.map(keyOf), place);
}

interface EntryPairs {
  readonly pairs: readonly (readonly [expected: Entry, actual: Entry])[];
  readonly missing: readonly Entry[];
  readonly unexpected: readonly Entry[];
}

/** Mostly the entries come as expected, and more behind them. */
function pairEntries(
  comparison: Comparison,
  expected: readonly Entry[],
  actual: readonly Entry[],
  shape: PairsShape,
): EntryPairs {
  const isSame = ({ key }: Entry, other: Entry | undefined) =>
    other && contentOf(key, comparison.expected.octets) === contentOf(other.key, comparison.actual);
  if (expected.every((entry, index) => isSame(entry, actual[index]))) {
    const pairs = expected.map((entry, index) => [entry, actual[index]!] as const);
    return { pairs, missing: [], unexpected: actual.slice(expected.length) };
  }
  const left = new EntryIndex(actual, comparison, shape);
  const found = new Map<Entry, Entry>();
  const take = (entries: readonly Entry[], partnerOf: (entry: Entry) => Entry | undefined) => {
    for (const entry of entries) {
      const partner = found.has(entry) ? undefined : partnerOf(entry);
      if (partner) found.set(entry, partner);
    }
  };
  take(expected, (entry) => left.takeSame(entry));
  take(expected, (entry) => left.takeLike(entry));
  return {
    pairs: expected.flatMap((entry) => (found.has(entry) ? [[entry, found.get(entry)!] as const] : [])),
    missing: expected.filter((entry) => !found.has(entry)),
    unexpected: left.rest(),
  };
}

function keyOf({ key }: Entry): Value {
  return key;
}

/** `keys`: what may be one; `${*}` is none, but behind a key it is its value. */
function readEntries(
  items: readonly Value[],
  octets: Octets,
  shape: PairsShape,
  keys?: ReadonlySet<Value>,
): Entry[] {
  const entries: Entry[] = [];
  for (let index = 0; index < items.length; ) {
    const key = items[index]!;
    if (keys && !keys.has(key)) {
      index++;
      continue;
    }
    const isAlone = key.kind === 'list' || shape.alone.includes(upperAscii(contentOf(key, octets)));
    const values = isAlone ? [] : items.slice(index + 1, index + 1 + shape.width);
    entries.push({ key, values });
    index += 1 + values.length;
  }
  return entries;
}

/** How many entries are looked at for a key with placeholders. */
const maxCandidates = 256;

/** The actual entries that are not paired yet, by key. */
class EntryIndex {
  readonly #entries: ReadonlyMap<Octets, Entry[]>;
  readonly #comparison: Comparison;
  readonly #shape: PairsShape;

  constructor(entries: readonly Entry[], comparison: Comparison, shape: PairsShape) {
    this.#comparison = comparison;
    this.#shape = shape;
    this.#entries = groupBy(entries, ({ key }) => this.#canonical(contentOf(key, comparison.actual)));
  }

  /** The entry with the key that an expected one has. */
  takeSame({ key }: Entry): Entry | undefined {
    if (key.kind === 'list') return undefined;
    return this.#entries.get(this.#canonical(contentOf(key, this.#comparison.expected.octets)))?.shift();
  }

  /** One of those that are left which may be what an expected one is about. */
  takeLike(entry: Entry): Entry | undefined {
    return entry.key.kind === 'list' ? this.#takeList(entry.key) : this.#takeMatching(entry);
  }

  /** `(TAG "a1")`: the list that is the same, else the first one, which says where they differ. */
  #takeList(key: Value): Entry | undefined {
    const lists = this.rest().filter((entry) => entry.key.kind === 'list');
    const found = lists.find((entry) => this.#compareLists(this.#comparison.fork(), key, entry)) ?? lists[0];
    if (!found) return undefined;
    this.#compareLists(this.#comparison, key, found);
    this.#remove(found);
    return found;
  }

  #compareLists(comparison: Comparison, key: Value, entry: Entry): boolean {
    const before = comparison.differences.length;
    compareValue(comparison, key, entry.key, this.#shape.lists ?? { kind: 'data' }, '');
    return comparison.differences.length === before;
  }

  rest(): Entry[] {
    return [...this.#entries.values()].flat().toSorted((a, b) => a.key.start - b.key.start);
  }

  /** Keys with placeholders, such as `BODY[HEADER.FIELDS (${*})]`: first one whose values fit too. */
  #takeMatching(wanted: Entry): Entry | undefined {
    const { expected, captures, actual } = this.#comparison;
    const parts = expected.content(wanted.key);
    if (parts.every((part) => part.kind === 'text')) return undefined;
    const fits = ({ key }: Entry) =>
      matchPattern(parts, contentOf(key, actual), captures, { ignoresCase: true });
    const candidates = this.rest().slice(0, maxCandidates).filter(fits);
    const found = candidates.find((entry) => this.#haveSameValues(wanted, entry)) ?? candidates[0];
    if (!found) return undefined;
    captures.bind(fits(found) ?? new Map(), () => expected.placeAt(wanted.key.start));
    this.#remove(found);
    return found;
  }

  #haveSameValues(wanted: Entry, entry: Entry): boolean {
    const trial = this.#comparison.fork();
    compareEntries(trial, wanted, entry, this.#shape, '');
    return trial.differences.length === 0;
  }

  #remove(entry: Entry): void {
    for (const entries of this.#entries.values()) {
      const index = entries.indexOf(entry);
      if (index !== -1) entries.splice(index, 1);
    }
  }

  #canonical(key: Octets): Octets {
    return this.#shape.exactKeys && !this.#comparison.isCaseless ? key : canonicalKey(key);
  }
}

function compareEntries(
  comparison: Comparison,
  expected: Entry,
  actual: Entry,
  shape: PairsShape,
  context: string,
): void {
  const written = contentOf(actual.key, comparison.actual);
  const key = upperAscii(written);
  const valueShape = valueShapeOf(key, shape);
  // The names of METADATA are paths, and read badly in upper case.
  const isAsWritten = shape.exactKeys || key.startsWith('/');
  const name = context + visible(isAsWritten ? written : key);
  const nameAt = (index: number) => `${name} ${shape.names?.[index] ?? ''}`.trimEnd();
  const count = Math.min(expected.values.length, actual.values.length);
  for (let index = 0; index < count; index++)
    compareValue(comparison, expected.values[index]!, actual.values[index]!, valueShape, nameAt(index));
  if (count > 0 && comparison.formOf(expected.values[count - 1]!)?.kind === 'rest') return;
  const place = { name, expected: expected.key, actual: actual.key };
  reportMembers(comparison, 'missing', expected.values.slice(count), place);
  reportMembers(comparison, 'unexpected', actual.values.slice(count), place);
}

/** The section of `BODY[TEXT]` has no say in it. */
function valueShapeOf(key: Octets, { values, otherwise }: PairsShape): Shape {
  const bracket = key.indexOf('[');
  const item = bracket === -1 ? key : key.slice(0, bracket);
  return Object.hasOwn(values, item) ? (values[item] ?? otherwise) : otherwise;
}
