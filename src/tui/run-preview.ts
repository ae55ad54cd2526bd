import { type Pair, pairSides, type Side } from '../match/sides.js';
import { commonStart } from '../text/common-start.js';
import type { Size } from './layout.js';
import { cell, fitLine, type Line, lineWidth, wrapWords } from './line.js';
import { previewRowsOf } from './run-layout.js';
import { mismatchesOf, type ScriptRow } from './run-model.js';
import { type RunState, selectedScript } from './run-state.js';
import { cutText } from './text-lines.js';
import type { Glyphs } from './theme.js';

/** What is the matter with the script under the cursor: the linter's word, then as many differences as there is room for. */
export function previewLines(state: RunState, glyphs: Glyphs): Line[] {
  const { size } = state;
  const room = previewRowsOf(size);
  const row = selectedScript(state);
  const lint = row ? lintLines(row) : [];
  const lines = row ? [...lint, ...outcomeLines(row, size, room - lint.length, glyphs)] : [];
  return Array.from({ length: room }, (_, at) => fitLine(lines[at] ?? [], size.columns));
}

function lintLines({ problems, errors }: ScriptRow): Line[] {
  const [first] = problems;
  if (first === undefined) return [];
  const more = problems.length > 1 ? `  (${problems.length - 1} more: tagline lint)` : '';
  return [[cell(' lint      ', 'dim'), cell(first, errors > 0 ? 'bad' : 'warning'), cell(more, 'dim')]];
}

function outcomeLines(
  { path, progress }: ScriptRow,
  { columns }: Size,
  room: number,
  glyphs: Glyphs,
): Line[] {
  if (progress.kind === 'held' && progress.server !== '') return [[cell(` ${progress.reason}`, 'warning')]];
  if (progress.kind !== 'done') return [];
  const { outcome } = progress.result;
  if (outcome.kind === 'errored') {
    const hint = outcome.failure.kind === 'transport' ? outcome.failure.hint : '';
    return [[cell(` ${path}  `, 'strong'), cell(outcome.failure.message)], [cell(` ${hint}`)]];
  }
  const pairs = pairSides(mismatchesOf(progress.result));
  const lines = pairs.map((pair) => pairLines(pair, columns, glyphs));
  if (lines.flat().length <= room) return lines.flat();
  const shown = Math.max(1, Math.floor((room - 1) / 2));
  const more = pairs.length - shown;
  const first = lines.slice(0, shown).flat();
  return more === 0 ? first : [...first, [cell(`   ${more} more: Enter shows them all`, 'dim')]];
}

/** The differences of two lines: both, or a sentence where it is about no line. */
function pairLines({ mismatches, expected, actual }: Pair, columns: number, glyphs: Glyphs): Line[] {
  const [mismatch] = mismatches;
  if (!mismatch) return [];
  const fails = mismatches.some((each) => each.fails);
  const head = cell(` ${fails ? 'E' : 'W'} ${mismatch.class.padEnd(10)} `, fails ? 'bad' : 'warning');
  const margin = ' '.repeat(lineWidth([head]));
  if (!expected && !actual) {
    const key = mismatch.kind === 'outdated-transcript' ? ' (R does)' : '';
    return wrapWords(mismatch.message + key, Math.max(1, columns - margin.length)).map((text, at) => [
      at === 0 ? head : cell(margin),
      cell(text),
    ]);
  }
  const place = expected?.place ? `${expected.place.line} ` : '';
  const width = columns - margin.length - 2 - place.length;
  const start = commonStart(expected?.text ?? '', actual?.text ?? '');
  const cellsOf = (side: Side | undefined, role: 'expected' | 'actual', nothing: string): Line =>
    side
      ? cutText({ ...side, role, focus: side.marks[0]?.start ?? start }, width, glyphs)
      : [cell(`(${nothing})`, 'dim')];
  return [
    [head, cell(`- ${place}`, 'expected'), ...cellsOf(expected, 'expected', 'nothing')],
    [
      cell(margin),
      cell(`+ ${' '.repeat(place.length)}`, 'actual'),
      ...cellsOf(actual, 'actual', 'nothing came'),
    ],
  ];
}
