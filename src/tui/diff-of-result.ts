import type { DiffLine, DiffRow, TranscriptDiff } from '../match/diff.js';
import type { Mismatch } from '../match/mismatch.js';
import type { ExchangeLine, Outcome, ScriptResult, StepResult } from '../replay/result.js';

/**
 * A run as a diff, for a script that was compared with no transcript: what was said, with the differences of each
 * step beside the lines they are about.
 */
export function diffOfResult(result: ScriptResult): TranscriptDiff {
  const rows: DiffRow[] = [];
  let number = 0;
  for (const step of result.steps) {
    const open = new Set(mismatchesOf(step.outcome));
    const lines = step.exchange.flatMap(splitLines);
    lines.forEach((line, at) => {
      if (at === lines.length - 1) pushMissing(rows, open, step);
      number++;
      rows.push(rowOf({ ...line, number }, open, step));
    });
    if (lines.length === 0) pushMissing(rows, open, step);
  }
  return { rows, coarse: false };
}

function mismatchesOf(outcome: Outcome): readonly Mismatch[] {
  if (outcome.kind === 'failed') return outcome.mismatches;
  return outcome.kind === 'passed' ? outcome.notes : [];
}

function splitLines({ from, text }: ExchangeLine): readonly Omit<DiffLine, 'number'>[] {
  return text.split('\n').map((line) => ({ from, text: line }));
}

/** What only was expected comes before the last line of a step, which is the tagged answer. */
function pushMissing(rows: DiffRow[], open: Set<Mismatch>, step: StepResult): void {
  for (const mismatch of open) {
    if (mismatch.actual || !mismatch.expected) continue;
    open.delete(mismatch);
    rows.push({ kind: 'expected', class: mismatch.class, expected: expectedLine(mismatch, step) });
  }
}

function rowOf(line: DiffLine, open: Set<Mismatch>, step: StepResult): DiffRow {
  const mismatch = [...open].find(({ actual }) => line.from === 'server' && actual?.text === line.text);
  if (!mismatch) return { kind: 'equal', expected: line, actual: line };
  open.delete(mismatch);
  return mismatch.expected
    ? { kind: 'changed', class: mismatch.class, expected: expectedLine(mismatch, step), actual: line }
    : { kind: 'actual', class: mismatch.class, actual: line };
}

function expectedLine({ expected }: Mismatch, step: StepResult): DiffLine {
  return { number: expected?.place?.line ?? step.line, from: 'server', text: expected?.text ?? '' };
}
