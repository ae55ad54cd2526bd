import { limits } from '../imap/limits.js';
import type { TaggedResponse } from '../imap/response.js';
import { createRedactor, type Redactor } from '../imap/secret.js';
import type { ServerUrl } from '../imap/url.js';
import { type Bindings, type Expectation, isMet, scriptPolicy, transcriptPolicy } from '../match/match.js';
import type { Mismatch } from '../match/mismatch.js';
import type { ClientMessage } from '../script/ast.js';
import { fillTemplate, type Variables } from '../script/expand.js';
import type { PlacedProblem } from '../script/include.js';
import { placeholderEnd } from '../script/placeholder.js';
import type { Credentials } from '../session/credentials.js';
import type { ClientOutput, TransportFailure } from '../session/machine.js';
import type { Session } from '../session/session.js';
import { encodeUtf8, type Octets } from '../text/octets.js';
import { positionAt, type Source } from '../text/source.js';
import { type DirectiveAction, directives } from './directives.js';
import type { ReplayEvent } from './event.js';
import { showMessage } from './exchange-text.js';
import type { CreatedMailbox } from './fill-mailbox.js';
import type { Flow, WaitEnd } from './flow.js';
import { judge, type Names } from './judge.js';
import { isAwaited, type Link } from './link.js';
import type { Action, Plan, PlannedCommand } from './plan.js';
import { changePolicies, type Policies, type PolicyChanges } from './policy.js';
import { type Requirement, requireCapabilities } from './require.js';
import type { Failure, Outcome, ScriptResult, StepResult } from './result.js';
import { RunningStep, type StepStart } from './running-step.js';
import { findStray } from './same-session.js';
import { concealMismatch, outcomeOf } from './summary.js';
import type { ConversationEntry } from './transcript.js';
import { createBindings, createVariables } from './variables.js';
import { answerTimeout, longest, Wire } from './wire.js';
import { type FilledMessage, type FindFile, fillMessage } from './wire-message.js';

export interface ReplayOptions {
  readonly path: string;
  readonly plan: Plan;
  /** The transcript's path and plan, when there is one. */
  readonly recorded?: { readonly path: string; readonly plan: Plan } | undefined;
  /** What is wrong with the files that it includes. */
  readonly problems: readonly PlacedProblem[];
  readonly server: ServerUrl;
  readonly variables: ReadonlyMap<Octets, Octets>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly credentials: (user: Octets | undefined) => Credentials | undefined;
  readonly secrets: readonly Octets[];
  readonly policy: PolicyChanges;
  /** The content of a file that an item of a source names. */
  readonly findFile: (path: Octets, source: Source) => ReturnType<FindFile>;
  readonly clock: () => number;
  readonly runId: string;
  readonly timeouts: { readonly connect: number; readonly answer: number };
  readonly allowClearText: boolean;
  readonly record: boolean;
}

/** Why the rest of a script is not played. */
export interface Stop {
  readonly reason: string;
  /** Nothing is wrong: the server lacks what the script requires. */
  readonly isSkip: boolean;
}

/** Plays the actions of a plan, in order. Directives and logins do their part through it. */
export class Player {
  readonly options: ReplayOptions;
  readonly wire: Wire;
  readonly conversation: ConversationEntry[] = [];
  /** What `%match`, `%extra`, `%strict`, `%ignore` said so far. */
  policies: Policies;
  /** Milliseconds that an answer may take from here on. */
  answerTime: number;
  /** The connection that lines are about. */
  connection: Octets = '';
  isPipelining = false;
  stop: Stop | undefined;
  /** Mailboxes of `%mailbox`. */
  readonly created: CreatedMailbox[] = [];
  /** What is required and cannot be looked at before the login. */
  postponed: Requirement[] = [];
  /** Those that are not judged. */
  readonly #steps = new Map<PlannedCommand | undefined, RunningStep>();
  readonly #results: { readonly order: number; readonly result: StepResult }[] = [];
  #begun = 0;
  readonly #startedAt: number;
  readonly #titles: Redactor;
  #names: Names;
  /** The newest ones, for as long as nothing changes. */
  #variables: { names: Bindings; user: Octets | undefined; values: Variables } | undefined;
  /** Why only the cleanup was played. */
  #ended: Stop | undefined;

  constructor(options: ReplayOptions, emit: (output: ClientOutput<ReplayEvent>) => void) {
    this.options = options;
    this.policies = changePolicies({ script: scriptPolicy, recorded: transcriptPolicy }, [options.policy]);
    this.answerTime = options.timeouts.answer;
    this.#startedAt = options.clock();
    this.#titles = createRedactor(options.secrets, { placeholderEnd });
    const names = createBindings(options);
    this.#names = { script: names, recorded: names, places: new Map() };
    this.wire = new Wire({
      clock: options.clock,
      secrets: options.secrets,
      emit,
      heard: (link, response) => this.#record({ kind: 'server', connection: link.name, response }),
    });
  }

  session(connection: Octets): Session | undefined {
    return this.wire.links.get(connection)?.session;
  }

  opened(connection: Octets, security: string): void {
    const link = this.wire.links.get(connection);
    if (!link) return;
    if (link.isUp && security !== '') link.session.secured();
    link.isUp = true;
    link.security = security;
    this.wire.emit({ kind: 'event', event: { kind: 'connected', connection, security } });
  }

  interrupt(): void {
    this.wire.isInterrupted = true;
  }

  timeout(): void {
    this.wire.isTimeUp = true;
  }

  *play(): Flow<void> {
    const { actions } = this.options.plan;
    this.#refuse();
    for (const [index, action] of actions.entries()) {
      yield* this.#act(action, index);
    }
    if (!this.stop) yield* this.settle(actions.length);
    for (const { step } of this.postponed) if (step) this.end(step, { kind: 'passed', notes: [] });
    if (this.wire.links.size === 0 && !this.stop) yield* this.link('');
    for (const link of this.wire.links.values()) {
      for (const step of link.open) link.finish(step);
      this.#judgeAnswered(link);
    }
    yield* this.#tidyUp();
  }

  result(): ScriptResult {
    const steps = this.#results.toSorted((a, b) => a.order - b.order).map(({ result }) => result);
    return {
      path: this.options.path,
      transcript: this.options.recorded?.path,
      outcome: outcomeOf(steps, this.#ended ?? this.stop),
      milliseconds: this.wire.now - this.#startedAt,
      steps,
    };
  }

  /** The connection, opened at its first use; undefined when it does not stand. */
  *link(name: Octets, user?: Octets): Flow<Link | undefined> {
    const known = this.wire.links.get(name);
    if (known) return known.isUp ? known : undefined;
    const link = this.wire.open(name, user);
    const expectations = this.options.plan.greetings.get(name) ?? [];
    const recorded = this.options.recorded?.plan.greetings.get(name);
    const title = name === '' ? 'greeting' : `greeting of ${showMessage(name)}`;
    const step = this.begin({ line: 0, title, expectations, ...(recorded && { recorded }) });
    link.steps.push(step);
    yield* this.#greet(link, step);
    return this.stop ? undefined : link;
  }

  /** Waits for what must be there before the next line is sent, and judges what has its answer. */
  *settle(index: number, command?: PlannedCommand): Flow<void> {
    if (this.isPipelining) return;
    for (const link of this.wire.links.values()) {
      for (const step of link.open) {
        if (mustWait(step, index) && step !== this.#stepOf(command)) yield* this.#awaitAnswer(link, step);
        if (this.stop) return;
      }
      yield* this.#awaitLines(link);
      this.#judgeAnswered(link);
      if (this.stop) return;
    }
  }

  /** A new step; what it does not say is that of a directive. */
  begin(start: Partial<StepStart> & Pick<StepStart, 'line' | 'title'>): RunningStep {
    const step = new RunningStep({
      order: this.#begun++,
      command: undefined,
      tag: undefined,
      name: '',
      argumentText: '',
      expectations: [],
      recorded: undefined,
      policies: this.policies,
      timeout: this.answerTime,
      answeredAt: -1,
      isEndless: false,
      startedAt: this.wire.now,
      ...start,
    });
    this.wire.emit({ kind: 'event', event: { kind: 'step-started', line: start.line, title: start.title } });
    return step;
  }

  /** Ends a step that is no command. */
  end(step: RunningStep, outcome: Outcome): void {
    const { order, line, title, startedAt } = step.start;
    const milliseconds = this.wire.now - startedAt;
    const result = { line, title, outcome, milliseconds, exchange: step.exchange };
    this.#results.push({ order, result });
    this.wire.emit({ kind: 'event', event: { kind: 'step-finished', step: result } });
    if (outcome.kind === 'errored')
      this.stop ??= { reason: `${title} could not be carried out`, isSkip: false };
  }

  /** A step failed on the world: nothing more can be said on its connection. */
  failStep(link: Link, step: RunningStep, failure: TransportFailure): void {
    link.isBroken = true;
    link.finish(step);
    this.#error(step, { kind: 'transport', ...failure });
  }

  errorOf(source: { line: number; column: number }, message: string): Failure {
    return { kind: 'script', line: source.line, column: source.column, message };
  }

  /** Where the server was and what is included, a transcript does not need. */
  recordDirective({ directive }: DirectiveAction): void {
    if (!unrecorded.has(directive.body.name)) this.#record({ kind: 'directive', directive });
  }

  /** The server refused what everything behind it builds on; when it broke off, that is said instead. */
  refuseStep(link: Link, step: RunningStep, message: string): void {
    this.stop ??= { reason: message, isSkip: false };
    const { failure } = link.session;
    if (failure) this.end(step, { kind: 'errored', failure: { kind: 'transport', ...failure } });
    else this.end(step, { kind: 'failed', mismatches: [difference('status', message)] });
  }

  /** The server lacks what the script requires. */
  skipRest(step: RunningStep, reason: string): void {
    this.stop = { reason, isSkip: true };
    this.end(step, { kind: 'skipped', reason });
  }

  /** Whether somebody logs in behind a directive. */
  logsInLater(action: Action): boolean {
    const { actions } = this.options.plan;
    return actions.slice(actions.indexOf(action) + 1).some(isLogin);
  }

  /** A text of a directive with its variables; undefined when one is not known, which ends the script. */
  fill(text: Octets, { directive, source }: DirectiveAction): Octets | undefined {
    const user = this.wire.links.get(this.connection)?.user;
    const filled = fillTemplate(text, this.#variablesOf(user));
    if (filled.kind === 'filled') return filled.octets;
    const place = positionAt(source, directive.span.start);
    const step = this.begin({ line: place.line, title: showMessage(directive.text) });
    this.end(step, { kind: 'errored', failure: this.errorOf(place, filled.problem.message) });
    return undefined;
  }

  /** `%set` */
  set(variable: Octets, value: Octets): void {
    const give = (names: Bindings) => new Map([...names, [variable, value]]);
    const { script, recorded, places } = this.#names;
    this.#names = { script: give(script), recorded: give(recorded), places };
  }

  /** `%cleanup`: what follows is played whatever happened, as far as there is a connection to play it on. */
  cleanUp(): void {
    if (!this.stop || this.stop.isSkip) return;
    const usable = [...this.wire.links.values()].some(
      (link) => link.isUp && !link.isBroken && !link.session.failure,
    );
    if (!usable) return;
    this.#ended ??= this.stop;
    this.stop = undefined;
    this.wire.isInterrupted = false;
  }

  /** Scripts that cannot be played at all: nothing is sent. */
  #refuse(): void {
    const { plan, recorded, problems, secrets } = this.options;
    const stray = recorded && findStray(plan, recorded.plan, secrets);
    if (stray) {
      const step = this.begin({
        line: stray.line,
        title: `transcript ${showMessage(encodeUtf8(recorded.path))}`,
      });
      this.stop = { reason: 'the transcript is of another version of the script', isSkip: false };
      this.end(step, { kind: 'failed', mismatches: [difference('value', strayMessage)] });
    }
    for (const { problem, source } of problems.filter(({ problem: { severity } }) => severity === 'error')) {
      const place = positionAt(source, problem.span.start);
      const step = this.begin({ line: place.line, title: showMessage(encodeUtf8(source.path)) });
      this.end(step, { kind: 'errored', failure: this.errorOf(place, problem.message) });
    }
  }

  *#act(action: Action, index: number): Flow<void> {
    if (this.postponed.length > 0) yield* this.#requirePostponed(index);
    if (this.stop && !isCleanup(action)) {
      this.#skip(action);
      return;
    }
    if (action.kind === 'send') {
      yield* this.#send(action.command, action.message, index);
    } else if (action.kind === 'expect') {
      const link = yield* this.link(action.connection);
      link?.awaited.push(action.expectation);
    } else {
      yield* directives(this, action, index);
    }
  }

  /** What was required before the login is looked at as soon as somebody is logged in. */
  *#requirePostponed(index: number): Flow<void> {
    yield* this.settle(index);
    const isIn = ({ connection }: Requirement) =>
      this.session(connection)?.state.phase !== 'not-authenticated';
    const due = this.postponed.filter(isIn);
    this.postponed = this.postponed.filter((requirement) => !isIn(requirement));
    for (const requirement of due) if (!this.stop) yield* requireCapabilities(this, requirement);
  }

  *#send(command: PlannedCommand, message: ClientMessage, index: number): Flow<void> {
    const link = yield* this.link(command.connection);
    if (link) yield* this.settle(index, command);
    if (!link || this.stop) {
      if (message === command.message) this.#skipCommand(command);
      return;
    }
    const known = this.#stepOf(command);
    if (message.role !== 'command' && !(known && (yield* this.#awaitTurn(link, known, message)))) return;
    if (known?.isAnswered) return;
    const filled = this.#fill(link, command, message);
    if (filled.kind === 'problem') {
      const step = known ?? this.#beginCommand(link, command, this.#titleOf(message));
      link.finish(step);
      const { span, message: why } = filled.problem;
      this.#error(step, this.errorOf(positionAt(command.source, span.start), why));
      return;
    }
    const shown = this.wire.show(link, filled.message[0] ?? '');
    const step = known ?? this.#beginCommand(link, command, firstLine(shown));
    this.#record({ kind: 'client', connection: link.name, message });
    if (changesCapabilities.has(step.start.name)) link.session.forgetCapabilities();
    const milliseconds = this.#timeOf(step);
    const ended = yield* this.wire.transmit(link, step, filled.message, { milliseconds, shown });
    if (ended === 'unwanted') this.failStep(link, step, wantedLiteral);
    else if (ended !== 'done') this.#endWait(link, step, ended);
  }

  #fill(link: Link, { source }: PlannedCommand, message: ClientMessage): FilledMessage {
    const findFile = (path: Octets) => this.options.findFile(path, source);
    return fillMessage(message, this.#variablesOf(link.user), findFile);
  }

  #beginCommand(link: Link, command: PlannedCommand, title: string): RunningStep {
    const { message } = command;
    const recorded = this.#recordedOf(command);
    const step = this.begin({
      line: command.line,
      title,
      tag: message.tag,
      name: message.name,
      argumentText: argumentsOf(message),
      command,
      expectations: command.expectations,
      recorded: recorded?.expectations,
      policies: changePolicies(this.policies, command.policy, recorded?.policy),
      timeout: command.timeout ?? this.answerTime,
      answeredAt: command.answeredAt,
      isEndless: command.answeredAt === -1 && isEndless(command),
    });
    this.#steps.set(command, step);
    link.steps.push(step);
    return step;
  }

  /** An answer to a challenge, or DONE, waits for the server's `+`: before it some servers do not see it. */
  *#awaitTurn(link: Link, step: RunningStep, message: ClientMessage): Flow<boolean> {
    const isTurn = () => link.continuations > 0 || step.isAnswered;
    const ended = step.isAnswered ? 'done' : yield* this.wire.until(link, isTurn, this.#timeOf(step));
    if (ended !== 'done') {
      this.#endWait(link, step, ended);
      return false;
    }
    if (step.isAnswered) {
      step.differences.push(unsent(this.#titleOf(message)));
      return false;
    }
    link.takeContinuation();
    return true;
  }

  *#awaitAnswer(link: Link, step: RunningStep): Flow<void> {
    const isThere = () => step.isAnswered || (link.isStray && !step.canBeNamed);
    const ended = yield* this.wire.until(link, isThere, this.#timeOf(step));
    if (ended === 'done') link.finish(step);
    else this.#endWait(link, step, ended);
  }

  #endWait(link: Link, step: RunningStep, ended: Exclude<WaitEnd, 'done'>): void {
    if (step.isAnswered) return;
    const isFarewell = link.farewell !== undefined && expectsFarewell(step);
    if (ended === 'interrupted') this.#interruptStep(link, step);
    else if (isFarewell || (ended === 'late' && link.isStray)) link.finish(step);
    else if (ended === 'ended' || link.farewell !== undefined) this.failStep(link, step, breakOf(link));
    else this.failStep(link, step, answerTimeout(step.start.title, this.#timeOf(step), hintFor(link)));
  }

  /** The connection stands: the cleanup can use it. */
  #interruptStep(link: Link, step: RunningStep): void {
    link.abandon(step);
    this.#error(step, { kind: 'transport', ...interrupted });
  }

  /** Server lines before a client line are waited for. When they do not come, the comparison says so. */
  *#awaitLines(link: Link): Flow<void> {
    const lines = link.awaited.slice(
      link.awaited.findLastIndex(({ message }) => message.form === 'tagged') + 1,
    );
    link.awaited = [];
    const wanted = lines.filter(({ message }) => isAwaited(message));
    const owner = link.open[0] ?? link.latest;
    if (wanted.length === 0 || !owner) return;
    const count = link.open.length;
    const isThere = () => link.open.length < count || this.#areMet(wanted, link, owner);
    const ended = yield* this.wire.until(link, isThere, this.#timeOf(owner));
    if (ended === 'interrupted') this.#interruptStep(link, owner);
  }

  #areMet(wanted: readonly Expectation[], link: Link, owner: RunningStep): boolean {
    const policy = owner.start.policies.script;
    const left = [...(owner.isAnswered ? owner.responses : link.collected)];
    return wanted.every((expectation) => {
      const found = left.findIndex((response) => isMet(expectation, response, policy, this.#names.script));
      if (found !== -1) left.splice(found, 1);
      return found !== -1;
    });
  }

  *#greet(link: Link, step: RunningStep): Flow<void> {
    while (!link.isUp && !link.session.failure) yield longest;
    const { connect } = this.options.timeouts;
    const ended = yield* this.wire.until(link, () => link.collected.length > 0, connect);
    const greeting = link.collected[0];
    if (!greeting) this.failStep(link, step, this.#noGreeting(link, ended));
    else if (greeting.kind !== 'status' || !isGreeting(greeting.status)) this.failStep(link, step, notImap);
    else yield* this.#greeted(link, step, greeting.status);
    if (this.stop) this.#judgeAnswered(link);
  }

  *#greeted(link: Link, step: RunningStep, status: 'OK' | 'PREAUTH' | 'BYE'): Flow<void> {
    link.session.greeted(status);
    link.finish(step);
    if (status === 'BYE' && !expectsFarewell(step)) this.failStep(link, step, turnedAway(link));
    else if (this.options.server.scheme === 'imap+starttls') yield* this.#upgrade(link, step);
  }

  /** `imap+starttls://`: TLS before anything else. */
  *#upgrade(link: Link, step: RunningStep): Flow<void> {
    const answer = yield* this.wire.ask(link, step, 'STARTTLS', { milliseconds: this.answerTime });
    if (link.session.failure) this.failStep(link, step, link.session.failure);
    else if (answer?.status !== 'OK') this.failStep(link, step, noTls(answer));
    link.latest = step;
  }

  #noGreeting(link: Link, ended: WaitEnd): TransportFailure {
    if (ended === 'late') return silent(this.options.timeouts.connect, this.options.server);
    return ended === 'interrupted' ? interrupted : breakOf(link);
  }

  #judgeAnswered(link: Link): void {
    const answered = link.steps.filter((step) => step.isAnswered);
    if (answered.length === 0) return;
    link.steps = link.steps.filter((step) => !step.isAnswered);
    for (const step of answered) this.#judge(step);
  }

  #judge(step: RunningStep): void {
    this.#steps.delete(step.start.command);
    if (step.failure) {
      this.end(step, { kind: 'errored', failure: step.failure });
      return;
    }
    const { mismatches, names } = judge(step, this.#names);
    this.#names = names;
    const shown = mismatches.map((mismatch) => concealMismatch(mismatch, this.wire.conceal));
    const fails = shown.some((mismatch) => mismatch.fails);
    this.end(step, fails ? { kind: 'failed', mismatches: shown } : { kind: 'passed', notes: shown });
  }

  #variablesOf(user: Octets | undefined): Variables {
    const names = this.#names.script;
    if (this.#variables?.names !== names || this.#variables.user !== user) {
      this.#variables = { names, user, values: createVariables(this.options, names, user) };
    }
    return this.#variables.values;
  }

  /** A failed login is slow on purpose. */
  #timeOf(step: RunningStep): number {
    const { name, timeout } = step.start;
    return name === 'LOGIN' || name === 'AUTHENTICATE' ? Math.max(timeout, limits.login) : timeout;
  }

  #stepOf(command: PlannedCommand | undefined): RunningStep | undefined {
    return command && this.#steps.get(command);
  }

  #recordedOf(command: PlannedCommand): PlannedCommand | undefined {
    const { recorded } = this.options;
    return recorded?.plan.commands[command.number];
  }

  #titleOf(message: ClientMessage): string {
    const first = message.segments[0];
    return showMessage(
      this.#titles.client(`${first?.line.text ?? ''}${first?.literal?.announcement ?? ''}\r\n`),
    );
  }

  #error(step: RunningStep, failure: Failure): void {
    step.failure = failure;
    this.stop ??= { reason: reasonOf(failure), isSkip: false };
  }

  #skip(action: Action): void {
    if (action.kind === 'send' && action.message === action.command.message)
      this.#skipCommand(action.command);
  }

  #skipCommand(command: PlannedCommand): void {
    const step = this.begin({ line: command.line, title: this.#titleOf(command.message) });
    this.end(step, { kind: 'skipped', reason: this.stop?.reason ?? 'the connection does not stand' });
  }

  /** Removes our own mailboxes and ends the sessions as one should; how the server takes it does not matter. */
  *#tidyUp(): Flow<void> {
    this.wire.isInterrupted = false;
    for (const { link, name } of this.created) yield* this.#say(link, `DELETE ${name}`);
    for (const link of this.wire.links.values()) yield* this.#say(link, 'LOGOUT');
  }

  *#say(link: Link, command: Octets): Flow<void> {
    const { session, isUp, isBroken } = link;
    if (!isUp || isBroken || session.failure || session.state.phase === 'logged-out') return;
    yield* this.wire.ask(link, RunningStep.hidden(), command, { milliseconds: farewellTime });
  }

  #record(entry: ConversationEntry): void {
    if (this.options.record) this.conversation.push(entry);
  }
}

function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end === -1 ? text : text.slice(0, end);
}

/** Milliseconds that the answer to what we say at the end may take. */
const farewellTime = 2_000;

/** Commands after which a server may be able to do other things than before. */
const changesCapabilities: ReadonlySet<Octets> = new Set([
  'LOGIN',
  'AUTHENTICATE',
  'STARTTLS',
  'UNAUTHENTICATE',
]);

function isCleanup(action: Action): boolean {
  return action.kind === 'directive' && action.directive.body.name === 'cleanup';
}

function isLogin(action: Action): boolean {
  if (action.kind === 'directive') return action.directive.body.name === 'login';
  return action.kind === 'send' && ['LOGIN', 'AUTHENTICATE'].includes(action.message.name);
}

const unrecorded: ReadonlySet<string> = new Set(['server', 'include', 'pipeline', 'end', 'invalid']);

/** An answer that is written further down is not waited for: the commands are pipelined as written. */
function mustWait({ start, isAnswered }: RunningStep, index: number): boolean {
  return !isAnswered && !start.isEndless && start.answeredAt < index;
}

/** IDLE without DONE, and a line without a line end, have no answer of their own. */
function isEndless({ message, followers }: PlannedCommand): boolean {
  return message.segments.at(-1)?.line.open === true || (message.name === 'IDLE' && followers.length === 0);
}

/** What stands behind the tag and the name. */
function argumentsOf({ segments, tag, name }: ClientMessage): Octets {
  return segments[0]?.line.text.slice(tag.length + name.length + 2) ?? '';
}

function expectsFarewell({ start }: RunningStep): boolean {
  const isFarewell = ({ message }: Expectation) => /^\* BYE\b/i.test(message.segments[0]?.line.text ?? '');
  return start.name === 'LOGOUT' || [...start.expectations, ...(start.recorded ?? [])].some(isFarewell);
}

function reasonOf(failure: Failure): string {
  return failure.kind === 'script' ? `line ${failure.line} could not be carried out` : failure.message;
}

const interrupted: TransportFailure = { code: 'interrupted', message: 'interrupted', hint: '' };

const wantedLiteral: TransportFailure = {
  code: 'other',
  message:
    'the server asks for the literal that it is expected to refuse, and the script has no octets for it',
  hint: 'Write the octets under the announcement.',
};

const notImap: TransportFailure = {
  code: 'not-imap',
  message: 'the server does not greet as an IMAP server does (* OK, * PREAUTH or * BYE)',
  hint: 'IMAP listens on port 143 (imap://) or 993 (imaps://).',
};

function noTls(answer: TaggedResponse | undefined): TransportFailure {
  const said = answer ? `: ${showMessage(answer.octets)}` : '';
  return {
    code: 'tls',
    message: `the server does not turn to TLS${said}`,
    hint: 'Use imaps:// if it has a TLS port.',
  };
}

function isGreeting(status: string): status is 'OK' | 'PREAUTH' | 'BYE' {
  return status === 'OK' || status === 'PREAUTH' || status === 'BYE';
}

function silent(milliseconds: number, server: ServerUrl): TransportFailure {
  const hint = server.scheme === 'imaps' ? '' : 'Is this a TLS port? Try imaps:// instead of imap://.';
  return { code: 'answer-timeout', message: `no greeting within ${milliseconds / 1000} s`, hint };
}

function turnedAway({ farewell }: Link): TransportFailure {
  return {
    code: 'closed',
    message: `the server turned us away: BYE ${showMessage(farewell ?? '')}`,
    hint: '',
  };
}

const ended: TransportFailure = { code: 'closed', message: 'the server ended the session', hint: '' };

/** Why a connection ended, with the server's own last words. */
function breakOf({ session, farewell }: Link): TransportFailure {
  const failure = session.failure ?? ended;
  if (farewell === undefined) return failure;
  return { ...failure, message: `${failure.message}, saying BYE ${showMessage(farewell)}` };
}

function hintFor(link: Link): string {
  return link.continuations > 0 ? 'The server sent + and waits for more: write it under the line.' : '';
}

function unsent(title: string): Mismatch {
  return difference('status', `the command was answered before "${title}" could be sent`);
}

const strayMessage =
  'the transcript was recorded from another version of the script, with other client lines: record it again';

function difference(name: Mismatch['class'], message: string): Mismatch {
  return { class: name, fails: true, message, expected: undefined, actual: undefined };
}
