import type { DiffRow } from './diff.js';
import type { UnitJudge } from './diff-judge.js';
import type { Unit } from './diff-units.js';
import { groupBy } from './group-by.js';

/** Messages that only one side seemed to have, to find those that are on both, at another place. */
export class MovedUnits {
  readonly #rows: DiffRow[];
  #expected: Alone[] = [];
  #actual: Alone[] = [];

  /** `rows`: those of the diff; a moved message's rows get the class `order`. */
  constructor(rows: DiffRow[]) {
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

  /** Marks what means the same, of what one command brought. */
  markSameMeaning(since: MovedUnits['count'], judge: UnitJudge): void {
    const actual = this.#actual.slice(since.actual);
    if (actual.length === 0) return;
    let tries = maxTries;
    for (const wanted of this.#expected.slice(since.expected)) {
      const came = actual.find(
        ({ unit, isMoved }) =>
          !isMoved && unit.kind === wanted.unit.kind && tries-- > 0 && judge.isSame(wanted.unit, unit),
      );
      if (came) this.#mark(wanted, came);
    }
  }

  /** Marks what is the same, wherever it stands. */
  markIdentical(): void {
    const actual = groupBy(this.#actual.toReversed(), keyOf);
    for (const wanted of this.#expected) {
      const came = wanted.isMoved ? undefined : actual.get(keyOf(wanted))?.pop();
      if (came) this.#mark(wanted, came);
    }
  }

  #mark(...moved: readonly Alone[]): void {
    for (const alone of moved) {
      alone.isMoved = true;
      const end = alone.row + alone.unit.lines.length;
      for (let index = alone.row; index < end; index++) {
        const row = this.#rows[index]!;
        if (row.kind === 'expected' || row.kind === 'actual') this.#rows[index] = { ...row, class: 'order' };
      }
    }
  }
}

/** A command that brings thousands of other responses is not searched through. */
const maxTries = 1000;

interface Alone {
  readonly unit: Unit;
  readonly row: number;
  isMoved: boolean;
}

function keyOf({ unit, isMoved }: Alone): string {
  return isMoved ? '' : `${unit.item.kind} ${unit.key}`;
}
