import type { WordRange } from '../match/diff.js';
import { cellWidth, offsetBehind } from './cell-width.js';
import type { DiffState } from './diff-state.js';
import { type Cell, cell, type Line } from './line.js';
import { compilePattern } from './search.js';
import { shownPieces } from './shown-pieces.js';
import type { Glyphs, Role } from './theme.js';

/** A text and how it looks. */
export interface MarkedText {
  readonly text: string;
  readonly role: 'expected' | 'actual' | 'plain';
  /** The words that changed. */
  readonly marks: readonly WordRange[];
  /** Where it differs first: that is seen, however long the line is. */
  readonly focus?: number | undefined;
}

/** The lines that a text takes in so many columns: cut off or wrapped, the words marked, what was searched for too. */
export function textLines(marked: MarkedText, width: number, state: DiffState, glyphs: Glyphs): Line[] {
  if (!state.wrap) return [cutLine(marked, width, state, glyphs)];
  return wrapOffsets(marked.text, width).map(([start, end]) => markedCells(marked, start, end, state.search));
}

/** How many lines a text takes when it is wrapped. */
export function countWrapped(text: string, width: number): number {
  if (text.length <= width && cellWidth(text) <= width) return 1;
  return wrapOffsets(text, width).length;
}

/** A text in one line; where something of it is left out, a mark says so. */
export function cutText(marked: MarkedText, width: number, glyphs: Glyphs, search = ''): Line {
  const { text, focus } = marked;
  return shownPieces(text, width, focus).flatMap(([start, end]) => [
    ...markedCells(marked, start, end, search),
    ...(end < text.length ? [cell(glyphs.more, 'dim')] : []),
  ]);
}

/** The columns from `pan` on. */
function cutLine(marked: MarkedText, width: number, { pan, search }: DiffState, glyphs: Glyphs): Line {
  const { text } = marked;
  if (pan === 0) return cutText(marked, width, glyphs, search);
  const start = offsetBehind(text, 0, pan);
  if (offsetBehind(text, start, width) >= text.length) return markedCells(marked, start, text.length, search);
  const end = offsetBehind(text, start, Math.max(1, width - 1));
  return [...markedCells(marked, start, end, search), cell(glyphs.more, 'dim')];
}

/** A wrapped line ends here, in UTF-16 units: nobody reads on. */
const longestWrapped = 20_000;

/** Where the lines of a text that is wrapped begin and end. */
export function wrapOffsets(text: string, width: number): [start: number, end: number][] {
  const length = Math.min(text.length, longestWrapped);
  const lines: [number, number][] = [];
  let at = 0;
  do {
    const end = Math.min(length, offsetBehind(text, at, width));
    lines.push([at, end]);
    at = end;
  } while (at < length);
  return lines;
}

function markedCells(marked: MarkedText, start: number, end: number, search: string): Cell[] {
  const found = findIn(marked.text, start, end, search);
  const cuts = [...marked.marks, ...found].flatMap((range) => [range.start, range.end]);
  const edges = [start, ...cuts.filter((at) => at > start && at < end), end].toSorted((a, b) => a - b);
  const cells: Cell[] = [];
  for (let at = 0; at + 1 < edges.length; at++) {
    const [from = 0, to = 0] = [edges[at], edges[at + 1]];
    if (from < to) cells.push(cell(marked.text.slice(from, to), roleAt(from, marked, found)));
  }
  return cells;
}

function roleAt(at: number, { role, marks }: MarkedText, found: readonly WordRange[]): Role {
  const covers = ({ start, end }: WordRange) => start <= at && at < end;
  if (found.some(covers)) return 'found';
  if (!marks.some(covers)) return role;
  if (role === 'plain') return 'matched';
  return role === 'expected' ? 'expectedWord' : 'actualWord';
}

function findIn(text: string, start: number, end: number, search: string): WordRange[] {
  if (search === '') return [];
  const from = Math.max(0, start - search.length);
  const part = text.slice(from, end + search.length);
  return [...part.matchAll(compilePattern(search))].map((match) => ({
    start: from + match.index,
    end: from + match.index + match[0].length,
  }));
}
