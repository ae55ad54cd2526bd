import type { ScriptResult } from '../replay/result.js';
import { visibleText } from '../text/octets.js';
import type { Plan } from './plan.js';
import { reasonOf } from './read-script.js';
import type { Replayer } from './replayer.js';
import { UsageError } from './usage-error.js';

/** A script that can be played, or the result of one that cannot be read. */
export type PlanOrRefusal = Plan | ScriptResult;

/** Reads scripts with what was recorded of them. One that cannot be read keeps none of the others back. */
export function readPlans(replayer: Replayer, paths: readonly string[]): Promise<readonly PlanOrRefusal[]> {
  return Promise.all(paths.map((path) => orRefused(path, replayer.plan(path))));
}

/** A script, or why it cannot be read, as its result. */
export function orRefused<T>(path: string, reading: Promise<T>): Promise<T | ScriptResult> {
  return reading.catch((error: unknown) => refused(path, error));
}

export function isPlan(each: PlanOrRefusal): each is Plan {
  return 'script' in each;
}

/** The result of a script that cannot be read: what the user can put right is shown beside it. */
export function refused(path: string, error: unknown): ScriptResult {
  if (!(error instanceof UsageError)) throw error;
  const message = [reasonOf(path, error), ...error.hints].map(visibleText).join(' ');
  const failure = { kind: 'script', line: 1, column: 1, message } as const;
  return { path, transcript: undefined, outcome: { kind: 'errored', failure }, milliseconds: 0, steps: [] };
}
