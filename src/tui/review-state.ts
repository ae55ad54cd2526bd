import type { Rewriting } from '../match/decide.js';
import { openDiff, pressInDiff, resizeDiff } from './diff-commands.js';
import { startOfDifference } from './diff-state.js';
import { revealRow } from './folding.js';
import { scrollHelp } from './help-lines.js';
import { type CommandName, commandOf, type Key } from './keys.js';
import { layoutOf, type Size } from './layout.js';
import {
  type Decided,
  type Decision,
  decisionsOfFile,
  endOf,
  type FileReview,
  type ReviewFile,
} from './review-decisions.js';
import { summaryLines } from './review-summary.js';
import { isDifference } from './rows.js';
import { scrollPage } from './scroll-page.js';

/** Everything the review knows. */
export interface ReviewState {
  readonly files: readonly FileReview[];
  /** The file that is shown. */
  readonly current: number;
  /** Whether a decision is about all that is left of a file. */
  readonly wholeFiles: boolean;
  /** What was decided together, the last at the end: for undoing. */
  readonly history: readonly (readonly Place[])[];
  readonly size: Size;
  /** What will be written is shown, from this line on; undefined while there is something to decide. */
  readonly summary: number | undefined;
  /** How it was closed: `write` what was decided, `edit` the file that is shown, or `leave` all as it is. */
  readonly closed: 'write' | 'edit' | 'leave' | undefined;
}

interface Place {
  readonly file: number;
  readonly row: number;
}

/** What was there before a review was interrupted. */
export interface Resumed {
  readonly decided: readonly Decided[];
  /** The file that was shown. */
  readonly path?: string;
  /** One line for the user. */
  readonly message?: string;
}

export function openReview(
  files: readonly ReviewFile[],
  size: Size,
  { decided, path, message = '' }: Resumed = { decided: [] },
): ReviewState {
  const reviews = files.map((file): FileReview => {
    const review = { path: file.path, file, diff: openDiff(file, size), decisions: new Map() };
    const own = decided.filter(
      ({ path, from }) => path === file.path && review.diff.index.starts.includes(from),
    );
    return withDecisions(review, new Map(own.map(({ from, decision }) => [from, decision])));
  });
  const history = reviews.flatMap(({ decisions }, file) =>
    [...decisions.keys()].map((row) => [{ file, row }]),
  );
  const state: ReviewState = {
    files: reviews,
    current: Math.max(
      0,
      files.findIndex((file) => file.path === path),
    ),
    wholeFiles: false,
    history,
    size,
    summary: undefined,
    closed: files.length === 0 ? 'leave' : undefined,
  };
  const places = undecided(state);
  const next = places.find(({ file }) => file >= state.current) ?? places[0];
  return next ? say(goTo(state, next), message) : { ...state, summary: 0 };
}

/** The state after a key. */
export function pressInReview(state: ReviewState, key: Key): ReviewState {
  const file = state.files[state.current];
  if (!file) return { ...state, closed: 'leave' };
  if (state.summary !== undefined) {
    return pressAtEnd(state, state.summary, commandOf('review', key), key);
  }
  const command = file.diff.prompt === undefined ? commandOf('review', key) : undefined;
  if (file.diff.help !== undefined) {
    const help = scrollHelp('review', file.diff.help, command, state.size);
    return withFile(state, state.current, { ...file, diff: { ...file.diff, help } });
  }
  const act = command && actions[command];
  if (act) return act(state);
  const diff = pressInDiff(file.diff, key);
  return diff.closed ? leave(state) : withFile(state, state.current, { ...file, diff });
}

export function resizeReview(state: ReviewState, size: Size): ReviewState {
  const files = state.files.map((file) => ({ ...file, diff: resizeDiff(file.diff, size) }));
  return { ...state, size, files };
}

/** True when nothing is left to be decided. */
function isDecided({ files }: ReviewState): boolean {
  return files.every(({ diff, decisions }) => decisions.size === diff.index.starts.length);
}

/** What was decided, file by file, in the order of the rows. */
export function decisionsOf({ files }: ReviewState): readonly Decided[] {
  return files.flatMap(decisionsOfFile);
}

/** How many differences there are, and how many of them are decided. */
export function countDecided({ files }: ReviewState): { readonly decided: number; readonly all: number } {
  return {
    decided: files.reduce((sum, { decisions }) => sum + decisions.size, 0),
    all: files.reduce((sum, { diff }) => sum + diff.index.starts.length, 0),
  };
}

type Action = (state: ReviewState) => ReviewState;

const actions: Readonly<Partial<Record<CommandName, Action>>> = {
  accept: (state) => decideUnit(state, 'accept'),
  reject: (state) => decideUnit(state, 'reject'),
  skip: (state) => decideUnit(state, 'skip'),
  wholeFiles: (state) => ({ ...state, wholeFiles: !state.wholeFiles }),
  acceptRest: (state) => decide(state, undecided(state), 'accept'),
  rejectRest: (state) => decide(state, undecided(state), 'reject'),
  skipRest: (state) => decide(state, undecided(state), 'skip'),
  undo,
  nextFile: (state) => ({ ...state, current: (state.current + 1) % state.files.length }),
  mask: (state) => rewriteHere(state, 'mask', 'Nothing here is a value that a pattern could stand for.'),
  ignore: (state) =>
    rewriteHere(state, 'ignore', 'Only a text for people, behind a command, can be ignored; m masks values.'),
  edit: (state) => ({ ...state, closed: 'edit' }),
  previousFile: (state) => ({
    ...state,
    current: (state.current + state.files.length - 1) % state.files.length,
  }),
  back: leave,
};

/** Nothing is written before it was shown: who leaves with decisions sees them first. */
function leave(state: ReviewState): ReviewState {
  return countDecided(state).decided === 0 ? { ...state, closed: 'leave' } : { ...state, summary: 0 };
}

function pressAtEnd(
  state: ReviewState,
  top: number,
  command: CommandName | undefined,
  key: Key,
): ReviewState {
  if (key === 'enter') return { ...state, closed: 'write' };
  if (command === 'back') return { ...state, closed: 'leave' };
  if (command === 'undo') return undo({ ...state, summary: undefined });
  if (!isDecided(state) && command === 'nextDifference') return goOn({ ...state, summary: undefined });
  const lines = summaryLines(state.files, state.size.columns).length;
  return { ...state, summary: scrollPage(top, command, lines, layoutOf(state.size).pane) ?? top };
}

/** All rows of a difference are rewritten, or none. */
function rewriteHere(state: ReviewState, how: Rewriting, otherwise: string): ReviewState {
  const review = state.files[state.current];
  const from = review && startOfDifference(review.diff);
  if (!review || from === undefined) return decideHere(state, how);
  const to = endOf(review.diff, review.diff.index.starts.indexOf(from));
  for (let row = from; row < to; row++) {
    const isWanted = isDifference(review.diff.index.rows[row]!);
    if (isWanted && !review.file.rewrite?.(row, how)) return say(state, otherwise);
  }
  return decideHere(state, how);
}

function decideUnit(state: ReviewState, decision: Decision): ReviewState {
  const rest = undecided(state).filter(({ file }) => file === state.current);
  return state.wholeFiles && rest.length > 0 ? decide(state, rest, decision) : decideHere(state, decision);
}

function decideHere(state: ReviewState, decision: Decision): ReviewState {
  const diff = state.files[state.current]?.diff;
  const row = diff && startOfDifference(diff);
  if (row === undefined) return goOn(state, 'The cursor was on no difference; this is the next one.');
  return decide(state, [{ file: state.current, row }], decision);
}

function decide(state: ReviewState, places: readonly Place[], decision: Decision): ReviewState {
  if (places.length === 0) return state;
  const files = state.files.map((file, number) => {
    const rows = places.filter((place) => place.file === number).map(({ row }) => row);
    return rows.length === 0
      ? file
      : withDecisions(file, new Map([...file.decisions, ...rows.map((row) => [row, decision] as const)]));
  });
  return goOn({ ...state, files, history: [...state.history, places] });
}

/** Takes the last decision back, and goes to where it was made. */
function undo(state: ReviewState): ReviewState {
  const places = state.history.at(-1);
  const first = places?.[0];
  if (!places || !first) return say(state, 'There is nothing to undo.');
  const files = state.files.map((file, number) => {
    const rows = new Set(places.filter((place) => place.file === number).map(({ row }) => row));
    return rows.size === 0
      ? file
      : withDecisions(file, new Map([...file.decisions].filter(([row]) => !rows.has(row))));
  });
  return goTo({ ...state, files, history: state.history.slice(0, -1) }, first);
}

const letters: Readonly<Record<Decision, string>> = {
  accept: 'a',
  reject: 'r',
  skip: 's',
  mask: 'm',
  ignore: 'i',
};

function withDecisions(file: FileReview, decisions: ReadonlyMap<number, Decision>): FileReview {
  const marks = new Map([...decisions].map(([row, decision]) => [row, letters[decision]]));
  return { ...file, decisions, diff: { ...file.diff, marks } };
}

/** Goes to the next difference that is not decided: behind the cursor, in the files that follow, then from the top. */
function goOn(state: ReviewState, message = ''): ReviewState {
  const places = undecided(state);
  const here = state.files[state.current]?.diff;
  const row = here ? (startOfDifference(here) ?? -1) : -1;
  const next =
    places.find(({ file, row: at }) => file > state.current || (file === state.current && at > row)) ??
    places[0];
  return next ? say(goTo(state, next), message) : { ...state, summary: 0 };
}

function goTo(state: ReviewState, { file, row }: Place): ReviewState {
  const review = state.files[file];
  if (!review) return state;
  return withFile({ ...state, current: file }, file, { ...review, diff: revealRow(review.diff, row) });
}

function say(state: ReviewState, message: string): ReviewState {
  const file = state.files[state.current];
  return file ? withFile(state, state.current, { ...file, diff: { ...file.diff, message } }) : state;
}

function undecided({ files }: ReviewState): readonly Place[] {
  return files.flatMap(({ diff, decisions }, file) =>
    diff.index.starts.filter((row) => !decisions.has(row)).map((row) => ({ file, row })),
  );
}

function withFile(state: ReviewState, number: number, file: FileReview): ReviewState {
  return { ...state, files: state.files.with(number, file) };
}
