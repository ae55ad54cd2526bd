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

/** A small screen is for the text: one row above it, one below. */
const roomyFrom = 16;

export function layoutOf({ columns, rows }: Size, view: 'auto' | 'sides' | 'unified' = 'auto'): Layout {
  const roomy = rows >= roomyFrom;
  const head = roomy ? 3 : 1;
  const foot = roomy ? 3 : 1;
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
