import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffTranscripts } from '../../src/match/diff.js';
import { parseScript } from '../../src/script/parser.js';
import { createSource } from '../../src/text/source.js';
import { openDiff, pressInDiff } from '../../src/tui/diff-commands.js';
import { EntryList, firstRow, nothingOpened } from '../../src/tui/entry-list.js';
import { indexDiff } from '../../src/tui/rows.js';
import { speakDiff } from '../../src/tui/spoken.js';
import { diffOfLines } from './support/diff-of-lines.js';

const equal = (count: number) => Array.from({ length: count }, (_, at) => `  S * ${at} EXISTS`);
const shape = (lines: readonly string[], context: number, opened: readonly number[] = []) => {
  const entries = new EntryList(indexDiff(diffOfLines(lines)), context, {
    ...nothingOpened,
    stretches: new Set(opened),
  });
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
    const entries = new EntryList(index, 1, nothingOpened);
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

describe('a literal', () => {
  const body = (edit: (line: number) => string = () => '') =>
    Array.from({ length: 30 }, (_, line) => `S: line ${line}${edit(line)}`);
  const transcript = (lines: readonly string[]) => {
    const octets = lines.reduce((sum, line) => sum + line.length - 3 + 2, 0);
    const around = ['C: a1 FETCH 1 BODY[]', `S: * 1 FETCH (BODY[] {${octets}}`, ...lines, 'S: )', 'S: a1 OK'];
    return parseScript(createSource('t', `${around.join('\n')}\n`));
  };
  const before = transcript(body());
  const after = transcript(body((line) => (line === 9 || line === 20 ? '!' : '')));
  const open = (...sides: [typeof before, typeof before]) =>
    openDiff(
      {
        title: '',
        diff: diffTranscripts(...sides),
        expectedName: '',
        actualName: '',
        failing: new Set(['value']),
      },
      { columns: 80, rows: 24 },
    );
  const kinds = ({ entries }: ReturnType<typeof open>) =>
    Array.from({ length: entries.length }, (_, place) => entries.at(place)?.kind);

  it('that differs is one difference with the line that announces it, and one place of the list', () => {
    const state = open(before, after);
    expect(state.index.starts).toEqual([1]);
    expect(kinds(state)).toEqual(['row', 'row', 'literal', 'row', 'row']);
    expect(speakDiff(pressInDiff(state, 'j'))).toMatch(
      /E literal {2}2 lines differ {2}o opens it\nliteral, 262 octets, expected 260$/,
    );
  });

  it('opens and closes, and shows inside only what is near its differences', () => {
    const opened = pressInDiff(pressInDiff(open(before, after), 'j'), 'o');
    expect(kinds(opened).filter((kind) => kind !== 'row')).toEqual(['fold', 'fold', 'fold']);
    expect(kinds(pressInDiff(opened, 'o'))).toContain('literal');
  });

  it('opens for what is searched for', () => {
    const found = [...'/line 15', 'enter'].reduce(pressInDiff, open(before, after));
    expect(speakDiff(found)).toContain('S line 15');
  });

  it('that is the same on both sides is folded with what is around it, or else by itself', () => {
    const state = open(before, before);
    expect(kinds(state)).toEqual(['row', 'row', 'literal', 'row', 'row']);
    expect(kinds(pressInDiff(state, 'o'))).toEqual(['fold']);
  });

  it('of a few lines is shown', () => {
    const short = [
      transcript(body().slice(0, 6)),
      transcript(body((line) => `${line}`).slice(0, 6)),
    ] as const;
    expect(kinds(open(...short))).not.toContain('literal');
    expect(open(...short).index.starts).toEqual([1]);
  });

  it('never hides a row that the list does not count, whatever is open', () => {
    const lines = fc.array(fc.constantFrom('S: a', 'S: b', 'S: c'), { minLength: 1, maxLength: 25 });
    const session = fc
      .array(lines, { minLength: 1, maxLength: 3 })
      .map((bodies) =>
        bodies.flatMap((each, at) => [
          `C: a${at} FETCH 1 BODY[]`,
          `S: * 1 FETCH (BODY[] {${each.length * 3}}`,
          ...each,
          'S: )',
          `S: a${at} OK`,
        ]),
      );
    const numbers = fc.uniqueArray(fc.nat(12)).map((some) => new Set(some));
    const parse = (side: readonly string[]) => parseScript(createSource('t', `${side.join('\n')}\n`));
    fc.assert(
      fc.property(session, session, numbers, numbers, fc.nat(4), (expected, actual, ...opened) => {
        const [stretches, literals, context] = opened;
        const index = indexDiff(diffTranscripts(parse(expected), parse(actual)));
        const entries = new EntryList(index, context, { stretches, literals });
        let next = 0;
        for (let place = 0; place < entries.length; place++) {
          const entry = entries.at(place);
          const { from, to } =
            entry?.kind === 'row'
              ? { from: entry.row, to: entry.row + 1 }
              : entry?.kind === 'literal'
                ? index.literals[entry.literal]!
                : entry!;
          expect(from).toBe(next);
          for (let row = from; row < to; row++) expect(entries.placeOf(row)).toBe(place);
          next = to;
        }
        expect(next).toBe(index.rows.length);
      }),
    );
  });
});
