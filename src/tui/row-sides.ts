import type { DiffLine, DiffRow } from '../match/diff.js';
import type { MismatchClass } from '../script/ast.js';
import type { DiffState } from './diff-state.js';
import type { Layout } from './layout.js';
import { type Cell, cell, type Line } from './line.js';
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

/** `E`: a difference of this class fails; `W`: it is shown. */
export function severityOf(kind: MismatchClass, { subject }: DiffState): 'E' | 'W' {
  return subject.failing.has(kind) ? 'E' : 'W';
}

/** The columns of a prefix. */
export const prefixWidth = 5;

function sideOf(row: DiffRow, own: 'expected' | 'actual', line: DiffLine, drawing: Drawing): Side {
  const { state, width, glyphs } = drawing;
  const role = isDifference(row) ? own : 'plain';
  const marks = isTwoTexts(row) ? (wordMarks(row)?.[own] ?? []) : [];
  return {
    number: line.number,
    prefix: [
      severityCell(row, own, state),
      cell(markOf(row, own), role === 'plain' ? 'dim' : role),
      cell(` ${speakers[line.from]} `, 'dim'),
    ],
    lines: textLines({ text: line.text, role, marks }, width, state, glyphs),
  };
}

/** Said once for a row: beside the actual line if there is one. */
function severityCell(row: DiffRow, own: 'expected' | 'actual', state: DiffState): Cell {
  if (!('class' in row) || (own === 'expected' && 'actual' in row)) return cell(' ');
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
