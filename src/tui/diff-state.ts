import type { DiffRow, TranscriptDiff } from '../match/diff.js';
import type { MismatchClass } from '../script/ast.js';
import { entryHeight } from './diff-lines.js';
import { EntryList, firstRow } from './entry-list.js';
import { type CommandName, commandOf, type Key } from './keys.js';
import { layoutOf, type Size } from './layout.js';
import { typeInto } from './prompt.js';
import { type DiffIndex, firstAbove, indexDiff, isDifference, isFromClient } from './rows.js';
import { compilePattern, rowMatches } from './search.js';

/** What is compared, as the caller gives it. */
export interface DiffSubject {
  readonly title: string;
  readonly diff: TranscriptDiff;
  readonly expectedName: string;
  readonly actualName: string;
  /** The classes of difference that fail; the others are marked as warnings. */
  readonly failing: ReadonlySet<MismatchClass>;
  /** What else is known about a row, such as the lint problems of a sent line. Safe to show. */
  readonly notesOf?: (row: DiffRow) => readonly string[];
}

/** Everything the diff view knows. A value: `updateDiff` makes the next one. */
export interface DiffState {
  readonly subject: DiffSubject;
  readonly index: DiffIndex;
  readonly size: Size;
  readonly view: 'auto' | 'sides' | 'unified';
  readonly wrap: boolean;
  /** The columns that are scrolled away to the left. */
  readonly pan: number;
  /** Equal rows shown around a difference. */
  readonly context: number;
  readonly opened: ReadonlySet<number>;
  readonly entries: EntryList;
  /** The place in `entries` that commands are about. */
  readonly cursor: number;
  /** The first line on the screen: a place in `entries` and a line of it. */
  readonly top: { readonly entry: number; readonly line: number };
  readonly search: string;
  readonly prompt: { readonly text: string; readonly before: DiffState } | undefined;
  /** A letter beside the difference that begins at a row. */
  readonly marks: ReadonlyMap<number, string>;
  /** One line for the user, until the next key. */
  readonly message: string;
  /** The first line of the help that is shown, when it is. */
  readonly help: number | undefined;
  readonly closed: boolean;
}

export function openDiff(subject: DiffSubject, size: Size): DiffState {
  const index = indexDiff(subject.diff);
  const state: DiffState = {
    subject,
    index,
    size,
    view: 'auto',
    wrap: false,
    pan: 0,
    context: 3,
    opened: new Set(),
    entries: new EntryList(index, 3, new Set()),
    cursor: 0,
    top: { entry: 0, line: 0 },
    search: '',
    prompt: undefined,
    marks: new Map(),
    message: subject.diff.coarse ? 'The two are very different: a coarse comparison.' : '',
    help: undefined,
    closed: false,
  };
  return revealRow(state, index.starts[0] ?? 0);
}

/** The state after a key. */
export function pressInDiff(state: DiffState, key: Key): DiffState {
  if (state.prompt) return typeSearch(state, state.prompt, key);
  const quiet = state.message === '' ? state : { ...state, message: '' };
  const command = commandOf('diff', key);
  return command === undefined ? quiet : carryOutInDiff(quiet, command);
}

/** The state after a command; one that is not the diff view's changes nothing. */
export function carryOutInDiff(state: DiffState, command: CommandName): DiffState {
  if (state.help !== undefined) return scrollHelp(state, state.help, command);
  return actions[command]?.(state) ?? state;
}

export function resizeDiff(state: DiffState, size: Size): DiffState {
  return settle({ ...state, size });
}

/** The row under the cursor; of a fold, its first. */
export function currentRow(state: DiffState): number {
  return firstRow(state.entries.at(state.cursor));
}

/** Which difference the cursor is in or behind, from 1; 0 before the first. */
export function currentDifference(state: DiffState): number {
  return firstAbove(state.index.starts, currentRow(state));
}

/** The first row of the difference that the cursor is in; undefined when it is in none. */
export function startOfDifference(state: DiffState): number | undefined {
  const row = state.index.rows[currentRow(state)];
  return row && isDifference(row) ? state.index.starts[currentDifference(state) - 1] : undefined;
}

/** Puts the cursor on a row, opens the fold it is in, and shows it with something above it. */
export function revealRow(state: DiffState, row: number): DiffState {
  const entry = state.entries.at(state.entries.placeOf(row));
  const opened =
    entry?.kind === 'fold' ? reshape({ ...state, opened: new Set([...state.opened, entry.stretch]) }) : state;
  const cursor = opened.entries.placeOf(row);
  return isVisible(opened, cursor) ? settle({ ...opened, cursor }) : centre({ ...opened, cursor });
}

type Action = (state: DiffState) => DiffState;

const actions: Readonly<Partial<Record<CommandName, Action>>> = {
  down: (state) =>
    hiddenBelow(state) > 0 && isAtTop(state)
      ? scroll(state, 1)
      : settle({ ...state, cursor: state.cursor + 1 }),
  up: (state) =>
    isAtTop(state) && state.top.line > 0
      ? { ...state, top: { ...state.top, line: state.top.line - 1 } }
      : settle({ ...state, cursor: state.cursor - 1 }),
  halfDown: (state) => settle({ ...state, cursor: state.cursor + (paneHeight(state) >> 1) }),
  halfUp: (state) => settle({ ...state, cursor: state.cursor - (paneHeight(state) >> 1) }),
  pageDown,
  pageUp,
  first: (state) => settle({ ...state, cursor: 0, top: { entry: 0, line: 0 } }),
  last: (state) => settle({ ...state, cursor: state.entries.length - 1 }),
  left: (state) => ({ ...state, pan: Math.max(0, state.pan - 8) }),
  right: (state) => ({ ...state, pan: state.wrap ? 0 : Math.min(longestPan, state.pan + 8) }),
  nextDifference,
  previousDifference,
  nextCommand: (state) => goTo(state, findClientLine(state, 1), 'That was the last line of the client.'),
  previousCommand: (state) =>
    goTo(state, findClientLine(state, -1), 'That was the first line of the client.'),
  search: (state) => ({ ...state, prompt: { text: '', before: state } }),
  nextMatch: (state) => (state.search === '' ? nextDifference(state) : nextMatch(state, 1)),
  previousMatch: (state) => (state.search === '' ? previousDifference(state) : nextMatch(state, -1)),
  fold: toggleFold,
  view: (state) =>
    settle({
      ...state,
      view: layoutOf(state.size, state.view).sides ? 'unified' : 'sides',
      top: atCursor(state),
    }),
  wrap: (state) => settle({ ...state, wrap: !state.wrap, pan: 0, top: atCursor(state) }),
  moreContext: (state) => setContext(state, state.context + 1),
  lessContext: (state) => setContext(state, Math.max(0, state.context - 1)),
  help: (state) => ({ ...state, help: 0 }),
  back: (state) => ({ ...state, closed: true }),
};

/** Further to the right there is nothing that a person reads. */
const longestPan = 100_000;

function scrollHelp(state: DiffState, top: number, command: CommandName): DiffState {
  const page = Math.max(1, state.size.rows - 2);
  const steps: Readonly<Partial<Record<CommandName, number>>> = {
    down: 1,
    up: -1,
    pageDown: page,
    pageUp: -page,
    halfDown: page >> 1,
    halfUp: -(page >> 1),
  };
  const step = steps[command];
  return { ...state, help: step === undefined ? undefined : Math.max(0, top + step) };
}

function nextDifference(state: DiffState): DiffState {
  const next = state.index.starts[firstAbove(state.index.starts, currentRow(state))];
  return goTo(state, next, 'That was the last difference.');
}

function previousDifference(state: DiffState): DiffState {
  const before = firstAbove(state.index.starts, currentRow(state) - 1) - 1;
  return goTo(state, state.index.starts[before], 'That was the first difference.');
}

function goTo(state: DiffState, row: number | undefined, otherwise: string): DiffState {
  return row === undefined ? { ...state, message: otherwise } : revealRow(state, row);
}

function findClientLine(state: DiffState, step: 1 | -1): number | undefined {
  const { rows } = state.index;
  let at = currentRow(state) + step;
  while (at >= 0 && at < rows.length) {
    const row = rows[at];
    if (row && isFromClient(row)) return at;
    at += step;
  }
  return undefined;
}

function toggleFold(state: DiffState): DiffState {
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
  const at = firstAbove(
    stretches.map(({ from }) => from),
    row,
  );
  const stretch = stretches[at - 1];
  return stretch && row < stretch.to ? at - 1 : undefined;
}

function setContext(state: DiffState, context: number): DiffState {
  const changed = keepRow(reshape({ ...state, context }), currentRow(state));
  return { ...changed, message: `${context} equal ${context === 1 ? 'line' : 'lines'} around differences` };
}

function reshape(state: DiffState): DiffState {
  return { ...state, entries: new EntryList(state.index, state.context, state.opened) };
}

function keepRow(state: DiffState, row: number): DiffState {
  return centre({ ...state, cursor: state.entries.placeOf(row) });
}

function typeSearch(state: DiffState, prompt: NonNullable<DiffState['prompt']>, key: Key): DiffState {
  const typed = typeInto(prompt.text, key);
  if (typed.kind === 'cancelled') return resizeDiff(prompt.before, state.size);
  if (typed.kind === 'entered') return finishSearch(state, prompt);
  const before = resizeDiff(prompt.before, state.size);
  const found = typed.text === '' ? undefined : findMatch(before, typed.text, currentRow(before), 1);
  const shown = found === undefined ? before : revealRow(before, found);
  return { ...shown, search: typed.text, prompt: { text: typed.text, before: prompt.before } };
}

function finishSearch(state: DiffState, { text, before }: NonNullable<DiffState['prompt']>): DiffState {
  const search = text === '' ? before.search : text;
  const done = { ...state, search, prompt: undefined };
  if (text === '') return search === '' ? done : nextMatch(done, 1);
  const found = findMatch(before, text, currentRow(before), 1);
  return found === undefined ? { ...done, message: `"${text}" is not found.` } : done;
}

function nextMatch(state: DiffState, step: 1 | -1): DiffState {
  const row = currentRow(state);
  const found = findMatch(state, state.search, row + step, step);
  if (found === undefined) return { ...state, message: `"${state.search}" is not found.` };
  const wentRound = step === 1 ? found <= row : found >= row;
  const revealed = revealRow(state, found);
  if (!wentRound) return revealed;
  return { ...revealed, message: `The search went on from the ${step === 1 ? 'top' : 'bottom'}.` };
}

/** The next row with the text, from `from` on and round the end. */
function findMatch(state: DiffState, text: string, from: number, step: 1 | -1): number | undefined {
  const { rows } = state.index;
  const pattern = compilePattern(text);
  for (let count = 0; count < rows.length; count++) {
    const at = (from + step * count + rows.length * 2) % rows.length;
    const row = rows[at];
    if (row && rowMatches(row, pattern)) return at;
  }
  return undefined;
}

function pageDown(state: DiffState): DiffState {
  const scrolled = clampTop(scrollTop(state, paneHeight(state)));
  const atEnd = scrolled.top.entry === state.top.entry && scrolled.top.line === state.top.line;
  return settle({ ...scrolled, cursor: atEnd ? state.entries.length - 1 : scrolled.top.entry });
}

function pageUp(state: DiffState): DiffState {
  const scrolled = scrollTop(state, -paneHeight(state));
  return settle({ ...scrolled, cursor: scrolled.top.entry });
}

/** Moves the screen by lines; the cursor stays where it is. */
function scroll(state: DiffState, lines: number): DiffState {
  return clampTop(scrollTop(state, lines));
}

function scrollTop(state: DiffState, lines: number): DiffState {
  let { entry, line } = state.top;
  line += lines;
  while (line < 0 && entry > 0) line += heightAt(state, --entry);
  while (line >= heightAt(state, entry) && entry < state.entries.length - 1) line -= heightAt(state, entry++);
  return { ...state, top: { entry, line: Math.max(0, Math.min(line, heightAt(state, entry) - 1)) } };
}

/** Brings the cursor into the list and onto the screen, and leaves no blank space below the end. */
function settle(state: DiffState): DiffState {
  const cursor = Math.max(0, Math.min(state.cursor, state.entries.length - 1));
  const entry = Math.max(0, Math.min(state.top.entry, state.entries.length - 1));
  const line = Math.min(state.top.line, heightAt(state, entry) - 1);
  return clampTop(follow({ ...state, cursor, top: { entry, line: Math.max(0, line) } }));
}

/** Moves the screen no further than it must for the cursor to be seen. */
function follow(state: DiffState): DiffState {
  const { cursor, top } = state;
  if (cursor < top.entry) return { ...state, top: { entry: cursor, line: 0 } };
  const room = paneHeight(state) - heightAt(state, cursor);
  if (cursor === top.entry) return room < 0 ? state : { ...state, top: { entry: cursor, line: 0 } };
  const highest = topAbove(state, cursor, Math.max(0, room));
  return isBefore(top, highest) ? { ...state, top: highest } : state;
}

/** Puts the cursor a third down the screen. */
function centre(state: DiffState): DiffState {
  return settle({ ...state, top: topAbove(state, state.cursor, Math.floor(paneHeight(state) / 3)) });
}

function clampTop(state: DiffState): DiffState {
  const last = state.entries.length - 1;
  const lowest = topAbove(state, last, paneHeight(state) - heightAt(state, last));
  return isBefore(lowest, state.top) ? { ...state, top: lowest } : state;
}

/** The top that leaves so many lines above an entry; where the list begins sooner, its beginning. */
function topAbove(state: DiffState, entry: number, room: number): DiffState['top'] {
  let at = Math.max(0, entry);
  let left = room;
  while (at > 0 && left > 0) left -= heightAt(state, --at);
  return { entry: at, line: Math.max(0, -left) };
}

function isVisible(state: DiffState, entry: number): boolean {
  if (entry < state.top.entry) return false;
  let line = -state.top.line;
  const height = paneHeight(state);
  for (let at = state.top.entry; at < entry && line < height; at++) line += heightAt(state, at);
  return line >= 0 && line + heightAt(state, entry) <= height;
}

function isAtTop(state: DiffState): boolean {
  return state.cursor === state.top.entry;
}

/** How many lines of the entry at the top are below the screen. */
function hiddenBelow(state: DiffState): number {
  return heightAt(state, state.top.entry) - state.top.line - paneHeight(state);
}

function atCursor(state: DiffState): DiffState['top'] {
  return { entry: state.cursor, line: 0 };
}

function isBefore(a: DiffState['top'], b: DiffState['top']): boolean {
  return a.entry < b.entry || (a.entry === b.entry && a.line < b.line);
}

function paneHeight(state: DiffState): number {
  return layoutOf(state.size, state.view).pane;
}

function heightAt(state: DiffState, entry: number): number {
  const at = state.entries.at(entry);
  return at ? entryHeight(state, at) : 1;
}
