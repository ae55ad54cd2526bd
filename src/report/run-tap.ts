import type { Outcome, RunResult } from '../replay/result.js';
import { describeMismatch, messageOf } from './run-junit.js';

/** The Test Anything Protocol, version 14: a line a script, why as a YAML block. */
export function runToTap(result: RunResult): string {
  const rows = result.scripts.map(({ path, outcome, milliseconds, steps }, index) => {
    const isFine = outcome.kind === 'passed' || outcome.kind === 'skipped';
    const name = path.replaceAll('\\', '\\\\').replaceAll('#', '\\#');
    const skip = outcome.kind === 'skipped' ? ` # SKIP ${outcome.reason}` : '';
    const point = `${isFine ? 'ok' : 'not ok'} ${index + 1} - ${name}${skip}`;
    const outcomes = [...steps.map((step) => step.outcome), outcome];
    return [point, '  ---', `  duration_ms: ${milliseconds.toFixed(0)}`, ...explain(outcomes), '  ...'].join(
      '\n',
    );
  });
  return `TAP version 14\n1..${result.scripts.length}\n${rows.map((row) => `${row}\n`).join('')}`;
}

function explain(outcomes: readonly Outcome[]): string[] {
  const reasons = new Set(outcomes.flatMap(reasonsOf));
  if (reasons.size === 0) return [];
  const rows = [...reasons].flatMap((reason) => reason.split('\n'));
  return ['  message: |', ...rows.map((row) => `    ${row}`)];
}

function reasonsOf(outcome: Outcome): string[] {
  if (outcome.kind === 'errored') return [messageOf(outcome.failure)];
  if (outcome.kind !== 'failed') return [];
  return outcome.mismatches.filter(({ fails }) => fails).map(describeMismatch);
}
