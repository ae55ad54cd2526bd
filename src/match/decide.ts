import type { Octets } from '../text/octets.js';
import type { Source } from '../text/source.js';
import type { DiffLine, DiffRow, TranscriptDiff } from './diff.js';
import { isDifferent } from './is-different.js';
import { maskChanged, namesIn } from './mask-changed.js';

/** What was decided about the rows `from` to `to` (exclusive) of a diff. */
export interface RowDecision {
  readonly from: number;
  readonly to: number;
  readonly decision: 'accept' | 'reject' | 'skip' | Rewriting;
}

/** `mask`: values that changed become patterns. `ignore`: texts for people are not compared after that command. */
export type Rewriting = 'mask' | 'ignore';

/** A transcript after a review. */
export interface Decided {
  /** What was accepted is in it; all else is as it was, the patterns too. */
  readonly transcript: Octets;
  /** What is still to be decided; undefined when nothing is. */
  readonly pending: Octets | undefined;
}

/** Puts together what was decided: `expected` is the transcript, `actual` the pending one, `diff` theirs. */
export function decide(
  diff: TranscriptDiff,
  expected: Source,
  actual: Source,
  decisions: readonly RowDecision[],
  rewriter = new Rewriter(diff, expected, actual),
): Decided {
  const lines = {
    expected: linesOfRows(diff, 'expected', expected),
    actual: linesOfRows(diff, 'actual', actual),
  };
  const decisionAt = new Map<number, RowDecision['decision']>();
  for (const { from, to, decision } of decisions) {
    for (let row = from; row < to; row++) decisionAt.set(row, decision);
  }
  const decided = diff.rows.map((row, index) =>
    isDifferent(row) ? (decisionAt.get(index) ?? 'skip') : 'reject',
  );
  const compose = (isAsItCame: (decision: RowDecision['decision']) => boolean) =>
    inOrder(diff.rows, (index) => isAsItCame(decided[index]!))
      .map((index) => {
        const decision = decided[index]!;
        const rewritten =
          decision === 'mask' || decision === 'ignore' ? rewriter.rewrite(index, decision) : undefined;
        return rewritten ?? lines[isAsItCame(decision) ? 'actual' : 'expected'][index] ?? '';
      })
      .join('');
  const transcript = compose((decision) => decision === 'accept');
  const pending = compose((decision) => decision === 'accept' || decision === 'skip');
  return { transcript, pending: pending === transcript ? undefined : pending };
}

/** The rows as a transcript has them: one that moved stands where it came, or else behind what it was expected behind. */
function inOrder(rows: readonly DiffRow[], isAsItCame: (row: number) => boolean): readonly number[] {
  const isBack = (index: number) => rows[index]?.kind === 'moved' && !isAsItCame(index);
  const expected = rows.flatMap((row, index) => (row.kind === 'actual' ? [] : [{ row, index }]));
  const inPlaces = expected.toSorted((a, b) => a.row.expected.number - b.row.expected.number);
  const behind = new Map<number, number[]>();
  let last = -1;
  for (const { index } of inPlaces) {
    if (!isBack(index)) last = rows[index]?.kind === 'moved' ? last : index;
    else behind.set(last, [...(behind.get(last) ?? []), index]);
  }
  const came = rows.flatMap((_, index) => [...(isBack(index) ? [] : [index]), ...(behind.get(index) ?? [])]);
  return [...(behind.get(-1) ?? []), ...came];
}

/** What lines of a transcript become that are neither kept nor replaced. */
export class Rewriter {
  readonly #diff: TranscriptDiff;
  readonly #expected: readonly Octets[];
  readonly #actual: readonly Octets[];
  readonly #names: Set<Octets>;
  readonly #masked = new Map<number, Octets | undefined>();

  constructor(diff: TranscriptDiff, expected: Source, actual: Source) {
    this.#diff = diff;
    this.#expected = linesOfRows(diff, 'expected', expected);
    this.#actual = linesOfRows(diff, 'actual', actual);
    this.#names = new Set([...namesIn(expected.text), ...namesIn(actual.text)]);
  }

  /** The lines of a row, rewritten; undefined where that is not possible. A row is always rewritten alike. */
  rewrite(row: number, how: Rewriting): Octets | undefined {
    return how === 'mask' ? this.#mask(row) : this.#ignore(row);
  }

  #mask(row: number): Octets | undefined {
    if (!this.#masked.has(row)) {
      const isChanged = this.#diff.rows[row]?.kind === 'changed';
      const [expected = '', actual = ''] = [this.#expected[row], this.#actual[row]];
      this.#masked.set(row, isChanged ? maskChanged(expected, actual, this.#names) : undefined);
    }
    return this.#masked.get(row);
  }

  /** Before the first command the directive would be about all of them. */
  #ignore(row: number): Octets | undefined {
    const { rows } = this.#diff;
    const at = rows[row];
    if (at?.kind !== 'changed' || at.class !== 'text' || at.expected.from !== 'server') return undefined;
    const isAfterCommand = rows
      .slice(0, row)
      .some((each) => each.kind !== 'actual' && each.expected.from === 'client');
    return isAfterCommand ? `%ignore text\n${this.#expected[row] ?? ''}` : undefined;
  }
}

/** What each row has of one side, with its line ends: the lines up to those of the next row, mostly one. */
function linesOfRows(diff: TranscriptDiff, side: 'expected' | 'actual', { text }: Source): readonly Octets[] {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const numbers = diff.rows.flatMap((row) => lineOf(row, side)?.number ?? []).toSorted((a, b) => a - b);
  const ends = new Map(numbers.map((number, at) => [number, (numbers[at + 1] ?? lines.length + 1) - 1]));
  return diff.rows.map((row) => {
    const line = lineOf(row, side);
    return line ? lines.slice(line.number - 1, ends.get(line.number)).join('') : '';
  });
}

function lineOf(row: DiffRow, side: 'expected' | 'actual'): DiffLine | undefined {
  if (side === 'expected') return row.kind === 'actual' ? undefined : row.expected;
  return row.kind === 'expected' ? undefined : row.actual;
}
