import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleText } from '../../src/text/octets.js';
import { cellWidth, cutToWidth, offsetBehind } from '../../src/tui/cell-width.js';
import { cell, fitLine, lineText, lineWidth, spreadLine } from '../../src/tui/line.js';

const safeText = fc.string({ unit: 'grapheme' }).map(visibleText);

describe('the width of a text', () => {
  it.each([
    ['', 0],
    ['a1 OK', 5],
    ['é', 1],
    ['e\u0301', 1],
    ['漢字', 4],
    ['한글', 4],
    ['ｶﾅ', 2],
    ['Ａ', 2],
    ['😀', 2],
    ['שלום', 4],
    ['a\u20dd', 1],
    ['▸ │', 3],
  ])('of %j is %i', (text, width) => {
    expect(cellWidth(text)).toBe(width);
  });
});

describe('a part of a text by columns', () => {
  it.each([
    ['abcdef', 3, 'abc'],
    ['abc', 5, 'abc'],
    ['漢字かな', 4, '漢字'],
    ['漢字かな', 5, '漢字'],
    ['漢', 1, ''],
    ['e\u0301e\u0301', 1, 'e\u0301'],
    ['é', 0, ''],
  ])('of %j, %i wide, is %j', (text, width, part) => {
    expect(cutToWidth(text, width)).toBe(part);
  });

  it('is as wide as it can be, and never wider', () => {
    fc.assert(
      fc.property(safeText, fc.nat(20), (text, width) => {
        const part = cutToWidth(text, width);
        expect(text.startsWith(part)).toBe(true);
        expect(cellWidth(part)).toBeLessThanOrEqual(width);
        if (part !== text) expect(cellWidth(part)).toBeGreaterThanOrEqual(width - 1);
      }),
    );
  });

  it('comes to the end of the text in steps of at least one character', () => {
    fc.assert(
      fc.property(safeText, fc.integer({ min: 1, max: 9 }), (text, width) => {
        let parts = '';
        for (let at = 0; at < text.length; ) {
          const end = offsetBehind(text, at, width);
          expect(end).toBeGreaterThan(at);
          parts += text.slice(at, end);
          at = end;
        }
        expect(parts).toBe(text);
      }),
    );
  });
});

describe('a line', () => {
  it('puts cells where they are told to be', () => {
    expect(lineText([cell('a'), cell('b', 'plain', 4), cell('c')])).toBe('a   bc');
  });

  it.each([
    [30, 'left                     right'],
    [10, 'left right'],
    [8, 'le right'],
    [4, 'left'],
  ])('on %i columns keeps its right end', (width, text) => {
    expect(lineText(spreadLine([cell('left')], [cell('right')], width))).toBe(text);
  });

  it('is cut off at the edge, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(safeText, fc.option(fc.nat(40)))), fc.nat(30), (parts, width) => {
        const line = parts.map(([text, column]) => cell(text, 'plain', column ?? undefined));
        expect(lineWidth(fitLine(line, width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});
