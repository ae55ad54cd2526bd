import type { DiffLine } from '../match/diff.js';
import { currentDifference, currentRow, type DiffState, foldedLiteral } from './diff-state.js';
import { helpLines } from './help-lines.js';
import type { View } from './keys.js';
import { lineText } from './line.js';
import { describeLiteral } from './literals.js';
import { countDecided, type ReviewState } from './review-state.js';
import { summaryLines } from './review-summary.js';
import { notesOf, statusText } from './row-status.js';
import { isSame, isTwoTexts } from './rows.js';
import { detailLines } from './run-details.js';
import { mismatchesOf, type ScriptRow, statusOf } from './run-model.js';
import { type RunState, selectedScript } from './run-state.js';

/** The diff view for who listens: one or a few sentences about the place of the cursor. */
export function speakDiff(state: DiffState): string {
  if (state.help !== undefined) return speakHelp('diff');
  if (state.prompt) return `search: ${state.prompt.text}`;
  if (state.message !== '') return state.message;
  return [speakPlace(state), ...speakRow(state)].join('\n');
}

/** The run view for who listens: the script under the cursor, and how many are in which state. */
export function speakRun(state: RunState): string {
  if (state.opened) return speakDiff(state.opened);
  if (state.help !== undefined) return speakHelp('run');
  if (state.prompt) return `${state.prompt.of}: ${state.prompt.text}`;
  if (state.question) return `${state.question.text} y or any other key`;
  if (state.message !== '') return state.message;
  const row = selectedScript(state);
  if (row && state.details !== undefined) return detailLines(row).map(lineText).join('\n');
  return [row ? speakScript(row) : 'No script is shown.', ...speakRest(state)].join('\n');
}

/** The review for who listens. */
export function speakReview(state: ReviewState): string {
  const file = state.files[state.current];
  const { decided, all } = countDecided(state);
  if (!file || state.summary !== undefined) {
    const lines = summaryLines(state.files).map((line) => lineText(line).trim());
    const count = decided === all ? `All ${all} are decided.` : `${decided} of ${all} are decided.`;
    const keys =
      'Enter writes it, u undoes the last, q writes nothing and keeps what is decided for the next review.';
    return [`${count} This will be written:`, ...lines, keys].join('\n');
  }
  if (file.diff.help !== undefined) return speakHelp('review');
  const unit = state.wholeFiles ? ', whole files' : '';
  return `${file.path}${unit}, ${decided} of ${all} decided\n${speakDiff(file.diff)}`;
}

function speakScript(row: ScriptRow): string {
  const problem = row.progress.kind === 'held' ? undefined : row.problems[0];
  return [
    `${statusOf(row)}: ${row.path}`,
    ...(problem === undefined ? [] : [`lint: ${problem}`]),
    ...speakOutcome(row),
  ].join('\n');
}

function speakOutcome({ progress }: ScriptRow): readonly string[] {
  if (progress.kind === 'held') return [progress.reason];
  if (progress.kind !== 'done') return [];
  const { outcome } = progress.result;
  if (outcome.kind === 'errored') return [outcome.failure.message];
  if (outcome.kind === 'skipped') return [outcome.reason];
  return mismatchesOf(progress.result)
    .slice(0, 1)
    .map(({ message }) => message);
}

/** While it runs, nothing: a count that goes up is no news. Then what came of all. */
function speakRest({ model: { scripts, notice } }: RunState): readonly string[] {
  const counts = new Map<string, number>();
  for (const row of scripts) counts.set(statusOf(row), (counts.get(statusOf(row)) ?? 0) + 1);
  if (counts.has('running') || counts.has('waiting')) return [];
  return [[...counts].map(([status, count]) => `${count} ${status}`).join(', '), notice].filter(Boolean);
}

function speakHelp(view: View): string {
  return helpLines(view).map(lineText).join('\n');
}

function speakPlace(state: DiffState): string {
  const count = state.index.starts.length;
  return count === 0 ? 'No difference.' : `Difference ${currentDifference(state)} of ${count}.`;
}

function speakRow(state: DiffState): readonly string[] {
  const entry = state.entries.at(state.cursor);
  if (entry?.kind === 'fold') return [`${entry.to - entry.from} equal lines, o opens them.`];
  const literal = foldedLiteral(state);
  const data = literal && (literal.actual ?? literal.expected);
  if (literal && data) return [`${statusText(state)}\n${describeLiteral(data, literal.expected)}`];
  const row = state.index.rows[currentRow(state)];
  if (!row) return ['Both are empty.'];
  const sides = [
    row.kind === 'expected' || isTwoTexts(row) ? `- ${speakLine(row.expected)}` : '',
    row.kind === 'expected' ? '' : `${isSame(row) ? ' ' : '+'} ${speakLine(row.actual)}`,
  ];
  return [statusText(state), ...sides, ...notesOf(row, state)].filter(Boolean);
}

function speakLine({ from, text }: DiffLine): string {
  return `${{ client: 'C ', server: 'S ', other: '' }[from]}${text}`;
}
