import { currentRow, type DiffState } from './diff-state.js';
import { EntryList, firstRow } from './entry-list.js';
import { firstPlace } from './rows.js';
import { centre, isVisible, settle } from './viewport.js';

/** Puts the cursor on a row, opens the fold it is in, and shows it with something above it. */
export function revealRow(state: DiffState, row: number): DiffState {
  const entry = state.entries.at(state.entries.placeOf(row));
  const opened =
    entry?.kind === 'fold' ? reshape({ ...state, opened: new Set([...state.opened, entry.stretch]) }) : state;
  const cursor = opened.entries.placeOf(row);
  return isVisible(opened, cursor) ? settle({ ...opened, cursor }) : centre({ ...opened, cursor });
}

/** Opens the fold under the cursor, or closes the stretch of equal rows that the cursor is in. */
export function toggleFold(state: DiffState): DiffState {
  const entry = state.entries.at(state.cursor);
  if (!entry) return state;
  const row = firstRow(entry);
  const stretch = entry.kind === 'fold' ? entry.stretch : stretchOf(state, row);
  if (stretch === undefined) return state;
  const opened = new Set(state.opened);
  if (!opened.delete(stretch)) opened.add(stretch);
  return keepRow(reshape({ ...state, opened }), row);
}

/** The stretch of equal rows that a row is in. */
function stretchOf(state: DiffState, row: number): number | undefined {
  const { stretches } = state.index;
  const at = firstPlace(stretches, ({ to }) => to > row);
  const stretch = stretches[at];
  return stretch && row >= stretch.from ? at : undefined;
}

export function setContext(state: DiffState, context: number): DiffState {
  const changed = keepRow(reshape({ ...state, context }), currentRow(state));
  return { ...changed, message: `${context} equal ${context === 1 ? 'line' : 'lines'} around differences` };
}

function reshape(state: DiffState): DiffState {
  return { ...state, entries: new EntryList(state.index, state.context, state.opened) };
}

function keepRow(state: DiffState, row: number): DiffState {
  return centre({ ...state, cursor: state.entries.placeOf(row) });
}
