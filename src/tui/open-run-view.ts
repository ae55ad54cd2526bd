import { runView, type View } from './app.js';
import { diffOfResult } from './diff-of-result.js';
import type { DiffSubject } from './diff-state.js';
import { runFrame } from './run-frame.js';
import type { RunModel, RunOrder, ScriptRow } from './run-model.js';
import { openRun, pressInRun, type RunState, resizeRun, updateRun } from './run-state.js';
import type { Ending, Terminal } from './screen.js';
import { failingInTranscripts } from './show-diff.js';
import { chooseTheme, type Environment, type ThemeName } from './theme.js';

export interface RunViewOptions extends Terminal {
  readonly env: Environment;
  readonly model: RunModel;
  /** Called when the user wants something run or stopped. Quitting is what `finished` is for. */
  readonly onCommand: (order: RunOrder) => void;
  /** What to compare for a script that has run; when it knows of nothing, the run's own result is shown. */
  readonly diffOf?: (path: string) => DiffSubject | undefined;
  readonly theme?: ThemeName;
}

export interface OpenRunView {
  /** Shows what has become of the run. May be called as often as something happens. */
  readonly update: (model: RunModel) => void;
  readonly finished: Promise<Ending>;
  readonly close: () => void;
}

/** Shows a run while it happens, until the user quits. */
export function openRunView(options: RunViewOptions): OpenRunView {
  const { env, model, onCommand, diffOf = () => undefined } = options;
  const running = runView(
    runListView,
    options,
    chooseTheme(env, options.theme),
    (size) => openRun(model, size, (row) => diffOf(row.path) ?? ownDiff(row)),
    ({ orders }) => orders.forEach(onCommand),
  );
  return {
    update: (next) => running.update((state) => updateRun(state, next)),
    finished: running.finished.then(({ ending }) => ending),
    close: running.close,
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
    failing: failingInTranscripts,
  };
}

const runListView: View<RunState> = {
  press: pressInRun,
  resize: resizeRun,
  frame: runFrame,
  isClosed: ({ closed }) => closed,
};
