import { limits } from '../imap/limits.js';
import type { Response } from '../imap/response.js';
import { type Expectation, isMet } from '../match/match.js';
import { statedStatus } from './course.js';
import { brokenOff, interrupted, noAnswer } from './failures.js';
import type { Flow, WaitEnd } from './flow.js';
import { outOfStep } from './judge.js';
import { expectsFarewell, isAwaited, isFarewell, isUntaggedBad, type Link } from './link.js';
import type { Action, PlannedCommand } from './plan.js';
import type { Player } from './player.js';
import { patienceFor, type RunningStep } from './running-step.js';

/**
 * Waits for what must be there before an action: the answers that are not written further down (those commands are
 * pipelined as written), and the server lines above it. Judges what has its answer. A command does not wait for itself.
 */
export function* settle(player: Player, index: number, command?: PlannedCommand): Flow<void> {
  if (player.isPipelining) return;
  for (const link of player.wire.links.values()) {
    for (const step of link.open.dueAt(index)) {
      const isOwn = command !== undefined && step.start.command === command;
      if (!isOwn && !step.isAnswered && !player.wire.hearUntil(link, () => step.isAnswered))
        yield* awaitAnswer(player, link, step);
      // Of a long pipeline not everything stays in memory until its last answer is there.
      if (link.burden > limits.parsedResponses) player.judgeAnswered(link, index);
      if (player.stop) return;
    }
    if (link.awaited.length > 0) yield* awaitLines(player, link);
    player.judgeAnswered(link, index);
    if (player.stop) return;
  }
}

/** The only connection, when an action is to send a new command on it. */
export function onlyLinkFor(player: Player, action: Action): Link | undefined {
  if (action.kind !== 'send' || action.message !== action.command.message) return undefined;
  if (player.isPipelining || player.postponed.length > 0) return undefined;
  return player.wire.links.size === 1 ? player.standing(action.command.connection) : undefined;
}

/** Whether nothing is waited for on a connection before the next command. */
export function isSettled({ open, awaited }: Link): boolean {
  return open.size === 0 && (awaited.length === 0 || awaited.at(-1)?.message.form === 'tagged');
}

/** Whether the next command goes out however the step is judged that was just answered. */
export function isSureToGoOn({ wire }: Player, link: Link): boolean {
  const step = wire.isInterrupted ? undefined : link.justAnswered;
  return step?.answer !== undefined && !step.failure && outOfStep(step) === undefined;
}

/** A wait for a step ended without what was waited for. */
export function endWait(
  player: Player,
  link: Link,
  step: RunningStep,
  ended: Exclude<WaitEnd, 'done'>,
): void {
  if (step.isAnswered) return;
  const isFarewell = link.farewell !== undefined && expectsFarewell(step);
  if (ended === 'interrupted') interruptStep(player, link, step);
  else if (isFarewell || (ended === 'late' && link.isStray)) link.finish(step);
  else if (ended === 'ended' || link.farewell !== undefined) player.failStep(link, step, brokenOff(link));
  else player.failStep(link, step, noAnswer(step.start.title, patienceFor(step), link));
}

export function* awaitAnswer(player: Player, link: Link, step: RunningStep): Flow<void> {
  const isThere = () => step.isAnswered || (link.isStray && !step.canBeNamed);
  const ended = yield* player.wire.until(link, isThere, patienceFor(step));
  if (ended === 'done' && link.isStray) player.wire.drain(link);
  if (ended === 'done') link.finish(step);
  else endWait(player, link, step, ended);
}

/** When the lines do not come, the comparison says so. */
function* awaitLines(player: Player, link: Link): Flow<void> {
  const lastAnswer = link.awaited.findLastIndex(({ message }) => message.form === 'tagged');
  const lines = link.awaited.slice(lastAnswer + 1).filter(({ message }) => isAwaited(message));
  link.awaited = [];
  const owner = link.open.first ?? link.latest;
  // The greeting is there, and there is only one.
  const wanted = owner?.start.line === 0 ? lines.slice(1) : lines;
  if (wanted.length === 0 || !owner) return;
  const count = link.open.size;
  const areMet = createMeeting(player, wanted, link, owner);
  const isThere = () => link.open.size < count || isRefused(owner) || areMet();
  const patience = patienceForLines(link, owner, wanted);
  const ended = yield* player.wire.until(link, isThere, patience);
  if (ended === 'late') owner.waited = patience;
  if (ended === 'interrupted') interruptStep(player, link, owner);
}

/**
 * Milliseconds to wait for lines. Behind an answer a server tells little by itself, and at once, unless it was asked to
 * (NOTIFY, a search that is kept up to date), or is about to close. A `%timeout` directly under a command is for all of
 * its lines.
 */
function patienceForLines(link: Link, owner: RunningStep, lines: readonly Expectation[]): number {
  const patience = patienceFor(owner);
  const { answer, start } = owner;
  const mayComeLate = link.open.size > 0 || !answer || lines.some(isFarewell);
  if (mayComeLate || start.command?.timeout !== undefined) return patience;
  if (answer.status !== statedStatus(owner)) return Math.min(patience, limits.behindRefusal);
  return link.tellsByItself ? patience : Math.min(patience, limits.behindAnswer);
}

/** A line whose tag nobody can read was answered with a BAD that is not written: what is written will not come. */
function isRefused({ isAnswered, answer, responses, start }: RunningStep): boolean {
  const isBad = (response: Response) => response.kind === 'status' && response.status === 'BAD';
  return isAnswered && !answer && responses.some(isBad) && !start.expectations.some(isUntaggedBad);
}

/** Whether every line came, each as a response of its own; what was looked at is not looked at again. */
function createMeeting(
  player: Player,
  wanted: readonly Expectation[],
  link: Link,
  owner: RunningStep,
): () => boolean {
  const { script } = owner.start.policies;
  const { bindings } = player.log;
  const left = [...wanted];
  let seen = 0;
  return () => {
    // Those that were collected become its own when it is answered, in their order.
    const came = owner.isAnswered ? owner.responses : link.collected;
    while (left.length > 0 && seen < came.length) {
      const response = came[seen++]!;
      const met = left.findIndex((expectation) => isMet(expectation, response, script, bindings));
      if (met !== -1) left.splice(met, 1);
    }
    return left.length === 0;
  };
}

/** The connection stands: the cleanup can use it. */
function interruptStep(player: Player, link: Link, step: RunningStep): void {
  player.wire.leave(link, step);
  player.error(step, { kind: 'transport', ...interrupted });
}
