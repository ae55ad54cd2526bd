import { diffArrays } from 'diff';

/** What makes two items belong together; items without a key belong to none. */
export type Key<Item> = (item: Item) => string | undefined;

export interface Alignment {
  /** For each expected item the index of the actual one that belongs to it, or `alone`. The indexes increase. */
  readonly partners: Int32Array;
  /** True where the sides were too different to be searched for the best alignment. */
  readonly coarse: boolean;
}

export const alone = -1;

/**
 * Aligns two sequences: first the items whose first keys are equal, then, between those, the ones whose second keys
 * are, and so on. Takes about linear time whatever the sequences are.
 */
export function align<Item>(
  expected: readonly Item[],
  actual: readonly Item[],
  keys: readonly Key<Item>[],
): Alignment {
  const partners = new Int32Array(expected.length).fill(alone);
  let coarse = false;
  for (const key of keys) {
    forEachGap(partners, actual.length, (gap) => {
      if (!isOneSided(gap) && !alignGap(expected, actual, key, gap, partners)) coarse = true;
    });
  }
  return { partners, coarse };
}

/** What lies between two pairs: half-open ranges of both sides. */
export interface Gap {
  readonly expectedStart: number;
  readonly expectedEnd: number;
  readonly actualStart: number;
  readonly actualEnd: number;
}

/**
 * Walks through both sequences: each gap that is not empty, and the pair behind it. Partners may be added to a gap
 * while it is visited.
 */
export function forEachGap(
  partners: Int32Array,
  actualLength: number,
  visitGap: (gap: Gap) => void,
  visitPair: (expected: number, actual: number) => void = () => {},
): void {
  let expectedStart = 0;
  let actualStart = 0;
  for (let expectedEnd = 0; expectedEnd <= partners.length; expectedEnd++) {
    const isLast = expectedEnd === partners.length;
    const actualEnd = isLast ? actualLength : partners[expectedEnd]!;
    if (actualEnd === alone) continue;
    if (expectedStart < expectedEnd || actualStart < actualEnd)
      visitGap({ expectedStart, expectedEnd, actualStart, actualEnd });
    if (!isLast) visitPair(expectedEnd, actualEnd);
    expectedStart = expectedEnd + 1;
    actualStart = actualEnd + 1;
  }
}

function isOneSided({ expectedStart, expectedEnd, actualStart, actualEnd }: Gap): boolean {
  return expectedStart === expectedEnd || actualStart === actualEnd;
}

/** Equal ends, then anchors, then the shortest edit between those. False when that was given up. */
function alignGap<Item>(
  expected: readonly Item[],
  actual: readonly Item[],
  key: Key<Item>,
  gap: Gap,
  partners: Int32Array,
): boolean {
  const isSame = (e: number, a: number) => {
    const wanted = key(expected[e]!);
    return wanted !== undefined && wanted === key(actual[a]!);
  };
  const middle = pairEqualEnds(gap, isSame, partners);
  if (isOneSided(middle)) return true;
  if (isSmall(middle)) return pairFirstSame(middle, isSame, partners);
  const wanted = expected.slice(middle.expectedStart, middle.expectedEnd).map(key);
  const came = actual.slice(middle.actualStart, middle.actualEnd).map(key);
  if (wanted.length <= few && !came.some((each) => each !== undefined && wanted.includes(each))) return true;
  const found = alignIds(identify(wanted, came));
  for (const [index, partner] of found.partners.entries())
    if (partner !== alone) partners[middle.expectedStart + index] = middle.actualStart + partner;
  return !found.coarse;
}

/** So few items that looking at them costs less than an index. */
const few = 8;

/** With one item on a side there is at most one pair. */
function isSmall({ expectedStart, expectedEnd, actualStart, actualEnd }: Gap): boolean {
  return expectedEnd - expectedStart === 1 || actualEnd - actualStart === 1;
}

function pairFirstSame(
  gap: Gap,
  isSame: (expected: number, actual: number) => boolean,
  partners: Int32Array,
): true {
  for (let e = gap.expectedStart; e < gap.expectedEnd; e++) {
    for (let a = gap.actualStart; a < gap.actualEnd; a++) {
      if (!isSame(e, a)) continue;
      partners[e] = a;
      return true;
    }
  }
  return true;
}

/** Pairs what is equal at the ends of a gap; gives what is left between them. */
function pairEqualEnds(
  { expectedStart, expectedEnd, actualStart, actualEnd }: Gap,
  isSame: (expected: number, actual: number) => boolean,
  partners: Int32Array,
): Gap {
  while (expectedStart < expectedEnd && actualStart < actualEnd && isSame(expectedStart, actualStart))
    partners[expectedStart++] = actualStart++;
  while (expectedStart < expectedEnd && actualStart < actualEnd && isSame(expectedEnd - 1, actualEnd - 1))
    partners[--expectedEnd] = --actualEnd;
  return { expectedStart, expectedEnd, actualStart, actualEnd };
}

/** The items as numbers, equal where their keys are; `alone` for those that only one side has. */
interface Ids {
  readonly expected: Int32Array;
  readonly actual: Int32Array;
  /** The numbers are below it. */
  readonly count: number;
}

function identify(expected: readonly (string | undefined)[], actual: readonly (string | undefined)[]): Ids {
  const ids = new Map<string, number>();
  for (const key of expected) if (key !== undefined && !ids.has(key)) ids.set(key, ids.size);
  const idOf = (key: string | undefined) => (key === undefined ? alone : (ids.get(key) ?? alone));
  const actualIds = Int32Array.from(actual, idOf);
  const isShared = new Uint8Array(ids.size);
  for (const id of actualIds) if (id !== alone) isShared[id] = 1;
  const sharedIdOf = (key: string | undefined) => {
    const id = idOf(key);
    return isShared[id] === 1 ? id : alone;
  };
  return { expected: Int32Array.from(expected, sharedIdOf), actual: actualIds, count: ids.size };
}

function alignIds(ids: Ids): Alignment {
  const partners = findAnchors(ids);
  let coarse = false;
  forEachGap(partners, ids.actual.length, (gap) => {
    const isSame = (e: number, a: number) => ids.expected[e] === ids.actual[a] && ids.expected[e] !== alone;
    const middle = pairEqualEnds(gap, isSame, partners);
    if (!isOneSided(middle) && !alignShared(ids, middle, partners)) coarse = true;
  });
  return { partners, coarse };
}

const several = -2;

/** What is once on each side, in the longest run that has the same order on both (patience diff). */
function findAnchors({ expected, actual, count }: Ids): Int32Array {
  const actualPlaces = placesOf(actual, count);
  const expectedPlaces = placesOf(expected, count);
  const unique: number[] = [];
  for (const [index, id] of expected.entries())
    if (id !== alone && expectedPlaces[id] === index && actualPlaces[id]! >= 0) unique.push(index);
  const places = unique.map((index) => actualPlaces[expected[index]!]!);
  const partners = new Int32Array(expected.length).fill(alone);
  for (const at of longestIncreasing(places)) partners[unique[at]!] = places[at]!;
  return partners;
}

/** The index of each id, `alone` where it is not, or `several`. */
function placesOf(ids: Int32Array, count: number): Int32Array {
  const places = new Int32Array(count).fill(alone);
  for (const [index, id] of ids.entries())
    if (id !== alone) places[id] = places[id] === alone ? index : several;
  return places;
}

/** The indexes of the longest run of increasing numbers, by patience sorting; not in order. */
function longestIncreasing(numbers: readonly number[]): number[] {
  const tops: number[] = [];
  const previous = new Int32Array(numbers.length);
  for (const [index, number] of numbers.entries()) {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[tops[middle]!]! < number) low = middle + 1;
      else high = middle;
    }
    previous[index] = low === 0 ? alone : tops[low - 1]!;
    tops[low] = index;
  }
  const run: number[] = [];
  for (let at = tops.at(-1) ?? alone; at !== alone; at = previous[at]!) run.push(at);
  return run;
}

/** How many insertions and removals the search for the shortest edit may take before it is given up. */
const maxEditLength = 800;

/** The shortest edit of what is on both sides of a gap; everything else cannot belong to anything. */
function alignShared(ids: Ids, gap: Gap, partners: Int32Array): boolean {
  const expected = ids.expected.subarray(gap.expectedStart, gap.expectedEnd);
  const actual = ids.actual.subarray(gap.actualStart, gap.actualEnd);
  const e = indexesShared(expected, new Set(actual));
  const a = indexesShared(actual, new Set(expected));
  if (e.length === 0 || a.length === 0) return true;
  const changes = diffArrays(
    e.map((index) => expected[index]),
    a.map((index) => actual[index]),
    { maxEditLength },
  );
  if (!changes) return false;
  let atExpected = 0;
  let atActual = 0;
  for (const { added, removed, count } of changes) {
    if (added) atActual += count;
    else if (removed) atExpected += count;
    else
      for (let n = 0; n < count; n++)
        partners[gap.expectedStart + e[atExpected++]!] = gap.actualStart + a[atActual++]!;
  }
  return true;
}

function indexesShared(ids: Int32Array, others: ReadonlySet<number>): number[] {
  const indexes: number[] = [];
  for (const [index, id] of ids.entries()) if (id !== alone && others.has(id)) indexes.push(index);
  return indexes;
}
