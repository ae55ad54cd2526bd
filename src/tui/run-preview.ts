import type { Mismatch, MismatchSide } from '../match/mismatch.js';
import { strayMessage } from '../replay/same-session.js';
import type { Size } from './layout.js';
import { cell, fitLine, type Line, lineWidth, wrapWords } from './line.js';
import { previewRowsOf } from './run-layout.js';
import { mismatchesOf, type ScriptRow } from './run-model.js';
import { type RunState, selectedScript } from './run-state.js';

/** What is the matter with the script under the cursor: the linter's word, then as many differences as there is room for. */
export function previewLines(state: RunState): Line[] {
  const { size } = state;
  const room = previewRowsOf(size);
  const row = selectedScript(state);
  const lint = row ? lintLines(row) : [];
  const lines = row ? [...lint, ...outcomeLines(row, size, room - lint.length)] : [];
  return Array.from({ length: room }, (_, at) => fitLine(lines[at] ?? [], size.columns));
}

function lintLines({ problems, errors }: ScriptRow): Line[] {
  const [first] = problems;
  if (first === undefined) return [];
  const more = problems.length > 1 ? `  (${problems.length - 1} more: tagline lint)` : '';
  return [[cell(' lint      ', 'dim'), cell(first, errors > 0 ? 'bad' : 'warning'), cell(more, 'dim')]];
}

function outcomeLines({ path, progress }: ScriptRow, { columns }: Size, room: number): Line[] {
  if (progress.kind === 'held' && progress.server !== '') return [[cell(` ${progress.reason}`, 'warning')]];
  if (progress.kind !== 'done') return [];
  const { outcome } = progress.result;
  if (outcome.kind === 'errored') {
    const hint = outcome.failure.kind === 'transport' ? outcome.failure.hint : '';
    return [[cell(` ${path}  `, 'strong'), cell(outcome.failure.message)], [cell(` ${hint}`)]];
  }
  const mismatches = mismatchesOf(progress.result);
  const pairs = mismatches.map((mismatch) => differenceLines(mismatch, columns));
  if (pairs.flat().length <= room) return pairs.flat();
  const shown = Math.max(1, Math.floor((room - 1) / 2));
  const more = mismatches.length - shown;
  const lines = pairs.slice(0, shown).flat();
  return more === 0 ? lines : [...lines, [cell(`   ${more} more: Enter shows them all`, 'dim')]];
}

/** A difference in two lines, or in one where it is about no line. */
function differenceLines(mismatch: Mismatch, columns: number): Line[] {
  const { expected, actual, fails } = mismatch;
  const head = cell(` ${fails ? 'E' : 'W'} ${mismatch.class.padEnd(10)} `, fails ? 'bad' : 'warning');
  if (!expected && !actual) {
    const key = mismatch.message === strayMessage ? ' (R does)' : '';
    return wrapWords(mismatch.message + key, Math.max(1, columns - lineWidth([head]))).map((text, at) => [
      at === 0 ? head : cell(' '.repeat(lineWidth([head]))),
      cell(text),
    ]);
  }
  const place = expected?.place ? `${expected.place.line} ` : '';
  return [
    [head, cell(`- ${place}`, 'expected'), ...sideCells(expected, 'expected', 'nothing')],
    [
      cell('', 'plain', 14),
      cell(`+ ${' '.repeat(place.length)}`, 'actual'),
      ...sideCells(actual, 'actual', 'nothing came'),
    ],
  ];
}

/** The text with the part that differs marked. */
function sideCells(side: MismatchSide | undefined, role: 'expected' | 'actual', nothing: string): Line {
  if (!side) return [cell(`(${nothing})`, 'dim')];
  const { text, start, end } = side;
  return [
    cell(text.slice(0, start), role),
    cell(text.slice(start, end), `${role}Word`),
    cell(text.slice(end), role),
  ];
}
