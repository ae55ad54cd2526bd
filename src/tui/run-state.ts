import { openDiff, pressInDiff, reopenDiff, resizeDiff } from './diff-commands.js';
import type { DiffState, DiffSubject } from './diff-state.js';
import { scrollHelp } from './help-lines.js';
import { type CommandName, commandOf, type Key } from './keys.js';
import type { Size } from './layout.js';
import { typeInto } from './prompt.js';
import { detailLines } from './run-details.js';
import { runLayoutOf } from './run-layout.js';
import {
  isOutdated,
  needsAttention,
  type RunModel,
  type RunOrder,
  type ScriptRow,
  statusOf,
} from './run-model.js';
import { pageRoom, scrollPage } from './scroll-page.js';

/** Everything the run view knows. */
export interface RunState {
  readonly model: RunModel;
  readonly size: Size;
  /** The script under the cursor: by its path, so that it stays when others come and go. */
  readonly selected: string;
  /** Where that was among those that are shown: when it goes, the one that comes there is next. */
  readonly place: number;
  /** The first script on the screen: a place among those that are shown. */
  readonly top: number;
  readonly filters: Filters;
  readonly failedOnly: boolean;
  readonly prompt: FilterPrompt | undefined;
  /** What a `y` is waited for. */
  readonly question: Question | undefined;
  readonly message: string;
  readonly help: number | undefined;
  /** What is known about the script under the cursor is shown, from this line on. */
  readonly details: number | undefined;
  /** The script that is open in the diff view. */
  readonly opened: DiffState | undefined;
  /** What the last key asks for. */
  readonly orders: readonly RunOrder[];
  readonly closed: boolean;
  readonly diffOf: (row: ScriptRow) => DiffSubject | undefined;
}

/** The letters that paths, and commands, must have to be shown. */
export interface Filters {
  readonly path: string;
  readonly command: string;
}

interface FilterPrompt {
  readonly of: keyof Filters;
  readonly text: string;
  readonly before: Filters;
}

interface Question {
  readonly text: string;
  readonly orders: readonly RunOrder[];
}

export function openRun(model: RunModel, size: Size, diffOf: RunState['diffOf']): RunState {
  return {
    model,
    size,
    selected: model.scripts[0]?.path ?? '',
    place: 0,
    top: 0,
    filters: noFilters,
    failedOnly: false,
    prompt: undefined,
    question: undefined,
    message: '',
    help: undefined,
    details: undefined,
    opened: undefined,
    orders: [],
    closed: false,
    diffOf,
  };
}

const noFilters: Filters = { path: '', command: '' };

/** The state after a key. */
export function pressInRun(before: RunState, key: Key): RunState {
  const state = { ...before, orders: [], message: '' };
  if (state.opened) return pressInOpened(state, state.opened, key);
  if (state.prompt) return typeFilter(state, state.prompt, key);
  if (state.question) return answer(state, state.question, key);
  const command = commandOf('run', key);
  if (state.help !== undefined) {
    return { ...state, help: scrollHelp('run', state.help, command, state.size) };
  }
  if (state.details !== undefined) return scrollDetails(state, state.details, command);
  return command === undefined ? state : (actions[command]?.(state) ?? state);
}

export function resizeRun(state: RunState, size: Size): RunState {
  return settle({ ...state, size, opened: state.opened && resizeDiff(state.opened, size) });
}

/** The state when something happened in the run. What is open is what came last. */
export function updateRun(state: RunState, model: RunModel): RunState {
  const next = settle({ ...state, model });
  if (!state.opened) return next;
  const row = selectedScript(next);
  if (row?.progress.kind !== 'done' || row.progress === selectedScript(state)?.progress) return next;
  const subject = state.diffOf(row);
  return subject ? { ...next, opened: reopenDiff(state.opened, subject) } : next;
}

/** The scripts that the filter lets through. */
export function shownScripts({ model, filters, failedOnly }: RunState): readonly ScriptRow[] {
  if (filters === noFilters && !failedOnly) return model.scripts;
  const path = filters.path.toLowerCase();
  const command = filters.command.toLowerCase();
  return model.scripts.filter(
    (row) =>
      row.path.toLowerCase().includes(path) &&
      row.commands.includes(command) &&
      (!failedOnly || !['passed', 'skipped'].includes(statusOf(row))),
  );
}

export function selectedScript(state: RunState): ScriptRow | undefined {
  return state.model.scripts.find(({ path }) => path === state.selected);
}

/** The place of the cursor among the scripts that are shown; 0 when there are none. */
export function cursorOf(state: RunState, shown = shownScripts(state)): number {
  const found = shown.findIndex(({ path }) => path === state.selected);
  return found === -1 ? Math.max(0, Math.min(state.place, shown.length - 1)) : found;
}

type Action = (state: RunState) => RunState;

const actions: Readonly<Partial<Record<CommandName, Action>>> = {
  down: (state) => moveBy(state, 1),
  up: (state) => moveBy(state, -1),
  pageDown: (state) => moveBy(state, runLayoutOf(state.size).pane),
  pageUp: (state) => moveBy(state, -runLayoutOf(state.size).pane),
  halfDown: (state) => moveBy(state, runLayoutOf(state.size).pane >> 1),
  halfUp: (state) => moveBy(state, -(runLayoutOf(state.size).pane >> 1)),
  first: (state) => moveBy(state, -Infinity),
  last: (state) => moveBy(state, Infinity),
  nextFailure: (state) => findFailure(state, 1),
  previousFailure: (state) => findFailure(state, -1),
  open: openSelected,
  rerunAll: (state) => rerun(state, shownScripts(state)),
  rerunFailed: (state) => rerun(state, state.model.scripts.filter(needsAttention)),
  rerun: rerunSelected,
  cancel: (state) => ({ ...state, orders: [{ kind: 'cancel' }] }),
  filter: (state) => askFilter(state, 'path'),
  filterCommands: (state) => askFilter(state, 'command'),
  acceptPending: askAccept,
  record: askRecord,
  edit: editSelected,
  details: (state) =>
    selectedScript(state) ? { ...state, details: 0 } : { ...state, message: 'No script is shown.' },
  failedOnly: (state) => settle({ ...state, failedOnly: !state.failedOnly }),
  help: (state) => ({ ...state, help: 0 }),
  back: (state) =>
    state.filters !== noFilters || state.failedOnly
      ? settle({ ...state, filters: noFilters, failedOnly: false })
      : { ...state, closed: true },
};

function pressInOpened(state: RunState, opened: DiffState, key: Key): RunState {
  const isCommand = !opened.prompt && opened.help === undefined;
  if (isCommand && commandOf('diff', key) === 'nextFailure') {
    const next = findFailure(state, 1);
    return next.selected === state.selected ? state : openSelected(next);
  }
  const { isEditing, ...after } = pressInDiff(opened, key);
  const path = isEditing ? opened.subject.editable : undefined;
  return {
    ...state,
    opened: after.closed ? undefined : { ...after, isEditing: false },
    orders: path === undefined ? [] : [{ kind: 'edit', path }],
  };
}

function openSelected(state: RunState): RunState {
  const row = selectedScript(state);
  if (!row) return state;
  if (row.progress.kind === 'held') return { ...state, message: row.progress.reason };
  if (row.progress.kind !== 'done') return { ...state, message: `${row.path} has not run yet.` };
  const subject = state.diffOf(row);
  if (!subject) return { ...state, message: `There is nothing to compare for ${row.path}.` };
  return { ...state, opened: openDiff(subject, state.size) };
}

function rerun(state: RunState, rows: readonly ScriptRow[]): RunState {
  if (rows.length === 0) return { ...state, message: 'There is nothing to run.' };
  return { ...state, orders: [{ kind: 'rerun', paths: rows.map(({ path }) => path) }] };
}

/** Sending to another machine for the first time is asked about. */
function rerunSelected(state: RunState): RunState {
  const row = selectedScript(state);
  if (row?.progress.kind !== 'held' || row.progress.server === '') return rerun(state, row ? [row] : []);
  const { server } = row.progress;
  const text = `Send to ${server} at every save?`;
  return {
    ...state,
    question: {
      text,
      orders: [
        { kind: 'allow', server },
        { kind: 'rerun', paths: [row.path] },
      ],
    },
  };
}

function editSelected(state: RunState): RunState {
  const row = selectedScript(state);
  if (!row) return { ...state, message: 'No script is shown.' };
  return { ...state, orders: [{ kind: 'edit', path: row.path }] };
}

function askAccept(state: RunState): RunState {
  const row = selectedScript(state);
  if (row && isOutdated(row))
    return { ...state, message: 'The transcript is of another version of the script: R records it again.' };
  if (!row?.pending)
    return {
      ...state,
      message: 'Nothing is pending for this script; R makes what comes now its transcript.',
    };
  const text = `Make what came the transcript of ${row.path}?`;
  return { ...state, question: { text, orders: [{ kind: 'accept', path: row.path }] } };
}

function askRecord(state: RunState): RunState {
  const row = selectedScript(state);
  if (!row) return { ...state, message: 'No script is shown.' };
  if (row.progress.kind === 'held' && row.progress.server !== '') return rerunSelected(state);
  const text = `Run ${row.path} and make what comes its transcript?`;
  return { ...state, question: { text, orders: [{ kind: 'record', path: row.path }] } };
}

function answer(state: RunState, { orders }: Question, key: Key): RunState {
  return { ...state, question: undefined, orders: key === 'y' || key === 'Y' ? orders : [] };
}

function askFilter(state: RunState, of: keyof Filters): RunState {
  return { ...state, prompt: { of, text: state.filters[of], before: state.filters } };
}

function findFailure(state: RunState, step: 1 | -1): RunState {
  const shown = shownScripts(state);
  const cursor = cursorOf(state, shown);
  for (let count = 1; count <= shown.length; count++) {
    const row = shown[(cursor + step * count + shown.length * 2) % shown.length];
    if (row && needsAttention(row)) return settle({ ...state, selected: row.path });
  }
  return { ...state, message: 'No script has failed.' };
}

function moveBy(state: RunState, rows: number): RunState {
  const shown = shownScripts(state);
  const to = Math.max(0, Math.min(cursorOf(state, shown) + rows, shown.length - 1));
  return settle({ ...state, selected: shown[to]?.path ?? state.selected });
}

/** Keeps the cursor among the scripts that are shown, and on the screen. */
function settle(state: RunState): RunState {
  const shown = shownScripts(state);
  const cursor = cursorOf(state, shown);
  const { pane } = runLayoutOf(state.size);
  const highest = Math.max(0, shown.length - pane);
  const top = Math.max(0, Math.min(Math.max(state.top, cursor - pane + 1), cursor, highest));
  return { ...state, selected: shown[cursor]?.path ?? state.selected, place: cursor, top };
}

function typeFilter(state: RunState, { of, text, before }: FilterPrompt, key: Key): RunState {
  const typed = typeInto(text, key);
  if (typed.kind === 'entered') return settle({ ...state, prompt: undefined });
  if (typed.kind === 'cancelled') return settle({ ...state, prompt: undefined, filters: before });
  const filters = { ...before, [of]: typed.text };
  const isNone = filters.path === '' && filters.command === '';
  return settle({
    ...state,
    filters: isNone ? noFilters : filters,
    prompt: { of, text: typed.text, before },
  });
}

function scrollDetails(state: RunState, top: number, command: CommandName | undefined): RunState {
  const row = selectedScript(state);
  const lines = row ? detailLines(row, state.size.columns).length : 0;
  return { ...state, details: scrollPage(top, command, lines, pageRoom(state.size.rows)) };
}
