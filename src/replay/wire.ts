import type { KeepLiteral } from '../imap/framer.js';
import { limits } from '../imap/limits.js';
import type { Response, TaggedResponse } from '../imap/response.js';
import { type Conceal, createRedactor, createValueRedactor } from '../imap/secret.js';
import { withTrueLengths } from '../imap/stand-in.js';
import type { ClientOutput } from '../session/machine.js';
import { Session } from '../session/session.js';
import { bytesOf, type Octets, upperAscii } from '../text/octets.js';
import { cancel } from './authenticate.js';
import { createDifference } from './difference.js';
import type { ReplayEvent } from './event.js';
import { showMessage, showResponse } from './exchange-text.js';
import { endless, flooded } from './failures.js';
import type { Flow, WaitEnd } from './flow.js';
import { Link } from './link.js';
import type { ExchangeLine } from './result.js';
import type { Room } from './room.js';
import { RunningStep } from './running-step.js';
import type { WireMessage } from './wire-message.js';

export interface WireOptions {
  readonly clock: () => number;
  /** Values that are never shown. */
  readonly secrets: readonly Octets[];
  readonly keepLiteral: KeepLiteral | undefined;
  /** Octets of a literal from which on it is not kept in memory. */
  readonly largeLiteral: number;
  /** Of what is shown of the session. */
  readonly room: Room;
  readonly emit: (output: ClientOutput<ReplayEvent>) => void;
  /** A response of the server came, for a step of the script. */
  readonly heard: (link: Link, response: Response) => void;
}

/** Octets that buy a slow answer one more second: a server that drips does not get them, a slow line does. */
const octetsPerSecond = 16_384;

/** About what a response costs in memory besides its octets. */
const responseOverhead = 500;

/** About what a line that is shown costs in memory besides its octets. */
const lineOverhead = 100;

/** Milliseconds to wait on after BYE, and after an answer that names no command: the one that does may never come. */
const strayPatience = 500;

/** The connections of a replay: sends, waits, and gives each response to the step it belongs to. */
export class Wire {
  readonly links = new Map<Octets, Link>();
  /** Hides known secrets in any text. */
  readonly conceal: Conceal;
  isInterrupted = false;
  isTimeUp = false;
  readonly #options: WireOptions;
  #tags = 0;

  constructor(options: WireOptions) {
    this.#options = options;
    this.conceal = createValueRedactor(options.secrets);
  }

  get now(): number {
    return this.#options.clock();
  }

  emit(output: ClientOutput<ReplayEvent>): void {
    this.#options.emit(output);
  }

  /** Opens a connection; it does not stand yet. `known` are further secrets. */
  open(name: Octets, user: Octets | undefined, known: Iterable<Octets> = []): Link {
    const { keepLiteral, largeLiteral, secrets } = this.#options;
    const session = new Session(keepLiteral, { ...limits, largeLiteral });
    const link = new Link(name, user, session, createRedactor([...secrets, ...known]));
    this.links.set(name, link);
    this.emit({ kind: 'open', connection: name });
    return link;
  }

  /** Closes a connection, so that another one may have its name. */
  forget(link: Link): void {
    link.isClosed = true;
    this.links.delete(link.name);
    this.emit({ kind: 'close', connection: link.name });
  }

  /** Reads what comes until something is the case, for so many milliseconds. */
  *until(link: Link, isDone: () => boolean, milliseconds: number): Flow<WaitEnd> {
    const start = this.now;
    const received = link.session.octetsReceived;
    let octets = 0;
    let lastHeard = start;
    this.isTimeUp = false;
    for (;;) {
      let isThere = this.hearUntil(link, isDone);
      while (link.turnsTo) {
        if (link.turnsTo === 'tls') yield* this.#secure(link);
        else this.#deflate(link);
        isThere = this.hearUntil(link, isDone);
      }
      if (isThere) return 'done';
      if (link.session.failure) return 'ended';
      if (this.isInterrupted) return 'interrupted';
      const before = octets;
      octets = link.session.octetsReceived - received;
      if (octets > before) lastHeard = this.now;
      if (octets > limits.octetsPerCommand) link.session.giveUp(endless);
      const earned = (octets / octetsPerSecond) * 1000;
      const isLost = link.isStray || link.farewell !== undefined;
      const allowed = isLost ? Math.min(strayPatience, milliseconds) : milliseconds + earned;
      // Who has sent much in little time may not be silent for long.
      const left = Math.min(start + allowed, lastHeard + milliseconds) - this.now;
      if (left <= 0 || this.isTimeUp) return 'late';
      yield left;
    }
  }

  /** Reads what came already until something is the case: whether it is. It stops where the connection is to be turned. */
  hearUntil(link: Link, isDone: () => boolean): boolean {
    while (!link.turnsTo && !isDone()) {
      const response = link.session.read();
      if (!response) return false;
      this.#hear(link, response);
    }
    return !link.turnsTo;
  }

  /** Reads what is there already: nothing else was sent that it could belong to. */
  drain(link: Link): void {
    for (let response = link.session.read(); response; response = link.session.read())
      this.#hear(link, response);
  }

  /** Lets time pass; what comes stays unread. */
  *pause(milliseconds: number): Flow<void> {
    const end = this.now + milliseconds;
    this.isTimeUp = false;
    for (let left = milliseconds; left > 0 && !this.isTimeUp && !this.isInterrupted; left = end - this.now)
      yield left;
  }

  /** Sends octets as part of a step; `shown` is what is shown of them. */
  put(link: Link, step: RunningStep, octets: Octets, shown = this.show(link, octets)): void {
    this.#tell(link, step, { from: 'client', text: shown });
    if (link.ahead === undefined) this.emit({ kind: 'send', connection: link.name, octets, isUrgent: false });
    else link.ahead = undefined;
  }

  /** Sends what is put next already. */
  putAhead(link: Link, octets: Octets): void {
    this.emit({ kind: 'send', connection: link.name, octets, isUrgent: true });
    link.ahead = octets;
  }

  /** Nobody waits for the step any more: ends what the server is in the middle of, so that it hears what comes next. */
  leave(link: Link, step: RunningStep): void {
    if (step.isHalfSent) link.isBroken = true;
    else if (step.escape !== undefined) this.put(link, step, `${step.escape}\r\n`);
    link.abandon(step);
  }

  /** What is shown of octets that go out next. To be asked for once for each: it follows where secrets are. */
  show(link: Link, octets: Octets): string {
    return showMessage(link.redactor.client(octets));
  }

  /** Sends a message; what is behind a refused literal is not sent. Ends early when a wait does. */
  *transmit(
    link: Link,
    step: RunningStep,
    message: WireMessage,
    sending: Sending,
  ): Flow<WaitEnd | 'unwanted'> {
    for (let index = 0; index < message.length; index++) {
      const octets = message[index];
      if (index > 0) {
        const isTurn = () => link.continuations > 0 || step.isAnswered;
        step.isHalfSent = true;
        const ended = yield* this.until(link, isTurn, sending.milliseconds);
        if (ended !== 'done') return ended;
        step.isHalfSent = false;
        if (step.isAnswered) {
          if (step.answer?.status === 'OK') step.differences.push(createDifference('status', untaken));
          return 'done';
        }
        link.takeContinuation();
        step.invitations++;
      }
      if (octets === undefined) return 'unwanted';
      this.put(link, step, octets, index === 0 ? sending.shown : undefined);
    }
    return 'done';
  }

  /** A command of our own within a step: not part of the script and not recorded. Undefined when no answer came. */
  *ask(
    link: Link,
    parent: RunningStep,
    command: Octets,
    options: AskOptions,
  ): Flow<TaggedResponse | undefined> {
    const tag = `tagline${++this.#tags}`;
    const step = RunningStep.within(parent, tag, upperAscii(command.split(' ', 1)[0] ?? ''));
    link.begin(step);
    const message = options.message?.(tag) ?? [`${tag} ${command}\r\n`];
    let ended = yield* this.transmit(link, step, message, options);
    for (let answer = ''; options.answer && ended === 'done' && answer !== cancel; ) {
      ended = yield* this.until(link, () => link.continuations > 0 || step.isAnswered, options.milliseconds);
      if (ended !== 'done' || step.isAnswered) break;
      answer = options.answer(link.takeContinuation());
      this.put(link, step, `${answer}\r\n`);
    }
    // Who is told that the exchange is over and asks for more will never answer.
    const isOver = () => step.isAnswered || (options.answer !== undefined && link.continuations > 0);
    if (ended === 'done') yield* this.until(link, isOver, options.milliseconds);
    link.drop(step);
    return step.answer;
  }

  /** Turns to TLS; what came in the clear behind the OK is thrown away, since anybody may have put it there. */
  *#secure(link: Link): Flow<void> {
    const step = link.latest;
    link.turnsTo = undefined;
    const injected = link.session.discard();
    if (injected !== '')
      step?.differences.push(createDifference('unexpected', injection, this.conceal(injected)));
    link.security = undefined;
    this.emit({ kind: 'start-tls', connection: link.name });
    while (link.security === undefined && !link.session.failure && !this.isInterrupted) yield longest;
  }

  #deflate(link: Link): void {
    link.turnsTo = undefined;
    const received = bytesOf(link.session.discard());
    this.emit({ kind: 'start-deflate', connection: link.name, received });
  }

  #hear(link: Link, response: Response): void {
    const step = link.route(response);
    const { octets } = response;
    const shown = withTrueLengths(showResponse(octets, link.redactor.server));
    link.burden += octets.length + shown.length + responseOverhead;
    if (link.burden > limits.responsesPerCommand) link.session.giveUp(flooded);
    this.#tell(link, step, { from: 'server', text: shown });
    if (step && !step.isHidden) this.#options.heard(link, response);
  }

  #tell(link: Link, step: RunningStep | undefined, line: ExchangeLine): void {
    if (step) this.#keep(step, line);
    this.emit({ kind: 'event', event: { kind: 'exchanged', connection: link.name, line } });
  }

  /** What is kept of a session is part of the result: it has to stay small, however many commands there are. */
  #keep({ exchange }: RunningStep, line: ExchangeLine): void {
    const fits = this.#options.room.take(line.text.length + lineOverhead);
    if (line.from === 'client' || fits) exchange.push(line);
    else if (exchange.at(-1)?.text !== cutOff) exchange.push({ from: 'server', text: cutOff });
  }
}

const cutOff = '… (the server said more than is kept of a session)';
const untaken = 'the server answered OK before the octets of the literal were sent';
const injection = 'the server sent this in the clear behind its OK to STARTTLS; it was thrown away';

/** A time that does not run out by itself: whoever is asked has limits of its own. */
export const longest = 2_147_483_647;

/** How a message is sent. */
export interface Sending {
  /** How long the server may take to ask for a literal. */
  readonly milliseconds: number;
  /** What is shown of the first part, when somebody has asked already. */
  readonly shown?: string;
}

export interface AskOptions extends Sending {
  /** The command as a message, when it has literals. */
  readonly message?: (tag: Octets) => WireMessage;
  /** Answers a continuation request; with `*` nothing more is answered. */
  readonly answer?: (challenge: Octets) => Octets;
}
