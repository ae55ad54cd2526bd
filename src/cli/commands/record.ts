import { runReporters } from '../../report/index.js';
import type { Replayed } from '../../runner/replay-script.js';
import type { Command, Invocation } from '../command.js';
import { ExitStatus, worst } from '../exit-status.js';
import { findNamedFiles, scriptFiles } from '../paths.js';
import type { Plan } from '../plan.js';
import { isPlan, readPlans } from '../read-plans.js';
import { repeatedOptions } from '../repeated-options.js';
import { createReplayer, labelServers, statusOf, sumUp, withInterrupt } from '../replayer.js';
import { readTargets, writeReports } from '../reports.js';
import { playSideBySide } from '../side-by-side.js';
import {
  isPlayedThrough,
  keepTranscript,
  refuseInCi,
  refuseSharedTranscripts,
  tellKept,
  tellUnrecorded,
} from '../transcripts.js';
import { UsageError } from '../usage-error.js';

/** `tagline record`: runs scripts and writes what was said as their transcripts, volatile values masked. */
export const command: Command = (invocation) =>
  withInterrupt(invocation.host, async (signal) => {
    const { host } = invocation;
    refuseInCi(host, 'record');
    const targets = readTargets(invocation, Object.keys(runReporters));
    const replayer = await createReplayer(invocation, { record: () => true, signal });
    const paths = await findNamedFiles(host, invocation.arguments, scriptFiles);
    const transcript = paths.find((path) => path.endsWith('.transcript'));
    if (transcript) {
      throw new UsageError(`${transcript} is a transcript: name the script it is recorded from.`);
    }
    const plans = await readPlans(replayer, paths);
    refuseSharedTranscripts(plans);
    const startedAt = host.now();
    const keeping: ExitStatus[] = [];
    const results = await playSideBySide(invocation, replayer, plans, signal, async (plan) => {
      if (!isPlan(plan)) return plan;
      // Its transcript has no say: what comes now is what is recorded.
      const replayed = await replayer.replay({ ...plan, transcript: undefined });
      keeping.push(await keepRecording(invocation, plan, replayed));
      return replayed.result;
    });
    const server = labelServers(replayer.servers, plans);
    const run = { server, options: repeatedOptions(invocation), startedAt, endedAt: host.now() };
    const written = await writeReports(invocation, targets, runReporters, sumUp(results, run));
    return worst([statusOf(results), written, ...keeping]);
  });

async function keepRecording(
  { host, options, output }: Invocation,
  plan: Plan,
  { result, transcript }: Replayed,
): Promise<ExitStatus> {
  if (transcript === undefined || !isPlayedThrough(result)) {
    tellUnrecorded(output, plan, transcript === undefined ? undefined : 'it was not played to its end');
    return ExitStatus.fine;
  }
  const kept = await keepTranscript(host, plan, transcript, {
    update: options.flag('update'),
    isTest: false,
  });
  return tellKept(output, kept);
}
