import type { Octets } from '../text/octets.js';
import { showMessage } from './exchange-text.js';
import {
  brokenOff,
  hasEnded,
  interrupted,
  letInBefore,
  noGreeting,
  noTls,
  notImap,
  tlsUnanswered,
  turnedAway,
} from './failures.js';
import type { Flow, WaitEnd } from './flow.js';
import { expectsFarewell, type Link } from './link.js';
import type { Player } from './player.js';
import type { RunningStep } from './running-step.js';
import { longest } from './wire.js';

/** Opens a connection: it stands when the server has greeted, for `imap+starttls://` in TLS. */
export function* openLink(player: Player, name: Octets, user: Octets | undefined): Flow<Link> {
  const { plan, recorded, credentials } = player.options;
  const password = user === undefined ? undefined : credentials(user)?.password;
  const link = player.wire.open(name, user, password === undefined ? [] : [password]);
  const step = player.log.begin({
    line: 0,
    title: name === '' ? 'greeting' : `greeting of ${showMessage(name)}`,
    expectations: plan.greetings.get(name) ?? [],
    recorded: recorded?.plan.greetings.get(name),
  });
  link.begin(step);
  yield* awaitGreeting(player, link, step);
  return link;
}

/** Waits until a connection stands; `step` is that of its greeting. */
export function* awaitGreeting(player: Player, link: Link, step: RunningStep): Flow<void> {
  while (!link.isUp && !link.session.failure && !player.wire.isInterrupted) yield longest;
  const { connect } = player.options.timeouts;
  const ended = yield* player.wire.until(link, () => link.collected.length > 0, connect);
  const greeting = link.collected[0];
  if (!greeting) player.failStep(link, step, describeSilence(player, link, ended));
  else if (greeting.kind !== 'status' || !isGreeting(greeting.status)) player.failStep(link, step, notImap);
  else yield* takeGreeting(player, link, step, greeting.status);
}

function* takeGreeting(player: Player, link: Link, step: RunningStep, status: Greeting): Flow<void> {
  link.session.greeted(status);
  link.finish(step);
  if (status === 'BYE' && !expectsFarewell(step)) player.failStep(link, step, turnedAway(link));
  else if (player.options.server.scheme !== 'imap+starttls') return;
  else if (status === 'PREAUTH') player.failStep(link, step, letInBefore);
  else yield* upgrade(player, link, step);
}

function* upgrade(player: Player, link: Link, step: RunningStep): Flow<void> {
  const milliseconds = player.log.answerTime;
  const answer = yield* player.wire.ask(link, step, 'STARTTLS', { milliseconds });
  if (player.wire.isInterrupted) player.failStep(link, step, interrupted);
  else if (hasEnded(link)) player.failStep(link, step, brokenOff(link));
  else if (!answer) player.failStep(link, step, tlsUnanswered(milliseconds, link));
  else if (answer.status !== 'OK') player.failStep(link, step, noTls(link.redactor.server(answer.octets)));
  link.latest = step;
}

function describeSilence({ options }: Player, link: Link, ended: WaitEnd) {
  if (ended === 'late') return noGreeting(options.timeouts.connect, options.server);
  return ended === 'interrupted' ? interrupted : brokenOff(link);
}

/** `greeting = "*" SP (resp-cond-auth / resp-cond-bye) CRLF` — RFC 9051 §9 */
type Greeting = 'OK' | 'PREAUTH' | 'BYE';

function isGreeting(status: string): status is Greeting {
  return status === 'OK' || status === 'PREAUTH' || status === 'BYE';
}
