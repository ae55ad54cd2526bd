import type { Octets } from '../text/octets.js';
import { cancel } from './authenticate.js';
import { createDifference } from './difference.js';
import { brokenOff, interrupted, loginUnanswered } from './failures.js';
import type { Flow } from './flow.js';
import { awaitGreeting } from './greet.js';
import type { Link, SentLogin } from './link.js';
import { logIn, takeLoginAnswer } from './login.js';
import type { Player } from './player.js';
import { RunningStep, type StepStart } from './running-step.js';

/** True for a connection that ended, or cannot be used any more, while somebody was logged in, and may be opened again. */
export function isLost({ isBroken, isSecond, session }: Link): boolean {
  const { phase } = session.state;
  const isIn = phase === 'authenticated' || phase === 'selected';
  return isIn && !isSecond && (isBroken || session.failure !== undefined);
}

/**
 * Opens a lost connection again and logs in as the script did, in a step of its own that is no part of a recording. What
 * was selected is not selected again.
 */
export function* reopen(player: Player, lost: Link, place: Pick<StepStart, 'line' | 'title'>): Flow<Link> {
  const { answerTime } = player.log;
  player.log.answerTime = Math.min(answerTime, patience);
  const link = player.wire.open(lost.name, lost.user, lost.redactor.secrets);
  link.isSecond = true;
  const { start, order, startedAt } = player.log.begin(place);
  const step = new RunningStep(start, order, startedAt, { exchange: [], differences: [] });
  link.begin(step);
  yield* awaitGreeting(player, link, step);
  if (!step.failure) yield* logInAgain(player, link, step, lost.login);
  player.log.answerTime = answerTime;
  link.latest = step;
  return link;
}

/** Milliseconds that each answer may take: the server has given such answers before. */
const patience = 5_000;

function* logInAgain(player: Player, link: Link, step: RunningStep, login: Link['login']): Flow<void> {
  if (!login || link.session.state.phase !== 'not-authenticated') return;
  const problem =
    login.kind === 'sent'
      ? yield* sendAgain(player, link, step, login)
      : (yield* logIn(player, link, step, { user: login.user, milliseconds: patience }))?.message;
  link.login = login;
  if (problem === undefined) return;
  if (player.wire.isInterrupted) player.failStep(link, step, interrupted);
  else if (link.session.failure) player.failStep(link, step, brokenOff(link));
  else refuse(player, link, step, problem);
}

/** The commands of the script, which are sent as they were, with a tag of our own. */
function* sendAgain(
  player: Player,
  link: Link,
  step: RunningStep,
  { tag, name, messages: [command = [], ...answers] }: SentLogin,
): Flow<string | undefined> {
  const [first = '', ...literals] = command;
  const answer = yield* player.wire.ask(link, step, name, {
    milliseconds: patience,
    message: (own) => [own + first.slice(tag.length), ...literals],
    answer: () => withoutLineEnd(answers.shift()?.join('') ?? cancel),
  });
  return answer ? takeLoginAnswer(link, answer) : loginUnanswered(name, patience, link).message;
}

function withoutLineEnd(octets: Octets): Octets {
  return octets.replace(/\r\n$/, '');
}

function refuse(player: Player, link: Link, step: RunningStep, message: string): void {
  link.isBroken = true;
  step.differences.push(createDifference('status', message));
  player.stop ??= { reason: message, isSkip: false };
}
