import type { DiffRow } from '../match/diff.js';
import type { MismatchClass } from '../script/ast.js';
import { capturedIn } from './captured.js';
import { currentRow, type DiffState, differencesIn, foldedLiteral } from './diff-state.js';
import { explainRow, sectionOf } from './explain.js';
import { cell, fitLine, type Line, lineText, lineWidth, spreadLine, takeWhole, wrapWords } from './line.js';
import type { LiteralRows } from './literals.js';
import { inLines, severityOf, severityOfAll, severityRoles } from './row-sides.js';
import { isTwoTexts } from './rows.js';
import type { Glyphs } from './theme.js';

/** What is being typed, what there is to say, or what is the matter with the row under the cursor. */
export function statusLine(state: DiffState): Line {
  const { columns } = state.size;
  if (state.prompt) return fitLine([cell('/', 'key'), cell(state.prompt.text), cell(' ', 'found')], columns);
  if (state.message !== '') return fitLine([cell(` ${state.message}`, 'warning')], columns);
  const status = placeStatus(state);
  // Where it is can be read from the row; what is the matter cannot.
  return takeWhole([status.slice(0, -1), status.slice(-1)], columns);
}

/** What is known about the row under the cursor, in so many lines: problems of a sent line, the meaning of a response code. */
export function noteLines(state: DiffState, room: number, glyphs: Glyphs): Line[] {
  const row = state.index.rows[currentRow(state)];
  const { columns } = state.size;
  const section = row ? cell(`${sectionOf(row)} `, 'dim') : cell('');
  const text = row ? notesOf(row, state).join('  ') : '';
  const width = columns - 2 - (text === '' ? 0 : lineWidth([section]));
  const lines = text === '' ? [] : wrapWords(text, Math.max(1, width));
  const shown = lines.slice(0, room);
  const last = shown.length - 1;
  if (lines.length > room && room > 0) shown[last] = `${shown[last]} ${glyphs.more}`;
  return Array.from({ length: room }, (_, at) =>
    at === last
      ? spreadLine([cell(` ${shown[at]}`)], [section], columns)
      : fitLine([cell(` ${shown[at] ?? ''}`)], columns),
  );
}

/** All notes of a row, one sentence or more each. */
export function notesOf(row: DiffRow, state: DiffState): readonly string[] {
  return [...(state.subject.notesOf?.(row) ?? []), explainRow(row)].filter(Boolean);
}

/** What is the matter with what the cursor is on, and where it is. */
export function statusText(state: DiffState): string {
  return lineText(placeStatus(state)).trim();
}

function placeStatus(state: DiffState): Line {
  const literal = foldedLiteral(state);
  if (literal) return literalStatus(literal, state);
  const row = state.index.rows[currentRow(state)];
  return row ? rowStatus(row, state) : [cell(' Both are empty.', 'dim'), cell('')];
}

function literalStatus(literal: LiteralRows, state: DiffState): Line {
  const differ = differencesIn(state, literal);
  const severity = severityOfAll(differ, state);
  const keys = cell('  o opens it', 'dim');
  if (differ.length === 0) return [cell(' a literal, the same on both sides', 'dim'), keys];
  return [cell(` ${severity} literal`, severityRoles[severity]), cell(`  ${inLines(differ.length)}`), keys];
}

const meanings: Readonly<Record<MismatchClass, string>> = {
  status: 'another status than expected',
  missing: 'expected, but it did not come',
  unexpected: 'came, but was not expected',
  value: 'a value differs',
  order: 'came in another order',
  text: 'only the text for people differs',
};

/** Both sides have the line, but a part of it only one. */
const partMeanings: Partial<typeof meanings> = {
  missing: 'a part of it did not come',
  unexpected: 'more came than was expected',
};

function rowStatus(row: DiffRow, state: DiffState): Line {
  const places = cell(`  ${placesOf(row)}`, 'dim');
  if (!('class' in row)) {
    return [cell(row.kind === 'equal' ? ' equal' : ` ${matchedText(row)}`, 'dim'), places];
  }
  const severity = severityOf(row.class, state);
  return [cell(` ${severity} ${row.class}`, severityRoles[severity]), cell(`  ${meaningOf(row)}`), places];
}

function meaningOf(row: DiffRow & { class: MismatchClass }): string {
  const meaning = (isTwoTexts(row) ? partMeanings[row.class] : undefined) ?? meanings[row.class];
  return row.kind === 'moved' && isTwoTexts(row) ? `${meaning}, and it came at another place` : meaning;
}

function placesOf(row: DiffRow): string {
  const expected = row.kind === 'actual' ? 0 : row.expected.number;
  const actual = row.kind === 'expected' ? 0 : row.actual.number;
  const places = [expected ? `expected line ${expected}` : '', actual ? `actual line ${actual}` : ''];
  return places.filter(Boolean).join(', ');
}

/** `matched  ${exists} is 18`, or that it means the same. */
function matchedText(row: DiffRow): string {
  const values = capturedIn(row).map(({ name, value }) => `\${${name}} is ${value}`);
  return values.length === 0 ? 'matched: the same by meaning' : `matched  ${values.join(', ')}`;
}
