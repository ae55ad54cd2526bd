import type { Shape, TupleShape } from '../imap/response-shapes.js';
import type { Value } from '../imap/value.js';
import { compareMembers, compareValue } from './compare-value.js';
import type { Comparison, Place } from './comparison.js';
import { reportMembers } from './report-members.js';
import { placeName } from './value-names.js';

const data: Shape = { kind: 'data' };
const ordered: TupleShape = { kind: 'tuple', places: [] };

/** Compares lists in which every place has its meaning. */
export function compareTuple(
  comparison: Comparison,
  expected: readonly Value[],
  actual: readonly Value[],
  shape: TupleShape,
  place: Place,
): void {
  // No further members may come anyway.
  if (comparison.expected.hasPlaceholders && expected.some((value) => isEnd(comparison, value))) {
    const members = expected.filter((value) => !isEnd(comparison, value));
    compareTuple(comparison, members, actual, shape, place);
    return;
  }
  const isOneSided = (expected[0]?.kind === 'list') !== (actual[0]?.kind === 'list');
  if (shape.mayBeginWithList && isOneSided && expected[0] && !comparison.formOf(expected[0])) {
    compareBehindList(comparison, expected, actual, shape, place);
    return;
  }
  const restAt = expected.findIndex((value) => comparison.formOf(value)?.kind === 'rest');
  if (restAt !== -1) {
    compareAroundRest(comparison, expected, actual, shape, place, restAt);
    return;
  }
  const fixed = shape.rest ? shape.places.length : Math.max(expected.length, actual.length);
  comparePlaces(comparison, expected.slice(0, fixed), actual.slice(0, fixed), shape, place);
  if (shape.rest) compareMembers(comparison, expected.slice(fixed), actual.slice(fixed), shape.rest, place);
}

function isEnd(comparison: Comparison, value: Value): boolean {
  return comparison.formOf(value)?.kind === 'end';
}

/** `(EARLIER)` is on one side only: that is one difference, and what is behind it is compared all the same. */
function compareBehindList(
  comparison: Comparison,
  expected: readonly Value[],
  actual: readonly Value[],
  shape: TupleShape,
  place: Place,
): void {
  const heads = [expected, actual].map((values) => (values[0]?.kind === 'list' ? values.slice(0, 1) : []));
  const [wanted = [], came = []] = heads;
  reportMembers(comparison, 'missing', wanted, place);
  reportMembers(comparison, 'unexpected', came, place);
  compareTuple(comparison, expected.slice(wanted.length), actual.slice(came.length), shape, place);
}

/** Where places have no names (the numbers of a SORT), the first difference says enough. `offset`: places before. */
function comparePlaces(
  comparison: Comparison,
  expected: readonly Value[],
  actual: readonly Value[],
  shape: TupleShape,
  place: Place,
  offset = 0,
): void {
  const before = comparison.differences.length;
  const count = Math.min(expected.length, actual.length);
  for (let index = 0; index < count; index++) {
    const name = nameOf(place, shape, offset + index, offset + expected.length);
    compareValue(
      comparison,
      expected[index]!,
      actual[index]!,
      shape.places[index] ?? shape.others ?? data,
      name,
    );
    if (index >= shape.places.length && comparison.differences.length > before) return;
  }
  const names = (shape.names ?? []).slice(offset + count);
  reportMembers(comparison, 'missing', expected.slice(count), place, { own: names });
  reportMembers(comparison, 'unexpected', actual.slice(count), place, { own: names });
}

/** Parts of parts are named as in a section: part 2 of part 1 is 1.2, also where part 1 is a message (RFC 9051 §6.4.5.1). */
function nameOf({ name }: Place, { names }: TupleShape, index: number, count: number): string {
  const own = names?.[index];
  if (own === undefined) return placeName(name, index, count);
  const part = /^part (\d+)$/.exec(own)?.[1];
  const isWithin = part !== undefined && /(?:^| )part [\d.]+(?: body)?$/.test(name);
  return isWithin ? `${name.replace(/ body$/, '')}.${part}` : `${name} ${own}`.trim();
}

/** `${*}` where the order counts: what is before it must begin the list, what is behind it must end the list. */
function compareAroundRest(
  comparison: Comparison,
  expected: readonly Value[],
  actual: readonly Value[],
  shape: TupleShape,
  place: Place,
  restAt: number,
): void {
  const head = expected.slice(0, restAt);
  const tail = expected.slice(restAt + 1);
  const offset = actual.length - tail.length;
  if (offset < head.length) comparePlaces(comparison, [...head, ...tail], actual, shape, place);
  else {
    comparePlaces(comparison, head, actual.slice(0, head.length), shape, place);
    comparePlaces(
      comparison,
      tail,
      actual.slice(offset),
      { ...ordered, names: shape.names ?? [] },
      place,
      offset,
    );
  }
}
