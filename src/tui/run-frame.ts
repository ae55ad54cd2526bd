import type { ScriptResult } from '../replay/result.js';
import { cellWidth, cutToWidth } from './cell-width.js';
import { diffFrame, helpFrame, pageFrame, ruleLine } from './diff-frame.js';
import type { Frame } from './frame.js';
import { keyLine } from './help-lines.js';
import { cell, fitLine, type Line, lineWidth, spreadLine, takeWhole } from './line.js';
import { detailLines } from './run-details.js';
import { runLayoutOf } from './run-layout.js';
import { mismatchesOf, type ScriptRow, type Status, statusOf } from './run-model.js';
import { previewLines } from './run-preview.js';
import { cursorOf, type RunState, selectedScript, shownScripts } from './run-state.js';
import type { Glyphs, Role } from './theme.js';

/** What the run view puts on the screen. */
export function runFrame(state: RunState, glyphs: Glyphs): Frame {
  if (state.opened) return diffFrame(state.opened, glyphs);
  const { columns } = state.size;
  if (state.help !== undefined) return helpFrame('run', state.size, state.help);
  const row = selectedScript(state);
  if (state.details !== undefined && row) {
    return pageFrame([cell(` ${row.path}`, 'strong')], detailLines(row, columns), state.size, state.details);
  }
  const layout = runLayoutOf(state.size);
  const shown = shownScripts(state);
  const rule = ruleLine(columns, glyphs);
  const roomy = layout.head > 1;
  const names = nameWidth(shown, columns);
  return {
    head: roomy ? [titleLine(state), rule, headings(names, columns)] : [titleLine(state)],
    pane: listLines(state, shown, layout.pane, names, glyphs),
    paneRows: layout.pane,
    foot: roomy
      ? [rule, ...previewLines(state, glyphs), rule, statusLine(state, glyphs), keyLine('run', columns)]
      : [statusLine(state, glyphs)],
  };
}

function titleLine({ model, size }: RunState): Line {
  const notice = cutToWidth(model.notice, Math.max(0, size.columns - 30));
  const right = [cell(notice === '' ? '' : `${notice}  `, 'warning'), cell('h help ', 'dim')];
  const left = takeWhole(
    [
      [cell(' tagline watch', 'strong')],
      [cell(`  ${model.title}`)],
      [cell(`  ${model.server}`, 'dim')],
      [cell(`  ${model.scripts.length} scripts`, 'dim')],
    ],
    Math.max(14, size.columns - lineWidth(right) - 1),
  );
  return spreadLine(left, right, size.columns);
}

/** Where the columns of the list begin, after the names. */
function columnsOf(names: number): { steps: number; time: number; lint: number; note: number } {
  const steps = 10 + names + 2;
  return { steps, time: steps + 9, lint: steps + 18, note: steps + 26 };
}

function headings(names: number, width: number): Line {
  const { steps, time, lint, note } = columnsOf(names);
  const texts = [
    cell('    status  script', 'dim'),
    cell('  steps', 'dim', steps),
    cell('   time', 'dim', time),
    cell('lint', 'dim', lint),
    cell('note', 'dim', note),
  ];
  return fitLine(texts, width);
}

/** The longest name, but no more than leaves room for the rest; where there is little, only the steps. */
function nameWidth(shown: readonly ScriptRow[], width: number): number {
  const longest = shown.reduce((most, { path }) => Math.max(most, path.length), 12);
  return Math.min(longest, width < narrow ? Math.max(12, width - 20) : Math.floor((width - 36) * 0.6));
}

function listLines(
  state: RunState,
  shown: readonly ScriptRow[],
  height: number,
  names: number,
  glyphs: Glyphs,
): Line[] {
  if (shown.length === 0) {
    return [fitLine([cell(' No script is shown. Esc takes the filter away.', 'dim')], state.size.columns)];
  }
  const cursor = cursorOf(state, shown);
  return shown
    .slice(state.top, state.top + height)
    .map((row, at) =>
      fitLine(scriptLine(row, state.top + at === cursor, names, glyphs, state), state.size.columns),
    );
}

interface Look {
  readonly glyph: keyof Glyphs;
  readonly word: string;
  readonly role: Role;
}

const looks: Readonly<Record<Status, Look>> = {
  passed: { glyph: 'passed', word: 'pass', role: 'good' },
  failed: { glyph: 'failed', word: 'FAIL', role: 'bad' },
  errored: { glyph: 'errored', word: 'err', role: 'bad' },
  skipped: { glyph: 'skipped', word: 'skip', role: 'dim' },
  running: { glyph: 'running', word: 'run', role: 'busy' },
  waiting: { glyph: 'waiting', word: 'wait', role: 'dim' },
  held: { glyph: 'lint', word: 'held', role: 'warning' },
};

function scriptLine(
  row: ScriptRow,
  isCursor: boolean,
  names: number,
  glyphs: Glyphs,
  { model: { folder }, size: { columns } }: RunState,
): Line {
  const { glyph, word, role } = looks[statusOf(row)];
  const at = columnsOf(names);
  return [
    cell(isCursor ? ` ${glyphs.cursor} ` : '   ', 'strong'),
    cell(`${glyphs[glyph]} ${word}`, role, 3),
    {
      ...cell(shortenPath(row.path, names, glyphs), isCursor ? 'strong' : 'plain', 10),
      ...(folder === '' ? {} : { link: folder + asUrlPath(row.path) }),
    },
    cell(stepsOf(row).padStart(7), 'plain', at.steps),
    cell(timeOf(row).padStart(7), 'plain', at.time),
    cell(lintOf(row), row.errors > 0 ? 'bad' : 'warning', at.lint),
    ...noteOf(row, glyphs, columns - at.note, at.note),
  ];
}

function asUrlPath(path: string): string {
  return encodeURI(path.replace(/\p{Cs}/gu, '\ufffd')).replace(/[?#]/g, encodeURIComponent);
}

/** The end of a path tells more than its beginning. */
function shortenPath(path: string, width: number, glyphs: Glyphs): string {
  if (cellWidth(path) <= width) return path;
  return glyphs.more + path.slice(-(width - 1));
}

function stepsOf({ progress }: ScriptRow): string {
  if (progress.kind === 'waiting' || progress.kind === 'held') return '';
  if (progress.kind === 'running') return `${progress.done}/${progress.steps || '?'}`;
  const { steps } = progress.result;
  return `${steps.filter(({ outcome }) => outcome.kind === 'passed').length}/${steps.length}`;
}

function timeOf({ progress }: ScriptRow): string {
  if (progress.kind === 'waiting' || progress.kind === 'held') return '';
  if (progress.kind === 'running') return formatTime(progress.milliseconds);
  return progress.result.outcome.kind === 'skipped' ? '-' : formatTime(progress.result.milliseconds);
}

function formatTime(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)}ms`;
  return milliseconds < 100_000
    ? `${(milliseconds / 1000).toFixed(1)}s`
    : `${Math.round(milliseconds / 1000)}s`;
}

function lintOf({ errors, warnings }: ScriptRow): string {
  return [errors > 0 ? `E${errors}` : '', warnings > 0 ? `W${warnings}` : ''].filter(Boolean).join(' ');
}

function noteOf({ progress }: ScriptRow, glyphs: Glyphs, room: number, column: number): Line {
  const note = (text: string, role: Role) => [cell(cutWithMark(text, room, glyphs), role, column)];
  if (progress.kind === 'waiting') return [];
  if (progress.kind === 'held') return note(progress.reason, 'warning');
  if (progress.kind === 'running') {
    const bar = Math.min(16, Math.max(0, room >> 1));
    return [
      ...progressBar(progress.done, progress.steps, bar, glyphs, column),
      cell(` ${cutWithMark(progress.title, room - bar - 1, glyphs)}`, 'dim'),
    ];
  }
  const { outcome } = progress.result;
  if (outcome.kind === 'errored') return note(outcome.failure.message, 'plain');
  if (outcome.kind === 'skipped') return note(outcome.reason, 'dim');
  return note(countClasses(progress.result) || triesOf(progress.result), 'plain');
}

/** The beginning of a text; where it goes on, a mark says so. */
function cutWithMark(text: string, width: number, glyphs: Glyphs): string {
  if (width < 1 || cellWidth(text) <= width) return text;
  return cutToWidth(text, width - 1) + glyphs.more;
}

/** What passed at last did not pass at once. */
function triesOf({ earlier = [] }: ScriptResult): string {
  return earlier.length === 0 ? '' : `passed at try ${earlier.length + 1}`;
}

function progressBar(done: number, all: number, width: number, glyphs: Glyphs, column: number): Line {
  if (width < 4 || all === 0) return [cell('', 'dim', column)];
  const full = Math.min(width, Math.round((done / all) * width));
  return [cell(glyphs.full.repeat(full), 'busy', column), cell(glyphs.empty.repeat(width - full), 'dim')];
}

/** `2 value, 1 missing`. */
function countClasses(result: ScriptResult): string {
  const counts = new Map<string, number>();
  for (const mismatch of mismatchesOf(result)) {
    counts.set(mismatch.class, (counts.get(mismatch.class) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
}

function statusLine(state: RunState, glyphs: Glyphs): Line {
  const { columns } = state.size;
  if (state.prompt) {
    return fitLine(
      [cell(` ${state.prompt.of}: `, 'key'), cell(state.prompt.text), cell(' ', 'found')],
      columns,
    );
  }
  if (state.question) {
    return fitLine(
      [cell(` ${state.question.text} `, 'warning'), cell('y', 'key'), cell(' or any other key')],
      columns,
    );
  }
  if (state.message !== '') return fitLine([cell(` ${state.message}`, 'warning')], columns);
  const shown = shownScripts(state);
  const place = cursorOf(state, shown) + Math.min(1, shown.length);
  const time = formatTime(state.model.milliseconds);
  const right =
    columns < narrow
      ? `${place}/${shown.length} ${time} `
      : `  ${place} of ${shown.length}  ${time.padStart(6)} `;
  return spreadLine(summary(state, glyphs), [...overall(state, glyphs), cell(right, 'dim')], columns);
}

/** How far the whole run is, while it runs and where there is room. */
function overall({ model, size }: RunState, glyphs: Glyphs): Line {
  const open = model.scripts.filter(
    ({ progress }) => progress.kind === 'running' || progress.kind === 'waiting',
  );
  if (open.length === 0 || size.columns < 110) return [];
  const all = model.scripts.length;
  const done = all - open.length;
  const full = Math.round((done / all) * 16);
  return [
    cell(glyphs.full.repeat(full), 'busy'),
    cell(glyphs.empty.repeat(16 - full), 'dim'),
    cell(` ${Math.floor((done / all) * 100)} %`),
  ];
}

/** From fewer columns on, only what counts. */
const narrow = 60;

const order: readonly Status[] = ['passed', 'failed', 'errored', 'skipped', 'held', 'running', 'waiting'];

/** What is rare is counted only where there is some. */
function summary(state: RunState, glyphs: Glyphs): Line {
  const counts = new Map<Status, number>();
  for (const row of state.model.scripts) counts.set(statusOf(row), (counts.get(statusOf(row)) ?? 0) + 1);
  const isNarrow = state.size.columns < narrow;
  const cells = order
    .filter((status) => counts.has(status) || (status !== 'held' && !isNarrow))
    .map((status) => {
      const { glyph, role } = looks[status];
      const count = counts.get(status) ?? 0;
      const word = state.size.columns < 110 ? '' : ` ${status}`;
      return cell(` ${glyphs[glyph]} ${count}${word}${isNarrow ? '' : ' '}`, count > 0 ? role : 'dim');
    });
  const { path, command } = state.filters;
  const filters = [path, command, state.failedOnly ? 'not passed' : ''].filter(Boolean);
  return filters.length === 0 ? cells : [...cells, cell(`  shown: ${filters.join(', ')}`, 'warning')];
}
