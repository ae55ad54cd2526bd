import { type DiffIndex, firstPlace, type Stretch } from './rows.js';

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

  /** `opened` holds the stretches that are shown whole. */
  constructor(index: DiffIndex, context: number, opened: ReadonlySet<number>) {
    this.#parts = partsOf(index, context, opened);
    const last = this.#parts.at(-1);
    this.length = last ? last.place + placesOf(last) : 0;
  }

  /** What a place shows; undefined beyond the end. */
  at(place: number): Entry | undefined {
    const part = this.#parts[firstPlace(this.#parts, (each) => each.place > place) - 1];
    if (!part || place >= this.length) return undefined;
    const { stretch, from, to } = part;
    return stretch === undefined
      ? { kind: 'row', row: from + place - part.place }
      : { kind: 'fold', stretch, from, to };
  }

  /** The place that shows a row, be it in a fold. */
  placeOf(row: number): number {
    const part = this.#parts[firstPlace(this.#parts, ({ to }) => to > row)];
    if (!part) return Math.max(0, this.length - 1);
    return part.stretch === undefined ? part.place + row - part.from : part.place;
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
  /** Of its first row in the list. */
  readonly place: number;
}

function partsOf(index: DiffIndex, context: number, opened: ReadonlySet<number>): readonly Part[] {
  const parts: Part[] = [];
  let place = 0;
  const push = (from: number, to: number, stretch?: number) => {
    if (from >= to) return;
    const part = { from, to, stretch, place };
    parts.push(part);
    place += placesOf(part);
  };
  let shown = 0;
  index.stretches.forEach((stretch, number) => {
    const hidden = opened.has(number) ? undefined : hiddenPart(stretch, context, index.rows.length);
    if (!hidden) return;
    push(shown, hidden.from);
    push(hidden.from, hidden.to, number);
    shown = hidden.to;
  });
  push(shown, index.rows.length);
  return parts;
}

/** How many places a part takes: a fold takes one. */
function placesOf({ from, to, stretch }: Part): number {
  return stretch === undefined ? to - from : 1;
}

/** No context is kept at the ends of the file, and a fold hides two rows at least. */
function hiddenPart(stretch: Stretch, context: number, length: number): Stretch | undefined {
  const from = stretch.from === 0 ? 0 : stretch.from + context;
  const to = stretch.to === length ? length : stretch.to - context;
  return to - from >= 2 ? { from, to } : undefined;
}
