import { diffArrays } from 'diff';

/** UTF-16 offsets, half-open. */
export interface WordRange {
  readonly start: number;
  readonly end: number;
}

/** Ranges (UTF-16 offsets) that differ between two lines; undefined when more changed than stayed. */
export function diffWords(
  expected: string,
  actual: string,
): { readonly expected: readonly WordRange[]; readonly actual: readonly WordRange[] } | undefined {
  const changes = diffArrays(splitWords(expected), splitWords(actual), { maxEditLength });
  if (!changes) return undefined;
  const ranges = { expected: new Ranges(), actual: new Ranges() };
  let stayed = 0;
  for (const { added, removed, value } of changes) {
    const length = value.reduce((sum, word) => sum + word.length, 0);
    if (!added) ranges.expected.advance(length, removed);
    if (!removed) ranges.actual.advance(length, added);
    if (!added && !removed) stayed += length;
  }
  if (ranges.expected.marked + ranges.actual.marked > 2 * stayed) return undefined;
  return { expected: ranges.expected.list, actual: ranges.actual.list };
}

/** Two lines of 40 kB that have nothing in common take 12 s without it. */
const maxEditLength = 200;

/** A placeholder, a flag, a word or number, white space, or one other character. */
const words = /\$\{[^}]*\}|\\?[\p{L}\p{N}\p{M}_-]+|\s+|./gsu;

function splitWords(text: string): string[] {
  return text.match(words) ?? [];
}

/** What differs on one side, while walking through it. */
class Ranges {
  readonly list: WordRange[] = [];
  marked = 0;
  #at = 0;

  advance(length: number, differs: boolean): void {
    const start = this.#at;
    this.#at += length;
    if (!differs) return;
    this.list.push({ start, end: this.#at });
    this.marked += length;
  }
}
