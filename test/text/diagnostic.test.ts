import { describe, expect, it } from 'vitest';
import { applyFixes, type Fix } from '../../src/text/diagnostic.js';

function fix(...edits: [start: number, end: number, text: string][]): Fix {
  return {
    title: '',
    safe: true,
    edits: edits.map(([start, end, text]) => ({ span: { start, end }, text })),
  };
}

describe('applyFixes', () => {
  it.each([
    ['no fix', [], 'abcdef', 0],
    ['one replacement', [fix([1, 3, 'X'])], 'aXdef', 1],
    ['an insertion', [fix([0, 0, '> '])], '> abcdef', 1],
    ['fixes in any order', [fix([4, 5, 'E']), fix([0, 1, 'A'])], 'AbcdEf', 2],
    ['a fix of several edits', [fix([0, 1, ''], [5, 6, ''])], 'bcde', 1],
    ['the first of two that overlap', [fix([1, 4, 'X']), fix([2, 3, 'Y'])], 'aXef', 1],
    ['the first of two insertions at one place', [fix([2, 2, 'X']), fix([2, 2, 'Y'])], 'abXcdef', 1],
    ['nothing of a fix that overlaps in part', [fix([1, 3, 'X']), fix([2, 3, 'Y'], [5, 6, 'Z'])], 'aXdef', 1],
    ['two that touch', [fix([1, 3, 'X']), fix([3, 4, 'Y'])], 'aXYef', 2],
  ] as const)('applies %s', (_what, fixes, text, applied) => {
    const result = applyFixes('abcdef', fixes);
    expect(result.text).toBe(text);
    expect(result.applied).toHaveLength(applied);
  });
});
