import type { DiffLine, DiffRow, LiteralData, WordRange } from '../match/diff.js';
import type { MismatchClass } from '../script/ast.js';
import { commonStart } from '../text/common-start.js';
import { type DiffState, differencesIn } from './diff-state.js';
import type { Layout } from './layout.js';
import { type Cell, cell, type Line } from './line.js';
import { describeLiteral, type LiteralRows } from './literals.js';
import { isDifference, isTwoTexts } from './rows.js';
import { textLines } from './text-lines.js';
import type { Glyphs, Role } from './theme.js';
import { wordMarks } from './word-marks.js';

/** What every row of a frame is drawn with. */
export interface Drawing {
  readonly state: DiffState;
  readonly layout: Layout;
  readonly glyphs: Glyphs;
  /** The columns for a text itself. */
  readonly width: number;
}

/** One side of a row, ready to be put beside or below the other. */
export interface Side {
  readonly number: number;
  /** Severity, mark and whose line it is: `E+ S `. */
  readonly prefix: readonly Cell[];
  readonly lines: readonly Line[];
}

export interface Sides {
  readonly expected: Side | undefined;
  readonly actual: Side | undefined;
}

export function sidesOf(row: DiffRow, drawing: Drawing): Sides {
  return {
    expected: row.kind === 'actual' ? undefined : sideOf(row, 'expected', row.expected, drawing),
    actual: row.kind === 'expected' ? undefined : sideOf(row, 'actual', row.actual, drawing),
  };
}

/** A literal that is folded: how long it is, and in how many lines it differs. */
export function literalSides(literal: LiteralRows, drawing: Drawing): Sides {
  const { expected, actual } = literal;
  if (!actual)
    return { expected: literalSide(literal, 'expected', expected, drawing, true), actual: undefined };
  return {
    expected: literalSide(literal, 'expected', expected, drawing, false),
    actual: literalSide(literal, 'actual', actual, drawing, true),
  };
}

/** `tells`: what is the matter is said once, on the actual side if there is one. */
function literalSide(
  literal: LiteralRows,
  own: 'expected' | 'actual',
  data: LiteralData | undefined,
  { state, layout, glyphs }: Drawing,
  tells: boolean,
): Side | undefined {
  const line = firstLine(state.index.rows, literal, own);
  if (!line || !data) return undefined;
  const differ = differencesIn(state, literal);
  const severity = severityOfAll(differ, state);
  const text = describeLiteral(data, layout.sides ? data : literal.expected);
  const told = [cell(differ.length > 0 ? `  ${inLines(differ.length)}` : ''), cell('  (o opens)', 'dim')];
  return {
    number: line.number,
    prefix: [
      tells && differ.length > 0 ? cell(severity, severityRoles[severity]) : cell(' '),
      cell(`  ${speakers[line.from]} `, 'dim'),
    ],
    lines: [
      [
        cell(`${glyphs.open}${text}${glyphs.close}`, differ.length > 0 ? own : 'plain'),
        ...(tells ? told : []),
      ],
    ],
  };
}

function firstLine(
  rows: readonly DiffRow[],
  { from, to }: LiteralRows,
  own: 'expected' | 'actual',
): DiffLine | undefined {
  for (let at = from; at < to; at++) {
    const row = rows[at]!;
    if (own === 'expected' && row.kind !== 'actual') return row.expected;
    if (own === 'actual' && row.kind !== 'expected') return row.actual;
  }
  return undefined;
}

/** `E` when one of the rows has it. */
export function severityOfAll(rows: readonly DiffRow[], state: DiffState): 'E' | 'W' {
  return rows.some((row) => 'class' in row && severityOf(row.class, state) === 'E') ? 'E' : 'W';
}

/** `E`: a difference of this class fails; `W`: it is shown. */
export function severityOf(kind: MismatchClass, { subject }: DiffState): 'E' | 'W' {
  return subject.failing.has(kind) ? 'E' : 'W';
}

/** `3 lines differ` */
export function inLines(count: number): string {
  return count === 1 ? '1 line differs' : `${count} lines differ`;
}

/** The columns of a prefix. */
export const prefixWidth = 5;

function sideOf(row: DiffRow, own: 'expected' | 'actual', line: DiffLine, drawing: Drawing): Side {
  const { state, width, glyphs } = drawing;
  const role = isDifference(row) ? own : 'plain';
  const marks = hasMarks(row, own) ? (wordMarks(row)?.[own] ?? []) : [];
  return {
    number: line.number,
    prefix: [
      severityCell(row, own, state, glyphs),
      cell(markOf(row, own), role === 'plain' ? 'dim' : role),
      cell(` ${speakers[line.from]} `, 'dim'),
    ],
    lines: textLines(
      { text: line.text, role, marks, focus: focusOf(row, marks, width) },
      width,
      state,
      glyphs,
    ),
  };
}

/** Where a side differs first from the other one, which may have all that is marked. */
function focusOf(row: DiffRow, marks: readonly WordRange[], width: number): number | undefined {
  if (!isTwoTexts(row) || row.expected.text === row.actual.text) return undefined;
  const [own, other] = [row.expected.text, row.actual.text];
  // Shorter ones are seen whole.
  if (Math.max(own.length, other.length) <= width / 2) return undefined;
  return marks[0]?.start ?? commonStart(own, other);
}

/** The words that changed; of what a pattern allows, what stood in its place. */
function hasMarks(
  row: DiffRow,
  own: 'expected' | 'actual',
): row is DiffRow & { kind: 'changed' | 'moved' | 'matched' } {
  return isTwoTexts(row) || (row.kind === 'matched' && own === 'actual' && row.expected.text.includes('${'));
}

/** Said once for a row: beside the actual line if there is one. */
function severityCell(row: DiffRow, own: 'expected' | 'actual', state: DiffState, glyphs: Glyphs): Cell {
  if (own === 'expected' && 'actual' in row) return cell(' ');
  if (!('class' in row)) {
    const hasNotes = (state.subject.notesOf?.(row) ?? []).length > 0;
    return hasNotes ? cell(glyphs.lint, 'warning') : cell(' ');
  }
  const severity = severityOf(row.class, state);
  return cell(severity, severityRoles[severity]);
}

/** `m`, for what stands elsewhere on the other side, takes the place of `-` and `+`. */
function markOf(row: DiffRow, own: 'expected' | 'actual'): string {
  if (!('class' in row)) return row.kind === 'matched' ? '~' : ' ';
  return row.kind === 'moved' ? 'm' : ownMarks[own];
}

const ownMarks = { expected: '-', actual: '+' } as const;
const speakers: Readonly<Record<DiffLine['from'], string>> = { client: 'C', server: 'S', other: ' ' };
export const severityRoles: Readonly<Record<'E' | 'W', Role>> = { E: 'bad', W: 'warning' };
