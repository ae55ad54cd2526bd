import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffWords } from '../../src/match/diff.js';

const marked = (text: string, ranges: readonly { start: number; end: number }[]) =>
  ranges.map(({ start, end }) => text.slice(start, end));

const cases: readonly [
  title: string,
  expected: string,
  actual: string,
  inExpected: string[],
  inActual: string[],
][] = [
  ['a number', '* OK [UIDNEXT 7] next', '* OK [UIDNEXT 8] next', ['7'], ['8']],
  [
    'a flag with its backslash',
    '* FLAGS (\\Seen \\Draft)',
    '* FLAGS (\\Seen \\Flagged)',
    ['\\Draft'],
    ['\\Flagged'],
  ],
  ['a flag that is gone', '(\\Seen \\Draft) and more', '(\\Seen) and more', [' \\Draft'], []],
  ['a placeholder as a whole', '* ${n:number} EXISTS', '* 18 EXISTS', ['${n:number}'], ['18']],
  ['letters of any script', 'Logged in \u00e9t\u00e9', 'Logged in hiver', ['\u00e9t\u00e9'], ['hiver']],
  ['nothing', 'a1 OK', 'a1 OK', [], []],
];

describe('diffWords', () => {
  it.each(cases)('marks %s', (_, expected, actual, inExpected, inActual) => {
    const words = diffWords(expected, actual);
    expect(marked(expected, words?.expected ?? [])).toEqual(inExpected);
    expect(marked(actual, words?.actual ?? [])).toEqual(inActual);
  });

  it('marks nothing where more changed than stayed', () => {
    expect(diffWords('a1 OK', '* 3 EXISTS and more')).toBeUndefined();
  });

  it('gives up on long lines that have little in common', () => {
    const long = (word: string) => Array.from({ length: 10_000 }, (_, index) => `${word}${index}`).join(' ');
    expect(diffWords(long('a'), long('b'))).toBeUndefined();
  });

  it('leaves the same text on both sides when the marks are taken away', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', ' ', '(', '\\Seen', '7', '\u{1f600}'))
      .map((all) => all.join(''));
    const without = (line: string, ranges: readonly { start: number; end: number }[]) =>
      ranges.toReversed().reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), line);
    fc.assert(
      fc.property(text, text, (expected, actual) => {
        const words = diffWords(expected, actual);
        if (words) expect(without(expected, words.expected)).toBe(without(actual, words.actual));
      }),
    );
  });
});
