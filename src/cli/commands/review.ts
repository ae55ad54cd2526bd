import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { decide, type RowDecision } from '../../match/decide.js';
import { diffTranscripts, type TranscriptDiff } from '../../match/diff.js';
import { diffToText, isDifferent } from '../../report/diff-text.js';
import { count } from '../../report/look.js';
import type { Script } from '../../script/ast.js';
import { hideSecrets } from '../../script/secrets.js';
import { bytesOf } from '../../text/octets.js';
import { canShow } from '../../tui/can-show.js';
import type { Command, Invocation } from '../command.js';
import { ExitStatus } from '../exit-status.js';
import { type Host, writeAtomically } from '../host.js';
import { findFiles, pendingFiles } from '../paths.js';
import { readScript } from '../read-script.js';
import { refuseInCi } from '../transcripts.js';
import { UsageError } from '../usage-error.js';

/** `tagline review`: what came instead of what is recorded is accepted, rejected, or left for later. */
export const command: Command = async (invocation) => {
  const { host, output, options } = invocation;
  const reviews = await findReviews(invocation);
  if (reviews.length === 0) {
    await output.write('Nothing is pending.\n');
    return ExitStatus.fine;
  }
  if (options.flag('list')) return list(invocation, reviews);
  refuseInCi(host, 'review');
  if (options.flag('accept')) return decideAll(invocation, reviews, 'accept');
  if (options.flag('reject')) return decideAll(invocation, reviews, 'reject');
  if (canShow(host.stdin, host.stdout, host.env)) return ask(invocation, reviews);
  throw new UsageError('review asks on a terminal, and this is none.', [
    'tagline review --list shows what is pending; --accept and --reject decide about all of it.',
  ]);
};

interface Review {
  /** Of the transcript; the pending one has `.new` behind it. */
  readonly path: string;
  readonly expected: Script;
  readonly actual: Script;
  readonly diff: TranscriptDiff;
}

async function findReviews({ host, arguments: given }: Invocation): Promise<readonly Review[]> {
  const paths = await findFiles(host, given.length === 0 ? ['.'] : given, pendingFiles).catch(
    (error: unknown) => {
      if (error instanceof UsageError && given.length === 0) return [];
      throw error;
    },
  );
  return Promise.all(
    paths.map(async (named) => {
      const path = named.replace(/\.new$/, '');
      const [expected, actual] = [await readScript(host, path), await readScript(host, `${path}.new`)];
      return { path, expected, actual, diff: diffTranscripts(hideSecrets(expected), hideSecrets(actual)) };
    }),
  );
}

async function list({ output }: Invocation, reviews: readonly Review[]): Promise<ExitStatus> {
  for (const { path, diff } of reviews) {
    await output.write(diffToText(diff, { expected: path, actual: `${path}.new` }, output.look));
  }
  return ExitStatus.differences;
}

async function decideAll(
  invocation: Invocation,
  reviews: readonly Review[],
  decision: 'accept' | 'reject',
): Promise<ExitStatus> {
  for (const review of reviews) {
    await carryOut(invocation, review, [{ from: 0, to: review.diff.rows.length, decision }]);
  }
  return ExitStatus.fine;
}

async function ask(invocation: Invocation, reviews: readonly Review[]): Promise<ExitStatus> {
  const { host } = invocation;
  const { showReview } = await import('../../tui/index.js');
  const { failingInTranscripts } = await import('../../tui/show-diff.js');
  const { ending, decisions } = await showReview({
    stdin: host.stdin,
    stdout: host.stdout,
    env: host.env,
    files: reviews.map(({ path, diff }) => ({
      path,
      title: path,
      diff,
      expectedName: path,
      actualName: `${path}.new`,
      failing: failingInTranscripts,
    })),
  });
  if (ending === 'interrupted') return ExitStatus.interrupted;
  for (const review of reviews) {
    const own = decisions.filter(({ path }) => path === review.path);
    if (own.length > 0) await carryOut(invocation, review, own);
  }
  return ExitStatus.fine;
}

/** First the transcript, then what is left: a crash in between asks again, and loses nothing. */
async function carryOut(
  { host, output }: Invocation,
  { path, expected, actual, diff }: Review,
  decisions: readonly RowDecision[],
): Promise<void> {
  const { transcript, pending } = decide(diff, expected.source, actual.source, decisions);
  if (transcript !== expected.source.text) await write(host, path, transcript);
  if (pending === undefined) await rm(resolve(host.cwd, `${path}.new`), { force: true });
  else if (pending !== actual.source.text) await write(host, `${path}.new`, pending);
  if (output.quiet) return;
  const accepted = countRows(diff, decisions, 'accept');
  const rejected = countRows(diff, decisions, 'reject');
  const left = pending === undefined ? '' : ', the rest is pending';
  await output.write(`${path}: ${count(accepted, 'line')} accepted, ${rejected} rejected${left}\n`);
}

function countRows(
  { rows }: TranscriptDiff,
  decisions: readonly RowDecision[],
  kind: RowDecision['decision'],
): number {
  return decisions
    .filter(({ decision }) => decision === kind)
    .reduce((sum, { from, to }) => sum + rows.slice(from, to).filter(isDifferent).length, 0);
}

async function write(host: Host, path: string, text: string): Promise<void> {
  const written = await writeAtomically(host, path, bytesOf(text));
  if (written.kind === 'failed') throw new UsageError(written.message);
}
