import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellWidth } from '../../src/tui/cell-width.js';
import { openDiff } from '../../src/tui/diff-commands.js';
import { diffFrame } from '../../src/tui/diff-frame.js';
import { lineText } from '../../src/tui/line.js';
import { previewLines } from '../../src/tui/run-preview.js';
import { openRun } from '../../src/tui/run-state.js';
import { shownPieces } from '../../src/tui/shown-pieces.js';
import { chooseTheme } from '../../src/tui/theme.js';
import { diffOfLines } from './support/diff-of-lines.js';
import { exampleRun } from './support/example-run.js';

const { glyphs } = chooseTheme({});

const capabilities =
  '* OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ AUTH=PLAIN AUTH=LOGIN';

/** [what, expected, actual, what has to be seen of each] */
const pairs: readonly (readonly [string, string, string, string, string])[] = [
  [
    'another word at the end',
    `${capabilities}] old is ready.`,
    `${capabilities}] new is ready.`,
    'old',
    'new',
  ],
  ['a word more', `${capabilities}] ready.`, `${capabilities} UNSELECT] ready.`, 'ready', 'UNSELECT'],
  [
    'a word in the middle',
    `${capabilities} ${'X'.repeat(300)}`,
    `${capabilities} Y ${'X'.repeat(300)}`,
    'XXX',
    ' Y ',
  ],
];

describe('two long lines that begin alike', () => {
  it.each(pairs.flatMap((pair) => [80, 120, 200].map((columns) => [...pair, columns] as const)))(
    'show %s',
    (_, expected, actual, own, other, columns) => {
      const diff = diffOfLines([`! S ${expected} => ${actual}`]);
      const subject = {
        title: 't',
        diff,
        expectedName: 'e',
        actualName: 'a',
        failing: new Set(['value' as const]),
      };
      const [first = '', second = ''] = diffFrame(openDiff(subject, { columns, rows: 24 }), glyphs).pane.map(
        lineText,
      );
      const [left = '', right = ''] = columns < 110 ? [first, second] : first.split(glyphs.bar);
      expect(left).toContain(own);
      expect(right).toContain(other);
    },
  );

  it.each(pairs)('show %s below the list of a run', (_, expected, actual, own, other) => {
    const { scripts, ...rest } = exampleRun(11);
    const side = (text: string, start: number) => ({ text, place: undefined, start, end: start + 1 });
    const start = [...expected].findIndex((character, at) => character !== actual[at]);
    const mismatch = {
      class: 'value' as const,
      fails: true,
      message: '',
      expected: side(expected, start),
      actual: side(actual, start),
    };
    const twice = [mismatch, { ...mismatch, message: 'once more' }];
    const result = {
      path: 'a.imap',
      transcript: undefined,
      outcome: { kind: 'failed' as const, mismatches: twice },
      milliseconds: 1,
      steps: [],
    };
    const model = { ...rest, scripts: [{ ...scripts[0]!, progress: { kind: 'done' as const, result } }] };
    const lines = previewLines(
      openRun(model, { columns: 80, rows: 24 }, () => undefined),
      glyphs,
    ).map(lineText);
    expect(lines[0]).toContain(own);
    expect(lines[1]).toContain(other);
    expect(lines[2]).toBe('');
  });
});

describe('the pieces of a line', () => {
  it('have room, and what differs is in them', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é', '漢', '😀'), maxLength: 300 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 40, max: 150 }), fc.nat(300), (text, width, at) => {
        const focus = Math.min(at, text.length);
        const pieces = shownPieces(text, width, focus);
        const columns = pieces.map(
          ([start, end]) => cellWidth(text.slice(start, end)) + (end < text.length ? 1 : 0),
        );
        expect(columns.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(width);
        expect(focus === text.length || pieces.some(([start, end]) => start <= focus && focus < end)).toBe(
          true,
        );
      }),
      { numRuns: Number(process.env.RUNS ?? 300) },
    );
  });
});
