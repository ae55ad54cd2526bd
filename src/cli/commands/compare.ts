import type { ScriptResult } from '../../replay/result.js';
import { type ComparedScript, compareTranscripts, hasDifference } from '../../report/comparison.js';
import { compareReporters } from '../../report/index.js';
import type { Script } from '../../script/ast.js';
import { parseScript } from '../../script/parser.js';
import { createSource } from '../../text/source.js';
import type { Command, Invocation, Options } from '../command.js';
import { ExitStatus, worst } from '../exit-status.js';
import { findNamedFiles, scriptFiles } from '../paths.js';
import { isPlan, orRefused } from '../read-plans.js';
import { createReplayer, type Replayer, statusOf, withInterrupt } from '../replayer.js';
import { readTargets, writeReports } from '../reports.js';
import { UsageError } from '../usage-error.js';

/** `tagline compare`: the same scripts on several servers, side by side. */
export const command: Command = (invocation) =>
  withInterrupt(invocation.host, async (signal) => {
    const { host, options, output } = invocation;
    const named = options.texts('server');
    if (named.length < 2)
      throw new UsageError('Expected --server twice or more: the first one is compared with.');
    const targets = readTargets(invocation, Object.keys(compareReporters));
    const paths = await findNamedFiles(host, invocation.arguments, scriptFiles);
    const replayers = await Promise.all(
      named.map((server) => createReplayer(onServer(invocation, server), { record: () => true, signal })),
    );
    const scripts: ComparedScript[] = [];
    const results: ScriptResult[] = [];
    for (const [index, path] of paths.entries()) {
      output.progress(`${index} of ${paths.length} · ${path}`);
      const played = await Promise.all(replayers.map((replayer) => play(replayer, path)));
      if (signal.aborted) return ExitStatus.interrupted;
      results.push(...played.map(({ result }) => result));
      const outcomes = played.map(({ result }) => result.outcome);
      const transcripts = played.map(({ transcript }) => transcript);
      scripts.push({ path, outcomes, commands: compareTranscripts(transcripts) });
    }
    output.progress('');
    const servers = replayers.map((replayer) => replayer.servers.labelOf(nothing));
    const report = { version: 1, servers, scripts } as const;
    const written = await writeReports(invocation, targets, compareReporters, report);
    const isDifferent = scripts.some(({ commands }) => commands.some(hasDifference));
    // That a script does not get what it states is no difference between servers; that it cannot be played is one.
    const trouble = statusOf(results.filter(({ outcome }) => outcome.kind === 'errored'));
    return worst([trouble, written, isDifferent ? ExitStatus.differences : ExitStatus.fine]);
  });

async function play(
  replayer: Replayer,
  path: string,
): Promise<{ readonly result: ScriptResult; readonly transcript: Script | undefined }> {
  const plan = await orRefused(path, replayer.plan(path));
  if (!isPlan(plan)) return { result: plan, transcript: undefined };
  // What was recorded once has no say: the servers are compared with each other.
  const { result, transcript } = await replayer.replay({ ...plan, transcript: undefined });
  return {
    result,
    transcript: transcript === undefined ? undefined : parseScript(createSource(path, transcript)),
  };
}

/** Where each server is named, no script says otherwise. */
const nothing = parseScript(createSource('', ''));

/** The same command line with one of its servers. */
function onServer(invocation: Invocation, server: string): Invocation {
  const { options } = invocation;
  const own: Options = {
    flag: (name) => options.flag(name),
    text: (name) => (name === 'server' ? server : options.text(name)),
    texts: (name) => options.texts(name),
  };
  return { ...invocation, options: own };
}
