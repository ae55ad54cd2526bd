import { type DiffRow, diffWords } from '../match/diff.js';

/** A longer line is not compared word by word: nobody reads that, and it would take its time. */
const longestCompared = 20_000;

const marksOf = new WeakMap<DiffRow, ReturnType<typeof diffWords>>();

/** The words that changed: worked out once a row and only for rows that are seen. */
export function wordMarks(
  row: DiffRow & { kind: 'changed' | 'moved' | 'matched' },
): ReturnType<typeof diffWords> {
  if (marksOf.has(row)) return marksOf.get(row);
  const { expected, actual } = row;
  const marks =
    expected.text.length + actual.text.length > longestCompared
      ? undefined
      : diffWords(expected.text, actual.text);
  marksOf.set(row, marks);
  return marks;
}
