export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** How the rows and columns of the screen are shared out. */
export interface Layout {
  readonly columns: number;
  /** Both texts beside each other, or one below the other. */
  readonly sides: boolean;
  /** The rows of the head, the scrolling pane and the foot; together all rows. */
  readonly head: number;
  readonly pane: number;
  readonly foot: number;
  /** The columns of the pane; the rest is the map of where the differences are. */
  readonly paneColumns: number;
}

/** Two texts of fifty columns are the least that is pleasant to read beside each other. */
const sidesFrom = 110;

/** From so many rows on: the rows of the head and of the foot. A small screen is for the text. */
const shares: readonly (readonly [from: number, head: number, foot: number])[] = [
  [24, 3, 5],
  [20, 3, 4],
  [16, 3, 3],
  [0, 1, 1],
];

export function layoutOf({ columns, rows }: Size, view: 'auto' | 'sides' | 'unified' = 'auto'): Layout {
  const [, head, foot] = shares.find(([from]) => rows >= from) ?? [0, 1, 1];
  return {
    columns,
    sides: view === 'auto' ? columns >= sidesFrom : view === 'sides',
    head,
    pane: Math.max(1, rows - head - foot),
    foot,
    paneColumns: columns >= 60 ? columns - 2 : columns,
  };
}

/** The size of a terminal; what it does not say is guessed as everybody does. */
export function sizeOf(stream: { readonly columns?: number; readonly rows?: number }): Size {
  return { columns: Math.max(1, stream.columns || 80), rows: Math.max(1, stream.rows || 24) };
}
