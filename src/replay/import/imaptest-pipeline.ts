import type { Octets } from '../../text/octets.js';
import type { ImaptestGroup, ImaptestLine } from './imaptest-file.js';
import type { Content } from './imaptest-lines.js';

/**
 * Lines of a pipelined group by command: to the one that has the most words in common with it, since its answer ends
 * what belongs to it.
 */
export function shareOut({ commands, lines }: ImaptestGroup): readonly (readonly ImaptestLine[])[] {
  const shares: ImaptestLine[][] = commands.map(() => []);
  const words = commands.map(({ content }) => wordsOf(content));
  let chosen = 0;
  for (const line of lines) {
    if (line.kind === 'expectation') chosen = mostAlike(words, wordsOf(line.content));
    shares[chosen]?.push(line);
  }
  return shares;
}

function mostAlike(candidates: readonly ReadonlySet<Octets>[], words: ReadonlySet<Octets>): number {
  const scores = candidates.map((candidate) => [...words].filter((word) => candidate.has(word)).length);
  return scores.indexOf(Math.max(...scores));
}

function wordsOf(content: Content): ReadonlySet<Octets> {
  const octets = content.map((part) => (part.kind === 'text' ? part.text : '')).join(' ');
  return new Set(
    octets
      .toLowerCase()
      .split(/[\s()]+/)
      .filter(Boolean),
  );
}
