import { explainServerLine } from '../imap/server-message.js';
import type { Mismatch, MismatchSide } from '../match/mismatch.js';
import type { Attempt, Cause, Failure, Outcome, StepResult } from '../replay/result.js';
import { encodeUtf8, visibleText } from '../text/octets.js';

/** The class of a difference in words. A whole line that is missing has no other side; a part of a line has. */
export function wordOf({ class: name, expected, actual }: Mismatch): string {
  if (name === 'missing') return actual ? 'something missing' : 'line missing';
  if (name === 'unexpected') return expected ? 'something unexpected' : 'unexpected line';
  return `${name} differs`;
}

/** Why a step failed that might not have: `follows from line 34: SELECT was answered NO`. */
export function describeCause({ line, name, status }: Cause): string {
  return `follows from line ${line}: ${name} was answered ${status}`;
}

/** Whether two differences are of the same two lines. */
export function isSamePair({ expected, actual }: Mismatch, next: Mismatch | undefined): boolean {
  const isSame = (a: MismatchSide | undefined, b: MismatchSide | undefined) =>
    a?.text === b?.text && a?.place?.line === b?.place?.line;
  const hasSides = expected !== undefined || actual !== undefined;
  return hasSides && next !== undefined && isSame(expected, next.expected) && isSame(actual, next.actual);
}

/** What is known of the refusals among a step's answers. */
export function knownAnswers({ exchange }: StepResult): readonly string[] {
  const refusals = exchange.filter(
    ({ from, text }) => from === 'server' && /^\S+ (?:NO|BAD|BYE)\b/i.test(text),
  );
  return [...new Set(refusals.flatMap(({ text }) => explainServerLine(encodeUtf8(text)) ?? []))];
}

/** A mismatch as lines of text, for formats without colours. */
export function describeMismatch({ class: kind, message, expected, actual }: Mismatch): string {
  const place = expected?.place ? ` (${describePlace(expected.place)})` : '';
  const rows = [`${kind}: ${message}`];
  if (expected) rows.push(`- ${expected.text}${place}`);
  if (actual) rows.push(`+ ${actual.text}`);
  return rows.join('\n');
}

/** `login.transcript:3`, whatever characters the name of the file has. */
export function describePlace({ path, line }: { readonly path: string; readonly line: number }): string {
  return `${visibleText(path)}:${line}`;
}

/** A failure in a line. */
export function messageOf(failure: Failure): string {
  if (failure.kind === 'script') return `line ${failure.line}, column ${failure.column}: ${failure.message}`;
  return `${failure.code}: ${failure.message} ${failure.hint}`.trim();
}

/** Why an attempt did not pass, as lines of text: each reason once. */
export function describeAttempt({ outcome, steps }: Attempt): string {
  const followers = steps.flatMap(({ cause, line, title }) =>
    cause ? [`line ${line}, ${title}: ${describeCause(cause)}`] : [],
  );
  const roots = steps.filter(({ cause }) => !cause).map((step) => step.outcome);
  const own = outcome.kind === 'failed' && roots.some(({ kind }) => kind === 'failed') ? [] : [outcome];
  const reasons = [...roots, ...own].flatMap(reasonsOf);
  return [...new Set([...reasons, ...followers])].join('\n');
}

function reasonsOf(outcome: Outcome): string[] {
  if (outcome.kind === 'errored') return [messageOf(outcome.failure)];
  if (outcome.kind !== 'failed') return [];
  return outcome.mismatches.filter(({ fails }) => fails).map(describeMismatch);
}
