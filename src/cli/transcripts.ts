import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { diffTranscripts } from '../match/diff.js';
import { isDifferent } from '../match/is-different.js';
import type { ScriptResult } from '../replay/result.js';
import { parseScript } from '../script/parser.js';
import { bytesOf, type Octets, visibleText } from '../text/octets.js';
import { createSource } from '../text/source.js';
import { ExitStatus } from './exit-status.js';
import type { Host } from './host.js';
import type { Output } from './output.js';
import type { Plan } from './plan.js';
import { isPlan, type PlanOrRefusal } from './read-plans.js';
import { UsageError } from './usage-error.js';
import { writeAtomically } from './write-atomically.js';

/** What became of a transcript. */
export type Kept =
  | { readonly kind: 'written' | 'pending' | 'unchanged'; readonly path: string }
  | { readonly kind: 'failed'; readonly message: string };

/**
 * Keeps what was said: as the transcript where there was none or `update` says so, else beside it as a pending one
 * (`.new`), to be reviewed. One that says the same in other words is left alone. `isTest`: it was compared with what is
 * recorded, which may be for servers of any kind; that it came otherwise is to be reviewed too.
 */
export async function keepTranscript(
  host: Host,
  plan: Plan,
  recorded: Octets,
  { update, isTest }: { readonly update: boolean; readonly isTest: boolean },
): Promise<Kept> {
  const path = plan.transcriptPath;
  const isNew = plan.transcript?.source.path !== path;
  if (plan.transcript && !isNew) {
    const { rows } = diffTranscripts(plan.transcript, parseScript(createSource(path, recorded)));
    if (!rows.some(isDifferent)) return { kind: 'unchanged', path };
  }
  const isPending = isTest ? plan.transcript !== undefined : !isNew;
  const target = isPending && !update ? `${path}.new` : path;
  const written = await writeAtomically(host, target, bytesOf(recorded));
  if (written.kind === 'failed') return { kind: 'failed', message: written.message };
  // What was pending is older than what was written now.
  if (target === path) await rm(resolve(host.cwd, `${path}.new`), { force: true });
  return { kind: target === path ? 'written' : 'pending', path: target };
}

/** Removes what is pending where it came as it is recorded: to accept it would make a right transcript wrong. */
export async function dropPending(host: Host, output: Output, { transcriptPath }: Plan): Promise<void> {
  const path = `${transcriptPath}.new`;
  try {
    await rm(resolve(host.cwd, path));
  } catch {
    return;
  }
  if (!output.quiet) output.trouble(`tagline: removed ${visibleText(path)}: it came as it is recorded\n`);
}

/** Says what became of a transcript. That one could not be written ends no run: what was found is to be told too. */
export function tellKept(output: Output, kept: Kept): ExitStatus {
  if (kept.kind === 'failed') {
    output.trouble(`tagline: not kept ${kept.message}\n`);
    return ExitStatus.usage;
  }
  if (!output.quiet) output.trouble(`tagline: ${kept.kind} ${visibleText(kept.path)}\n`);
  return ExitStatus.fine;
}

/** Whether all of a script was played: what was said in a part of it is no transcript. */
export function isPlayedThrough({ outcome, steps }: ScriptResult): boolean {
  const wasStopped = steps.some((step) => step.outcome.kind === 'skipped');
  return outcome.kind !== 'errored' && outcome.kind !== 'skipped' && !wasStopped;
}

/** Says that what was said is kept nowhere. */
export function tellUnrecorded(output: Output, { path }: Plan, reason = tooMuch): void {
  output.trouble(`tagline: not recorded ${visibleText(path)}: ${reason}\n`);
}

const tooMuch = 'more was said than can be recorded';

/** Two scripts with one transcript, such as `login` and `login.imap`: the last one would take it from the other. */
export function refuseSharedTranscripts(plans: readonly PlanOrRefusal[]): void {
  const owners = new Map<string, string>();
  for (const { path, transcriptPath } of plans.filter(isPlan)) {
    const other = owners.get(transcriptPath);
    if (other !== undefined && transcriptPath !== '')
      throw new UsageError(`${other} and ${path} have one transcript, ${transcriptPath}: name one of them.`);
    owners.set(transcriptPath, path);
  }
}

/** In CI nothing is written: what it would have written is gone when the machine is. */
export function isInCi({ env }: Host): boolean {
  return Boolean(env.CI) && env.CI !== 'false';
}

export function refuseInCi(host: Host, what: string): void {
  if (!isInCi(host)) return;
  throw new UsageError(`${what} writes transcripts, and nothing is written in CI (CI is set).`, [
    'Record on your own machine and commit the transcript, or unset CI.',
  ]);
}
