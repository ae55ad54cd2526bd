import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign } from '../../src/match/assign.js';

const alone = 10;

/** The least total cost, by trying everything. */
function leastCost(costs: readonly (readonly number[])[], row = 0, taken: readonly number[] = []): number {
  const choices = costs[row];
  if (!choices) return 0;
  const without = alone + leastCost(costs, row + 1, taken);
  const pairs = choices.map((cost, column) =>
    taken.includes(column) ? Infinity : cost + leastCost(costs, row + 1, [...taken, column]),
  );
  return Math.min(without, ...pairs);
}

const totalOf = (costs: readonly (readonly number[])[], columns: readonly (number | undefined)[]) =>
  columns.reduce<number>(
    (sum, column, row) => sum + (column === undefined ? alone : (costs[row]?.[column] ?? Infinity)),
    0,
  );

describe('assign', () => {
  it.each([
    ['nothing to nothing', [], []],
    [
      'each row what fits it',
      [
        [1, 9],
        [9, 0],
      ],
      [0, 1],
    ],
    [
      'not the first that fits, when that leaves another with nothing',
      [
        [0, 0],
        [0, 20],
      ],
      [1, 0],
    ],
    ['no row to a column that costs more than leaving it alone', [[20], [3]], [undefined, 0]],
    ['no row where there is no column', [[], []], [undefined, undefined]],
  ])('gives %s', (_, costs, columns) => {
    expect(assign(costs, () => alone)).toEqual(columns);
  });

  it('finds the least total cost', () => {
    const matrix = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 5 }))
      .chain(([rows, columns]) => {
        const cost = fc.oneof(fc.integer({ min: 0, max: 15 }), fc.constant(Infinity));
        const row = fc.array(cost, { minLength: columns, maxLength: columns });
        return fc.array(row, { minLength: rows, maxLength: rows });
      });
    fc.assert(
      fc.property(matrix, (costs) => {
        const columns = assign(costs, () => alone);
        const used = columns.filter((column) => column !== undefined);
        expect(new Set(used).size).toBe(used.length);
        expect(totalOf(costs, columns)).toBe(leastCost(costs));
      }),
    );
  });
});
