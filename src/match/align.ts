import { diffArrays } from 'diff';

/** Which items of two sequences belong together, in order on both sides. */
export interface Alignment {
  readonly pairs: readonly IndexPair[];
  /** True where the sides were too different to be searched for the best alignment. */
  readonly coarse: boolean;
}

export type IndexPair = readonly [expected: number, actual: number];

/** What makes two items belong together; items without a key belong to none. */
export type Key<Item> = (item: Item) => string | undefined;

/**
 * Aligns two sequences: first the items whose first keys are equal, then, between those, the ones whose second keys
 * are, and so on. Takes about linear time whatever the sequences are.
 */
export function align<Item>(
  expected: readonly Item[],
  actual: readonly Item[],
  keys: readonly Key<Item>[],
): Alignment {
  const [key, ...otherKeys] = keys;
  if (!key || expected.length === 0 || actual.length === 0) return { pairs: [], coarse: false };
  const { pairs, coarse } = alignIdentities(...identify(expected, actual, key));
  if (otherKeys.length === 0 || pairs.length === Math.min(expected.length, actual.length))
    return { pairs, coarse };
  const all: IndexPair[] = [];
  let isCoarse = false;
  forEachGap(pairs, expected.length, actual.length, (gap, next) => {
    const inner = align(
      expected.slice(gap.expectedStart, gap.expectedEnd),
      actual.slice(gap.actualStart, gap.actualEnd),
      otherKeys,
    );
    isCoarse ||= inner.coarse;
    for (const [e, a] of inner.pairs) all.push([gap.expectedStart + e, gap.actualStart + a]);
    if (next) all.push(next);
  });
  return { pairs: all, coarse: isCoarse };
}

/** What lies between two pairs: half-open ranges of both sides. */
export interface Gap {
  readonly expectedStart: number;
  readonly expectedEnd: number;
  readonly actualStart: number;
  readonly actualEnd: number;
}

/** Walks through both sequences: each gap (it may be empty) and the pair behind it (the last gap has none). */
export function forEachGap(
  pairs: readonly IndexPair[],
  expectedLength: number,
  actualLength: number,
  visit: (gap: Gap, next: IndexPair | undefined) => void,
): void {
  let expectedStart = 0;
  let actualStart = 0;
  for (const pair of pairs) {
    visit({ expectedStart, expectedEnd: pair[0], actualStart, actualEnd: pair[1] }, pair);
    expectedStart = pair[0] + 1;
    actualStart = pair[1] + 1;
  }
  visit({ expectedStart, expectedEnd: expectedLength, actualStart, actualEnd: actualLength }, undefined);
}

/** The items as numbers, equal where their keys are equal; `alone` for items that the other side does not have. */
function identify<Item>(
  expected: readonly Item[],
  actual: readonly Item[],
  key: Key<Item>,
): [expected: number[], actual: number[]] {
  const ids = new Map<string, number>();
  const shared = new Set<number>();
  const expectedIds = expected.map((item) => idOf(key(item), (text) => ids.set(text, ids.size).size - 1));
  const actualIds = actual.map((item) => {
    const id = idOf(key(item), () => alone);
    if (id !== alone) shared.add(id);
    return id;
  });
  return [expectedIds.map((id) => (shared.has(id) ? id : alone)), actualIds];

  function idOf(text: string | undefined, add: (text: string) => number): number {
    return text === undefined ? alone : (ids.get(text) ?? add(text));
  }
}

const alone = -1;

/** Equal ends, then anchors (patience), then the shortest edit between those, if it is short. */
function alignIdentities(expected: readonly number[], actual: readonly number[]): Alignment {
  const pairs: IndexPair[] = [];
  let coarse = false;
  forEachGap(findAnchors(expected, actual), expected.length, actual.length, (gap, next) => {
    const aligned = alignGap(expected, actual, gap, pairs);
    coarse ||= !aligned;
    if (next) pairs.push(next);
  });
  return { pairs, coarse };
}

/** What is once on each side, in the longest run that has the same order on both. */
function findAnchors(expected: readonly number[], actual: readonly number[]): IndexPair[] {
  const places = new Map<number, { expected: number; actual: number; isUnique: boolean }>();
  expected.forEach((id, index) => {
    if (id === alone) return;
    const place = places.get(id);
    if (place) place.isUnique = false;
    else places.set(id, { expected: index, actual: -1, isUnique: true });
  });
  actual.forEach((id, index) => {
    const place = places.get(id);
    if (!place) return;
    if (place.actual !== -1) place.isUnique = false;
    place.actual = index;
  });
  const unique: IndexPair[] = [];
  for (const place of places.values()) if (place.isUnique) unique.push([place.expected, place.actual]);
  return longestIncreasing(unique);
}

/** The longest run of pairs (given in order of the first) whose second members increase, by patience sorting. */
function longestIncreasing(pairs: readonly IndexPair[]): IndexPair[] {
  const tops: number[] = [];
  const previous: number[] = [];
  pairs.forEach(([, actual], index) => {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[tops[middle] ?? 0]![1] < actual) low = middle + 1;
      else high = middle;
    }
    previous[index] = tops[low - 1] ?? alone;
    tops[low] = index;
  });
  const run: IndexPair[] = [];
  for (let at = tops.at(-1) ?? alone; at !== alone; at = previous[at] ?? alone) run.push(pairs[at]!);
  return run.reverse();
}

/** How many insertions and removals the search for the shortest edit may take before it is given up. */
const maxEditLength = 800;

/** Adds the pairs within a gap; false when the search was given up. */
function alignGap(
  expected: readonly number[],
  actual: readonly number[],
  gap: Gap,
  pairs: IndexPair[],
): boolean {
  let { expectedStart, expectedEnd, actualStart, actualEnd } = gap;
  const isSame = (e: number, a: number) =>
    e < expectedEnd && a < actualEnd && expected[e] === actual[a] && expected[e] !== alone;
  while (isSame(expectedStart, actualStart)) pairs.push([expectedStart++, actualStart++]);
  const tail: IndexPair[] = [];
  while (expectedEnd > expectedStart && actualEnd > actualStart && isSame(expectedEnd - 1, actualEnd - 1))
    tail.push([--expectedEnd, --actualEnd]);
  const isDone = alignMiddle(expected, actual, { expectedStart, expectedEnd, actualStart, actualEnd }, pairs);
  pairs.push(...tail.reverse());
  return isDone;
}

/** The shortest edit of what both sides of the gap have; everything else cannot belong to anything. */
function alignMiddle(
  expected: readonly number[],
  actual: readonly number[],
  gap: Gap,
  pairs: IndexPair[],
): boolean {
  const expectedIds = new Set(expected.slice(gap.expectedStart, gap.expectedEnd));
  const actualIds = new Set(actual.slice(gap.actualStart, gap.actualEnd));
  const e = indexesOf(actualIds, expected, gap.expectedStart, gap.expectedEnd);
  const a = indexesOf(expectedIds, actual, gap.actualStart, gap.actualEnd);
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
    else for (let n = 0; n < count; n++) pairs.push([e[atExpected++]!, a[atActual++]!]);
  }
  return true;
}

function indexesOf(
  wanted: ReadonlySet<number>,
  ids: readonly number[],
  start: number,
  end: number,
): number[] {
  const indexes: number[] = [];
  for (let index = start; index < end; index++) {
    const id = ids[index]!;
    if (id !== alone && wanted.has(id)) indexes.push(index);
  }
  return indexes;
}
