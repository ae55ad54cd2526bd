import type { DiffState } from './diff-state.js';
import type { Entry } from './entry-list.js';
import { type Layout, layoutOf } from './layout.js';
import { type Cell, cell, fitLine, type Line, takeWhole } from './line.js';
import { grouped } from './literals.js';
import { type Drawing, literalSides, prefixWidth, type Side, type Sides, sidesOf } from './row-sides.js';
import { isSame, isTwoTexts } from './rows.js';
import { countWrapped } from './text-lines.js';
import type { Glyphs } from './theme.js';

/** The lines of the pane: what is visible of the list, and nothing else. */
export function paneLines(state: DiffState, glyphs: Glyphs): Line[] {
  const layout = layoutOf(state.size, state.view);
  const drawing = { state, layout, glyphs, width: textWidth(state, layout) };
  const lines: Line[] = [];
  const enough = state.top.line + layout.pane;
  for (let at = state.top.entry; lines.length < enough; at++) {
    const entry = state.entries.at(at);
    if (!entry) break;
    lines.push(...entryLines(entry, at === state.cursor, drawing));
  }
  const shown = lines.slice(state.top.line, enough).map((line) => fitLine(line, layout.paneColumns));
  const blank = layout.sides ? [bar(drawing)] : [];
  return [...shown, ...Array.from({ length: layout.pane - shown.length }, () => blank)];
}

/** How many lines an entry takes. */
export function entryHeight(state: DiffState, entry: Entry): number {
  const row = entry.kind === 'row' ? state.index.rows[entry.row] : undefined;
  if (!row) return 1;
  const layout = layoutOf(state.size, state.view);
  if (!state.wrap) return isTwoTexts(row) && !layout.sides ? 2 : 1;
  const width = textWidth(state, layout);
  const expected = row.kind === 'actual' ? 0 : countWrapped(row.expected.text, width);
  const actual = row.kind === 'expected' ? 0 : countWrapped(row.actual.text, width);
  if (layout.sides) return Math.max(expected, actual);
  return isSame(row) ? actual : expected + actual;
}

/** What is at the head of the pane, above its columns. */
export function columnHeads({ subject, index, size, view }: DiffState, glyphs: Glyphs): Line {
  const layout = layoutOf(size, view);
  const { expectedName, actualName } = subject;
  if (layout.sides) {
    const left = leftColumns(layout);
    return [
      ...fitLine([cell(' expected  ', 'dim'), cell(expectedName, 'expected')], left - 1),
      cell(glyphs.bar, 'dim', left),
      cell(' actual  ', 'dim', left + 1),
      cell(actualName, 'actual'),
    ];
  }
  return [
    cell(`  ${'exp'.padStart(index.digits)} ${'act'.padStart(index.digits)}  `, 'dim'),
    cell(`- ${expectedName}`, 'expected'),
    cell(`   + ${actualName}`, 'actual'),
    cell('   ~ matched by pattern   m moved', 'dim'),
  ];
}

function entryLines(entry: Entry, isCursor: boolean, drawing: Drawing): Line[] {
  const cursor = isCursor ? drawing.glyphs.cursor : ' ';
  if (entry.kind === 'fold') return [foldLine(entry.to - entry.from, cursor, drawing)];
  const { index, marks } = drawing.state;
  const edge = cursor + (marks.get(entry.row) ?? ' ');
  if (entry.kind === 'literal') {
    const sides = literalSides(index.literals[entry.literal]!, drawing);
    return drawing.layout.sides
      ? besideLines(sides, edge, drawing)
      : belowLines(sides, sides.expected !== undefined && sides.actual !== undefined, edge, drawing);
  }
  const row = index.rows[entry.row];
  if (!row) return [];
  const sides = sidesOf(row, drawing);
  return drawing.layout.sides
    ? besideLines(sides, edge, drawing)
    : belowLines(sides, isSame(row), edge, drawing);
}

function foldLine(count: number, cursor: string, drawing: Drawing): Line {
  const { layout, glyphs } = drawing;
  const text = `${glyphs.dots} ${grouped(count)} equal lines ${glyphs.dots}`;
  const line = takeWhole(
    [
      [cell(cursor, 'strong'), cell(text, 'dim', textColumn(drawing.state, layout))],
      [cell('  (o opens)', 'dim')],
    ],
    layout.sides ? leftColumns(layout) : layout.paneColumns,
  );
  return layout.sides ? [...line, bar(drawing)] : line;
}

/** Both sides, the actual one below the expected one; where they stand for each other, one line for both. */
function belowLines({ expected, actual }: Sides, areSame: boolean, edge: string, drawing: Drawing): Line[] {
  const { digits } = drawing.state.index;
  const blank = numberCell(0, digits);
  const [left, right] = [numberCell(expected?.number, digits), numberCell(actual?.number, digits)];
  const parts: readonly (readonly [Side | undefined, readonly Cell[]])[] = areSame
    ? [[actual, [left, right]]]
    : [
        [expected, [left, blank]],
        [actual, [blank, right]],
      ];
  return parts
    .flatMap(([side, numbers]) =>
      (side?.lines ?? []).map((line, at) => [
        ...(at === 0 ? numbers : [blank, blank]),
        ...prefixOf(side, at),
        ...line,
      ]),
    )
    .map((line, at) => [edgeCell(edge, at), ...line]);
}

function besideLines({ expected, actual }: Sides, edge: string, drawing: Drawing): Line[] {
  const height = Math.max(expected?.lines.length ?? 0, actual?.lines.length ?? 0);
  return Array.from({ length: height }, (_, at) => [
    edgeCell(edge, at),
    ...half(expected, at, drawing),
    bar(drawing),
    cell(' '),
    ...half(actual, at, drawing),
  ]);
}

function half(side: Side | undefined, at: number, { state }: Drawing): Line {
  const line = side?.lines[at];
  if (!side || !line) return [];
  return [numberCell(at === 0 ? side.number : 0, state.index.digits), ...prefixOf(side, at), ...line];
}

/** The cursor and the mark of a row, before its first line. */
function edgeCell(edge: string, at: number): Cell {
  return at === 0 && edge !== '  ' ? cell(edge, 'strong') : cell('  ');
}

function prefixOf(side: Side | undefined, at: number): readonly Cell[] {
  return at === 0 && side ? side.prefix : [cell(' '.repeat(prefixWidth))];
}

/** A line's number; blank for 0. */
function numberCell(number: number | undefined, digits: number): Cell {
  return cell(`${(number ? String(number) : '').padStart(digits)} `, 'dim');
}

function bar({ layout, glyphs }: Drawing): Cell {
  return cell(glyphs.bar, 'dim', leftColumns(layout));
}

/** The column that texts begin at. */
function textColumn({ index }: DiffState, layout: Layout): number {
  return 2 + (index.digits + 1) * (layout.sides ? 1 : 2) + prefixWidth;
}

/** The columns for a text itself: up to the line between the sides, or to the edge. */
function textWidth(state: DiffState, layout: Layout): number {
  const end = layout.sides ? leftColumns(layout) - 1 : layout.paneColumns;
  return Math.max(1, end - textColumn(state, layout));
}

/** The column of the line between the two sides. */
function leftColumns(layout: Layout): number {
  return Math.floor((layout.paneColumns - 1) / 2);
}
