import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalSequenceSet,
  normaliseSequenceSet,
  parseSequenceSet,
  printSequenceSet,
  type SequenceSet,
  subtractSequenceSet,
} from '../../src/imap/sequence-set.js';

const number = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constant('*' as const));
const set = fc
  .array(fc.record({ first: number, last: number }), { minLength: 1, maxLength: 8 })
  .map((ranges): SequenceSet => ({ kind: 'ranges', ranges }));

describe('a sequence set', () => {
  it.each(['1', '*', '1:5', '5:1', '2,4:7,9,12:*', '*:4,5:7', '4294967295', '$', '1,1,1'])(
    'is read and printed back: %s',
    (text) => {
      const parsed = parseSequenceSet(text);
      expect(parsed.kind).not.toBe('refused');
      if (parsed.kind !== 'refused') expect(printSequenceSet(parsed)).toBe(text);
    },
  );

  it.each([
    ['', 0, 'both sides'],
    ['1,', 2, 'both sides'],
    [',1', 0, 'both sides'],
    ['1,,2', 2, 'both sides'],
    ['1:', 2, 'both sides'],
    [':5', 0, 'both sides'],
    ['1:2:3', 3, 'one ":"'],
    ['1-5', 1, '":" between'],
    ['1..5', 1, '":" between'],
    ['1;5', 1, '"," between'],
    ['1, 5', 2, '"," between'],
    ['0', 0, 'begin at 1'],
    ['1:0', 2, 'begin at 1'],
    ['01', 0, 'leading zeros: 1.'],
    ['4294967296', 0, 'up to 4294967295'],
    [`1,${'9'.repeat(400)}`, 2, 'up to 4294967295'],
    ['5*', 1, '* alone'],
    ['1,$', 2, '$ alone'],
    ['ALL', 0, '1:*'],
    ['one', 0, 'as in 1:5,8,10:*'],
    ['5a', 1, 'as in 1:5,8,10:*'],
  ])('refuses %j at offset %i and says what to do', (text, at, message) => {
    expect(parseSequenceSet(text)).toMatchObject({
      kind: 'refused',
      at,
      message: expect.stringContaining(message),
    });
  });

  it.each([
    ['1,3:4', '4,1,3', true],
    ['1:3,2:5', '1:5', true],
    ['5:1', '1:5', true],
    ['*:3', '3:*', true],
    ['1,2,3', '1:3', true],
    ['1:3', '1:4', false],
    ['1:*', '1:4294967295', false],
    ['$', '$', true],
    ['$', '1', false],
    ['x', 'x', true],
    ['x', '1', false],
  ])('compares numbers, not spelling: %s and %s', (a, b, expected) => {
    expect(canonicalSequenceSet(a) === canonicalSequenceSet(b)).toBe(expected);
  });

  it('parses back to the same value when it is printed', () => {
    fc.assert(
      fc.property(set, (value) => void expect(parseSequenceSet(printSequenceSet(value))).toEqual(value)),
    );
  });

  it('keeps its numbers when it is normalised', () => {
    fc.assert(
      fc.property(set, (value) => {
        const normal = normaliseSequenceSet(value);
        expect(numbersOf(normal)).toEqual(numbersOf(value));
        expect(normaliseSequenceSet(normal)).toEqual(normal);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9*:,$.;\- a]{0,20}$/), (text) => void parseSequenceSet(text)),
    );
  });
});

/** The numbers of a set in a mailbox of 40 messages. */
function numbersOf(value: SequenceSet): number[] {
  const found = new Set<number>();
  for (const { first, last } of value.kind === 'ranges' ? value.ranges : []) {
    const [a, b] = [first, last].map((end) => (end === '*' ? 40 : end)).toSorted((x, y) => x - y);
    for (let one = a ?? 0; one <= (b ?? 0); one++) found.add(one);
  }
  return [...found].toSorted((x, y) => x - y);
}

describe('what one set has and another has not', () => {
  it.each([
    ['1:3', '1:2', '3'],
    ['1:2', '1:3', ''],
    ['1:10', '3,5:6,20', '1:2,4,7:10'],
    ['5:1,9', '3', '1:2,4:5,9'],
    ['1:3', '5:*', undefined],
    ['1:3', 'x', undefined],
    ['$', '1', undefined],
  ])('of %s and %s is %s', (one, other, expected) => {
    expect(subtractSequenceSet(one, other)).toBe(expected);
  });

  it('is what is left of its numbers', () => {
    const numbers = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        const left = [...new Set(one)].filter((each) => !other.includes(each));
        const expected = left.length === 0 ? '' : canonicalSequenceSet(left.join(','));
        expect(subtractSequenceSet(one.join(','), other.join(','))).toBe(expected);
      }),
    );
  });
});
