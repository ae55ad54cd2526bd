/** The middle of some figures. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds that a piece of work takes. */
export async function time(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Takes turns, so that what else the machine does meets both: the median of each, in milliseconds. */
export async function sideBySide(
  rounds: number,
  ours: () => unknown,
  theirs: () => unknown,
): Promise<{ ours: number; theirs: number }> {
  const figures = { ours: [] as number[], theirs: [] as number[] };
  await ours();
  await theirs();
  for (let round = 0; round < rounds; round++) {
    figures.ours.push(await time(ours));
    figures.theirs.push(await time(theirs));
  }
  return { ours: median(figures.ours), theirs: median(figures.theirs) };
}

/** One line of the report: what was measured, the figures, and the ratio against what is aimed at. */
export function report(name: string, figures: string, ratio: string, aim: string): void {
  console.log(`${name.padEnd(34)} ${figures.padEnd(56)} ${ratio.padStart(10)}   (aim ${aim})`);
}
