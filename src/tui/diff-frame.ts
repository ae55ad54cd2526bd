import { columnHeads, paneLines } from './diff-lines.js';
import { currentDifference, currentRow, type DiffState } from './diff-state.js';
import { firstRow } from './entry-list.js';
import type { Frame } from './frame.js';
import { helpLines, keyLine } from './help-lines.js';
import type { View } from './keys.js';
import { type Layout, layoutOf, type Size } from './layout.js';
import { cell, fitLine, type Line, spreadLine, takeWhole } from './line.js';
import { noteLines, statusLine } from './row-status.js';
import { firstAbove } from './rows.js';
import { pageRoom } from './scroll-page.js';
import type { Glyphs } from './theme.js';

/** What the diff view puts on the screen. */
export function diffFrame(state: DiffState, glyphs: Glyphs): Frame {
  if (state.help !== undefined) return helpFrame('diff', state.size, state.help);
  const layout = layoutOf(state.size, state.view);
  const rule = ruleLine(layout.columns, glyphs);
  const roomy = layout.head > 1;
  return {
    head: roomy
      ? [titleLine(state, glyphs), headLine(state, layout, glyphs), rule]
      : [titleLine(state, glyphs)],
    pane: withMap(paneLines(state, glyphs), state, layout, glyphs),
    paneRows: layout.pane,
    foot: footLines(state, layout, rule, glyphs),
  };
}

/** The names of the two; below each other, what the marks mean as well where there is room. */
function headLine(state: DiffState, { sides, columns }: Layout, glyphs: Glyphs): Line {
  const heads = columnHeads(state, glyphs);
  return sides
    ? fitLine(heads, columns)
    : takeWhole(
        heads.map((part) => [part]),
        columns,
      );
}

function footLines(state: DiffState, layout: Layout, rule: Line, glyphs: Glyphs): Line[] {
  const status = statusLine(state);
  const keys = keyLine('diff', layout.columns);
  if (layout.foot === 1) return [status];
  return [rule, status, ...noteLines(state, layout.foot - 3, glyphs), keys];
}

/** All keys of a view, from a line on. */
export function helpFrame(view: View, size: Size, top: number): Frame {
  return pageFrame([cell(' Keys', 'strong')], helpLines(view, size.columns), size, top);
}

/** Lines that are only read, from one on. */
export function pageFrame(title: Line, lines: readonly Line[], { columns, rows }: Size, top: number): Frame {
  const room = pageRoom(rows);
  const from = Math.max(0, Math.min(top, lines.length - room));
  const below = lines.length - from - room;
  return {
    head: [spreadLine(title, [cell(columns < 60 ? 'q back ' : 'any other key goes back ', 'dim')], columns)],
    pane: lines.slice(from, from + room).map((line) => fitLine(line, columns)),
    paneRows: room,
    foot: [fitLine([cell(below > 0 ? ` ${below} more below` : '', 'dim')], columns)],
  };
}

export function ruleLine(columns: number, glyphs: Glyphs): Line {
  return [cell(glyphs.rule.repeat(columns), 'dim')];
}

function titleLine(state: DiffState, glyphs: Glyphs): Line {
  const layout = layoutOf(state.size, state.view);
  const count = state.index.starts.length;
  const place = count === 0 ? 'no difference' : `difference ${currentDifference(state)} of ${count}`;
  if (layout.columns < 60) {
    const short = `${currentDifference(state)}/${count} `;
    return spreadLine(titleCells(state, glyphs), [cell(short, 'strong')], layout.columns);
  }
  const looks = [layout.sides ? 'side by side' : 'unified', state.wrap ? 'wrapped' : ''].filter(Boolean);
  return spreadLine(
    titleCells(state, glyphs),
    [cell(place, 'strong'), cell(`  ${looks.join('  ')}  ${percent(state)} `, 'dim')],
    layout.columns,
  );
}

function titleCells({ index, subject }: DiffState, glyphs: Glyphs): Line {
  const differs = index.starts.length > 0;
  return [
    cell(` ${differs ? glyphs.failed : glyphs.passed} `, differs ? 'bad' : 'good'),
    cell(subject.title, 'strong'),
  ];
}

function percent(state: DiffState): string {
  const last = state.index.rows.length - 1;
  return `${last <= 0 ? 100 : Math.floor((currentRow(state) / last) * 100)} %`.padStart(5);
}

/** Beside the pane: where in the whole the differences are, and which part of it is seen. */
function withMap(lines: readonly Line[], state: DiffState, layout: Layout, glyphs: Glyphs): Line[] {
  if (layout.paneColumns === layout.columns || state.entries.length <= layout.pane) return [...lines];
  const { rows, differences } = state.index;
  const seenFrom = firstRow(state.entries.at(state.top.entry));
  const seenTo = firstRow(state.entries.at(state.top.entry + layout.pane)) || rows.length;
  return Array.from({ length: layout.pane }, (_, at) => {
    const from = Math.floor((at * rows.length) / layout.pane);
    const to = Math.max(from + 1, Math.floor(((at + 1) * rows.length) / layout.pane));
    const differs = (differences[firstAbove(differences, from - 1)] ?? Infinity) < to;
    const seen = from < seenTo && to > seenFrom;
    const mark = differs
      ? cell(glyphs.full, seen ? 'bad' : 'warning', layout.columns - 1)
      : cell(seen ? glyphs.bar : ' ', 'dim', layout.columns - 1);
    return [...(lines[at] ?? []), mark];
  });
}
