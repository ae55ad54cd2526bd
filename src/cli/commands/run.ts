import type { ReplayEvent } from '../../replay/event.js';
import type { ScriptResult } from '../../replay/result.js';
import { runReporters } from '../../report/index.js';
import { describeEvent } from '../../report/session-log.js';
import type { Command } from '../command.js';
import { findFiles, scriptFiles } from '../paths.js';
import { createReplayer, labelServers, statusOf, sumUp, withInterrupt } from '../replayer.js';
import { readTargets, writeReports } from '../reports.js';

/** `tagline run`: sends scripts and prints the session while it happens. */
export const command: Command = (invocation) =>
  withInterrupt(invocation.host, async (signal) => {
    const { host, output } = invocation;
    const targets = readTargets(invocation, Object.keys(runReporters));
    const replayer = await createReplayer(invocation, { record: false, signal });
    const paths = await findFiles(host, invocation.arguments, scriptFiles);
    const plans = await Promise.all(paths.map((path) => replayer.plan(path)));
    const isShown =
      !output.quiet && targets.some(({ format, file }) => format === 'tty' && file === undefined);
    const startedAt = host.now();
    const results: ScriptResult[] = [];
    for (const plan of plans) {
      if (isShown) await output.write(`# ${plan.path} on ${replayer.servers.labelOf(plan.script)}\n`);
      const print = (event: ReplayEvent) => {
        const text = describeEvent(event, output.look);
        if (isShown && text !== '') void output.write(`${text}\n`);
      };
      // What a transcript beside the script says is for `test`: a run compares with what the script states.
      const own = plan.transcript === plan.script ? plan : { ...plan, transcript: undefined };
      results.push((await replayer.replay(own, print)).result);
      if (isShown) await output.write('\n');
      if (signal.aborted) break;
    }
    const server = labelServers(replayer.servers, plans);
    const run = { server, startedAt, endedAt: host.now() };
    await writeReports(invocation, targets, runReporters, sumUp(results, run));
    return statusOf(results);
  });
