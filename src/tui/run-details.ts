import type { ScriptResult } from '../replay/result.js';
import { cell, type Line } from './line.js';
import type { ScriptRow } from './run-model.js';
import { wrapBehind } from './wrap-behind.js';

/** So many lines of a log are shown; the diff view has all of them. */
const mostLogLines = 5000;

/** All that is known about a script: what the linter says, and what was said the last time. */
export function detailLines({ errors, problems, progress }: ScriptRow, columns = Infinity): Line[] {
  const lint =
    problems.length === 0
      ? [[cell('   nothing', 'dim')]]
      : problems.flatMap((problem, at) =>
          wrapBehind('   ', problem, at < errors ? 'bad' : 'warning', columns),
        );
  return [
    [cell(' Lint', 'strong')],
    ...lint,
    [],
    [cell(' Log', 'strong')],
    ...(progress.kind === 'done' ? logLines(progress.result, columns) : [[cell('   not run yet', 'dim')]]),
  ];
}

function logLines({ steps, outcome, earlier = [] }: ScriptResult, columns: number): Line[] {
  const said: Line[] = [];
  for (const { exchange } of steps) {
    for (const { from, text } of exchange) {
      for (const line of text.split('\n', mostLogLines)) {
        said.push(...wrapBehind(`   ${from === 'client' ? 'C' : 'S'} `, line, 'plain', columns));
      }
    }
    if (said.length > mostLogLines) break;
  }
  const lines = said.slice(0, mostLogLines);
  if (said.length > mostLogLines) lines.push([cell('   and more: Enter shows all of it', 'dim')]);
  if (outcome.kind === 'errored') lines.push(...wrapBehind('   ', outcome.failure.message, 'bad', columns));
  if (outcome.kind === 'skipped') lines.push(...wrapBehind('   ', outcome.reason, 'dim', columns));
  if (earlier.length > 0) lines.unshift([cell(`   try ${earlier.length + 1}`, 'dim')]);
  return lines.length === 0 ? [[cell('   nothing', 'dim')]] : lines;
}
