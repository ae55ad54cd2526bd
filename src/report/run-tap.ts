import { isFlaky, type RunResult, type ScriptResult } from '../replay/result.js';
import { visibleText } from '../text/octets.js';
import { describeAttempt } from './describe.js';

/** The Test Anything Protocol, version 14: a line a script, why as a YAML block. */
export function runToTap(result: RunResult): string {
  const rows = result.scripts.map((script, index) =>
    [pointOf(script, index + 1), '  ---', ...factsOf(script), '  ...', ''].join('\n'),
  );
  return `TAP version 14\n1..${result.scripts.length}\n${rows.join('')}`;
}

function pointOf({ path, outcome }: ScriptResult, number: number): string {
  const isFine = outcome.kind === 'passed' || outcome.kind === 'skipped';
  const name = visibleText(path).replaceAll('\\', '\\\\').replaceAll('#', '\\#');
  const skip = outcome.kind === 'skipped' ? ` # SKIP ${outcome.reason.replaceAll('\n', ' ')}` : '';
  return `${isFine ? 'ok' : 'not ok'} ${number} - ${name}${skip}`;
}

function factsOf(script: ScriptResult): string[] {
  const { milliseconds, earlier = [] } = script;
  return [
    `  duration_ms: ${milliseconds.toFixed(0)}`,
    ...(isFlaky(script) ? ['  flaky: true'] : []),
    ...(earlier.length > 0 ? [`  attempts: ${earlier.length + 1}`] : []),
    ...explain([...earlier, script].map(describeAttempt)),
  ];
}

function explain(texts: readonly string[]): string[] {
  const rows = [...new Set(texts)].filter(Boolean).flatMap((text) => text.split('\n'));
  return rows.length === 0 ? [] : ['  message: |', ...rows.map((row) => `    ${row}`)];
}
