import { findCommand } from '../imap/registry.js';
import type { Response, TaggedResponse } from '../imap/response.js';
import type { Redactor } from '../imap/secret.js';
import type { Expectation } from '../match/match.js';
import type { ServerMessage } from '../script/ast.js';
import type { ChannelBindings } from '../session/channel-binding.js';
import type { Session } from '../session/session.js';
import type { Octets } from '../text/octets.js';
import { AbsentMessages } from './absent-messages.js';
import { Course } from './course.js';
import { createDifference } from './difference.js';
import type { PlannedCommand } from './plan.js';
import { escapes, type RunningStep, type StepStart } from './running-step.js';
import { UnderWay } from './under-way.js';
import type { WireMessage } from './wire-message.js';

/** A login that the script wrote out: the command, and its answers to challenges. */
export interface SentLogin {
  readonly kind: 'sent';
  readonly tag: Octets;
  readonly name: Octets;
  readonly messages: WireMessage[];
}

/** A connection during a replay: its session, what is under way on it, and what it said that nobody has claimed yet. */
export class Link {
  readonly name: Octets;
  /** Who `%on` says uses it; undefined for the default user. */
  readonly user: Octets | undefined;
  readonly session: Session;
  readonly redactor: Redactor;
  /** Steps that wait for their answer. */
  readonly open = new UnderWay();
  /** The newest step that has its answer: what comes without a command under way is shown with it. */
  latest: RunningStep | undefined;
  /** Server lines of the script since the last one that was waited for. */
  awaited: Expectation[] = [];
  /** Responses that came since the last tagged answer, while a command is open. */
  collected: Response[] = [];
  /** What the responses that are not judged yet cost in memory, in octets. */
  burden = 0;
  /** It was opened. */
  isUp = false;
  /** `TLSv1.3`; empty in the clear, undefined until it stands. */
  security: string | undefined;
  /** What a login can be tied to. */
  bindings: ChannelBindings = {};
  /** What an answered command turns it to: nothing more is read before that is done. */
  turnsTo: 'tls' | 'deflate' | undefined;
  /** The newest command that turns it when it is answered OK. */
  turning: RunningStep | undefined;
  /** A response came that has no place in the protocol: the answer that is waited for may never come. */
  isStray = false;
  /** It was opened in place of one that was lost. */
  isSecond = false;
  /** How somebody logged in last, or tried to. */
  login: SentLogin | { readonly kind: 'directive'; readonly user: Octets | undefined } | undefined;
  /** The text of `* BYE`, once it came. */
  farewell: Octets | undefined;
  /** What still comes is not read. */
  isClosed = false;
  /** It cannot be used any more, since an answer is missing. */
  isBroken = false;
  /** It was asked to tell of changes when nobody asks: NOTIFY (RFC 5465), a search with UPDATE (RFC 5267 §4.3). */
  tellsByItself = false;
  /** What is put next, when it went out before. */
  ahead: Octets | undefined;
  readonly absentMessages = new AbsentMessages();
  readonly #course = new Course();
  /** Steps that have their answer and are not judged yet. */
  #answered: RunningStep[] = [];
  /** Tags whose answers nobody waits for any more. */
  readonly #abandoned = new Set<Octets>();
  readonly #continuations: Octets[] = [];

  constructor(name: Octets, user: Octets | undefined, session: Session, redactor: Redactor) {
    this.name = name;
    this.user = user;
    this.session = session;
    this.redactor = redactor;
  }

  /** A step of the script that waits for its answer. */
  begin(step: RunningStep): void {
    step.octetsBefore = this.session.octetsReceived;
    if (turns[step.start.name]) this.turning = step;
    this.open.add(step);
  }

  /** The step of a command that more is to be sent of; undefined when it has been judged. */
  runningStepOf(command: PlannedCommand): RunningStep | undefined {
    const isIt = (step: RunningStep) => step.start.command === command;
    return [...this.open].findLast(isIt) ?? this.#answered.findLast(isIt);
  }

  /** The only step that has its answer and is not judged, when nothing else is under way and nothing unusual came. */
  get justAnswered(): RunningStep | undefined {
    const isUsual = this.open.size === 0 && !this.isStray && this.farewell === undefined && !this.turnsTo;
    return isUsual && this.#answered.length === 1 ? this.#answered[0] : undefined;
  }

  /** The steps that have their answer, and no line left at that action, to be judged in the order in which they began. */
  takeAnswered(before: number): readonly RunningStep[] {
    if (this.#answered.length === 0) return this.#answered;
    if (this.#answered.some(({ start }) => (start.command?.endsAt ?? -1) >= before)) return [];
    const answered = this.#answered;
    this.#answered = [];
    this.#countAnew();
    return answered.sort((a, b) => a.order - b.order);
  }

  /** A step that came to nothing, or is nobody's to judge. */
  drop(step: RunningStep): void {
    this.open.remove(step);
    this.#answered = this.#answered.filter((other) => other !== step);
    if (this.#answered.length === 0) this.#countAnew();
  }

  /** What came so far does not stay in memory. */
  #countAnew(): void {
    this.burden = 0;
    this.session.countAnew();
  }

  /** Continuation requests that no literal and no answer has used. */
  get continuations(): number {
    return this.#continuations.length;
  }

  /** The text of the first of them. */
  takeContinuation(): Octets {
    return this.#continuations.shift() ?? '';
  }

  /** Gives a response to the step it belongs to; gives that step back. */
  route(response: Response): RunningStep | undefined {
    if (response.kind === 'tagged') return this.#routeAnswer(response);
    if (response.kind === 'continuation') this.#continuations.push(response.text);
    if (response.kind === 'status' && response.status === 'BYE') this.farewell = response.text;
    if (response.kind === 'status' && response.status === 'BAD') this.isStray = true;
    const open = this.open.first;
    if (open) this.collected.push(response);
    else this.latest?.responses.push(response);
    return open ?? this.latest;
  }

  #routeAnswer(answer: TaggedResponse): RunningStep | undefined {
    if (this.#abandoned.delete(answer.tag)) return undefined;
    const step = this.open.withTag(answer.tag);
    const owner = step ?? this.open.first ?? this.latest;
    if (!step) {
      this.isStray = true;
      if (owner?.isAnswered) owner.responses.push(answer);
      else this.collected.push(answer);
      return owner;
    }
    step.answer = answer;
    if (this.session.octetsRead <= step.octetsBefore)
      step.differences.push(createDifference('status', early, answer.octets));
    this.finish(step);
    const outcome = { status: answer.status, code: answer.code?.name };
    const before = this.session.state;
    this.session.answered(step.start, outcome);
    step.cause = this.#course.follow(step, outcome, { before, after: this.session.state });
    if (answer.status === 'OK') this.#take(step.start);
    return step;
  }

  /** What the connection is from here on by a command that was answered OK. */
  #take({ name, argumentText }: StepStart): void {
    this.turnsTo = turns[name];
    if (name === 'NOTIFY') this.tellsByItself = !/^NONE\b/i.test(argumentText);
    else if (keptUpToDate.test(`${name} ${argumentText}`)) this.tellsByItself = true;
  }

  /** Nobody waits for the step's answer any more; it may still come. */
  abandon(step: RunningStep): void {
    if (step.start.tag !== undefined) this.#abandoned.add(step.start.tag);
    this.finish(step);
  }

  /** The step needs no more waiting: what was collected is its own. */
  finish(step: RunningStep): void {
    if (step.isAnswered) return;
    if (this.collected.length > 0) {
      step.responses = this.collected;
      this.collected = [];
      if (step.answer) step.responses.push(step.answer);
    } else if (step.answer) {
      step.responses = [step.answer];
    }
    step.isAnswered = true;
    this.open.remove(step);
    const unasked = this.open.size === 0 ? this.#continuations[0] : undefined;
    if (unasked !== undefined && !mayBeAsked(step))
      step.differences.push(createDifference('unexpected', unaskedMessage, `+ ${unasked}`));
    // An array of one has no more room than for one, as most of them need.
    if (this.#answered.length === 0) this.#answered = [step];
    else this.#answered.push(step);
    this.latest = step;
    this.isStray = false;
    this.#continuations.length = 0;
  }
}

/** `SEARCH RETURN (UPDATE)` — RFC 5267 §4.3 */
const keptUpToDate = /^(?:UID )?(?:SEARCH|SORT) RETURN \([^)]*\bUPDATE\b/i;

const turns: Readonly<Record<Octets, 'tls' | 'deflate'>> = { STARTTLS: 'tls', COMPRESS: 'deflate' };

/** True for a line with which the server closes. */
export function isFarewell({ message }: Expectation): boolean {
  return /^\* BYE\b/i.test(message.segments[0]?.line.text ?? '');
}

const early = 'the server answered this before it was sent';
const unaskedMessage = 'the server asks for more, and the command has no more';

/** Whether `+` may come for more than literals: commands that are not known may be anything. */
function mayBeAsked({ start }: RunningStep): boolean {
  if (escapes.has(start.name) || !findCommand(start.name)) return true;
  return [...start.expectations, ...(start.recorded ?? [])].some(
    ({ message }) => message.form === 'continuation',
  );
}

/** True when the server is meant to say BYE in a step. */
export function expectsFarewell({ start }: RunningStep): boolean {
  return start.name === 'LOGOUT' || [...start.expectations, ...(start.recorded ?? [])].some(isFarewell);
}

/** True for a line that is waited for before the next client line: it must come, and is no tagged answer. */
export function isAwaited(message: ServerMessage): boolean {
  return message.presence === 'must' && message.form !== 'tagged';
}

export function isUntaggedBad({ message }: Expectation): boolean {
  return /^\* BAD\b/i.test(message.segments[0]?.line.text ?? '');
}
