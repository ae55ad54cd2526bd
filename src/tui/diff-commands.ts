import { nextMatch, typeSearch } from './diff-search.js';
import { currentRow, type DiffState, type DiffSubject, foldedLiteral } from './diff-state.js';
import { EntryList, nothingOpened } from './entry-list.js';
import { revealRow, setContext, toggleFold } from './folding.js';
import { scrollHelp } from './help-lines.js';
import { type CommandName, commandOf, type Key } from './keys.js';
import { layoutOf, type Size } from './layout.js';
import { firstAbove, indexDiff, isFromClient } from './rows.js';
import { halfDown, halfUp, lineDown, lineUp, pageDown, pageUp, settle } from './viewport.js';

/** The diff view as it opens: at the first difference. */
export function openDiff(subject: DiffSubject, size: Size): DiffState {
  const index = indexDiff(subject.diff);
  const state: DiffState = {
    subject,
    index,
    size,
    view: 'auto',
    wrap: false,
    pan: 0,
    context: 3,
    opened: nothingOpened,
    entries: new EntryList(index, 3, nothingOpened),
    cursor: 0,
    top: { entry: 0, line: 0 },
    search: '',
    prompt: undefined,
    marks: new Map(),
    message: subject.diff.coarse ? 'The two are very different: a coarse comparison.' : '',
    help: undefined,
    copied: undefined,
    isEditing: false,
    closed: false,
  };
  return revealRow(state, index.starts[0] ?? 0);
}

/** The same view of what has become of the two: the cursor stays at its row as far as there is one. */
export function reopenDiff(state: DiffState, subject: DiffSubject): DiffState {
  const { view, wrap, context, search, size, help, prompt } = state;
  const fresh = setContext({ ...openDiff(subject, size), view, wrap, search, help, message: '' }, context);
  const row = Math.min(currentRow(state), fresh.index.rows.length - 1);
  const again = revealRow({ ...fresh, message: '' }, row);
  if (!prompt) return again;
  return { ...again, prompt: { text: prompt.text, before: { ...again, search: prompt.before.search } } };
}

/** The state after a key. */
export function pressInDiff(state: DiffState, key: Key): DiffState {
  if (state.prompt) return typeSearch(state, state.prompt, key);
  const quiet =
    state.message === '' && !state.isEditing ? state : { ...state, message: '', isEditing: false };
  const command = commandOf('diff', key);
  if (quiet.help !== undefined) {
    return { ...quiet, help: scrollHelp('diff', quiet.help, command, quiet.size) };
  }
  return command === undefined ? quiet : (actions[command]?.(quiet) ?? quiet);
}

export function resizeDiff(state: DiffState, size: Size): DiffState {
  return settle({ ...state, size });
}

type Action = (state: DiffState) => DiffState;

const actions: Readonly<Partial<Record<CommandName, Action>>> = {
  down: lineDown,
  up: lineUp,
  halfDown,
  halfUp,
  pageDown,
  pageUp,
  first: (state) => settle({ ...state, cursor: 0, top: { entry: 0, line: 0 } }),
  last: (state) => settle({ ...state, cursor: state.entries.length - 1 }),
  left: (state) => ({ ...state, pan: Math.max(0, state.pan - 8) }),
  right: (state) => ({ ...state, pan: state.wrap ? 0 : Math.min(longestPan, state.pan + 8) }),
  nextDifference,
  previousDifference,
  nextCommand: (state) => goTo(state, findClientLine(state, 1), 'That was the last line of the client.'),
  previousCommand: (state) =>
    goTo(state, findClientLine(state, -1), 'That was the first line of the client.'),
  search: (state) => ({ ...state, prompt: { text: '', before: state } }),
  nextMatch: (state) => (state.search === '' ? nextDifference(state) : nextMatch(state, 1)),
  previousMatch: (state) => (state.search === '' ? previousDifference(state) : nextMatch(state, -1)),
  fold: toggleFold,
  view: (state) =>
    settle({
      ...state,
      view: layoutOf(state.size, state.view).sides ? 'unified' : 'sides',
      top: { entry: state.cursor, line: 0 },
    }),
  wrap: (state) => settle({ ...state, wrap: !state.wrap, pan: 0, top: { entry: state.cursor, line: 0 } }),
  moreContext: (state) => setContext(state, state.context + 1),
  lessContext: (state) => setContext(state, Math.max(0, state.context - 1)),
  nextFailure: (state) => ({ ...state, message: 'Only these two are compared here.' }),
  edit: (state) =>
    state.subject.editable === undefined
      ? { ...state, message: 'Nothing here can be edited.' }
      : { ...state, isEditing: true },
  copy: copyLines,
  help: (state) => ({ ...state, help: 0 }),
  back: (state) => ({ ...state, closed: true }),
};

/** What a terminal takes at once, in octets of UTF-8; xterm's limit is 75,000 of base64. */
const mostCopied = 50_000;

/** The line as it came, or as it was expected where none came; of a literal that is folded, all its lines. */
function copyLines(state: DiffState): DiffState {
  const { rows } = state.index;
  const literal = foldedLiteral(state);
  const wanted = literal ? rows.slice(literal.from, literal.to) : rows.slice(currentRow(state)).slice(0, 1);
  const came = wanted.flatMap((row) => (row.kind === 'expected' ? [] : [row.actual.text]));
  const lines =
    came.length > 0 ? came : wanted.flatMap((row) => (row.kind === 'expected' ? [row.expected.text] : []));
  const text = lines.join('\n');
  if (text === '') return { ...state, message: 'There is nothing to copy here.' };
  if (Buffer.byteLength(text) > mostCopied) return { ...state, message: 'That is too long to be copied.' };
  const what = lines.length === 1 ? 'The line' : `${lines.length} lines`;
  const how = came.length > 0 ? 'as it came' : 'as expected';
  return { ...state, copied: { text }, message: `${what} ${how}: copied, if the terminal allows it.` };
}

/** Further to the right there is nothing that a person reads. */
const longestPan = 100_000;

function nextDifference(state: DiffState): DiffState {
  const next = state.index.starts[firstAbove(state.index.starts, currentRow(state))];
  return goTo(state, next, 'That was the last difference.');
}

function previousDifference(state: DiffState): DiffState {
  const before = firstAbove(state.index.starts, currentRow(state) - 1) - 1;
  return goTo(state, state.index.starts[before], 'That was the first difference.');
}

function goTo(state: DiffState, row: number | undefined, otherwise: string): DiffState {
  return row === undefined ? { ...state, message: otherwise } : revealRow(state, row);
}

function findClientLine(state: DiffState, step: 1 | -1): number | undefined {
  const { rows } = state.index;
  let at = currentRow(state) + step;
  while (at >= 0 && at < rows.length) {
    const row = rows[at];
    if (row && isFromClient(row)) return at;
    at += step;
  }
  return undefined;
}
