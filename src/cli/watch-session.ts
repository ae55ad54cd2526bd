import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isThisMachine, parseServerUrl } from '../imap/url.js';
import { type LintOptions, lintScript } from '../lint/linter.js';
import { diffTranscripts } from '../match/diff.js';
import { isDifferent } from '../match/is-different.js';
import type { ReplayEvent } from '../replay/event.js';
import type { ScriptResult } from '../replay/result.js';
import type { Replayed } from '../runner/replay-script.js';
import type { Item, Script } from '../script/ast.js';
import { parseScript } from '../script/parser.js';
import { hideSecrets } from '../script/secrets.js';
import type { Diagnostic } from '../text/diagnostic.js';
import { type Octets, visibleText } from '../text/octets.js';
import { createSource, positionAt } from '../text/source.js';
import type { DiffSubject } from '../tui/diff-state.js';
import type { Progress, RunModel, RunOrder, ScriptRow } from '../tui/run-model.js';
import type { Invocation } from './command.js';
import { isFine, keepFiltered, keepWhatDiffers, notRun, playTries } from './commands/test.js';
import { configFileName, readConfig } from './config.js';
import { dependenciesOf } from './dependencies.js';
import { createLintChoice } from './lint-choice.js';
import { findFiles, scriptFiles } from './paths.js';
import type { Plan } from './plan.js';
import { refused } from './read-plans.js';
import { createReplayer, type Replayer } from './replayer.js';
import { jobsFor } from './side-by-side.js';
import { isInCi, isPlayedThrough, keepTranscript } from './transcripts.js';
import { UsageError } from './usage-error.js';

/** Scripts that are watched, what has become of each, and those that run now. */
export interface WatchSession {
  readonly isRunning: boolean;
  model(): RunModel;
  results(): readonly ScriptResult[];
  /** Servers elsewhere that nobody has allowed yet. */
  unasked(): readonly string[];
  allow(servers: readonly string[]): void;
  /** Asks for the passwords that will be needed, as long as there is a terminal to ask on. */
  prepare(): Promise<void>;
  runAll(): void;
  /** Looks for problems in what was read at the beginning, a few scripts at a time: nobody waits for that. */
  lint(): Promise<void>;
  obey(order: SessionOrder): void;
  /** Shows a sentence to the user. */
  say(notice: string): void;
  /** Ends what runs; resolves when nothing does any more. */
  stop(): Promise<void>;
  /** Reads what has changed and runs what depends on it: all of it when the configuration has. */
  changed(files: ReadonlySet<string>): Promise<void>;
  /** Every file that is of interest, there or not; absolute. */
  files(): ReadonlySet<string>;
  diffOf(path: string): DiffSubject | undefined;
  onChange: () => void;
  onIdle: () => void;
}

/** What the user wants done; the editor needs the terminal, which is not the session's. */
type SessionOrder = Exclude<RunOrder, { readonly kind: 'edit' }>;

/** A script as it was read last, and what came of it. */
interface Watched {
  plan: Plan | undefined;
  row: ScriptRow;
  /** What it showed before it was to run again. */
  before: Progress;
  server: string;
  dependencies: ReadonlySet<string>;
  /** What was said, as a transcript. */
  recorded: Octets | undefined;
}

/** What a script's own text says about it. */
type Linted = Pick<ScriptRow, 'errors' | 'warnings' | 'problems' | 'commands'>;

const unlinted: Linted = { errors: 0, warnings: 0, problems: [], commands: '' };

interface Running {
  readonly controller: AbortController;
  readonly began: number;
}

export async function openWatchSession(
  invocation: Invocation,
  named: readonly string[],
): Promise<WatchSession> {
  const session = new Session(invocation, named);
  await session.configure();
  await session.refresh({ lints: false });
  return session;
}

const failing: DiffSubject['failing'] = new Set(['status', 'missing', 'unexpected', 'value', 'text']);

/** Milliseconds of linting at a time. */
const sliceMilliseconds = 8;

/** How many lint problems of a script are kept. */
const mostProblems = 20;

class Session implements WatchSession {
  onChange = () => {};
  onIdle = () => {};
  readonly #invocation: Invocation;
  readonly #named: readonly string[];
  readonly #scripts = new Map<string, Watched>();
  readonly #allowed = new Set<string>();
  readonly #queue = new Set<string>();
  /** Those of which the next run makes the transcript. */
  readonly #recording = new Set<string>();
  readonly #running = new Map<string, Running>();
  #replayer: Replayer | undefined;
  #lintChoice: (path: string) => LintOptions = () => ({});
  #configFiles: readonly string[] = [];
  #jobs = 1;
  #startedAt = 0;
  #endedAt = 0;
  #notice = '';
  #whenIdle: () => void = () => {};
  #isStopped = false;

  constructor(invocation: Invocation, named: readonly string[]) {
    this.#invocation = invocation;
    this.#named = named;
  }

  get isRunning(): boolean {
    return this.#running.size > 0;
  }

  model(): RunModel {
    const now = this.#invocation.host.now();
    return {
      title: this.#named.join(' '),
      folder: `${pathToFileURL(this.#invocation.host.cwd)}/`,
      server: [...new Set([...this.#scripts.values()].map(({ server }) => server))]
        .filter(Boolean)
        .join(', '),
      scripts: [...this.#scripts.values()].map(({ row }) => withTime(row, this.#running.get(row.path), now)),
      milliseconds: (this.#running.size > 0 ? now : this.#endedAt) - this.#startedAt,
      notice: this.#notice,
    };
  }

  results(): readonly ScriptResult[] {
    return [...this.#scripts.values()].flatMap(({ row: { progress } }) =>
      progress.kind === 'done' ? [progress.result] : [],
    );
  }

  unasked(): readonly string[] {
    const watched = [...this.#scripts.values()].filter((each) => this.#isUnasked(each));
    return [...new Set(watched.map(({ server }) => server))];
  }

  allow(servers: readonly string[]): void {
    for (const server of servers) this.#allowed.add(server);
  }

  async prepare(): Promise<void> {
    const asked = new Set<string>();
    for (const { plan, server } of this.#scripts.values()) {
      if (!plan || !server.includes('://') || asked.has(server)) continue;
      asked.add(server);
      const opened = await this.#replayer?.servers.open(plan.script);
      await opened?.stop();
    }
  }

  runAll(): void {
    this.#enqueue([...this.#scripts.keys()]);
  }

  async lint(): Promise<void> {
    const { host } = this.#invocation;
    let began = host.now();
    for (const [path, watched] of [...this.#scripts]) {
      if (host.now() - began >= sliceMilliseconds) {
        this.onChange();
        await new Promise((resume) => setImmediate(resume));
        began = host.now();
      }
      if (this.#isStopped) return;
      if (!watched.plan || this.#scripts.get(path) !== watched) continue;
      watched.row = { ...watched.row, ...this.#lint(watched.plan) };
    }
    this.onChange();
  }

  say(notice: string): void {
    this.#notice = visibleText(notice);
    this.onChange();
  }

  obey(order: SessionOrder): void {
    switch (order.kind) {
      case 'rerun':
        this.#notice = '';
        this.#enqueue(order.paths);
        break;
      case 'allow':
        this.allow([order.server]);
        break;
      case 'cancel':
        this.#cancel();
        break;
      case 'accept':
        void this.#accept(order.path);
        break;
      case 'record':
        this.#recording.add(order.path);
        this.#enqueue([order.path]);
        break;
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    if (this.#running.size === 0) return;
    await new Promise<void>((done) => {
      this.#whenIdle = done;
    });
  }

  async changed(files: ReadonlySet<string>): Promise<void> {
    const { host } = this.#invocation;
    const isConfig = this.#configFiles.some((path) => files.has(path));
    const known = new Set(this.#scripts.keys());
    try {
      if (isConfig) await this.configure();
      await this.refresh();
      this.#notice = '';
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.#notice = visibleText(error.message.replaceAll(`${host.cwd}/`, ''));
      return this.onChange();
    }
    const touched = [...this.#scripts].filter(
      ([path, { dependencies }]) =>
        isConfig || !known.has(path) || [...dependencies].some((file) => files.has(file)),
    );
    for (const [path] of touched) if (known.has(path)) await this.#read(path);
    if (touched.length > 0) {
      // Editors make files of their own beside those that they save.
      const concerned = [...files].filter(
        (file) =>
          this.#configFiles.includes(file) || touched.some(([, { dependencies }]) => dependencies.has(file)),
      );
      const named = concerned.length > 0 ? concerned : [...files];
      this.#notice = `changed: ${nameChanged(named, host.cwd)} ${timeOfDay(host.now())}`;
    }
    const held = touched.filter(([path]) => this.#holdForLint(path, files));
    this.#enqueue(touched.map(([path]) => path).filter((path) => !held.some(([other]) => other === path)));
    this.onChange();
  }

  files(): ReadonlySet<string> {
    const files = new Set(this.#configFiles);
    for (const { dependencies } of this.#scripts.values()) for (const file of dependencies) files.add(file);
    return files;
  }

  /** What was recorded against what came; undefined when that is the same, or nothing is recorded. */
  diffOf(path: string): DiffSubject | undefined {
    const { plan, recorded } = this.#scripts.get(path) ?? {};
    if (!plan?.transcript || recorded === undefined) return undefined;
    const expected = plan.transcript.source.path;
    const came = parseScript(createSource(path, recorded));
    const diff = diffTranscripts(hideSecrets(plan.transcript), hideSecrets(came));
    if (!diff.rows.some(isDifferent)) return undefined;
    return {
      title: path,
      diff,
      expectedName: expected,
      actualName: 'what came',
      failing,
      editable: expected,
    };
  }

  /** Reads the configuration; a broken one leaves everything as it was. */
  async configure(): Promise<void> {
    const { host, options } = this.#invocation;
    const named = options.text('config');
    this.#configFiles = [resolve(host.cwd, named ?? configFileName), resolve(host.cwd, '.env')];
    const config = await readConfig(host, named);
    if (named === undefined) {
      this.#configFiles = [...this.#configFiles, join(config.folder, configFileName)];
    }
    this.#configFiles = [...new Set([...this.#configFiles, ...config.files])];
    // Each script is stopped by a signal of its own.
    const { signal } = new AbortController();
    this.#replayer = await createReplayer(this.#invocation, {
      record: () => true,
      signal,
      isOneRun: false,
    });
    this.#lintChoice = createLintChoice(host.cwd, config);
  }

  /** Finds scripts that are new, and forgets those that are gone. */
  async refresh({ lints } = { lints: true }): Promise<void> {
    const { host, options } = this.#invocation;
    const found = await findFiles(host, this.#named, scriptFiles).catch((error: unknown) => {
      if (this.#scripts.size > 0) this.#forgetMissing(() => false);
      throw error;
    });
    const paths = keepFiltered(options, found);
    const isThere = new Set(paths);
    const isSorted = [...this.#scripts.keys()].every((path) => isThere.has(path));
    this.#forgetMissing((path) => isThere.has(path));
    for (const path of paths) if (!this.#scripts.has(path)) await this.#read(path, lints);
    if (isSorted && this.#scripts.size === paths.length) this.#sortLike(paths);
  }

  #forgetMissing(isThere: (path: string) => boolean): void {
    for (const path of this.#scripts.keys()) {
      if (isThere(path)) continue;
      this.#scripts.delete(path);
      this.#queue.delete(path);
      this.#running.get(path)?.controller.abort();
    }
  }

  #sortLike(paths: readonly string[]): void {
    const sorted = paths.flatMap((path) => {
      const watched = this.#scripts.get(path);
      return watched ? [[path, watched] as const] : [];
    });
    this.#scripts.clear();
    for (const [path, watched] of sorted) this.#scripts.set(path, watched);
  }

  async #read(path: string, lints = true): Promise<void> {
    const before = this.#scripts.get(path);
    const read = await this.#readWatched(path, before?.row.progress ?? { kind: 'waiting' }, lints);
    this.#scripts.set(path, read);
  }

  async #readWatched(path: string, before: Progress, lints: boolean): Promise<Watched> {
    const { host } = this.#invocation;
    try {
      const plan = await this.#plan(path);
      const found = lints ? this.#lint(plan) : unlinted;
      return {
        plan,
        row: { path, progress: before, ...found, pending: this.#isPending(plan) },
        before,
        server: this.#replayer?.servers.labelOf(plan.script) ?? '',
        dependencies: await dependenciesOf(host, plan),
        recorded: undefined,
      };
    } catch (error) {
      const progress: Progress = { kind: 'done', result: refused(path, error) };
      const row = { path, progress, errors: 1, warnings: 0, problems: [], commands: '', pending: false };
      const dependencies = new Set([resolve(host.cwd, path)]);
      return { plan: undefined, row, before: progress, server: '', dependencies, recorded: undefined };
    }
  }

  /** An editor that empties a file before it writes it is given a moment. */
  async #plan(path: string): Promise<Plan> {
    const read = () => this.#replayer?.plan(path);
    let plan = await read();
    if (plan?.script.source.text === '') {
      await new Promise((done) => setTimeout(done, 60));
      plan = await read();
    }
    if (!plan) throw new Error('A session is configured before it reads.');
    return plan;
  }

  #lint(plan: Plan): Linted {
    const problems = lintScript(plan.script, this.#lintChoice(plan.path));
    const countOf = (severity: string) => problems.filter((problem) => problem.severity === severity).length;
    return {
      errors: countOf('error'),
      warnings: countOf('warning'),
      problems: problems
        .filter(({ severity }) => severity !== 'note')
        .toSorted((a, b) => a.severity.localeCompare(b.severity))
        .slice(0, mostProblems)
        .map((problem) => describeProblem(plan.script, problem)),
      commands: commandsIn(plan.script),
    };
  }

  #isPending(plan: Plan): boolean {
    return existsSync(resolve(this.#invocation.host.cwd, `${plan.transcriptPath}.new`));
  }

  /** What somebody has just typed and the linter calls an error is not sent: half a line can do harm. */
  #holdForLint(path: string, files: ReadonlySet<string>): boolean {
    const watched = this.#scripts.get(path);
    if (!watched?.plan || watched.row.errors === 0) return false;
    const isTyped = files.has(resolve(this.#invocation.host.cwd, path));
    if (!isTyped && watched.row.progress.kind !== 'held') return false;
    this.#queue.delete(path);
    this.#running.get(path)?.controller.abort();
    this.#show(path, { kind: 'held', reason: `not sent: ${watched.row.problems[0] ?? ''}`, server: '' });
    return true;
  }

  #isUnasked({ plan, server }: Watched): boolean {
    if (!plan || this.#allowed.has(server) || this.#invocation.options.flag('yes')) return false;
    const parsed = parseServerUrl(server);
    if (parsed.kind !== 'url' || isThisMachine(parsed.url)) return false;
    return this.#replayer?.servers.mayWatch(plan.script) !== true;
  }

  #enqueue(paths: readonly string[]): void {
    const plans = [...this.#scripts.values()].flatMap(({ plan }) => plan ?? []);
    if (this.#replayer) this.#jobs = jobsFor(this.#invocation, this.#replayer, plans);
    for (const path of paths) {
      const watched = this.#scripts.get(path);
      if (!watched?.plan) continue;
      if (this.#isUnasked(watched)) {
        this.#recording.delete(path);
        this.#show(path, {
          kind: 'held',
          reason: `not sent: ${watched.server} is another machine, r asks`,
          server: watched.server,
        });
        continue;
      }
      this.#running.get(path)?.controller.abort();
      if (watched.row.progress.kind !== 'running') watched.before = watched.row.progress;
      this.#queue.add(path);
      this.#show(path, { kind: 'waiting' });
    }
    this.#fill();
  }

  /** With --bail nothing more is started once one did not pass. */
  #bail(path: string, progress: Progress): void {
    if (!this.#invocation.options.flag('bail') || progress.kind !== 'done' || isFine(progress.result)) return;
    for (const waiting of this.#queue) {
      const plan = this.#scripts.get(waiting)?.plan;
      if (plan) this.#show(waiting, { kind: 'done', result: notRun(plan, path) });
    }
    this.#queue.clear();
  }

  #cancel(): void {
    for (const path of this.#queue) {
      const watched = this.#scripts.get(path);
      if (watched) this.#show(path, watched.before);
    }
    this.#queue.clear();
    this.#recording.clear();
    for (const { controller } of this.#running.values()) controller.abort();
  }

  async #accept(path: string): Promise<void> {
    const { plan } = this.#scripts.get(path) ?? {};
    if (!plan) return;
    const target = resolve(this.#invocation.host.cwd, plan.transcriptPath);
    try {
      await rename(`${target}.new`, target);
      this.#notice = `accepted: ${plan.transcriptPath}`;
    } catch {
      this.#notice = `nothing is pending for ${path}`;
    }
    this.onChange();
  }

  /** What came becomes the transcript, which has had no say. */
  async #keepRecording(plan: Plan, { result, transcript }: Replayed): Promise<void> {
    const { host } = this.#invocation;
    if (isInCi(host)) this.#notice = 'nothing is recorded in CI';
    else if (transcript === undefined || !isPlayedThrough(result))
      this.#notice = `not recorded: ${plan.path} was not played to its end`;
    else {
      const kept = await keepTranscript(host, plan, transcript, { update: true, isTest: true });
      this.#notice = visibleText(
        kept.kind === 'failed' ? `not kept: ${kept.message}` : `recorded: ${kept.path}`,
      );
    }
  }

  /** Starts as many as may run at once, and says when nothing is left. */
  #fill(): void {
    if (this.#isStopped) return;
    for (const path of this.#queue) {
      if (this.#running.size >= this.#jobs) return;
      if (this.#running.has(path)) continue;
      this.#queue.delete(path);
      if (this.#running.size === 0) this.#startedAt = this.#invocation.host.now();
      void this.#run(path);
    }
  }

  async #run(path: string): Promise<void> {
    const { host } = this.#invocation;
    const watched = this.#scripts.get(path);
    const plan = watched?.plan;
    if (!plan || !this.#replayer) return;
    const running: Running = { controller: new AbortController(), began: host.now() };
    this.#running.set(path, running);
    const steps = stepsOf(watched);
    let done = 0;
    let title = '';
    let again = '';
    const show = () =>
      this.#show(path, { kind: 'running', done, steps, title: again + title, milliseconds: 0 });
    try {
      const { signal } = running.controller;
      const onEvent = (event: ReplayEvent) => {
        if (event.kind === 'step-finished') done += 1;
        else if (event.kind === 'step-started') title = event.title;
        else return;
        show();
      };
      const onTry = (number: number) => {
        done = 0;
        title = '';
        again = number === 1 ? '' : `try ${number}: `;
        show();
      };
      const isRecorded = this.#recording.delete(path) && plan.transcript !== plan.script;
      const played = isRecorded ? { ...plan, transcript: undefined } : plan;
      const replayed = await playTries(this.#invocation, this.#replayer, played, signal, onEvent, onTry);
      if (isRecorded) await this.#keepRecording(plan, replayed);
      else await keepWhatDiffers(this.#invocation, plan, replayed);
      watched.recorded = replayed.transcript;
      this.#finish(watched, { kind: 'done', result: replayed.result }, this.#isPending(plan));
    } catch (error) {
      this.#finish(watched, { kind: 'done', result: refused(path, error) }, watched.row.pending);
    }
  }

  /** What was read anew meanwhile, or is to run again, keeps what it shows. */
  #finish(watched: Watched, progress: Progress, pending: boolean): void {
    const { path } = watched.row;
    this.#running.delete(path);
    this.#endedAt = this.#invocation.host.now();
    if (this.#scripts.get(path) === watched && !this.#queue.has(path)) {
      watched.row = { ...watched.row, pending };
      this.#show(path, progress);
      this.#bail(path, progress);
    }
    this.#fill();
    if (this.#running.size > 0) return;
    this.#whenIdle();
    this.onChange();
    if (this.#queue.size === 0) this.onIdle();
  }

  #show(path: string, progress: Progress): void {
    const watched = this.#scripts.get(path);
    if (!watched) return;
    watched.row = { ...watched.row, progress };
    this.onChange();
  }
}

function withTime(row: ScriptRow, running: Running | undefined, now: number): ScriptRow {
  if (!running || row.progress.kind !== 'running') return row;
  return { ...row, progress: { ...row.progress, milliseconds: now - running.began } };
}

/** As many as it had the last time; before that, what its own lines promise: the greeting and each command. */
function stepsOf({ before, plan }: Watched): number {
  if (before.kind === 'done' && before.result.steps.length > 0) return before.result.steps.length;
  const steps = plan?.script.items.filter(isStep);
  return 1 + (steps?.length ?? 0);
}

function isStep(item: Item): boolean {
  if (item.kind === 'client') return item.role === 'command';
  return item.kind === 'directive' && ['login', 'wait', 'closed'].includes(item.body.name);
}

/** The client's lines, in lower case: what scripts are looked for by. */
function commandsIn(script: Script): string {
  return hideSecrets(script)
    .items.flatMap((item) => (item.kind === 'client' ? item.segments.map(({ line }) => line.raw) : []))
    .join('\n')
    .toLowerCase();
}

function describeProblem({ source }: Script, { span, severity, code, message }: Diagnostic): string {
  const { line, column } = positionAt(source, span.start);
  return visibleText(`${line}:${column} ${severity} ${code} ${message}`);
}

function nameChanged(files: readonly string[], folder: string): string {
  const [first = '', ...others] = files;
  const name = first.startsWith(`${folder}/`) ? first.slice(folder.length + 1) : first;
  return others.length === 0 ? visibleText(name) : `${visibleText(name)} and ${others.length} more`;
}

function timeOfDay(now: number): string {
  return new Date(now).toTimeString().slice(0, 8);
}
