import { openDiff, pressInDiff, resizeDiff } from './diff-commands.js';
import { type DiffState, type DiffSubject, startOfDifference } from './diff-state.js';
import { revealRow } from './folding.js';
import { type CommandName, commandOf, type Key } from './keys.js';
import type { Size } from './layout.js';

export type Decision = 'accept' | 'reject' | 'skip';

/** A pending transcript: what is there now (expected) against what it would become (actual). */
export interface ReviewFile extends DiffSubject {
  readonly path: string;
}

/** What was decided about one difference: the rows `from` to `to` (exclusive) of the file's diff. */
export interface Decided {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly decision: Decision;
}

/** Everything the review knows. */
export interface ReviewState {
  readonly files: readonly FileReview[];
  /** The file that is shown. */
  readonly current: number;
  /** What was decided together, the last at the end: for undoing. */
  readonly history: readonly (readonly Place[])[];
  readonly size: Size;
  readonly closed: boolean;
}

export interface FileReview {
  readonly path: string;
  readonly diff: DiffState;
  /** By the first row of a difference. */
  readonly decisions: ReadonlyMap<number, Decision>;
}

interface Place {
  readonly file: number;
  readonly row: number;
}

export function openReview(files: readonly ReviewFile[], size: Size): ReviewState {
  return {
    files: files.map((file) => ({ path: file.path, diff: openDiff(file, size), decisions: new Map() })),
    current: 0,
    history: [],
    size,
    closed: files.length === 0,
  };
}

/** The state after a key. */
export function pressInReview(state: ReviewState, key: Key): ReviewState {
  const file = state.files[state.current];
  if (!file) return { ...state, closed: true };
  const isTyping = file.diff.prompt !== undefined || file.diff.help !== undefined;
  const command = isTyping ? undefined : commandOf('review', key);
  if (isDecided(state)) return pressAtEnd(state, command, key);
  const act = command && actions[command];
  if (act) return act(state);
  const diff = pressInDiff(file.diff, key);
  return diff.closed ? { ...state, closed: true } : withFile(state, state.current, { ...file, diff });
}

export function resizeReview(state: ReviewState, size: Size): ReviewState {
  const files = state.files.map((file) => ({ ...file, diff: resizeDiff(file.diff, size) }));
  return { ...state, size, files };
}

/** True when nothing is left to be decided: what will be done is shown, and only wants a yes. */
export function isDecided({ files }: ReviewState): boolean {
  return files.every(({ diff, decisions }) => decisions.size === diff.index.starts.length);
}

/** What was decided, file by file, in the order of the rows. */
export function decisionsOf({ files }: ReviewState): readonly Decided[] {
  return files.flatMap(({ path, diff, decisions }) =>
    diff.index.starts.flatMap((from, number) => {
      const decision = decisions.get(from);
      return decision === undefined ? [] : [{ path, from, to: endOf(diff, number), decision }];
    }),
  );
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
  accept: (state) => decideHere(state, 'accept'),
  reject: (state) => decideHere(state, 'reject'),
  skip: (state) => decideHere(state, 'skip'),
  acceptRest: (state) => decide(state, undecided(state), 'accept'),
  rejectRest: (state) => decide(state, undecided(state), 'reject'),
  skipRest: (state) => decide(state, undecided(state), 'skip'),
  undo,
  nextFile: (state) => ({ ...state, current: (state.current + 1) % state.files.length }),
  previousFile: (state) => ({
    ...state,
    current: (state.current + state.files.length - 1) % state.files.length,
  }),
  back: (state) => ({ ...state, closed: true }),
};

function pressAtEnd(state: ReviewState, command: CommandName | undefined, key: Key): ReviewState {
  if (command === 'undo') return undo(state);
  return key === 'enter' || command === 'back' ? { ...state, closed: true } : state;
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

const letters: Readonly<Record<Decision, string>> = { accept: 'a', reject: 'r', skip: 's' };

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
  return next ? say(goTo(state, next), message) : state;
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

function endOf({ index }: DiffState, number: number): number {
  let end = (index.starts[number] ?? 0) + 1;
  const next = index.starts[number + 1] ?? index.rows.length;
  while (end < next && 'class' in (index.rows[end] ?? {})) end++;
  return end;
}
