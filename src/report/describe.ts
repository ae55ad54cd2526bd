import type { Mismatch } from '../match/mismatch.js';
import type { Attempt, Failure, Outcome } from '../replay/result.js';

/** A mismatch as lines of text, for formats without colours. */
export function describeMismatch({ class: kind, message, expected, actual }: Mismatch): string {
  const place = expected?.place ? ` (${expected.place.path}:${expected.place.line})` : '';
  const rows = [`${kind}: ${message}`];
  if (expected) rows.push(`- ${expected.text}${place}`);
  if (actual) rows.push(`+ ${actual.text}`);
  return rows.join('\n');
}

/** A failure in a line. */
export function messageOf(failure: Failure): string {
  if (failure.kind === 'script') return `line ${failure.line}, column ${failure.column}: ${failure.message}`;
  return `${failure.code}: ${failure.message} ${failure.hint}`.trim();
}

/** Why an attempt did not pass, as lines of text: each reason once. */
export function describeAttempt({ outcome, steps }: Attempt): string {
  const reasons = [...steps.map((step) => step.outcome), outcome].flatMap(reasonsOf);
  return [...new Set(reasons)].join('\n');
}

function reasonsOf(outcome: Outcome): string[] {
  if (outcome.kind === 'errored') return [messageOf(outcome.failure)];
  if (outcome.kind !== 'failed') return [];
  return outcome.mismatches.filter(({ fails }) => fails).map(describeMismatch);
}
