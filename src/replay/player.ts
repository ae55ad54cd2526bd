import type { KeepLiteral } from '../imap/framer.js';
import { limits } from '../imap/limits.js';
import type { Response, TaggedResponse } from '../imap/response.js';
import { createRedactor } from '../imap/secret.js';
import type { ServerUrl } from '../imap/url.js';
import type { Bindings } from '../match/match.js';
import type { ClientMessage } from '../script/ast.js';
import { fillTemplate, type Variables } from '../script/expand.js';
import type { PlacedProblem } from '../script/include.js';
import { placeholderEnd } from '../script/placeholder.js';
import { isUnplayable } from '../script/problem.js';
import type { ChannelBindingType } from '../session/channel-binding.js';
import type { Credentials } from '../session/credentials.js';
import type { ClientOutput, TransportFailure } from '../session/machine.js';
import { encodeUtf8, type Octets } from '../text/octets.js';
import { positionAt, type Source } from '../text/source.js';
import { createDifference } from './difference.js';
import { carryOutDirective, type DirectiveAction } from './directives.js';
import type { ReplayEvent } from './event.js';
import { showMessage } from './exchange-text.js';
import { brokenOff, interrupted } from './failures.js';
import type { CreatedMailbox } from './fill-mailbox.js';
import type { Flow } from './flow.js';
import { openLink } from './greet.js';
import { outOfStep } from './judge.js';
import { largeLiteralIn } from './large-literal.js';
import type { Link } from './link.js';
import { missedCapture } from './missed-capture.js';
import type { Action, Plan, PlannedCommand } from './plan.js';
import { letPass, type PolicyChanges } from './policy.js';
import { isLost, reopen } from './reopen.js';
import { type Requirement, requireCapabilities } from './require.js';
import type { Failure, ScriptResult } from './result.js';
import { Room, type SharedRoom } from './room.js';
import { logsIn, RunningStep } from './running-step.js';
import { findStray, outdatedTranscript } from './same-session.js';
import { describeLine, type ScriptPlace } from './script-place.js';
import { sendAhead, sendAtOnce, sendMessage } from './send-message.js';
import { awaitAnswer, onlyLinkFor, settle } from './settle.js';
import { StepLog } from './step-log.js';
import { outcomeOf, type Stop } from './summary.js';
import type { ConversationEntry } from './transcript.js';
import { createBindings, createVariables } from './variables.js';
import { Wire } from './wire.js';
import type { FindFile } from './wire-message.js';

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
  readonly mailboxPrefix?: Octets | undefined;
  /** Printable octets without comma that cannot be guessed, new ones each time. */
  readonly nonce: () => Octets;
  readonly timeouts: { readonly connect: number; readonly answer: number };
  /** Connections go through a proxy: then `localhost` is another machine too. */
  readonly isProxied: boolean;
  readonly allowClearText: boolean;
  /** A command of which a variable is not known is not sent, and the next one is: those of imaptest stand apart. */
  readonly skipsUnfilled?: boolean;
  /** What -PLUS mechanisms are tied to; undefined for the default of the TLS version. */
  readonly channelBinding?: ChannelBindingType | undefined;
  readonly record: boolean;
  /** What the results of all scripts of the run share; undefined for one script alone. */
  readonly room?: SharedRoom | undefined;
  /** Where literals go that are too large to be kept in memory. */
  readonly keepLiteral?: KeepLiteral | undefined;
}

/** Plays the actions of a plan, in order. What each kind of action does stands in a file of its own. */
export class Player {
  readonly options: ReplayOptions;
  readonly wire: Wire;
  readonly log: StepLog;
  readonly conversation: ConversationEntry[] = [];
  /** The connection that directives are about. */
  connection: Octets = '';
  isPipelining = false;
  /** Why nothing more is played. */
  stop: Stop | undefined;
  /** Mailboxes of `%mailbox`. */
  readonly created: CreatedMailbox[] = [];
  /** What is required and cannot be looked at before the login. */
  postponed: Requirement[] = [];
  #isCleaningUp = false;
  /** Why only the cleanup is played. */
  #stoppedBefore: Stop | undefined;
  #cleanupLine = 0;
  /** Connections that were lost while somebody was logged in. */
  readonly #lost = new Map<Octets, Link>();
  /** A lost connection could not be opened again. */
  #isUnreachable = false;
  /** The action that is played, or the last one that was. */
  #reached = 0;
  readonly #startedAt: number;
  /** What the responses of the conversation cost in memory, in octets. */
  #recorded = 0;
  /** The newest ones, for as long as nothing changes. */
  #variables: { bindings: Bindings; user: Octets | undefined; values: Variables } | undefined;

  constructor(options: ReplayOptions, emit: (output: ClientOutput<ReplayEvent>) => void) {
    this.options = options;
    this.#startedAt = options.clock();
    const room = new Room(options.room ?? { left: limits.shownPerRun });
    this.wire = new Wire({
      clock: options.clock,
      secrets: options.secrets,
      keepLiteral: options.keepLiteral,
      largeLiteral: largeLiteralIn([options.plan, options.recorded?.plan]),
      room,
      emit,
      heard: (link, response) => this.#recordHeard(link, response),
    });
    this.log = new StepLog({
      clock: options.clock,
      room,
      tell: (event) => emit({ kind: 'event', event }),
      answerTime: options.timeouts.answer,
      policy: options.policy,
      bindings: createBindings(options),
    });
  }

  *play(): Flow<void> {
    const { actions } = this.options.plan;
    this.#refuse();
    let index = 0;
    for (const action of actions) {
      const link = onlyLinkFor(this, action);
      const due = link?.open.onlyDueAt(index);
      if (link && due) yield* awaitAnswer(this, link, due);
      if (link && sendAhead(this, link, action)) yield undefined;
      if (!this.#actAtOnce(action, index)) yield* this.#act(action, index);
      index++;
    }
    if (!this.stop) yield* settle(this, actions.length);
    if (!this.stop && this.wire.links.size === 0) yield* this.link('');
    this.#endAll();
    yield* this.#tidyUp();
  }

  result(): ScriptResult {
    const steps = this.log.results;
    return {
      path: this.options.path,
      transcript: this.options.recorded?.path,
      outcome: outcomeOf(steps, this.#stoppedBefore ?? this.stop),
      milliseconds: this.wire.now - this.#startedAt,
      steps,
    };
  }

  /** A connection that stands. */
  standing(name: Octets): Link | undefined {
    const link = this.wire.links.get(name);
    return link?.isUp && !this.stop && !this.#needsAnother(link) ? link : undefined;
  }

  /** A connection, opened at its first use; undefined when it does not stand. */
  *link(name: Octets, user?: Octets): Flow<Link | undefined> {
    this.#setAsideLost(name);
    const known = this.wire.links.get(name);
    const link =
      known ?? (yield* this.#openAgain(name, 'for the cleanup')) ?? (yield* openLink(this, name, user));
    if (this.stop) this.judgeAnswered(link);
    return link.isUp && !this.stop ? link : undefined;
  }

  /** Ends the steps that have their answer; before an action those of which no line is left. */
  judgeAnswered(link: Link, before = Number.POSITIVE_INFINITY): void {
    const answered = link.takeAnswered(before);
    for (const step of answered) {
      this.log.judge(step, link, answered);
      const reason = this.#isCleaningUp || step.isHidden ? undefined : outOfStep(step);
      if (reason !== undefined) this.stop ??= { reason, isSkip: false };
    }
  }

  /** A step failed on the world: nothing more can be said on its connection. */
  failStep(link: Link, step: RunningStep, failure: TransportFailure): void {
    link.isBroken = true;
    link.finish(step);
    this.error(step, { kind: 'transport', ...failure });
  }

  /** A step that is judged later could not be carried out. */
  error(step: RunningStep, failure: Failure, stops = true): void {
    step.failure = failure;
    if (stops) this.stop ??= { reason: reasonOf(failure), isSkip: false };
  }

  /** The script says something that cannot be carried out. */
  refuseAction(place: ScriptPlace, title: string, message: string): void {
    const { column: _, ...file } = place;
    this.endErrored(this.log.begin({ ...file, title }), { kind: 'script', ...place, message });
  }

  /** The path of a file that the script includes; undefined of its own. */
  includedPath(source: Source): string | undefined {
    return source.path === this.options.path ? undefined : source.path;
  }

  placeAt(source: Source, offset: number): ScriptPlace {
    const position = positionAt(source, offset);
    const path = this.includedPath(source);
    return path === undefined ? position : { ...position, path };
  }

  /** Ends a step of its own, which could not be carried out. */
  endErrored(step: RunningStep, failure: Failure): void {
    if (failure.kind === 'script' && this.skipsLacking(step)) return;
    this.log.end(step, { kind: 'errored', failure });
    this.stop ??= { reason: reasonOf(failure), isSkip: false };
  }

  /** The cleanup of a script that was stopped may lack what the rest of it would have captured: it goes on without. */
  skipsLacking(step: RunningStep): boolean {
    if (!this.#stoppedBefore) return false;
    this.log.end(step, { kind: 'skipped', reason: this.#stoppedBefore.reason });
    return true;
  }

  /** The server refused what everything behind it builds on; when it broke off, that is said instead. */
  refuseStep(link: Link, step: RunningStep, message: string): void {
    const failure = this.wire.isInterrupted ? interrupted : link.session.failure;
    if (failure) {
      this.endErrored(step, { kind: 'transport', ...failure });
      return;
    }
    this.stop ??= { reason: message, isSkip: false };
    this.log.end(step, { kind: 'failed', mismatches: [createDifference('status', message)] });
  }

  /** The server lacks what the script requires. */
  skipRest(step: RunningStep, reason: string): void {
    this.stop = { reason, isSkip: true };
    this.log.end(step, { kind: 'skipped', reason });
  }

  skipCommand(command: PlannedCommand): void {
    const { line, message } = command;
    const path = this.includedPath(command.source);
    const step = this.log.begin({ line, path, title: this.titleOf(message) });
    this.log.end(step, { kind: 'skipped', reason: this.stop?.reason ?? 'the connection does not stand' });
  }

  /** `%cleanup`: what follows is played whatever happened, on a new connection where one was lost. */
  cleanUp(line: number): void {
    this.#isCleaningUp = true;
    this.#cleanupLine = line;
    const links = [...this.wire.links.values()];
    if (!this.stop || !links.some((link) => isUsable(link) || isLost(link))) return;
    if (this.stop.isSkip) {
      if (!this.#hasDoneSomething()) return;
      // It is written for all that the script does: what it does not find now is no failure.
      this.log.policies = letPass(this.log.policies);
    }
    for (const link of links) this.#leaveOpen(link);
    this.#stoppedBefore ??= this.stop;
    this.stop = undefined;
    if (this.wire.isInterrupted) this.log.answerTime = Math.min(this.log.answerTime, patienceOfUser);
    this.wire.isInterrupted = false;
  }

  /** What was made on a connection that was lost is removed by another one. */
  #needsAnother(link: Link): boolean {
    return this.#isCleaningUp && isLost(link);
  }

  /** A lost connection makes room for another one of its name. */
  #setAsideLost(name: Octets): void {
    const link = this.wire.links.get(name);
    if (!link || !this.#needsAnother(link)) return;
    this.#leaveOpen(link);
    this.judgeAnswered(link);
    this.wire.forget(link);
    this.#lost.set(link.name, link);
  }

  /**
   * A connection in place of a lost one, at most once for each; undefined when there is none to open again. Where one
   * could not be opened again, no other is tried.
   */
  *#openAgain(name: Octets, purpose: string, line = this.#cleanupLine): Flow<Link | undefined> {
    const lost = this.#lost.get(name);
    if (!lost || this.#isUnreachable) return undefined;
    this.#lost.delete(name);
    const which = name === '' ? '' : `${showMessage(name)} `;
    const link = yield* reopen(this, lost, { line, title: `connect ${which}again ${purpose}` });
    this.#isUnreachable = !isUsable(link);
    return link;
  }

  /** Whether more was sent than a login: where nothing was, nothing is left to clean up. */
  #hasDoneSomething(): boolean {
    const played = this.options.plan.actions.slice(0, this.#reached);
    return played.some((action) => action.kind === 'send' && !isLogin(action));
  }

  /** Whether somebody logs in behind an action. */
  logsInLater(action: Action): boolean {
    const { actions } = this.options.plan;
    return actions.slice(actions.indexOf(action) + 1).some(isLogin);
  }

  /** A text of a directive with its variables; undefined when one is not known, which ends the script. */
  fill(text: Octets, { directive, source }: DirectiveAction): Octets | undefined {
    const filled = fillTemplate(text, this.variablesOf(this.wire.links.get(this.connection)));
    if (filled.kind === 'filled') return filled.octets;
    const place = this.placeAt(source, directive.span.start);
    const title = showMessage(this.wire.conceal(directive.text));
    const { span, message } = filled.problem;
    const missed = this.findMissed(text.slice(span.start, span.end));
    if (missed === undefined) this.refuseAction(place, title, message);
    else this.skipMissed(this.log.begin({ line: place.line, path: place.path, title }), missed);
    return undefined;
  }

  /** Why a placeholder cannot be filled in though the script is right: what the server said before was wrong. */
  findMissed(placeholder: Octets): string | undefined {
    const { actions } = this.options.plan;
    return missedCapture(placeholder, actions.slice(0, this.#reached), this.log.results);
  }

  /** What was wrong before is told there; nothing more is to be seen behind it. */
  skipMissed(step: RunningStep, reason: string): void {
    if (this.skipsLacking(step)) return;
    this.log.end(step, { kind: 'skipped', reason });
    this.stop ??= { reason, isSkip: false };
  }

  variablesOf(link: Link | undefined): Variables {
    const { bindings } = this.log;
    const user = link?.user;
    if (this.#variables?.bindings !== bindings || this.#variables.user !== user) {
      this.#variables = { bindings, user, values: createVariables(this.options, bindings, user) };
    }
    return this.#variables.values;
  }

  /** The first line of a message as it is written. */
  titleOf({ segments }: ClientMessage): string {
    const first = segments[0];
    const line = `${first?.line.text ?? ''}${first?.literal?.announcement ?? ''}\r\n`;
    return showMessage(createRedactor(this.options.secrets, { placeholderEnd }).client(line));
  }

  /** More was said than can be recorded. */
  get isUnrecordable(): boolean {
    return this.#recorded > limits.recorded;
  }

  record(entry: ConversationEntry): void {
    if (this.options.record && !this.isUnrecordable) this.conversation.push(entry);
  }

  #recordHeard(link: Link, response: Response): void {
    const { octets } = response;
    this.#recorded += notedLength(octets) + entryOverhead;
    if (this.isUnrecordable) this.conversation.length = 0;
    this.record({ kind: 'server', connection: link.name, octets });
  }

  /** What nothing is waited for is done without a generator of its own: of a long pipeline that is most. */
  #actAtOnce(action: Action, index: number): boolean {
    if (action.kind === 'directive' || this.postponed.length > 0) return false;
    const link = this.standing(action.kind === 'send' ? action.command.connection : action.connection);
    if (!link || (action.kind === 'send' && !sendAtOnce(this, link, action, index))) return false;
    if (action.kind === 'expect') link.awaited.push(action.expectation);
    this.#reached = index;
    return true;
  }

  *#act(action: Action, index: number): Flow<void> {
    if (!this.stop) this.#reached = index;
    if (this.postponed.length > 0 && !this.stop) yield* this.#requirePostponed(index);
    if (this.stop && !isCleanup(action)) {
      if (action.kind === 'send' && action.message === action.command.message)
        this.skipCommand(action.command);
    } else if (action.kind === 'send') {
      yield* sendMessage(this, action, index);
    } else if (action.kind === 'expect') {
      const link = yield* this.link(action.connection);
      link?.awaited.push(action.expectation);
    } else {
      yield* carryOutDirective(this, action, index);
    }
  }

  /** What was required before the login is looked at as soon as somebody is logged in. */
  *#requirePostponed(index: number): Flow<void> {
    yield* settle(this, index);
    const isIn = (link: Link | undefined) => link?.session.state.phase !== 'not-authenticated';
    const anyIn = [...this.wire.links.values()].find(({ session: { state } }) =>
      /^(?:authenticated|selected)$/.test(state.phase),
    );
    const { postponed } = this;
    this.postponed = [];
    for (const requirement of postponed) {
      // What a server can after the login it can on every connection: the own one may be logged in nowhere.
      const own = isIn(this.wire.links.get(requirement.connection)) ? requirement.connection : anyIn?.name;
      if (own === undefined) this.postponed.push(requirement);
      else if (!this.stop) yield* requireCapabilities(this, { ...requirement, connection: own });
    }
  }

  /** Scripts that cannot be played at all: nothing is sent. */
  #refuse(): void {
    const { plan, recorded, problems, secrets } = this.options;
    const stray = recorded && findStray(plan, recorded.plan, secrets);
    if (stray) {
      const title = `transcript ${showMessage(encodeUtf8(recorded.path))}`;
      const step = this.log.begin({ line: stray.line, title });
      this.log.end(step, { kind: 'failed', mismatches: [outdatedTranscript] });
      this.stop = { reason: 'the transcript is of another version of the script', isSkip: false };
    }
    for (const { problem, source } of problems) {
      if (isUnplayable(problem))
        this.refuseAction(this.placeAt(source, problem.span.start), problem.name, problem.message);
    }
  }

  /** What nobody waits for any more ends with the script. */
  #endAll(): void {
    for (const { step } of this.postponed) if (step) this.log.end(step, { kind: 'passed', notes: [] });
    for (const link of this.wire.links.values()) {
      this.#leaveOpen(link);
      this.judgeAnswered(link);
    }
  }

  /** Ends what is under way on a connection. When the script was stopped, nobody can say how it would have ended. */
  #leaveOpen(link: Link): void {
    for (const step of link.open) {
      if (isUsable(link)) this.wire.leave(link, step);
      else link.finish(step);
      if (!this.stop) continue;
      link.drop(step);
      this.log.end(step, { kind: 'skipped', reason: this.stop.reason });
    }
  }

  /** Removes our own mailboxes and ends the sessions as one should; how the server takes it does not matter. */
  *#tidyUp(): Flow<void> {
    const milliseconds = this.wire.isInterrupted ? farewellTime / 4 : farewellTime;
    this.wire.isInterrupted = false;
    this.#isCleaningUp = true;
    for (const { connection, name, line } of this.created) {
      this.#setAsideLost(connection);
      const again = yield* this.#openAgain(connection, `to delete ${showMessage(name)}`, line);
      const link = again ?? this.wire.links.get(connection);
      const answer = link && (yield* this.#ask(link, `DELETE ${name}`, milliseconds));
      if (again?.latest && !again.latest.failure && !answer)
        this.failStep(again, again.latest, brokenOff(again));
    }
    for (const link of this.wire.links.values()) {
      yield* this.#ask(link, 'LOGOUT', milliseconds);
      this.judgeAnswered(link);
    }
  }

  /** A command of our own that is shown nowhere. */
  *#ask(link: Link, command: Octets, milliseconds: number): Flow<TaggedResponse | undefined> {
    if (!isUsable(link)) return undefined;
    return yield* this.wire.ask(link, RunningStep.hidden(), command, { milliseconds });
  }
}

/** How much is written for what came, at the most: what cannot be seen is written in four octets. */
function notedLength(octets: Octets): number {
  return /[^\r\n\x20-\x7e]/.test(octets) ? 4 * octets.length : octets.length;
}

/** About what an entry of the conversation costs in memory besides its octets. */
const entryOverhead = 100;

/** Milliseconds that an answer may take when the user has interrupted. */
const patienceOfUser = 5_000;

/** Milliseconds that the answer to what we say at the end may take. */
const farewellTime = 2_000;

function isUsable({ isUp, isBroken, session }: Link): boolean {
  return isUp && !isBroken && !session.failure && session.state.phase !== 'logged-out';
}

function isCleanup(action: Action): boolean {
  return action.kind === 'directive' && action.directive.body.name === 'cleanup';
}

function isLogin(action: Action): boolean {
  if (action.kind === 'directive') return action.directive.body.name === 'login';
  return action.kind === 'send' && logsIn(action.message.name);
}

function reasonOf(failure: Failure): string {
  if (failure.kind !== 'script') return failure.message;
  return `${describeLine(failure)} could not be carried out`;
}
