import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { decide, Rewriter, type RowDecision } from '../../match/decide.js';
import { diffTranscripts, type TranscriptDiff } from '../../match/diff.js';
import { isDifferent } from '../../match/is-different.js';
import { diffToText } from '../../report/diff-text.js';
import { count } from '../../report/look.js';
import type { Script } from '../../script/ast.js';
import { hideSecrets } from '../../script/secrets.js';
import { bytesOf, type Octets, visible } from '../../text/octets.js';
import { canShow } from '../../tui/can-show.js';
import type { Resumed } from '../../tui/review-state.js';
import { themeOf } from '../../tui/theme.js';
import type { Command, Invocation } from '../command.js';
import { editFile } from '../edit-file.js';
import { ExitStatus } from '../exit-status.js';
import type { Host } from '../host.js';
import { forgetDecisions, keepDecisions, keptDecisions } from '../kept-decisions.js';
import { lintNotes } from '../lint-notes.js';
import { findFiles, pendingFiles } from '../paths.js';
import { generalTranscript } from '../plan.js';
import { readScript, readSource } from '../read-script.js';
import { refuseInCi } from '../transcripts.js';
import { UsageError } from '../usage-error.js';
import { writeAtomically } from '../write-atomically.js';

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
  if (canShow(host.stdin, host.stdout, host.env, isPlain(invocation))) return ask(invocation, reviews);
  throw new UsageError('review asks on a terminal, and this is none.', [
    'tagline review --list shows what is pending; --accept and --reject decide about all of it.',
  ]);
};

/** A terminal that only takes text can still be asked on. */
function isPlain({ host, options }: Invocation): boolean {
  return options.flag('plain') || host.env.TERM === 'dumb';
}

interface Review {
  /** Of the transcript; the pending one has `.new` behind it. */
  readonly path: string;
  /** The transcript; for a kind of server that has none yet, the one for all. */
  readonly expected: Script;
  readonly actual: Script;
  readonly diff: TranscriptDiff;
  readonly rewriter: Rewriter;
}

async function findReviews({ host, arguments: given }: Invocation): Promise<readonly Review[]> {
  const named = given.flatMap((path) => pendingOf(host, path));
  const paths = await findFiles(host, given.length === 0 ? ['.'] : named, pendingFiles).catch(
    (error: unknown) => {
      if (error instanceof UsageError && given.length === 0) return [];
      throw error;
    },
  );
  return Promise.all(
    paths.map(async (named) => {
      const path = named.replace(/\.new$/, '');
      const known = existsSync(resolve(host.cwd, path)) ? path : generalTranscript(path);
      const [expected, actual] = [await readScript(host, known), await readScript(host, `${path}.new`)];
      const diff = diffTranscripts(hideSecrets(expected), hideSecrets(actual));
      return { path, expected, actual, diff, rewriter: new Rewriter(diff, expected.source, actual.source) };
    }),
  );
}

/** What is pending of a script or a transcript that is named itself: one for each kind of server, and the one for all. */
function pendingOf({ cwd }: Host, path: string): readonly string[] {
  if (!/\.(?:imap|transcript)$/.test(path)) return [path];
  const folder = dirname(path);
  const stem = basename(path).replace(/\.imap$/, '.');
  const isOwn = (name: string) =>
    path.endsWith('.imap')
      ? name.startsWith(stem) && /^(?:[^.]+\.)?transcript\.new$/.test(name.slice(stem.length))
      : name === `${stem}.new`;
  const there = existsSync(resolve(cwd, folder)) ? readdirSync(resolve(cwd, folder)) : [];
  const found = there.filter(isOwn).toSorted();
  if (found.length === 0) throw new UsageError(`${path}: nothing is pending.`);
  return found.map((name) => (folder === '.' ? name : join(folder, name)));
}

async function list({ output }: Invocation, reviews: readonly Review[]): Promise<ExitStatus> {
  for (const { path, expected, diff } of reviews) {
    await output.write(
      diffToText(diff, { expected: expected.source.path, actual: `${path}.new` }, output.look),
    );
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

async function ask(
  invocation: Invocation,
  reviews: readonly Review[],
  resumed: Resumed = resume(invocation, reviews),
): Promise<ExitStatus> {
  const { host, options } = invocation;
  const { showReview } = await import('../../tui/index.js');
  const { failingInTranscripts } = await import('../../tui/show-diff.js');
  const ending = await showReview({
    stdin: host.stdin,
    stdout: host.stdout,
    env: host.env,
    plain: isPlain(invocation),
    ...themeOf(options.text('theme')),
    ...resumed,
    files: reviews.map(({ path, diff, expected, actual, rewriter }) => ({
      path,
      title: path,
      diff,
      expectedName: expected.source.path,
      actualName: `${path}.new`,
      failing: failingInTranscripts,
      notesOf: lintNotes(actual),
      rewrite: (row, how) => shownLines(rewriter.rewrite(row, how)),
    })),
    onDecided: (path, decisions) => {
      const review = reviews.find((each) => each.path === path);
      if (review) keepDecisions(host, review, decisions);
    },
  });
  if (ending.kind === 'interrupted') return ExitStatus.interrupted;
  if (ending.kind === 'leave') {
    tellLeft(invocation, ending.decisions.length);
    return ExitStatus.fine;
  }
  if (ending.kind === 'edit') return editAndReturn(invocation, reviews, ending.path, ending.decisions);
  let status: ExitStatus = ExitStatus.fine;
  for (const review of reviews) {
    const own = ending.decisions.filter(({ path }) => path === review.path);
    // What differs in nothing any more, such as after an edit, is not pending any longer.
    if (own.length === 0 && review.diff.rows.some(isDifferent)) continue;
    if (await isAsItWas(host, review)) await carryOut(invocation, review, own);
    else {
      invocation.output.trouble(`tagline: ${review.path} has changed meanwhile: review it again\n`);
      forgetDecisions(host, review.path);
      status = ExitStatus.differences;
    }
  }
  return status;
}

function tellLeft({ output }: Invocation, decided: number): void {
  if (output.quiet || decided === 0) return;
  const are = decided === 1 ? 'decision is' : 'decisions are';
  output.trouble(`Nothing is written; ${decided} ${are} kept, and tagline review goes on there.\n`);
}

/** What was decided in a review that came to no end. */
function resume({ host }: Invocation, reviews: readonly Review[]): Resumed {
  const decided = reviews.flatMap((review) =>
    keptDecisions(host, review).map((decision) => ({ ...decision, path: review.path })),
  );
  if (decided.length === 0) return { decided };
  const message = `${count(decided.length, 'decision')} of the last review, which came to no end; u takes them back.`;
  return { decided, message };
}

/** What was decided about the edited file holds only while it is as it was: its rows may be others now. */
async function editAndReturn(
  invocation: Invocation,
  reviews: readonly Review[],
  path: string,
  decisions: Resumed['decided'],
): Promise<ExitStatus> {
  const before = reviews.find((review) => review.path === path)?.expected.source;
  const message = await editFile(invocation.host, before?.path ?? path);
  const again = await findReviews(invocation);
  const isSame = again.find((review) => review.path === path)?.expected.source.text === before?.text;
  const decided = isSame ? decisions : decisions.filter((each) => each.path !== path);
  return ask(invocation, again, { decided, path, ...(message === undefined ? {} : { message }) });
}

/** A test that runs beside a review may have made another transcript pending: nobody has decided about that one. */
async function isAsItWas(host: Host, { path, expected, actual }: Review): Promise<boolean> {
  const read = (file: string) =>
    readSource(host, file).then(
      ({ text }) => text,
      () => undefined,
    );
  const [before, pending] = [await read(expected.source.path), await read(`${path}.new`)];
  return before === expected.source.text && pending === actual.source.text;
}

function shownLines(lines: Octets | undefined): readonly string[] | undefined {
  return lines?.trimEnd().split('\n').map(visible);
}

/** First the transcript, then what is left: a crash in between asks again, and loses nothing. */
async function carryOut(
  { host, output }: Invocation,
  { path, expected, actual, diff, rewriter }: Review,
  decisions: readonly RowDecision[],
): Promise<void> {
  const { transcript, pending } = decide(diff, expected.source, actual.source, decisions, rewriter);
  if (transcript !== expected.source.text) await write(host, path, transcript);
  if (pending === undefined) await rm(resolve(host.cwd, `${path}.new`), { force: true });
  else if (pending !== actual.source.text) await write(host, `${path}.new`, pending);
  forgetDecisions(host, path);
  if (output.quiet) return;
  const accepted = countRows(diff, decisions, 'accept');
  const rejected = countRows(diff, decisions, 'reject');
  const rewritten = (['mask', 'ignore'] as const)
    .map((kind) => [countRows(diff, decisions, kind), kind] as const)
    .filter(([rows]) => rows > 0)
    .map(([rows, kind]) => `, ${rows} ${kind === 'mask' ? 'masked' : 'ignored'}`)
    .join('');
  const left = pending === undefined ? '' : ', the rest is pending';
  await output.write(
    `${path}: ${count(accepted, 'line')} accepted, ${rejected} rejected${rewritten}${left}\n`,
  );
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
