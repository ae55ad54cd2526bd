import type { Said } from './log-script.js';
import { withoutShortened } from './terminal-literals.js';

/** What a server sent as a literal: where the log does not have all of it, any value stands for it. */
export function withHeardLiterals(session: readonly Said[]): readonly Said[] {
  const marks = { server: 'S: ', client: 'C: ', hidden: 'C: ' } as const;
  const lines = session.map(({ from, octets }) => marks[from] + octets);
  const known = new Map(lines.map((line, index) => [line, session[index]!]));
  return withoutShortened(lines).map(
    (line) => known.get(line) ?? { from: 'server', octets: line.slice(3), isTemplate: true },
  );
}
