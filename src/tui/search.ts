import type { DiffRow } from '../match/diff.js';

/** A text to be found as it is, in any case unless it has a capital. */
export function compilePattern(text: string): RegExp {
  const literal = text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const unicode = /[^\x00-\x7f]/.test(text) ? 'u' : '';
  return new RegExp(literal, `g${unicode}${/\p{Lu}/u.test(text) ? '' : 'i'}`);
}

export function rowMatches(row: DiffRow, pattern: RegExp): boolean {
  if (row.kind === 'expected') return isIn(row.expected.text, pattern);
  return isIn(row.actual.text, pattern) || (isTwoTexts(row) && isIn(row.expected.text, pattern));
}

function isTwoTexts(row: DiffRow): row is DiffRow & { kind: 'matched' | 'changed' | 'moved' } {
  return row.kind === 'matched' || row.kind === 'changed' || row.kind === 'moved';
}

function isIn(text: string, pattern: RegExp): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}
