import type { Conceal } from '../imap/secret.js';
import type { Mismatch, MismatchSide } from '../match/mismatch.js';
import { encodeUtf8, visible } from '../text/octets.js';
import type { Outcome, StepResult } from './result.js';

/** Why the rest of a script is not played. */
export interface Stop {
  readonly reason: string;
  /** Nothing is wrong: the server lacks what the script requires. */
  readonly isSkip: boolean;
}

/** What the steps of a script come to. */
export function outcomeOf(steps: readonly StepResult[], stop: Stop | undefined): Outcome {
  const mismatches: Mismatch[] = [];
  const notes: Mismatch[] = [];
  for (const { outcome } of steps) {
    if (outcome.kind === 'errored') return outcome;
    if (outcome.kind === 'failed') mismatches.push(...outcome.mismatches);
    else if (outcome.kind === 'passed') notes.push(...outcome.notes);
  }
  if (mismatches.length > 0) return { kind: 'failed', mismatches };
  return stop ? { kind: 'skipped', reason: stop.reason } : { kind: 'passed', notes };
}

/** The difference without secrets. Where one was hidden, the part that differs is all of the text. What is cut ends in `…`. */
export function concealMismatch(mismatch: Mismatch, conceal: Conceal): Mismatch {
  const hide = (text: string) =>
    text.endsWith('…')
      ? `${visible(conceal(encodeUtf8(text.slice(0, -1)), true))}…`
      : visible(conceal(encodeUtf8(text)));
  const hideSide = (side: MismatchSide | undefined) => {
    const text = side && hide(side.text);
    return side && text !== side.text
      ? { ...side, text: text ?? '', start: 0, end: text?.length ?? 0 }
      : side;
  };
  return {
    ...mismatch,
    message: hide(mismatch.message),
    expected: hideSide(mismatch.expected),
    actual: hideSide(mismatch.actual),
  };
}
