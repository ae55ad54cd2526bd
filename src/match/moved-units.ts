import type { DiffRow } from './diff.js';
import type { Unit } from './diff-units.js';

/** Units that only one side seemed to have, to find those that are on both, at another place. */
export class MovedUnits {
  readonly #expected = new Map<string, Alone[]>();
  readonly #actual = new Map<string, Alone[]>();

  /** `row`: where the rows of the unit begin. */
  add(side: 'expected' | 'actual', unit: Unit, row: number): void {
    if (unit.item.kind !== 'client' && unit.item.kind !== 'server') return;
    const units = side === 'expected' ? this.#expected : this.#actual;
    const key = `${unit.item.kind} ${unit.key}`;
    const alone = { row, count: unit.lines.length };
    const same = units.get(key);
    if (same) same.push(alone);
    else units.set(key, [alone]);
  }

  /** Gives rows that stand elsewhere on the other side the class `order`. */
  mark(rows: DiffRow[]): void {
    for (const [key, expected] of this.#expected) {
      const actual = this.#actual.get(key) ?? [];
      const count = Math.min(expected.length, actual.length);
      for (const alone of [...expected.slice(0, count), ...actual.slice(0, count)]) markRows(rows, alone);
    }
  }
}

interface Alone {
  readonly row: number;
  readonly count: number;
}

function markRows(rows: DiffRow[], { row, count }: Alone): void {
  for (let index = row; index < row + count; index++) {
    const found = rows[index]!;
    if (found.kind === 'expected' || found.kind === 'actual') rows[index] = { ...found, class: 'order' };
  }
}
