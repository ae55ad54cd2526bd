import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { isThisMachine, parseServerUrl } from '../../imap/url.js';
import { lintScript } from '../../lint/linter.js';
import type { ScriptResult } from '../../replay/result.js';
import { runToTty } from '../../report/run-tty.js';
import { canShow } from '../../tui/can-show.js';
import type { Progress, RunModel, RunOrder, ScriptRow } from '../../tui/run-model.js';
import type { Command, Invocation } from '../command.js';
import { dependenciesOf } from '../dependencies.js';
import { ExitStatus } from '../exit-status.js';
import { findFiles, scriptFiles } from '../paths.js';
import type { Plan } from '../plan.js';
import { createReplayer, type Replayer, statusOf, sumUp } from '../replayer.js';
import type { Servers } from '../server-choice.js';
import { UsageError } from '../usage-error.js';
import { watchFiles } from '../watch.js';
import { runOne } from './test.js';

/** `tagline watch`: tests, and tests again what a saved file has to do with. */
export const command: Command = async (invocation) => {
  const { host, output } = invocation;
  const named = invocation.arguments.length === 0 ? ['.'] : invocation.arguments;
  const session = await openSession(invocation, named);
  const isShown = canShow(host.stdin, host.stdout, host.env);
  const view = isShown ? await openView(invocation, session) : openLog(invocation, session);
  const unwatch = await watchFiles(host.cwd, named.map(folderOf), (changed) => void session.changed(changed));
  session.rerun(session.model().scripts.map(({ path }) => path));
  const ending = await view.finished;
  await unwatch();
  session.cancel();
  if (!isShown) output.trouble('\n');
  return ending === 'interrupted' ? ExitStatus.interrupted : statusOf(session.results());
};

/** A pattern cannot be watched; the folder before it can. */
function folderOf(path: string): string {
  const at = path.search(/[*?{[]/);
  return at === -1 ? path : path.slice(0, path.lastIndexOf('/', at) + 1) || '.';
}

/** The scripts, what has become of each, and one run at a time. */
interface Session {
  model(): RunModel;
  results(): readonly ScriptResult[];
  rerun(paths: readonly string[]): void;
  cancel(): void;
  /** Reads what has changed and runs what depends on it. */
  changed(files: ReadonlySet<string>): Promise<void>;
  onChange: (model: RunModel) => void;
  onIdle: () => void;
}

interface Watched {
  plan: Plan | undefined;
  row: ScriptRow;
  dependencies: ReadonlySet<string>;
}

async function openSession(invocation: Invocation, named: readonly string[]): Promise<Session> {
  const { host } = invocation;
  let controller = new AbortController();
  const replayerFor = (signal: AbortSignal) => createReplayer(invocation, { record: true, signal });
  const { servers, plan: readPlan } = await replayerFor(controller.signal);
  const scripts = new Map<string, Watched>();
  const queue: string[] = [];
  let isRunning = false;
  let startedAt = host.now();
  let endedAt = startedAt;
  let notice = '';

  const read = async (path: string) => scripts.set(path, await readWatched(invocation, readPlan, path));
  const refresh = async () => {
    const paths = await findFiles(host, named, scriptFiles);
    for (const path of paths) if (!scripts.has(path)) await read(path);
    for (const path of scripts.keys()) if (!paths.includes(path)) scripts.delete(path);
  };
  await refresh();
  await askOnce(invocation, servers, [...scripts.values()]);

  const show = (path: string, progress: Progress) => {
    const watched = scripts.get(path);
    if (watched) watched.row = { ...watched.row, progress };
    session.onChange(session.model());
  };
  const pump = async () => {
    if (isRunning) return;
    isRunning = true;
    startedAt = host.now();
    const { signal } = controller;
    const replayer = await replayerFor(signal);
    for (let path = queue.shift(); path !== undefined && !signal.aborted; path = queue.shift()) {
      const plan = scripts.get(path)?.plan;
      if (!plan) continue;
      const began = host.now();
      const steps = plan.script.items.filter((item) => item.kind === 'client').length;
      let done = 0;
      show(path, { kind: 'running', done, steps, title: '', milliseconds: 0 });
      const running = runOne(invocation, replayer, plan, (event) => {
        if (event.kind === 'step-finished') done += 1;
        if (event.kind !== 'step-started') return;
        show(path, { kind: 'running', done, steps, title: event.title, milliseconds: host.now() - began });
      });
      const result = await running.catch((error) => refused(plan.path, error));
      endedAt = host.now();
      show(path, { kind: 'done', result });
    }
    isRunning = false;
    if (queue.length > 0) return pump();
    session.onChange(session.model());
    session.onIdle();
  };

  const session: Session = {
    model: () => ({
      title: named.join(' '),
      server: [
        ...new Set([...scripts.values()].map(({ plan }) => (plan ? servers.labelOf(plan.script) : ''))),
      ]
        .filter(Boolean)
        .join(', '),
      scripts: [...scripts.values()].map(({ row }) => row),
      milliseconds: (isRunning ? host.now() : endedAt) - startedAt,
      notice,
    }),
    results: () =>
      [...scripts.values()].flatMap(({ row }) => (row.progress.kind === 'done' ? [row.progress.result] : [])),
    rerun(paths) {
      for (const path of paths) {
        if (!queue.includes(path)) queue.push(path);
        if (scripts.get(path)?.plan) show(path, { kind: 'waiting' });
      }
      void pump();
    },
    cancel() {
      queue.length = 0;
      controller.abort();
      controller = new AbortController();
    },
    async changed(files) {
      try {
        await refresh();
        notice = '';
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        notice = error.message;
      }
      const touched = [...scripts].filter(([, { dependencies }]) =>
        [...dependencies].some((file) => files.has(file)),
      );
      for (const [path] of touched) await read(path);
      if (touched.length > 0) session.rerun(touched.map(([path]) => path));
      else session.onChange(session.model());
    },
    onChange: () => {},
    onIdle: () => {},
  };
  return session;
}

async function readWatched({ host }: Invocation, readPlan: Replayer['plan'], path: string): Promise<Watched> {
  try {
    const plan = await readPlan(path);
    const problems = lintScript(plan.script);
    const countOf = (severity: string) => problems.filter((problem) => problem.severity === severity).length;
    const row = {
      path,
      progress: { kind: 'waiting' as const },
      errors: countOf('error'),
      warnings: countOf('warning'),
    };
    return { plan, row, dependencies: await dependenciesOf(host, plan) };
  } catch (error) {
    const result = refused(path, error);
    const row = { path, progress: { kind: 'done' as const, result }, errors: 1, warnings: 0 };
    return { plan: undefined, row, dependencies: new Set([resolve(host.cwd, path)]) };
  }
}

/** What the user can put right is shown beside the script, and the watch goes on. */
function refused(path: string, error: unknown): ScriptResult {
  if (!(error instanceof UsageError)) throw error;
  const failure = { kind: 'script' as const, line: 1, column: 1, message: error.message };
  return { path, transcript: undefined, outcome: { kind: 'errored', failure }, milliseconds: 0, steps: [] };
}

/** A watch sends at every save: to another machine only when the user has said so once. */
async function askOnce(
  { host, options }: Invocation,
  servers: Servers,
  scripts: readonly Watched[],
): Promise<void> {
  const labels = new Set(scripts.flatMap(({ plan }) => (plan ? [servers.labelOf(plan.script)] : [])));
  const far = [...labels].filter((label) => {
    const parsed = parseServerUrl(label);
    return parsed.kind === 'url' && !isThisMachine(parsed.url);
  });
  if (far.length === 0 || options.flag('yes')) return;
  const refusal = new UsageError(`watch would send to ${far.join(', ')} at every save.`, [
    'Say --yes if that is what you want.',
  ]);
  if (!host.stdin.isTTY || !host.stderr.isTTY) throw refusal;
  const reader = createInterface({ input: host.stdin, output: host.stderr });
  const answer = await reader.question(`Send to ${far.join(', ')} at every save? [y/N] `);
  reader.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw refusal;
}

interface Watching {
  readonly finished: Promise<'quit' | 'interrupted'>;
}

async function openView({ host }: Invocation, session: Session): Promise<Watching> {
  const { openRunView } = await import('../../tui/index.js');
  const view = openRunView({
    stdin: host.stdin,
    stdout: host.stdout,
    env: host.env,
    model: session.model(),
    onCommand: (order: RunOrder) => (order.kind === 'cancel' ? session.cancel() : session.rerun(order.paths)),
  });
  session.onChange = view.update;
  return view;
}

/** Without a terminal: the report after each run. */
function openLog({ host, output }: Invocation, session: Session): Watching {
  session.onIdle = () => {
    const { server } = session.model();
    const run = { server, startedAt: host.now() - session.model().milliseconds, endedAt: host.now() };
    void output.write(runToTty(sumUp(session.results(), run), output.look));
  };
  return {
    finished: new Promise((resolve) => {
      const stopListening = host.onSignal(() => {
        stopListening();
        resolve('interrupted');
      });
    }),
  };
}
