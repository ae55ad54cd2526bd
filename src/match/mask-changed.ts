import { parseScript } from '../script/parser.js';
import type { Octets } from '../text/octets.js';
import { createSource } from '../text/source.js';
import { diffTranscripts } from './diff.js';
import { isDifferent } from './is-different.js';
import { diffWords, type WordRange } from './words.js';

/**
 * The expected line of a transcript with a named pattern in place of each value that changed, so that it takes what
 * came; undefined when no pattern makes it so. `taken` holds the names that are in use, and gets the new ones.
 */
export function maskChanged(expected: Octets, actual: Octets, taken: Set<Octets>): Octets | undefined {
  const words = diffWords(expected, actual)?.expected ?? [];
  const own = words.filter(({ start, end }) => !isPlaceholder.test(expected.slice(start, end)));
  for (const ranges of [own, words]) {
    for (const widen of [wholeWord, wholeString]) {
      const names = new Set(taken);
      const masked = replaceRanges(expected, ranges.map(widen.bind(undefined, expected)), names);
      if (masked === expected || !takes(masked, actual)) continue;
      for (const name of names) taken.add(name);
      return masked;
    }
  }
  return undefined;
}

const isPlaceholder = /^\$\{[^}]*\}$/;

/** Names that patterns of a transcript have already. */
export function namesIn(transcript: Octets): Set<Octets> {
  return new Set([...transcript.matchAll(/\$\{([A-Za-z_]\w*)/g)].map(([, name = '']) => name));
}

function wholeWord(line: Octets, { start, end }: WordRange): WordRange {
  return widenWhile(line, start, end, (char) => !' ()[]{}<>"\r\n'.includes(char));
}

/** A quoted string with its quotes; what stands in none stays a word. */
function wholeString(line: Octets, range: WordRange): WordRange {
  for (const { index, 0: text } of line.matchAll(/"(?:[^"\\\r\n]|\\.)*"/g)) {
    const end = index + text.length;
    if (index <= range.start && range.end <= end) return { start: index, end };
  }
  return wholeWord(line, range);
}

function widenWhile(line: Octets, from: number, to: number, isPart: (char: string) => boolean): WordRange {
  let [start, end] = [from, to];
  while (start > 0 && isPart(line.charAt(start - 1))) start--;
  while (end < line.length && isPart(line.charAt(end))) end++;
  return { start, end };
}

function replaceRanges(line: Octets, ranges: readonly WordRange[], names: Set<Octets>): Octets {
  let masked = '';
  let at = 0;
  for (const { start, end } of ranges) {
    if (start < at || start === end) continue;
    masked += `${line.slice(at, start)}\${${newName(stemOf(line, start, end), names)}}`;
    at = end;
  }
  return masked + line.slice(at);
}

/** After the word before the value, as in `UIDNEXT 7`, or behind it, as in `* 7 EXISTS`. */
function stemOf(line: Octets, start: number, end: number): Octets {
  const before = /([A-Za-z][\w.-]*)[\s("[]*$/.exec(
    line.slice(Math.max(0, start - 80), start).replace(/^S: */, ''),
  );
  const word = before?.[1] ?? /^ ([A-Za-z][\w.-]*)/.exec(line.slice(end, end + 80))?.[1] ?? 'value';
  return (word.split('.').at(-1) ?? word).replaceAll(/\W/g, '').toLowerCase();
}

function newName(stem: Octets, names: Set<Octets>): Octets {
  let name = stem;
  for (let number = 2; names.has(name); number++) name = `${stem}${number}`;
  names.add(name);
  return name;
}

function takes(masked: Octets, actual: Octets): boolean {
  const [expected, came] = [masked, actual].map((line) => parseScript(createSource('line', line)));
  if (expected?.items[0]?.kind !== 'server' || !came || expected.problems.length > 0) return false;
  return !diffTranscripts(expected, came).rows.some(isDifferent);
}
