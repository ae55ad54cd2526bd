import type { DiffRow, TranscriptDiff } from '../match/diff.js';
import type { MismatchClass } from '../script/ast.js';
import { type EntryList, firstRow, type Opened } from './entry-list.js';
import type { Size } from './layout.js';
import type { LiteralRows } from './literals.js';
import { type DiffIndex, firstAbove, isDifference, type Stretch } from './rows.js';

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
  /** The path of what is expected, where that can be edited. */
  readonly editable?: string;
}

/** A text for the terminal's clipboard. */
export interface Copied {
  readonly text: string;
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
  readonly opened: Opened;
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
  /** What was copied last; another object each time. */
  readonly copied: Copied | undefined;
  /** The last key asks for an editor. */
  readonly isEditing: boolean;
  readonly closed: boolean;
}

/** The row under the cursor; of a fold, its first; of a literal, the first that differs. */
export function currentRow(state: DiffState): number {
  return firstRow(state.entries.at(state.cursor));
}

/** Which difference the cursor is in or behind, from 1; 0 before the first. */
export function currentDifference(state: DiffState): number {
  return firstAbove(state.index.starts, currentRow(state));
}

/** The rows of a stretch that differ. */
export function differencesIn({ index }: DiffState, { from, to }: Stretch): readonly DiffRow[] {
  const { differences, rows } = index;
  const found = differences.slice(firstAbove(differences, from - 1), firstAbove(differences, to - 1));
  return found.map((at) => rows[at]!);
}

/** The literal under the cursor, where it is folded. */
export function foldedLiteral(state: DiffState): LiteralRows | undefined {
  const entry = state.entries.at(state.cursor);
  return entry?.kind === 'literal' ? state.index.literals[entry.literal] : undefined;
}

/** The first row of the difference that the cursor is in; undefined when it is in none. */
export function startOfDifference(state: DiffState): number | undefined {
  const row = state.index.rows[currentRow(state)];
  return row && isDifference(row) ? state.index.starts[currentDifference(state) - 1] : undefined;
}
