import { runView, type Stage, type View } from './app.js';
import { diffOfResult } from './diff-of-result.js';
import type { DiffSubject } from './diff-state.js';
import { runFrame } from './run-frame.js';
import type { RunModel, RunOrder, ScriptRow } from './run-model.js';
import { openRun, pressInRun, type RunState, resizeRun, updateRun } from './run-state.js';
import type { Ending } from './screen.js';
import { failingInTranscripts } from './show-diff.js';
import { speakRun } from './spoken.js';

export interface RunViewOptions extends Stage {
  readonly model: RunModel;
  /** Called when the user wants something run or stopped. Quitting is what `finished` is for. */
  readonly onCommand: (order: RunOrder) => void;
  /** What to compare for a script that has run; when it knows of nothing, the run's own result is shown. */
  readonly diffOf?: (path: string) => DiffSubject | undefined;
}

export interface OpenRunView {
  /** Shows what has become of the run. May be called as often as something happens. */
  readonly update: (model: () => RunModel) => void;
  readonly finished: Promise<Ending>;
  /** Leaves the terminal to somebody else, such as an editor, for the time of some work. */
  readonly aside: (work: () => Promise<void>) => Promise<void>;
  readonly close: () => void;
}

/** Shows a run while it happens, until the user quits. */
export function openRunView(options: RunViewOptions): OpenRunView {
  const { model, onCommand, diffOf = () => undefined } = options;
  const running = runView(
    runListView,
    options,
    (size) => openRun(model, size, (row) => diffOf(row.path) ?? ownDiff(row)),
    ({ orders }) => orders.forEach(onCommand),
  );
  return {
    update: (next) => running.update((state) => updateRun(state, next())),
    finished: running.finished.then(({ ending }) => ending),
    aside: (work) => running.aside(work),
    close: () => running.close(),
  };
}

function ownDiff({ path, progress }: ScriptRow): DiffSubject | undefined {
  if (progress.kind !== 'done' || progress.result.steps.length === 0) return undefined;
  const { diff, notes } = diffOfResult(progress.result);
  return {
    title: path,
    diff,
    notesOf: (row) => notes.get(row) ?? [],
    expectedName: progress.result.transcript ?? path,
    actualName: 'what came',
    editable: path,
    failing: failingInTranscripts,
  };
}

const runListView: View<RunState> = {
  press: pressInRun,
  resize: resizeRun,
  frame: runFrame,
  speak: speakRun,
  copied: ({ opened }) => opened?.copied,
  isClosed: ({ closed }) => closed,
};
