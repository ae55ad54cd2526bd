import type { TranscriptDiff } from '../match/diff.js';
import type { MismatchClass } from '../script/ast.js';
import { runView, type Stage, type View } from './app.js';
import { openDiff, pressInDiff, resizeDiff } from './diff-commands.js';
import { diffFrame } from './diff-frame.js';
import type { DiffState, DiffSubject } from './diff-state.js';
import type { Ending } from './screen.js';
import { speakDiff } from './spoken.js';

export interface ShowDiffOptions extends Stage {
  readonly title: string;
  readonly diff: TranscriptDiff;
  readonly expectedName: string;
  readonly actualName: string;
  /** The classes of difference that fail; all but `order` when it is not said. */
  readonly failing?: ReadonlySet<MismatchClass>;
  readonly notesOf?: DiffSubject['notesOf'];
}

/** Shows a diff on the whole terminal until the user is done with it. */
export async function showDiff(options: ShowDiffOptions): Promise<Ending> {
  const { failing = failingInTranscripts } = options;
  const running = runView(diffView, options, (size) => openDiff({ ...options, failing }, size));
  return (await running.finished).ending;
}

export const failingInTranscripts: ReadonlySet<MismatchClass> = new Set([
  'status',
  'missing',
  'unexpected',
  'value',
  'text',
]);

const diffView: View<DiffState> = {
  press: pressInDiff,
  resize: resizeDiff,
  frame: diffFrame,
  speak: speakDiff,
  isClosed: ({ closed }) => closed,
};
