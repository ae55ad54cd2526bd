import { upperAscii } from '../../text/octets.js';

/** Longer than any keyword: nothing is near to such a word. */
const longest = 30;

/** The word of a list that is nearest to one somebody wrote; undefined when none is near. The first of equals wins. */
export function nearestWord(written: string, words: readonly string[]): string | undefined {
  if (written.length === 0 || written.length > longest) return undefined;
  const upper = upperAscii(written);
  let nearest: string | undefined;
  let least = written.length < 5 ? 2 : 3;
  for (const word of words) {
    const distance = distanceBetween(upper, upperAscii(word));
    if (distance > 0 && distance < least) [nearest, least] = [word, distance];
  }
  return nearest ?? beginningWith(upper, words);
}

/** The only word that begins so, or that this begins with and goes on. */
function beginningWith(upper: string, words: readonly string[]): string | undefined {
  if (upper.length < 3) return undefined;
  const candidates = words.filter((word) => upperAscii(word).startsWith(upper));
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** How many letters must be put in, left out, replaced, or swapped with their neighbour (Damerau and Levenshtein). */
export function distanceBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let least = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, beforeLast[j - 2]! + 1);
      row.push(least);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
