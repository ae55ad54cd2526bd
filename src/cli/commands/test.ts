import type { ReplayEvent } from '../../replay/event.js';
import type { ScriptResult } from '../../replay/result.js';
import { runReporters } from '../../report/index.js';
import type { Command, Invocation } from '../command.js';
import { findFiles, scriptFiles } from '../paths.js';
import type { Plan } from '../plan.js';
import { createReplayer, labelServers, type Replayer, statusOf, sumUp, withInterrupt } from '../replayer.js';
import { readTargets, writeReports } from '../reports.js';
import { keepTranscript, refuseInCi } from '../transcripts.js';
import { UsageError } from '../usage-error.js';

/** `tagline test`: replays scripts and compares what came with what they and their transcripts state. */
export const command: Command = async (invocation) => {
  const { host, options } = invocation;
  if (options.flag('watch') || options.flag('ui')) {
    const watch = await import('./watch.js');
    return watch.command(invocation);
  }
  if (options.flag('update')) refuseInCi(host, 'test --update');
  return withInterrupt(host, async (signal) => {
    const targets = readTargets(invocation, Object.keys(runReporters));
    const replayer = await createReplayer(invocation, { record: true, signal });
    const plans = await readPlans(invocation, replayer);
    const startedAt = host.now();
    const results = await runAll(invocation, replayer, plans, signal);
    const server = labelServers(replayer.servers, plans);
    await writeReports(
      invocation,
      targets,
      runReporters,
      sumUp(results, { server, startedAt, endedAt: host.now() }),
    );
    return statusOf(results);
  });
};

/** What the paths mean: scripts, or with `--import` tests of another program. */
async function readPlans(invocation: Invocation, replayer: Replayer): Promise<readonly Plan[]> {
  const { host, options } = invocation;
  const suite = options.text('import');
  if (suite === undefined) {
    const paths = await findFiles(host, pathsOf(invocation), scriptFiles);
    return Promise.all(paths.map((path) => replayer.plan(path)));
  }
  if (options.flag('update'))
    throw new UsageError('--update writes transcripts of scripts: make them with tagline convert first.');
  const { planSuite } = await import('../import.js');
  return planSuite(host, pathsOf(invocation), suite);
}

function pathsOf({ arguments: given }: Invocation): readonly string[] {
  return given.length === 0 ? ['.'] : given;
}

/** Side by side on the sandbox, where each script has its own; one after the other on servers that they share. */
async function runAll(
  invocation: Invocation,
  replayer: Replayer,
  plans: readonly Plan[],
  signal: AbortSignal,
): Promise<readonly ScriptResult[]> {
  const results: ScriptResult[] = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < plans.length && !signal.aborted; index = next++) {
      const plan = plans[index];
      if (plan) results[index] = await runOne(invocation, replayer, plan);
    }
  };
  const jobs = readJobs(invocation) ?? (isIsolated(replayer, plans) ? 4 : 1);
  await Promise.all(Array.from({ length: Math.min(jobs, plans.length) }, work));
  return results.filter((result) => result !== undefined);
}

function isIsolated(replayer: Replayer, plans: readonly Plan[]): boolean {
  return plans.every(({ script }) => replayer.servers.labelOf(script) === 'sandbox:');
}

function readJobs({ options }: Invocation): number | undefined {
  const text = options.text('jobs');
  if (text === undefined) return undefined;
  const jobs = Number(text);
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= 64) return jobs;
  throw new UsageError(`--jobs ${text}: expected a number from 1 to 64.`);
}

/** Replays one, and keeps what it said when that is not what its transcript says. */
export async function runOne(
  { host, output, options }: Invocation,
  replayer: Replayer,
  plan: Plan,
  onEvent?: (event: ReplayEvent) => void,
): Promise<ScriptResult> {
  const { result, transcript } = await replayer.replay(plan, onEvent);
  const update = options.flag('update');
  const isWanted = update || (result.outcome.kind === 'failed' && plan.transcript !== undefined);
  const isOwn = plan.transcript === plan.script;
  if (!isWanted || isOwn || transcript === undefined || host.env.CI || result.outcome.kind === 'errored')
    return result;
  const kept = await keepTranscript(host, plan, transcript, { update });
  if (kept.kind !== 'unchanged' && !output.quiet) output.trouble(`tagline: ${kept.kind} ${kept.path}\n`);
  return result;
}
