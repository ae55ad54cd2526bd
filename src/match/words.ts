import { diffArrays } from 'diff';

/** UTF-16 offsets, half-open. */
export interface WordRange {
  readonly start: number;
  readonly end: number;
}

export interface WordDiff {
  readonly expected: readonly WordRange[];
  readonly actual: readonly WordRange[];
}

/** Ranges (UTF-16 offsets) that differ between two lines; undefined when more changed than stayed. */
export function diffWords(expected: string, actual: string): WordDiff | undefined {
  const sides = { expected: splitWords(expected), actual: splitWords(actual) };
  const { start, tail } = equalEnds(sides.expected, sides.actual);
  const changes = diffMiddles(
    sides.expected.slice(start, sides.expected.length - tail),
    sides.actual.slice(start, sides.actual.length - tail),
  );
  if (!changes) return undefined;
  const offset = lengthOf(sides.expected.slice(0, start));
  const ranges = { expected: new Ranges(offset), actual: new Ranges(offset) };
  for (const { added, removed, value } of changes) {
    const length = lengthOf(value);
    if (!added) ranges.expected.advance(length, removed);
    if (!removed) ranges.actual.advance(length, added);
  }
  const marked = ranges.expected.marked + ranges.actual.marked;
  if (marked > expected.length + actual.length - marked) return undefined;
  return { expected: ranges.expected.list, actual: ranges.actual.list };
}

/** A placeholder, a flag, a word or number, white space, or one other character. */
const words = /\$\{[^}]*\}|\\?[\p{L}\p{N}\p{M}_-]+|\s+|./gsu;

function splitWords(text: string): string[] {
  return text.match(words) ?? [];
}

function equalEnds(expected: readonly string[], actual: readonly string[]): { start: number; tail: number } {
  const shorter = Math.min(expected.length, actual.length);
  let start = 0;
  while (start < shorter && expected[start] === actual[start]) start++;
  let tail = 0;
  while (tail < shorter - start && expected.at(-1 - tail) === actual.at(-1 - tail)) tail++;
  return { start, tail };
}

interface Change {
  readonly added: boolean;
  readonly removed: boolean;
  readonly value: readonly string[];
}

/** Two lines of 40 kB that have nothing in common take 12 s without it. */
const maxEditLength = 200;

/** Mostly a word is another, or there is one more: that needs no search. */
function diffMiddles(expected: string[], actual: string[]): readonly Change[] | undefined {
  if (Math.min(expected.length, actual.length) > 1) return diffArrays(expected, actual, { maxEditLength });
  const common = expected.length === 1 ? actual.indexOf(expected[0]!) : expected.indexOf(actual[0] ?? '');
  if (common !== -1) return diffArrays(expected, actual, { maxEditLength });
  return [
    { added: false, removed: true, value: expected },
    { added: true, removed: false, value: actual },
  ];
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}

/** What differs on one side, while walking through it. */
class Ranges {
  readonly list: WordRange[] = [];
  marked = 0;
  #at: number;

  constructor(offset: number) {
    this.#at = offset;
  }

  advance(length: number, differs: boolean): void {
    const start = this.#at;
    this.#at += length;
    if (!differs || length === 0) return;
    this.list.push({ start, end: this.#at });
    this.marked += length;
  }
}
