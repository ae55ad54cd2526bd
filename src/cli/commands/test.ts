import type { ReplayEvent } from '../../replay/event.js';
import type { Attempt, ScriptResult } from '../../replay/result.js';
import { runReporters } from '../../report/index.js';
import type { Replayed } from '../../runner/replay-script.js';
import { visibleText } from '../../text/octets.js';
import type { Command, Invocation, Options } from '../command.js';
import { ExitStatus, worst } from '../exit-status.js';
import { findNamedFiles, scriptFiles } from '../paths.js';
import type { Plan } from '../plan.js';
import { isPlan, type PlanOrRefusal, readPlans } from '../read-plans.js';
import { repeatedOptions } from '../repeated-options.js';
import {
  createReplayer,
  labelServers,
  notPlayed,
  type Replayer,
  statusOf,
  sumUp,
  withInterrupt,
} from '../replayer.js';
import { readTargets, writeReports } from '../reports.js';
import { playSideBySide, readNumber } from '../side-by-side.js';
import {
  dropPending,
  isInCi,
  isPlayedThrough,
  keepTranscript,
  refuseInCi,
  refuseSharedTranscripts,
  tellKept,
  tellUnrecorded,
} from '../transcripts.js';
import { UsageError } from '../usage-error.js';

/** `tagline test`: replays scripts and compares what came with what they and their transcripts state. */
export const command: Command = async (invocation) => {
  const { host, options } = invocation;
  if (options.flag('watch') || options.flag('ui')) {
    if (options.text('import') !== undefined)
      throw new UsageError('--ui and --watch are for scripts: make them with tagline convert first.');
    const watch = await import('./watch.js');
    return watch.command(invocation);
  }
  if (options.flag('update')) refuseInCi(host, 'test --update');
  return withInterrupt(host, async (signal) => {
    const targets = readTargets(invocation, Object.keys(runReporters));
    const replayer = await createReplayer(invocation, {
      record: (plan) => isToBeKept(invocation, plan),
      signal,
    });
    const plans = await findPlans(invocation, replayer);
    if (options.flag('update')) refuseSharedTranscripts(plans);
    const startedAt = host.now();
    const keeping: ExitStatus[] = [];
    const results = await runAll(invocation, replayer, plans, signal, keeping);
    // Tests of another program are nothing to `tagline run`.
    const again = options.text('import') === undefined ? { options: repeatedOptions(invocation) } : {};
    const server = labelServers(replayer.servers, plans);
    const written = await writeReports(
      invocation,
      targets,
      runReporters,
      sumUp(results, { server, ...again, startedAt, endedAt: host.now() }),
    );
    return worst([statusOf(results), written, ...keeping]);
  });
};

/** What the paths mean: scripts, or with `--import` tests of another program. */
async function findPlans(invocation: Invocation, replayer: Replayer): Promise<readonly PlanOrRefusal[]> {
  const { host, options } = invocation;
  const suite = options.text('import');
  if (suite === undefined) {
    const paths = await findNamedFiles(host, pathsOf(invocation), scriptFiles);
    return readPlans(replayer, keepFiltered(options, paths));
  }
  if (options.flag('update'))
    throw new UsageError('--update writes transcripts of scripts: make them with tagline convert first.');
  const { planSuite } = await import('../import.js');
  const plans = await planSuite(host, pathsOf(invocation), suite);
  const kept = keepFiltered(
    options,
    plans.map(({ path }) => path),
  );
  return plans.filter(({ path }) => kept.includes(path));
}

function pathsOf({ arguments: given }: Invocation): readonly string[] {
  return given.length === 0 ? ['.'] : given;
}

/** The paths that `--filter` keeps. */
export function keepFiltered(options: Options, paths: readonly string[]): readonly string[] {
  const texts = options.texts('filter');
  if (texts.length === 0) return paths;
  const kept = paths.filter((path) => texts.some((text) => path.includes(text)));
  if (kept.length > 0) return kept;
  throw new UsageError(`--filter ${texts.join(', ')}: no path of ${paths.length} contains it.`);
}

/** With --bail no more are begun once one did not pass. `keeping` gets how it went to keep what came. */
function runAll(
  invocation: Invocation,
  replayer: Replayer,
  plans: readonly PlanOrRefusal[],
  signal: AbortSignal,
  keeping: ExitStatus[],
): Promise<readonly ScriptResult[]> {
  const bails = invocation.options.flag('bail');
  let stopper: string | undefined;
  return playSideBySide(invocation, replayer, plans, signal, async (plan) => {
    if (!isPlan(plan)) {
      if (bails) stopper ??= plan.path;
      return plan;
    }
    if (stopper !== undefined) return notRun(plan, stopper);
    const replayed = await playTries(invocation, replayer, plan, signal);
    keeping.push(await keepWhatDiffers(invocation, plan, replayed));
    if (bails && !isFine(replayed.result)) stopper ??= plan.path;
    return replayed.result;
  });
}

export function isFine({ outcome }: ScriptResult): boolean {
  return outcome.kind === 'passed' || outcome.kind === 'skipped';
}

/** With --bail: why a script was not played. */
export function notRun(plan: Plan, stopper: string): ScriptResult {
  return notPlayed(plan, { kind: 'skipped', reason: `--bail: ${visibleText(stopper)} did not pass` });
}

/** Again while it does not pass, so often as --retry says at the most; what was wrong before is kept. */
export async function playTries(
  invocation: Invocation,
  replayer: Replayer,
  plan: Plan,
  signal: AbortSignal,
  onEvent?: (event: ReplayEvent) => void,
  onTry: (number: number) => void = () => {},
): Promise<Replayed> {
  const tries = 1 + (readNumber(invocation.options, 'retry', 0, 100) ?? 0);
  const earlier: Attempt[] = [];
  for (;;) {
    onTry(earlier.length + 1);
    const replayed = await replayOne(invocation, replayer, plan, signal, onEvent);
    const { result } = replayed;
    const isLast = isFine(result) || isHopeless(result) || earlier.length + 1 === tries || signal.aborted;
    if (!isLast) {
      const { outcome, milliseconds, steps } = result;
      earlier.push({ outcome, milliseconds, steps });
      continue;
    }
    return earlier.length === 0 ? replayed : { ...replayed, result: { ...result, earlier } };
  }
}

/** A script that cannot be read does not get better. */
function isHopeless({ outcome }: ScriptResult): boolean {
  return outcome.kind === 'errored' && outcome.failure.kind === 'script';
}

/** With --update a transcript has no say: what comes is the next one. */
function replayOne(
  { options }: Invocation,
  replayer: Replayer,
  plan: Plan,
  signal: AbortSignal,
  onEvent?: (event: ReplayEvent) => void,
): Promise<Replayed> {
  const isReplaced = options.flag('update') && plan.transcript !== plan.script;
  return replayer.replay(isReplaced ? { ...plan, transcript: undefined } : plan, onEvent, signal);
}

/** Whether what is said may be kept: else it need not be remembered. */
function isToBeKept({ host, options }: Invocation, { transcript, script }: Plan): boolean {
  const isCompared = transcript !== undefined && transcript !== script;
  return (options.flag('update') || isCompared) && !isInCi(host);
}

/** Keeps what was said when that is not what the transcript says. Only with --update it is wanted in any case. */
export async function keepWhatDiffers(
  { host, output, options }: Invocation,
  plan: Plan,
  { result, transcript }: Replayed,
): Promise<ExitStatus> {
  const update = options.flag('update');
  const isAsRecorded = result.outcome.kind === 'passed' && plan.transcript !== undefined;
  if (isAsRecorded && !update && !isInCi(host)) await dropPending(host, output, plan);
  const isWanted = update || (result.outcome.kind === 'failed' && plan.transcript !== undefined);
  const isOwn = plan.transcript === plan.script;
  if (!isWanted || isOwn || isInCi(host) || !isPlayedThrough(result)) return ExitStatus.fine;
  if (transcript === undefined) {
    tellUnrecorded(output, plan);
    return ExitStatus.fine;
  }
  const kept = await keepTranscript(host, plan, transcript, { update, isTest: true });
  if (kept.kind === 'unchanged') return ExitStatus.fine;
  const status = tellKept(output, kept);
  return update ? status : ExitStatus.fine;
}
