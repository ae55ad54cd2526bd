import { type DiffIndex, firstAbove, type Stretch } from './rows.js';

/** What one place of the list shows: a row, or how many equal ones are folded away. */
export type Entry =
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'fold'; readonly stretch: number; readonly from: number; readonly to: number };

/**
 * The list that is shown: every difference, so many equal rows of context around it, and folds for the rest. It keeps
 * the parts between folds, not the rows, so that a hundred thousand of them are quick to fold anew.
 */
export class EntryList {
  readonly length: number;
  readonly #parts: readonly Part[];
  readonly #places: readonly number[];
  readonly #rows: readonly number[];

  /** `opened` holds the stretches that are shown whole. */
  constructor(index: DiffIndex, context: number, opened: ReadonlySet<number>) {
    this.#parts = partsOf(index, context, opened);
    let place = 0;
    this.#places = this.#parts.map((part) => {
      const first = place;
      place += part.stretch === undefined ? part.to - part.from : 1;
      return first;
    });
    this.#rows = this.#parts.map(({ from }) => from);
    this.length = place;
  }

  /** What a place shows; undefined beyond the end. */
  at(place: number): Entry | undefined {
    if (place < 0 || place >= this.length) return undefined;
    const number = firstAbove(this.#places, place) - 1;
    const part = this.#parts[number];
    if (!part) return undefined;
    return part.stretch === undefined
      ? { kind: 'row', row: part.from + place - (this.#places[number] ?? 0) }
      : { kind: 'fold', stretch: part.stretch, from: part.from, to: part.to };
  }

  /** The place that shows a row, be it in a fold. */
  placeOf(row: number): number {
    const number = Math.max(0, firstAbove(this.#rows, row) - 1);
    const part = this.#parts[number];
    const place = this.#places[number] ?? 0;
    return part && part.stretch === undefined ? place + row - part.from : place;
  }
}

/** The row of a place; of a fold, its first. */
export function firstRow(entry: Entry | undefined): number {
  if (!entry) return 0;
  return entry.kind === 'row' ? entry.row : entry.from;
}

/** Rows that follow each other and are shown, or, with the number of their stretch, folded. */
interface Part extends Stretch {
  readonly stretch: number | undefined;
}

function partsOf(index: DiffIndex, context: number, opened: ReadonlySet<number>): readonly Part[] {
  const parts: Part[] = [];
  let shown = 0;
  index.stretches.forEach((stretch, number) => {
    const hidden = opened.has(number) ? undefined : hiddenPart(stretch, context, index.rows.length);
    if (!hidden) return;
    if (shown < hidden.from) parts.push({ from: shown, to: hidden.from, stretch: undefined });
    parts.push({ ...hidden, stretch: number });
    shown = hidden.to;
  });
  if (shown < index.rows.length) parts.push({ from: shown, to: index.rows.length, stretch: undefined });
  return parts;
}

/** No context is kept at the ends of the file, and a fold hides two rows at least. */
function hiddenPart(stretch: Stretch, context: number, length: number): Stretch | undefined {
  const from = stretch.from === 0 ? 0 : stretch.from + context;
  const to = stretch.to === length ? length : stretch.to - context;
  return to - from >= 2 ? { from, to } : undefined;
}
