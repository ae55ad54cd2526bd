import { upperAscii } from '../../text/octets.js';

/** Longer than any keyword: nothing is near to such a word. */
const longest = 30;

/** The word of a list that is nearest to one somebody wrote; undefined when none is near. The first of equals wins. */
export function nearestWord(written: string, words: readonly string[]): string | undefined {
  if (written.length === 0 || written.length > longest) return undefined;
  const upper = upperAscii(written);
  const letters = lettersOf(upper);
  const candidates = candidatesOf(words);
  let nearest: string | undefined;
  let least = written.length < 5 ? 2 : 3;
  for (const candidate of candidates) {
    if (countBits(letters ^ candidate.letters) >= 2 * least) continue;
    const distance = distanceBetween(upper, candidate.upper);
    if (distance > 0 && distance < least) [nearest, least] = [candidate.word, distance];
  }
  return nearest ?? beginningWith(upper, candidates);
}

interface Candidate {
  readonly word: string;
  readonly upper: string;
  readonly letters: number;
}

/** The lists are few and stay the same. */
const known = new WeakMap<readonly string[], readonly Candidate[]>();

function candidatesOf(words: readonly string[]): readonly Candidate[] {
  const candidates = known.get(words) ?? words.map(candidateOf);
  known.set(words, candidates);
  return candidates;
}

function candidateOf(word: string): Candidate {
  const upper = upperAscii(word);
  return { word, upper, letters: lettersOf(upper) };
}

/** The only word that begins so. */
function beginningWith(upper: string, candidates: readonly Candidate[]): string | undefined {
  if (upper.length < 3) return undefined;
  const beginning = candidates.filter((candidate) => candidate.upper.startsWith(upper));
  return beginning.length === 1 ? beginning[0]?.word : undefined;
}

/** Which letters a word has, a bit each: one step changes two of them at most, so that far words are told at once. */
function lettersOf(upper: string): number {
  let letters = 0;
  for (let index = 0; index < upper.length; index++) letters |= 1 << (upper.charCodeAt(index) & 31);
  return letters;
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/**
 * How many letters must be put in, left out, replaced, or swapped with their neighbour (Damerau and Levenshtein); of
 * words that are far from each other only that it is 3 at least.
 */
export function distanceBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2 || countBits(lettersOf(a) ^ lettersOf(b)) > 4) return 3;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(leastSteps(a, b, i, j, row, last, beforeLast));
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

function leastSteps(
  a: string,
  b: string,
  i: number,
  j: number,
  row: readonly number[],
  last: readonly number[],
  beforeLast: readonly number[],
): number {
  const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
  const least = Math.min(row[j - 1]! + 1, last[j]! + 1, replaced);
  const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return isSwapped ? Math.min(least, beforeLast[j - 2]! + 1) : least;
}
