import type { TranscriptDiff } from '../match/diff.js';
import type { MismatchClass } from '../script/ast.js';
import { runView, type Stage, type View } from './app.js';
import { openDiff, pressInDiff, reopenDiff, resizeDiff } from './diff-commands.js';
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
  /** Lets the user edit what is expected. Gives what has become of the two, or what went wrong in a sentence. */
  readonly edit?: () => Promise<DiffSubject | string>;
}

/** Shows a diff on the whole terminal until the user is done with it. */
export async function showDiff(options: ShowDiffOptions): Promise<Ending> {
  const { failing = failingInTranscripts, edit, expectedName, notesOf, ...rest } = options;
  const subject = { ...rest, expectedName, failing, ...(edit ? { editable: expectedName } : {}) };
  const running = runView(
    diffView,
    options,
    (size) => openDiff(subject, size),
    ({ isEditing }) => {
      if (isEditing && edit) void editAside(edit);
    },
  );
  const editAside = (work: () => Promise<DiffSubject | string>) =>
    running.aside(async () => {
      const edited = await work();
      running.update((state) =>
        typeof edited === 'string' ? { ...state, message: edited } : reopenDiff(state, edited),
      );
    });
  // What the linter says takes its time: the first screen does not wait for it.
  if (notesOf) running.update((state) => ({ ...state, subject: { ...state.subject, notesOf } }));
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
  copied: ({ copied }) => copied,
  isClosed: ({ closed }) => closed,
};
