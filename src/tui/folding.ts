import { currentRow, type DiffState } from './diff-state.js';
import { EntryList, firstRow, type Opened } from './entry-list.js';
import { firstPlace, type Stretch } from './rows.js';
import { centre, isVisible, settle } from './viewport.js';

/** Puts the cursor on a row, opens the fold it is in, and shows it with something above it. */
export function revealRow(state: DiffState, row: number): DiffState {
  const entry = state.entries.at(state.entries.placeOf(row));
  const opened = entry?.kind === 'fold' ? open(state, 'stretches', entry.stretch) : state;
  const cursor = opened.entries.placeOf(row);
  return isVisible(opened, cursor) ? settle({ ...opened, cursor }) : centre({ ...opened, cursor });
}

/** As `revealRow`; a literal is opened too, for it is the row itself that is looked for. */
export function revealText(state: DiffState, row: number): DiffState {
  const revealed = revealRow(state, row);
  const entry = revealed.entries.at(revealed.cursor);
  return entry?.kind === 'literal' ? revealRow(open(revealed, 'literals', entry.literal), row) : revealed;
}

/** Opens the fold or the literal under the cursor, or closes the one, of those that are open, that the cursor is in. */
export function toggleFold(state: DiffState): DiffState {
  const entry = state.entries.at(state.cursor);
  if (!entry) return state;
  const row = firstRow(entry);
  if (entry.kind === 'fold') return keepRow(open(state, 'stretches', entry.stretch), row);
  if (entry.kind === 'literal') return keepRow(open(state, 'literals', entry.literal), row);
  const literal = numberAt(state.index.literals, row);
  if (literal !== undefined) return keepRow(close(state, 'literals', literal), row);
  const stretch = numberAt(state.index.stretches, row);
  if (stretch === undefined) return state;
  const isOpen = state.opened.stretches.has(stretch);
  return keepRow(isOpen ? close(state, 'stretches', stretch) : open(state, 'stretches', stretch), row);
}

function open(state: DiffState, kind: keyof Opened, number: number): DiffState {
  return reshape({
    ...state,
    opened: { ...state.opened, [kind]: new Set([...state.opened[kind], number]) },
  });
}

function close(state: DiffState, kind: keyof Opened, number: number): DiffState {
  const left = [...state.opened[kind]].filter((each) => each !== number);
  return reshape({ ...state, opened: { ...state.opened, [kind]: new Set(left) } });
}

/** The number of the stretch, of those in order, that a row is in. */
function numberAt(stretches: readonly Stretch[], row: number): number | undefined {
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
