import { entryHeight } from './diff-lines.js';
import type { DiffState } from './diff-state.js';
import { layoutOf } from './layout.js';

/** One line down: through a row that is taller than the screen, else to the next one. */
export function lineDown(state: DiffState): DiffState {
  const isTall = isAtTop(state) && hiddenBelow(state) > 0;
  return isTall ? clampTop(scrollTop(state, 1)) : settle({ ...state, cursor: state.cursor + 1 });
}

export function lineUp(state: DiffState): DiffState {
  const isInside = isAtTop(state) && state.top.line > 0;
  return isInside ? scrollTop(state, -1) : settle({ ...state, cursor: state.cursor - 1 });
}

export function halfDown(state: DiffState): DiffState {
  return settle({ ...state, cursor: state.cursor + (paneHeight(state) >> 1) });
}

export function halfUp(state: DiffState): DiffState {
  return settle({ ...state, cursor: state.cursor - (paneHeight(state) >> 1) });
}

export function pageDown(state: DiffState): DiffState {
  const scrolled = clampTop(scrollTop(state, paneHeight(state)));
  const atEnd = scrolled.top.entry === state.top.entry && scrolled.top.line === state.top.line;
  return settle({ ...scrolled, cursor: atEnd ? state.entries.length - 1 : scrolled.top.entry });
}

export function pageUp(state: DiffState): DiffState {
  const scrolled = scrollTop(state, -paneHeight(state));
  return settle({ ...scrolled, cursor: scrolled.top.entry });
}

/** Moves the screen by lines; the cursor stays where it is. */
function scrollTop(state: DiffState, lines: number): DiffState {
  let { entry, line } = state.top;
  line += lines;
  while (line < 0 && entry > 0) line += heightAt(state, --entry);
  while (line >= heightAt(state, entry) && entry < state.entries.length - 1) line -= heightAt(state, entry++);
  return { ...state, top: { entry, line: Math.max(0, Math.min(line, heightAt(state, entry) - 1)) } };
}

/** Brings the cursor into the list and onto the screen, and leaves no blank space below the end. */
export function settle(state: DiffState): DiffState {
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
export function centre(state: DiffState): DiffState {
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

export function isVisible(state: DiffState, entry: number): boolean {
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
