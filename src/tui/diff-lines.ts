import type { DiffLine, DiffRow } from '../match/diff.js';
import type { MismatchClass } from '../script/ast.js';
import type { DiffState } from './diff-state.js';
import type { Entry } from './entry-list.js';
import { type Layout, layoutOf } from './layout.js';
import { cell, fitLine, type Line } from './line.js';
import { isDifference } from './rows.js';
import { countWrapped, textLines } from './text-lines.js';
import type { Glyphs, Role } from './theme.js';
import { wordMarks } from './word-marks.js';

/** The lines of the pane: what is visible of the list, and nothing else. */
export function paneLines(state: DiffState, glyphs: Glyphs): Line[] {
  const layout = layoutOf(state.size, state.view);
  const lines: Line[] = [];
  let skip = state.top.line;
  for (let at = state.top.entry; at < state.entries.length && lines.length < layout.pane; at++) {
    const entry = state.entries.at(at);
    if (!entry) break;
    for (const line of entryLines(state, entry, at === state.cursor, layout, glyphs)) {
      if (skip-- <= 0 && lines.length < layout.pane) lines.push(fitLine(line, layout.paneColumns));
    }
  }
  const blank = layout.sides ? [cell(glyphs.bar, 'dim', leftColumns(layout))] : [];
  while (lines.length < layout.pane) lines.push(blank);
  return lines;
}

/** How many lines an entry takes. */
export function entryHeight(state: DiffState, entry: Entry): number {
  if (entry.kind === 'fold') return 1;
  const row = state.index.rows[entry.row];
  if (!row) return 1;
  const layout = layoutOf(state.size, state.view);
  const both = row.kind === 'changed';
  if (!state.wrap) return both && !layout.sides ? 2 : 1;
  const width = textWidth(state, layout);
  const expected = row.kind === 'actual' ? 0 : countWrapped(row.expected.text, width);
  const actual = row.kind === 'expected' ? 0 : countWrapped(row.actual.text, width);
  if (layout.sides) return Math.max(expected, actual);
  return both ? expected + actual : isDifference(row) ? expected + actual : actual;
}

/** What is at the head of the pane, above its columns. */
export function columnHeads(state: DiffState, glyphs: Glyphs): Line {
  const layout = layoutOf(state.size, state.view);
  const { expectedName, actualName } = state.subject;
  const { digits } = state.index;
  if (!layout.sides) {
    return [
      cell(`  ${'exp'.padStart(digits)} ${'act'.padStart(digits)}  `, 'dim'),
      cell(`- ${expectedName}`, 'expected'),
      cell('   '),
      cell(`+ ${actualName}`, 'actual'),
      cell('   ~ matched by pattern   m moved', 'dim'),
    ];
  }
  const left = leftColumns(layout);
  return [
    ...fitLine([cell(' expected  ', 'dim'), cell(expectedName, 'expected')], left - 1),
    cell(glyphs.bar, 'dim', left),
    cell(' actual  ', 'dim', left + 1),
    cell(actualName, 'actual'),
  ];
}

function entryLines(
  state: DiffState,
  entry: Entry,
  isCursor: boolean,
  layout: Layout,
  glyphs: Glyphs,
): Line[] {
  const cursor = isCursor ? glyphs.cursor : ' ';
  if (entry.kind === 'fold') return [foldLine(state, entry.to - entry.from, cursor, layout, glyphs)];
  const row = state.index.rows[entry.row];
  if (!row) return [];
  const edge = cursor + (state.marks.get(entry.row) ?? ' ');
  return layout.sides
    ? sideLines(state, row, edge, layout, glyphs)
    : unifiedLines(state, row, edge, layout, glyphs);
}

function foldLine(state: DiffState, count: number, glyph: string, layout: Layout, glyphs: Glyphs): Line {
  const indent = layout.sides ? state.index.digits + 8 : state.index.digits * 2 + 10;
  const line = [
    cell(glyph, 'strong'),
    cell(`${glyphs.dots} ${count.toLocaleString('en')} equal lines ${glyphs.dots}`, 'dim', indent),
    cell('  (o opens)', 'dim'),
  ];
  return layout.sides ? [...line, cell(glyphs.bar, 'dim', leftColumns(layout))] : line;
}

function unifiedLines(state: DiffState, row: DiffRow, edge: string, layout: Layout, glyphs: Glyphs): Line[] {
  const texts = sidesOf(state, row, layout, glyphs);
  const shown = isDifference(row)
    ? [
        { side: texts.expected, expected: texts.expected?.number, actual: undefined },
        { side: texts.actual, expected: undefined, actual: texts.actual?.number },
      ]
    : [{ side: texts.actual, expected: texts.expected?.number, actual: texts.actual?.number }];
  const { digits } = state.index;
  let first = true;
  return shown.flatMap(({ side, expected, actual }) =>
    (side?.lines ?? []).map((line, at): Line => {
      const head = `${number(at === 0 ? expected : undefined, digits)} ${number(at === 0 ? actual : undefined, digits)} `;
      const start = first ? edge : '  ';
      first = false;
      return [cell(start, 'strong'), cell(head, 'dim'), ...prefix(side, at, state), ...line];
    }),
  );
}

function sideLines(state: DiffState, row: DiffRow, edge: string, layout: Layout, glyphs: Glyphs): Line[] {
  const { expected, actual } = sidesOf(state, row, layout, glyphs);
  const { digits } = state.index;
  const left = leftColumns(layout);
  const height = Math.max(expected?.lines.length ?? 0, actual?.lines.length ?? 0);
  return Array.from({ length: height }, (_, at) => [
    cell(at === 0 ? edge : '  ', 'strong'),
    ...half(expected, at, digits, state),
    cell(glyphs.bar, 'dim', left),
    cell(' '),
    ...half(actual, at, digits, state),
  ]);
}

function half(side: Side | undefined, at: number, digits: number, state: DiffState): Line {
  const line = side?.lines[at];
  if (!side || !line) return [];
  return [
    cell(`${number(at === 0 ? side.number : undefined, digits)} `, 'dim'),
    ...prefix(side, at, state),
    ...line,
  ];
}

function number(value: number | undefined, digits: number): string {
  return (value ? String(value) : '').padStart(digits);
}

/** The severity, the mark and whose line it is: `E+ S `. */
function prefix(side: Side | undefined, at: number, state: DiffState): Line {
  if (!side || at > 0) return [cell('     ')];
  return [
    cell(
      side.class ? severityOf(side.class, state) : ' ',
      side.class && isFailing(side.class, state) ? 'bad' : 'warning',
    ),
    cell(side.mark, side.role === 'plain' ? 'dim' : side.role),
    cell(` ${side.who} `, 'dim'),
  ];
}

export function severityOf(kind: MismatchClass, state: DiffState): 'E' | 'W' {
  return isFailing(kind, state) ? 'E' : 'W';
}

function isFailing(kind: MismatchClass, state: DiffState): boolean {
  return state.subject.failing.has(kind);
}

interface Side {
  readonly number: number;
  readonly mark: ' ' | '~' | '-' | '+' | 'm';
  readonly who: 'C' | 'S' | ' ';
  readonly role: Role;
  /** Said once for a row: beside the actual line if there is one. */
  readonly class: MismatchClass | undefined;
  readonly lines: readonly Line[];
}

function sidesOf(
  state: DiffState,
  row: DiffRow,
  layout: Layout,
  glyphs: Glyphs,
): { readonly expected: Side | undefined; readonly actual: Side | undefined } {
  const marks = row.kind === 'changed' ? wordMarks(row) : undefined;
  const differs = isDifference(row);
  const width = textWidth(state, layout);
  const kind = 'class' in row ? row.class : undefined;
  const mark = row.kind === 'matched' ? '~' : ' ';
  const side = (line: DiffLine, own: 'expected' | 'actual'): Side => ({
    number: line.number,
    mark: kind === 'order' ? 'm' : differs ? ownMarks[own] : mark,
    who: { client: 'C', server: 'S', other: ' ' }[line.from] as Side['who'],
    role: differs ? own : 'plain',
    class: own === 'actual' || row.kind === 'expected' ? kind : undefined,
    lines: textLines(
      { text: line.text, role: differs ? own : 'plain', marks: marks?.[own] ?? [] },
      width,
      state,
      glyphs,
    ),
  });
  return {
    expected: row.kind === 'actual' ? undefined : side(row.expected, 'expected'),
    actual: row.kind === 'expected' ? undefined : side(row.actual, 'actual'),
  };
}

/** `m`, for what stands elsewhere on the other side, takes their place. */
const ownMarks = { expected: '-', actual: '+' } as const;

/** The columns for a text itself. */
function textWidth(state: DiffState, layout: Layout): number {
  const { digits } = state.index;
  const width = layout.sides
    ? leftColumns(layout) - 2 - digits - 1 - 5 - 1
    : layout.paneColumns - 2 - (digits + 1) * 2 - 5;
  return Math.max(1, width);
}

/** The column of the line between the two sides. */
function leftColumns(layout: Layout): number {
  return Math.floor((layout.paneColumns - 1) / 2);
}
