import { type DiffIndex, firstAbove, firstPlace, type Stretch } from './rows.js';

/**
 * What one place of the list shows: a row, how many equal ones are folded away, or a literal that is. `row` of a literal
 * is the first of its rows that differs, or else its first.
 */
export type Entry =
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'fold'; readonly stretch: number; readonly from: number; readonly to: number }
  | { readonly kind: 'literal'; readonly literal: number; readonly row: number };

/** What is shown whole, by its number: stretches of equal rows, and literals. */
export interface Opened {
  readonly stretches: ReadonlySet<number>;
  readonly literals: ReadonlySet<number>;
}

export const nothingOpened: Opened = { stretches: new Set(), literals: new Set() };

/**
 * The list that is shown: every difference, so many equal rows of context around it, and folds for the rest. It keeps
 * the parts between folds, not the rows, so that a hundred thousand of them are quick to fold anew.
 */
export class EntryList {
  readonly length: number;
  readonly #index: DiffIndex;
  readonly #parts: readonly Part[];

  constructor(index: DiffIndex, context: number, opened: Opened) {
    this.#index = index;
    this.#parts = partsOf(index, context, opened);
    const last = this.#parts.at(-1);
    this.length = last ? last.place + (isFold(last) ? 1 : last.to - last.from) : 0;
  }

  /** What a place shows; undefined beyond the end. */
  at(place: number): Entry | undefined {
    const part = this.#parts[firstPlace(this.#parts, (each) => each.place > place) - 1];
    if (!part || place >= this.length) return undefined;
    const { stretch, literal, from, to } = part;
    if (stretch !== undefined) return { kind: 'fold', stretch, from, to };
    if (literal === undefined) return { kind: 'row', row: from + place - part.place };
    const { differences } = this.#index;
    const differs = differences[firstAbove(differences, from - 1)] ?? to;
    return { kind: 'literal', literal, row: differs < to ? differs : from };
  }

  /** The place that shows a row, be it in a fold. */
  placeOf(row: number): number {
    const part = this.#parts[firstPlace(this.#parts, ({ to }) => to > row)];
    if (!part) return Math.max(0, this.length - 1);
    return isFold(part) ? part.place : part.place + row - part.from;
  }
}

/** The row of a place; of a fold, its first. */
export function firstRow(entry: Entry | undefined): number {
  if (!entry) return 0;
  return entry.kind === 'fold' ? entry.from : entry.row;
}

/** Rows that follow each other and are folded in one place: with the number of their stretch, or of their literal. */
interface Fold extends Stretch {
  readonly stretch: number | undefined;
  readonly literal: number | undefined;
}

/** Rows that follow each other and are shown, or folded. */
interface Part extends Fold {
  /** Of its first row in the list. */
  readonly place: number;
}

function partsOf(index: DiffIndex, context: number, opened: Opened): readonly Part[] {
  const parts: Part[] = [];
  let place = 0;
  const push = (from: number, to: number, stretch?: number, literal?: number) => {
    if (from >= to) return;
    const part = { from, to, stretch, literal, place };
    parts.push(part);
    place += isFold(part) ? 1 : to - from;
  };
  let shown = 0;
  for (const { from, to, stretch, literal } of foldsOf(index, context, opened)) {
    push(shown, from);
    push(from, to, stretch, literal);
    shown = to;
  }
  push(shown, index.rows.length);
  return parts;
}

function isFold({ stretch, literal }: Part): boolean {
  return stretch !== undefined || literal !== undefined;
}

/** Equal stretches but for their context, and the literals that are not all in one of them; ascending. */
function foldsOf(index: DiffIndex, context: number, opened: Opened): readonly Fold[] {
  const folds: Fold[] = [];
  const literals = index.literals
    .map(({ from, to }, literal): Fold => ({ from, to, stretch: undefined, literal }))
    .filter((_, literal) => !opened.literals.has(literal));
  let next = 0;
  index.stretches.forEach((own, stretch) => {
    const hidden = opened.stretches.has(stretch) ? undefined : hiddenPart(own, context, index.rows.length);
    if (!hidden) return;
    let { from, to } = hidden;
    for (let each = literals[next]; each && each.from < from; each = literals[++next]) folds.push(each);
    from = Math.max(from, contextBehind(literals[next - 1], own, context));
    while ((literals[next]?.to ?? Infinity) <= to) next++;
    const cut = literals[next];
    if (cut && cut.from < to) to = cut.to > own.to ? cut.from - context : cut.from;
    if (isWorthFolding({ from, to })) folds.push({ from, to, stretch, literal: undefined });
  });
  return [...folds, ...literals.slice(next)];
}

/** Where hiding may begin behind a literal: one that differs has its context. */
function contextBehind(literal: Fold | undefined, { from }: Stretch, context: number): number {
  if (!literal) return 0;
  return literal.from < from && literal.to > from ? literal.to + context : literal.to;
}

/** No context is kept at the ends of the file, and a fold hides two rows at least. */
function hiddenPart(stretch: Stretch, context: number, length: number): Stretch | undefined {
  const from = stretch.from === 0 ? 0 : stretch.from + context;
  const to = stretch.to === length ? length : stretch.to - context;
  return isWorthFolding({ from, to }) ? { from, to } : undefined;
}

function isWorthFolding({ from, to }: Stretch): boolean {
  return to - from >= 2;
}
