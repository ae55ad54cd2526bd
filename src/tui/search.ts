import type { DiffRow } from '../match/diff.js';

/** A text to be found as it is, in any case unless it has a capital. */
export function compilePattern(text: string): RegExp {
  const literal = text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  return new RegExp(literal, /\p{Lu}/u.test(text) ? 'gv' : 'giv');
}

export function rowMatches(row: DiffRow, pattern: RegExp): boolean {
  return (
    (row.kind !== 'actual' && isIn(row.expected.text, pattern)) ||
    (row.kind !== 'expected' && isIn(row.actual.text, pattern))
  );
}

function isIn(text: string, pattern: RegExp): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}
