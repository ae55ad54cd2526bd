import { describe, expect, it } from 'vitest';
import { EntryList, firstRow } from '../../src/tui/entry-list.js';
import { indexDiff } from '../../src/tui/rows.js';
import { diffOfLines } from './support/diff-of-lines.js';

const equal = (count: number) => Array.from({ length: count }, (_, at) => `  S * ${at} EXISTS`);
const shape = (lines: readonly string[], context: number, opened: readonly number[] = []) => {
  const entries = new EntryList(indexDiff(diffOfLines(lines)), context, new Set(opened));
  return Array.from({ length: entries.length }, (_, place) => {
    const entry = entries.at(place);
    return entry?.kind === 'fold' ? `${entry.from}-${entry.to}` : entry?.row;
  });
};

describe('the list of rows', () => {
  it.each([
    ['nothing', [], []],
    ['no difference', equal(5), ['0-5']],
    ['one row alone, which no fold would make shorter', equal(1), [0]],
    ['a difference at the beginning', ['- S x', ...equal(6)], [0, 1, 2, '3-7']],
    ['a difference at the end', [...equal(6), '+ S x'], ['0-4', 4, 5, 6]],
    ['a difference in the middle', [...equal(5), '+ S x', ...equal(5)], ['0-3', 3, 4, 5, 6, 7, '8-11']],
    ['differences close to each other', ['- S x', ...equal(5), '+ S y'], [0, 1, 2, 3, 4, 5, 6]],
    ['differences further away', ['- S x', ...equal(6), '+ S y'], [0, 1, 2, '3-5', 5, 6, 7]],
  ])('with two rows of context, of %s', (_, lines, expected) => {
    expect(shape(lines, 2)).toEqual(expected);
  });

  it('shows a stretch whole that was opened', () => {
    expect(shape(['- S x', ...equal(6), '+ S y', ...equal(4)], 0, [0])).toEqual([
      0,
      1,
      2,
      3,
      4,
      5,
      6,
      7,
      '8-12',
    ]);
  });

  it('finds the place of every row, in a fold or not', () => {
    const index = indexDiff(diffOfLines(['- S x', ...equal(9), '+ S y', ...equal(9)]));
    const entries = new EntryList(index, 1, new Set());
    index.rows.forEach((_, row) => {
      const entry = entries.at(entries.placeOf(row));
      expect(firstRow(entry)).toBeLessThanOrEqual(row);
      expect(entry?.kind === 'fold' ? entry.to > row : firstRow(entry) === row).toBe(true);
    });
  });
});

describe('what counts as one difference', () => {
  it.each([
    ['rows that are apart', ['- S x', '  S y', '- S z'], [0, 2]],
    ['neighbours of one class', ['- S x', '- S y', '- S z'], [0]],
    [
      'responses that changed, each',
      ['! S * 1 EXISTS => * 2 EXISTS', '! S * x => * y', '! S a1 OK x => a1 OK y'],
      [0, 1, 2],
    ],
    [
      'the lines of one response that changed',
      ['! S * 1 FETCH (BODY[] {4} => * 2', '! S a => b', '! S c) => d)'],
      [0],
    ],
    ['neighbours of different classes', ['- S x', '+ S y', 'text! S a => b'], [0, 1, 2]],
    ['what moved together', ['m S * 1 EXISTS', 'm S * 2 FETCH ()', '- S x'], [0, 2]],
    ['neighbours with a command between them', ['- S x', '- C a1 NOOP', '- S y'], [0, 1]],
  ])('%s', (_, lines, starts) => {
    expect(indexDiff(diffOfLines(lines)).starts).toEqual(starts);
  });
});
