import type { ScriptResult } from '../../replay/result.js';
import { runReporters } from '../../report/index.js';
import type { Command } from '../command.js';
import { findFiles, scriptFiles } from '../paths.js';
import { createReplayer, labelServers, statusOf, sumUp, withInterrupt } from '../replayer.js';
import { readTargets, writeReports } from '../reports.js';
import { isPlayedThrough, keepTranscript, refuseInCi, tellUnrecorded } from '../transcripts.js';
import { UsageError } from '../usage-error.js';

/** `tagline record`: runs scripts and writes what was said as their transcripts, volatile values masked. */
export const command: Command = (invocation) =>
  withInterrupt(invocation.host, async (signal) => {
    const { host, options, output } = invocation;
    refuseInCi(host, 'record');
    const targets = readTargets(invocation, Object.keys(runReporters));
    const replayer = await createReplayer(invocation, { record: true, signal });
    const paths = await findFiles(host, invocation.arguments, scriptFiles);
    const transcript = paths.find((path) => path.endsWith('.transcript'));
    if (transcript) {
      throw new UsageError(`${transcript} is a transcript: name the script it is recorded from.`);
    }
    const plans = await Promise.all(paths.map((path) => replayer.plan(path)));
    const startedAt = host.now();
    const results: ScriptResult[] = [];
    for (const plan of plans) {
      if (signal.aborted) break;
      // Its transcript has no say: what comes now is what is recorded.
      const { result, transcript: said } = await replayer.replay({ ...plan, transcript: undefined });
      results.push(result);
      if (said === undefined) {
        tellUnrecorded(output, plan);
        continue;
      }
      if (!isPlayedThrough(result)) {
        tellUnrecorded(output, plan, 'it was not played to its end');
        continue;
      }
      const kept = await keepTranscript(host, plan, said, {
        update: options.flag('update'),
        isTest: false,
      });
      if (!output.quiet) output.trouble(`tagline: ${kept.kind} ${kept.path}\n`);
    }
    const server = labelServers(replayer.servers, plans);
    const run = { server, startedAt, endedAt: host.now() };
    await writeReports(invocation, targets, runReporters, sumUp(results, run));
    return statusOf(results);
  });
