/**
 * The assignment of rows to columns with the least total cost, by the Hungarian method: for each row its column, or
 * undefined where the row is better left alone. A pair whose cost is not below `alone` is not made.
 *
 * @param costs a row of costs for each row; all rows have the same length
 * @param alone what it costs to leave a row without a column
 */
export function assign(
  costs: readonly (readonly number[])[],
  alone: (row: number) => number,
): readonly (number | undefined)[] {
  const rows = costs.length;
  const columns = costs[0]?.length ?? 0;
  if (rows === 0) return [];
  if (rows === 1 && columns === 1) return [costs[0]![0]! < alone(0) ? 0 : undefined];
  const cost = (row: number, column: number) =>
    column < columns ? (costs[row]![column] ?? alone(row)) : alone(row);
  return hungarian(rows, columns + rows, cost).map((column, row) =>
    column < columns && cost(row, column) < alone(row) ? column : undefined,
  );
}

/** Shortest augmenting paths with potentials; needs at least as many columns as rows. */
function hungarian(rows: number, columns: number, cost: (row: number, column: number) => number): number[] {
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  /** The row of each column, both from 1; 0 is none. */
  const rowOf = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    const previous = new Int32Array(columns + 1);
    const slack = new Float64Array(columns + 1).fill(Infinity);
    const isDone = new Uint8Array(columns + 1);
    let column = 0;
    do {
      isDone[column] = 1;
      const current = rowOf[column]!;
      let delta = Infinity;
      let next = 0;
      for (let other = 1; other <= columns; other++) {
        if (isDone[other]) continue;
        const reduced = cost(current - 1, other - 1) - rowPotential[current]! - columnPotential[other]!;
        if (reduced < slack[other]!) {
          slack[other] = reduced;
          previous[other] = column;
        }
        if (slack[other]! < delta) {
          delta = slack[other]!;
          next = other;
        }
      }
      for (let other = 0; other <= columns; other++) {
        if (isDone[other]) {
          rowPotential[rowOf[other]!]! += delta;
          columnPotential[other]! -= delta;
        } else slack[other]! -= delta;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const before = previous[column]!;
      rowOf[column] = rowOf[before]!;
      column = before;
    }
  }
  const assigned: number[] = Array(rows).fill(columns);
  for (let column = 1; column <= columns; column++)
    if (rowOf[column]! > 0) assigned[rowOf[column]! - 1] = column - 1;
  return assigned;
}
