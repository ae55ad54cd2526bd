import type { ListShape, Shape } from '../../src/imap/response-shapes.js';
import { parseSequenceSet } from '../../src/imap/sequence-set.js';
import type { Value } from '../../src/imap/value.js';

/** Where a shape asks for another kind of value than there is. */
export function misfits(shape: ListShape, values: readonly Value[]): string[] {
  switch (shape.kind) {
    case 'set':
      return values.flatMap((value) => misfit(shape.of, value));
    case 'tuple':
      return [
        ...shape.places.flatMap((place, index) => (values[index] ? misfit(place, values[index]) : [])),
        ...(shape.rest ? misfits(shape.rest, values.slice(shape.places.length)) : []),
      ];
    case 'pairs':
      return misfitPairs(shape, values);
  }
}

function misfitPairs(shape: ListShape & { kind: 'pairs' }, values: readonly Value[]): string[] {
  const found: string[] = [];
  for (let at = 0; at < values.length; ) {
    const key = values[at++];
    if (key?.kind === 'list' || key?.kind === 'nil') continue;
    const name = key?.text.toUpperCase().replace(/\[.*/s, '') ?? '';
    if (shape.alone.includes(name)) continue;
    const own = values.slice(at, at + shape.width);
    if (own.length < shape.width) found.push(`${name} without a value`);
    found.push(...own.flatMap((value) => misfit(shape.values[name] ?? shape.otherwise, value)));
    at += shape.width;
  }
  return found;
}

function misfit(shape: Shape, value: Value): string[] {
  if (value.kind === 'nil' || shape.kind === 'data') return [];
  if (shape.kind === 'variant')
    return value.kind === 'list'
      ? misfits(shape.of(value), value.items)
      : shape.otherwise
        ? misfit(shape.otherwise, value)
        : ['no list'];
  if (shape.kind === 'set' || shape.kind === 'tuple' || shape.kind === 'pairs') {
    return value.kind === 'list'
      ? misfits(shape, value.items)
      : [`${value.kind} where a ${shape.kind} should be`];
  }
  if (value.kind === 'list') return [`list where a ${shape.kind} should be`];
  const isSet =
    (shape.kind !== 'set-of-numbers' && shape.kind !== 'list-of-numbers') ||
    parseSequenceSet(value.text).kind !== 'refused';
  return isSet ? [] : [`no set: ${value.text}`];
}
