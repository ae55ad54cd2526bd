import { encodeUtf8, type Octets } from '../text/octets.js';
import { positionAt } from '../text/source.js';
import { showMessage } from './exchange-text.js';
import type { Action } from './plan.js';
import type { StepResult } from './result.js';

/**
 * Why a placeholder has no value: the line that was to give it one did not come as it is written, which a step has failed
 * for. Undefined where that is not so: then the script is at fault.
 */
export function missedCapture(
  placeholder: Octets,
  played: readonly Action[],
  results: readonly StepResult[],
): string | undefined {
  const name = /^\$\{(\w+)/.exec(placeholder)?.[1];
  if (name === undefined || !results.some(({ outcome }) => outcome.kind === 'failed')) return undefined;
  for (const action of played) {
    if (action.kind !== 'expect') continue;
    const { message, source } = action.expectation;
    const text = source.text.slice(message.span.start, message.span.end);
    if (!text.includes(`\${${name}}`) && !text.includes(`\${${name}:`)) continue;
    const { line } = positionAt(source, message.span.start);
    return `\${${name}} has no value: ${showMessage(encodeUtf8(source.path))}:${line} did not come as it is written`;
  }
  return undefined;
}
