import type { ScriptResult } from '../replay/result.js';
import { visibleText } from '../text/octets.js';
import type { Invocation, Options } from './command.js';
import { isPlan, type PlanOrRefusal } from './read-plans.js';
import { notPlayed, type Replayer } from './replayer.js';
import { UsageError } from './usage-error.js';

/** Plays so many at once as --jobs says. Gives the results in the order of the scripts. */
export async function playSideBySide(
  invocation: Invocation,
  replayer: Replayer,
  plans: readonly PlanOrRefusal[],
  signal: AbortSignal,
  play: (plan: PlanOrRefusal) => Promise<ScriptResult>,
): Promise<readonly ScriptResult[]> {
  const jobs = jobsFor(invocation, replayer, plans);
  const results: ScriptResult[] = [];
  const running = new Set<string>();
  let next = 0;
  const show = () => {
    const done = results.filter(Boolean).length;
    invocation.output.progress(`${done} of ${plans.length} · ${[...running].map(visibleText).join(', ')}`);
  };
  const work = async () => {
    for (let index = next++; index < plans.length && !signal.aborted; index = next++) {
      const plan = plans[index];
      if (!plan) continue;
      running.add(plan.path);
      show();
      results[index] = await play(plan);
      running.delete(plan.path);
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, plans.length) }, work));
  invocation.output.progress('');
  return plans.map((plan, index) => results[index] ?? (isPlan(plan) ? notPlayed(plan, notBegun) : plan));
}

const notBegun = { kind: 'skipped', reason: 'interrupted before it was begun' } as const;

/** How many may run at once: on the sandbox, where each script has its own, some; elsewhere one unless told. */
export function jobsFor(
  { options }: Invocation,
  replayer: Replayer,
  plans: readonly PlanOrRefusal[],
): number {
  return readNumber(options, 'jobs', 1, 64) ?? (isIsolated(replayer, plans) ? 4 : 1);
}

function isIsolated(replayer: Replayer, plans: readonly PlanOrRefusal[]): boolean {
  return plans.filter(isPlan).every(({ script }) => replayer.servers.labelOf(script) === 'sandbox:');
}

export function readNumber(options: Options, name: string, least: number, most: number): number | undefined {
  const text = options.text(name);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new UsageError(`--${name} ${text}: expected a number from ${least} to ${most}.`);
}
