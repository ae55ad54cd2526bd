import { lintScript } from '../lint/linter.js';
import type { DiffRow } from '../match/diff.js';
import type { ScriptStream } from '../script/ast.js';
import { positionAt } from '../text/source.js';

/** What the linter says about the lines that were sent, for the rows of a diff; looked for when it is first asked for. */
export function lintNotes(actual: ScriptStream): (row: DiffRow) => readonly string[] {
  let notes: ReadonlyMap<number, readonly string[]> | undefined;
  return (row) => {
    if (row.kind === 'expected' || row.actual.from !== 'client') return [];
    notes ??= actual.source.text.length > mostLinted ? new Map() : problemsByLine(actual);
    return notes.get(row.actual.number) ?? [];
  };
}

/** In octets. A key is waited for while that is linted; whoever has more asks `tagline lint`. */
const mostLinted = 300_000;

function problemsByLine(script: ScriptStream): ReadonlyMap<number, readonly string[]> {
  const byLine = new Map<number, string[]>();
  for (const { code, message, span } of lintScript(script)) {
    const { line } = positionAt(script.source, span.start);
    byLine.set(line, [...(byLine.get(line) ?? []), `lint ${code}: ${message}`]);
  }
  return byLine;
}
