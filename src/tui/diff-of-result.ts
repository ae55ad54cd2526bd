import type { DiffLine, DiffRow, TranscriptDiff } from '../match/diff.js';
import type { Mismatch } from '../match/mismatch.js';
import type { ExchangeLine, ScriptResult, StepResult } from '../replay/result.js';
import { mismatchesIn } from './run-model.js';

export interface ResultDiff {
  readonly diff: TranscriptDiff;
  /** What the differences of a row are, in words. */
  readonly notes: ReadonlyMap<DiffRow, readonly string[]>;
}

/**
 * A run as a diff, for a script that was compared with no transcript: what was said, with the differences of each
 * step beside the lines they are about. Lines that no line of the script asks for have the number 0 on that side.
 */
export function diffOfResult(result: ScriptResult): ResultDiff {
  const writer = new ResultWriter();
  for (const step of result.steps) writer.write(step);
  if (result.outcome.kind === 'errored') writer.end(result.outcome.failure.message);
  return { diff: { rows: writer.rows, coarse: false }, notes: writer.notes };
}

class ResultWriter {
  readonly rows: DiffRow[] = [];
  readonly notes = new Map<DiffRow, readonly string[]>();
  #number = 0;

  /** What only was expected comes before the last line of a step, which is the tagged answer. */
  write(step: StepResult): void {
    const mismatches = mismatchesIn(step.outcome);
    const missing = mismatches.filter(({ actual, expected }) => !actual && expected);
    const lines = step.exchange.flatMap(splitLines);
    const last = lines.pop();
    for (const line of lines) this.#line(line, mismatches, step);
    for (const mismatch of missing) {
      this.#push({ kind: 'expected', class: mismatch.class, expected: expectedLine(mismatch, step) }, [
        mismatch,
      ]);
    }
    if (last) this.#line(last, mismatches, step);
  }

  /** Why it could not go on. */
  end(message: string): void {
    this.rows.push({
      kind: 'actual',
      class: 'unexpected',
      actual: { from: 'other', number: 0, text: message },
    });
  }

  #line(line: Omit<DiffLine, 'number'>, mismatches: readonly Mismatch[], step: StepResult): void {
    const actual = { ...line, number: ++this.#number };
    const own = mismatches.filter((each) => line.from === 'server' && each.actual?.text === line.text);
    const worst = own.find(({ fails }) => fails) ?? own[0];
    if (!worst) {
      const expected = { ...line, number: line.from === 'client' ? step.line : 0 };
      this.#push({ kind: 'equal', expected, actual }, []);
    } else if (worst.expected) {
      this.#push({ kind: 'changed', class: worst.class, expected: expectedLine(worst, step), actual }, own);
    } else this.#push({ kind: 'actual', class: worst.class, actual }, own);
  }

  #push(row: DiffRow, mismatches: readonly Mismatch[]): void {
    this.rows.push(row);
    if (mismatches.length > 0) {
      this.notes.set(
        row,
        mismatches.map(({ message }) => message),
      );
    }
  }
}

function splitLines({ from, text }: ExchangeLine): readonly Omit<DiffLine, 'number'>[] {
  return text.split('\n').map((line) => ({ from, text: line }));
}

function expectedLine({ expected }: Mismatch, step: StepResult): DiffLine {
  return { number: expected?.place?.line ?? step.line, from: 'server', text: expected?.text ?? '' };
}
