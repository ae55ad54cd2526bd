import type { DiffLine, DiffRow } from './diff.js';
import type { UnitJudge, Verdict } from './diff-judge.js';
import type { Unit } from './diff-units.js';
import { groupBy } from './group-by.js';

/** Messages that only one side seemed to have, to find those that are on both, at another place. */
export class MovedUnits {
  readonly #rows: (DiffRow | undefined)[];
  #expected: Alone[] = [];
  #actual: Alone[] = [];

  /** `rows`: those of the diff; a moved message becomes one where it came, and leaves none where it was expected. */
  constructor(rows: (DiffRow | undefined)[]) {
    this.#rows = rows;
  }

  /** `row`: where the rows of the message begin. */
  add(side: 'expected' | 'actual', unit: Unit, row: number): void {
    if (!unit.isClient() && !unit.isServer()) return;
    const alone = { unit, row, isMoved: false };
    if (side === 'expected') this.#expected.push(alone);
    else this.#actual.push(alone);
  }

  /** How many there are: what is added from here on may be what one command brought. */
  get count(): { readonly expected: number; readonly actual: number } {
    return { expected: this.#expected.length, actual: this.#actual.length };
  }

  /** Joins what one command brought: what means the same, then what is about the same. */
  joinWithinCommand(since: MovedUnits['count'], judge: UnitJudge): void {
    const expected = this.#expected.slice(since.expected);
    const actual = this.#actual.slice(since.actual);
    if (expected.length === 0 || actual.length === 0) return;
    this.#joinSameMeaning(expected, actual, judge);
    this.#joinSameSubject(expected, actual, judge);
  }

  #joinSameMeaning(expected: readonly Alone[], actual: readonly Alone[], judge: UnitJudge): void {
    let tries = maxTries;
    for (const wanted of expected) {
      const came = actual.find(
        ({ unit, isMoved }) =>
          !isMoved && unit.kind === wanted.unit.kind && tries-- > 0 && judge.isSame(wanted.unit, unit),
      );
      if (came) this.#join(wanted, came, 'matched');
    }
  }

  #joinSameSubject(expected: readonly Alone[], actual: readonly Alone[], judge: UnitJudge): void {
    const bySubject = groupBy(actual.filter(isToBeFound).toReversed(), ({ unit }) => unit.subject);
    for (const wanted of expected.filter(isToBeFound)) {
      const came = bySubject.get(wanted.unit.subject)?.pop();
      if (came) this.#join(wanted, came, judge.compare(wanted.unit, came.unit));
    }
  }

  /** Joins what is the same, wherever it stands. */
  joinIdentical(): void {
    const actual = groupBy(this.#actual.toReversed(), keyOf);
    for (const wanted of this.#expected) {
      const came = wanted.isMoved ? undefined : actual.get(keyOf(wanted))?.pop();
      if (came) this.#join(wanted, came, 'equal');
    }
  }

  #join(wanted: Alone, came: Alone, verdict: Verdict): void {
    wanted.isMoved = true;
    came.isMoved = true;
    const name = verdict === 'equal' || verdict === 'matched' ? 'order' : verdict;
    this.#rows.fill(undefined, wanted.row, wanted.row + wanted.unit.lines.length);
    this.#rows.fill(undefined, came.row, came.row + came.unit.lines.length);
    for (const [at, lines] of pairLines(wanted.unit.lines, came.unit.lines).entries())
      this.#rows[came.row + at] = { kind: 'moved', ...lines, class: name };
  }
}

function pairLines(
  expected: readonly DiffLine[],
  actual: readonly DiffLine[],
): { readonly expected: DiffLine; readonly actual: DiffLine }[] {
  if (expected.length !== actual.length)
    return [{ expected: joinLines(expected), actual: joinLines(actual) }];
  return expected.map((line, at) => ({ expected: line, actual: actual[at]! }));
}

/** A message whose other form has another number of lines is shown as one line. */
export function joinLines(lines: readonly DiffLine[]): DiffLine {
  const [first] = lines;
  return {
    number: first?.number ?? 0,
    from: first?.from ?? 'other',
    text: lines.map(({ text }) => text).join('\u23ce'),
  };
}

/** A command that brings thousands of other responses is not searched through. */
const maxTries = 1000;

interface Alone {
  readonly unit: Unit;
  readonly row: number;
  isMoved: boolean;
}

function isToBeFound({ unit, isMoved }: Alone): boolean {
  return !isMoved && unit.subject !== undefined;
}

function keyOf({ unit, isMoved }: Alone): string {
  return isMoved ? '' : `${unit.item.kind} ${unit.key}`;
}
