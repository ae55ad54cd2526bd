import type { ClientMessage } from '../script/ast.js';
import type { Octets } from '../text/octets.js';
import { createDifference } from './difference.js';
import type { Flow } from './flow.js';
import type { Link } from './link.js';
import type { Action, PlannedCommand } from './plan.js';
import type { Player } from './player.js';
import { changePolicies } from './policy.js';
import { escapes, logsIn, patienceFor, type RunningStep } from './running-step.js';
import { endWait, isSettled, isSureToGoOn, settle } from './settle.js';
import { type FilledMessage, fillMessage, type WireMessage } from './wire-message.js';

type SendAction = Extract<Action, { kind: 'send' }>;

/** Sends a client message when everything that it waits for is there. */
export function* sendMessage(player: Player, { command, message }: SendAction, index: number): Flow<void> {
  const link = player.standing(command.connection) ?? (yield* player.link(command.connection));
  if (link && !player.isPipelining) yield* settle(player, index, command);
  if (link?.turning && message === command.message) yield* awaitTurning(player, link, link.turning);
  if (!link || player.stop) {
    if (message === command.message) player.skipCommand(command);
    return;
  }
  const known = message === command.message ? undefined : link.runningStepOf(command);
  const isTurn = message.role === 'command' || (known && (yield* awaitTurn(player, link, known, message)));
  if (!isTurn || known?.isAnswered) return;
  const sending = { command, message, known };
  yield* transmit(player, link, sending);
}

/**
 * Gives the server the next command already, to work on while what it answered is looked at: where that cannot keep the
 * command back. Whether it did.
 */
export function sendAhead(player: Player, link: Link, action: Action): boolean {
  if (action.kind !== 'send' || !isSettled(link) || !isSureToGoOn(player, link)) return false;
  const line = fixedLine(action.message);
  if (line === undefined) return false;
  player.wire.putAhead(link, line);
  return true;
}

/** Sends a line for which nothing is waited; false when it has to be sent otherwise. */
export function sendAtOnce(
  player: Player,
  link: Link,
  { command, message }: SendAction,
  index: number,
): boolean {
  const line = link.ahead ?? fixedLine(message);
  if (line === undefined || link.turning?.isAnswered === false) return false;
  if (!player.isPipelining) {
    if (player.wire.links.size > 1 || !isSettled(link)) return false;
    link.awaited = [];
    player.judgeAnswered(link, index);
    if (player.stop) return false;
  }
  transmitLine(player, link, { command, message, known: undefined }, line);
  return true;
}

/** STARTTLS and COMPRESS turn the connection: nothing is sent along with them (RFC 9051 §6.2.1, RFC 4978 §3). */
function* awaitTurning(player: Player, link: Link, step: RunningStep): Flow<void> {
  if (step.isAnswered) return;
  const ended = yield* player.wire.until(link, () => step.isAnswered, patienceFor(step));
  if (ended !== 'done') endWait(player, link, step, ended);
}

/** What goes out of a command of one line that is the same whatever the server says. */
function fixedLine({ role, segments: [first, more] }: ClientMessage): Octets | undefined {
  const isLine = role === 'command' && first && !first.literal && !more && !first.line.open;
  return isLine && !first.line.text.includes('${') ? `${first.line.text}\r\n` : undefined;
}

function fill(
  player: Player,
  link: Link,
  { command, message }: Pick<Sending, 'command' | 'message'>,
): FilledMessage {
  const findFile = (path: Octets) => player.options.findFile(path, command.source);
  return fillMessage(message, player.variablesOf(link), findFile);
}

/** An answer to a challenge, or DONE, waits for the server's `+`: before it some servers do not see it. */
function* awaitTurn(player: Player, link: Link, step: RunningStep, message: ClientMessage): Flow<boolean> {
  const isThere = () => link.continuations > 0 || step.isAnswered;
  const ended = step.isAnswered ? 'done' : yield* player.wire.until(link, isThere, patienceFor(step));
  if (ended !== 'done') {
    endWait(player, link, step, ended);
    return false;
  }
  if (step.isAnswered) {
    step.differences.push(createDifference('status', message.role === 'done' ? unsentDone : unsentAnswer));
    return false;
  }
  link.takeContinuation();
  return true;
}

const unsentDone = 'the command was answered before DONE could be sent';
const unsentAnswer = 'the command was answered before the answer to a challenge could be sent';

interface Sending {
  readonly command: PlannedCommand;
  readonly message: ClientMessage;
  /** The step, when a part of the command went out before. */
  readonly known: RunningStep | undefined;
}

function* transmit(player: Player, link: Link, sending: Sending): Flow<void> {
  const { command, message, known } = sending;
  const filled = fill(player, link, sending);
  if (filled.kind === 'problem') {
    const step = known ?? beginCommand(player, link, command, player.titleOf(message));
    link.finish(step);
    if (player.skipsLacking(step)) {
      link.drop(step);
      return;
    }
    const { source } = command;
    const { start, end } = filled.problem.span;
    const isAlone = player.options.skipsUnfilled && known === undefined;
    const missed = known || isAlone ? undefined : player.findMissed(source.text.slice(start, end));
    if (missed !== undefined) {
      link.drop(step);
      player.skipMissed(step, missed);
      return;
    }
    const place = player.placeAt(source, start);
    player.error(step, { kind: 'script', ...place, message: filled.problem.message }, !isAlone);
    return;
  }
  const { step, shown } = announce(player, link, sending, filled.message);
  const ended = yield* player.wire.transmit(link, step, filled.message, {
    milliseconds: patienceFor(step),
    shown,
  });
  if (ended === 'unwanted') breakOff(player, link, step);
  else if (ended !== 'done') endWait(player, link, step, ended);
  step.escape = message.role === 'done' ? undefined : escapes.get(step.start.name);
}

/** Keeps what is sent to log in, for a connection in place of this one. */
function keepLogin(link: Link, { start: { tag = '', name } }: RunningStep, message: WireMessage): void {
  const { login } = link;
  if (login?.kind === 'sent' && login.tag === tag && name === 'AUTHENTICATE') login.messages.push(message);
  else link.login = { kind: 'sent', tag, name, messages: [message] };
}

/** A command of one line: nothing is waited for. */
function transmitLine(player: Player, link: Link, sending: Sending, line: Octets): void {
  const { step, shown } = announce(player, link, sending, [line]);
  player.wire.put(link, step, line, shown);
  step.escape = escapes.get(step.start.name);
}

/** What is sent next belongs to a step, and changes what is known of the server; `shown` is what is shown of it. */
function announce(
  player: Player,
  link: Link,
  { command, message, known }: Sending,
  wire: WireMessage,
): { readonly step: RunningStep; readonly shown: string } {
  const shown = player.wire.show(link, wire[0] ?? '');
  const step = known ?? beginCommand(player, link, command, firstLine(shown) || emptyLine);
  player.record({ kind: 'client', connection: link.name, message, wire });
  if (changesCapabilities.has(step.start.name)) link.session.forgetCapabilities();
  if (logsIn(step.start.name)) keepLogin(link, step, wire);
  return { step, shown };
}

/** The server waits for the octets of a literal that it was expected to refuse: nothing else can be said. */
function breakOff(player: Player, link: Link, step: RunningStep): void {
  step.differences.push(createDifference('status', wanted));
  link.isBroken = true;
  link.finish(step);
  player.stop ??= { reason: 'the server waits for the octets of a literal', isSkip: false };
}

const wanted =
  'the server asks for the literal that it is expected to refuse; write its octets under the announcement';

function beginCommand(player: Player, link: Link, command: PlannedCommand, title: string): RunningStep {
  const { message } = command;
  const { log, options } = player;
  const recorded = options.recorded?.plan.commands[command.number];
  const step = log.beginCommand({
    path: player.includedPath(command.source),
    line: command.line,
    title,
    command,
    tag: message.tag,
    name: message.name.includes('\r') ? firstNameOf(message.name) : message.name,
    argumentText: argumentsOf(message),
    expectations: command.expectations,
    recorded: recorded?.expectations,
    policies: changePolicies(log.policies, command.policy, recorded?.policy),
    timeout: command.timeout ?? log.answerTime,
    answeredAt: command.answeredAt,
    isEndless: command.answeredAt === -1 && isEndless(command),
  });
  link.begin(step);
  return step;
}

/** Of a line with escapes that is several: `C\: a1 STARTTLS\r\na2 NOOP`. */
function firstNameOf(octets: Octets): Octets {
  return octets.slice(0, octets.indexOf('\r'));
}

/** IDLE without DONE, and a line without a line end, have no answer of their own. */
function isEndless({ message, followers }: PlannedCommand): boolean {
  return message.segments.at(-1)?.line.open === true || (message.name === 'IDLE' && followers.length === 0);
}

/** What stands behind the tag and the name. */
function argumentsOf({ segments, tag, name }: ClientMessage): Octets {
  return segments[0]?.line.text.slice(tag.length + name.length + 2) ?? '';
}

/** The title of a command that is nothing but a line end. */
const emptyLine = '(an empty line)';

function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end === -1 ? text : text.slice(0, end);
}

/** Commands after which a server may be able to do other things than before. */
const changesCapabilities: ReadonlySet<Octets> = new Set([
  'LOGIN',
  'AUTHENTICATE',
  'STARTTLS',
  'UNAUTHENTICATE',
]);
