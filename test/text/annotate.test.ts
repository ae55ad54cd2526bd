import { describe, expect, it } from 'vitest';
import { columnsOf, excerptOf } from '../../src/text/annotate.js';
import { encodeUtf8 } from '../../src/text/octets.js';
import { createSource } from '../../src/text/source.js';

/** [what, text, octet offsets of the place, secret places, the marked row, caret start and length] */
const excerpts: readonly (readonly [
  string,
  string,
  [number, number],
  [number, number][],
  string,
  [number, number],
])[] = [
  ['a word', 'a1 NOPP', [3, 7], [], 'a1 NOPP', [3, 4]],
  ['an empty place', 'a1 ', [3, 3], [], 'a1 ', [3, 1]],
  ['a place behind the last line', 'a1\n', [3, 3], [], '', [0, 1]],
  ['a control character', 'a1 \x08X', [3, 4], [], 'a1 \\x08X', [3, 4]],
  ['a place behind one', 'a1 \x08X', [4, 5], [], 'a1 \\x08X', [7, 1]],
  ['a place behind letters of two octets', 'a1 éé X', [8, 9], [], 'a1 éé X', [6, 1]],
  ['a place behind wide letters', 'a1 中文 X', [10, 11], [], 'a1 中文 X', [8, 1]],
  ['a place behind a secret', 'a LOGIN b secret x', [17, 18], [[10, 16]], 'a LOGIN b ‹redacted› x', [21, 1]],
  ['a place inside a secret', 'a LOGIN b secret', [12, 13], [[10, 16]], 'a LOGIN b ‹redacted›', [10, 10]],
  ['a place that goes on in the next line', 'a1 X\nb', [3, 6], [], 'a1 X', [3, 1]],
];

describe('an excerpt', () => {
  it.each(excerpts)('marks %s', (_what, text, [start, end], secrets, row, [caret, length]) => {
    const source = createSource('x.imap', encodeUtf8(text));
    const found = excerptOf(
      source,
      { start, end },
      { secrets: secrets.map(([a, b]) => ({ start: a, end: b })) },
    );
    expect(found.rows.at(-1)?.text).toBe(row);
    expect(found.caret).toEqual({ start: caret, length });
  });

  it('shows the line before, and numbers both', () => {
    const source = createSource('x.imap', 'one\ntwo\nthree');
    expect(excerptOf(source, { start: 8, end: 9 }).rows).toEqual([
      { number: 2, text: 'two', marked: false },
      { number: 3, text: 'three', marked: true },
    ]);
  });

  it('cuts a long line to what is near the place', () => {
    const source = createSource('x.imap', `${'a'.repeat(5000)}X${'b'.repeat(5000)}`);
    const { rows, caret } = excerptOf(source, { start: 5000, end: 5001 });
    expect(rows[0]?.text.length).toBeLessThan(200);
    expect(rows[0]?.text.slice(caret.start, caret.start + caret.length)).toBe('X');
  });
});

describe('terminal columns', () => {
  it.each([
    ['abc', 3],
    ['é', 1],
    ['e\u0301', 1],
    ['中', 2],
    ['🙂', 2],
  ])('%s takes %i', (text, columns) => expect(columnsOf(text)).toBe(columns));
});
