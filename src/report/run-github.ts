import { isFlaky, type RunResult, type ScriptResult, type StepResult } from '../replay/result.js';
import { describeAttempt, describeCause, describeFailing, knownAnswers, messageOf } from './describe.js';
import { githubAnnotation } from './github.js';

/** Annotations for GitHub Actions: at the line of the script that did not get what it states. */
export function runToGithub(result: RunResult): string {
  return result.scripts.flatMap((script) => annotate(script)).join('');
}

function annotate(script: ScriptResult): string[] {
  if (isFlaky(script)) {
    const before = (script.earlier ?? []).map(describeAttempt).join('\n');
    return [githubAnnotation('warning', { file: script.path, line: 1, title: 'flaky' }, before)];
  }
  const told = script.steps.flatMap((step) => annotateStep(script, step));
  const { outcome } = script;
  if (told.length > 0 || outcome.kind !== 'errored') return told;
  const { line = 1, path = script.path } = outcome.failure.kind === 'script' ? outcome.failure : {};
  return [githubAnnotation('error', { file: path, line }, messageOf(outcome.failure))];
}

function annotateStep(script: ScriptResult, step: StepResult): string[] {
  const { line, path = script.path, title, outcome, cause } = step;
  const place = { file: path, line: Math.max(1, line), title };
  if (outcome.kind === 'errored') return [githubAnnotation('error', place, messageOf(outcome.failure))];
  if (outcome.kind !== 'failed') return [];
  if (cause) return [githubAnnotation('error', place, describeCause(cause))];
  const told = describeFailing(outcome.mismatches);
  return told.map((text, index) => {
    const known = index === 0 ? knownAnswers(step) : [];
    return githubAnnotation('error', place, [text, ...known].join('\n'));
  });
}
