import type { ReplayEvent } from '../../replay/event.js';
import type { RunResult, ScriptResult } from '../../replay/result.js';
import { runReporters } from '../../report/index.js';
import type { Look } from '../../report/look.js';
import { runToTty } from '../../report/run-tty.js';
import { describeEvent } from '../../report/session-log.js';
import { visibleText } from '../../text/octets.js';
import type { Command, Invocation } from '../command.js';
import { worst } from '../exit-status.js';
import { findNamedFiles, scriptFiles } from '../paths.js';
import { isPlan, readPlans } from '../read-plans.js';
import { repeatedOptions } from '../repeated-options.js';
import { createReplayer, labelServers, statusOf, sumUp, withInterrupt } from '../replayer.js';
import { readTargets, writeReports } from '../reports.js';
import { UsageError } from '../usage-error.js';

/** `tagline run`: sends scripts and prints the session while it happens. */
export const command: Command = (invocation) =>
  withInterrupt(invocation.host, async (signal) => {
    const { host, output } = invocation;
    const targets = readTargets(invocation, Object.keys(runReporters));
    const replayer = await createReplayer(invocation, { record: () => false, signal });
    const paths = await findPaths(invocation);
    const plans = await readPlans(replayer, paths);
    const isShown =
      !output.quiet && targets.some(({ format, file }) => format === 'tty' && file === undefined);
    const show = inOnePiece((text) => output.write(text));
    const startedAt = host.now();
    const results: ScriptResult[] = [];
    for (const plan of plans) {
      if (!isPlan(plan)) {
        results.push(plan);
        continue;
      }
      if (isShown)
        await output.write(`# ${visibleText(plan.path)} on ${replayer.servers.labelOf(plan.script)}\n`);
      let connection = '';
      const print = (event: ReplayEvent) => {
        const text = describeEvent(event, output.look);
        if (!isShown || text === '') return;
        if ('connection' in event && event.connection !== connection) {
          connection = event.connection;
          show(`${output.look.paint('dim', `%on ${connection === '' ? 'main' : connection}`)}\n`);
        }
        show(`${text}\n`);
      };
      // What a transcript beside the script says is for `test`: a run compares with what the script states.
      const own = plan.transcript === plan.script ? plan : { ...plan, transcript: undefined };
      results.push((await replayer.replay(own, print)).result);
      if (isShown) await output.write('\n');
      if (signal.aborted) break;
    }
    const server = labelServers(replayer.servers, plans);
    const run = { server, options: repeatedOptions(invocation), startedAt, endedAt: host.now() };
    const reporters = isShown ? { ...runReporters, tty: reportSeen } : runReporters;
    const written = await writeReports(invocation, targets, reporters, sumUp(results, run));
    return worst([statusOf(results), written]);
  });

/** Standard input is a script too, alone: it can be read but once. */
async function findPaths({ host, arguments: given }: Invocation): Promise<readonly string[]> {
  if (!given.includes('-')) return findNamedFiles(host, given, scriptFiles);
  if (given.length > 1) throw new UsageError('- (standard input) stands alone: name either it or files.');
  return given;
}

const reportSeen = (result: RunResult, look: Look) => runToTty(result, look, true);

/**
 * Writes what is said at one time in one piece: thousands of lines that come together are not thousands of writes. Where
 * nobody takes them they do not fill the memory: some are left out, and that is said.
 */
function inOnePiece(write: (text: string) => Promise<void>): (text: string) => void {
  let waiting = '';
  let untaken = 0;
  let leftOut = 0;
  const pass = () => {
    const all =
      leftOut === 0 ? waiting : `${waiting}# … (${leftOut} lines are left out: nobody takes them)\n`;
    waiting = '';
    leftOut = 0;
    untaken += all.length;
    void write(all).then(() => {
      untaken -= all.length;
    });
  };
  return (text) => {
    if (untaken + waiting.length > mostUntaken) {
      leftOut++;
      return;
    }
    if (waiting === '') queueMicrotask(pass);
    waiting += text;
  };
}

/** Octets that are printed and that nobody has taken. */
const mostUntaken = 8_388_608;
