import { limits } from '../imap/limits.js';
import type { TaggedResponse } from '../imap/response.js';
import { isThisMachine } from '../imap/url.js';
import { loginAdvice } from '../script/expand.js';
import type { Capabilities } from '../session/capabilities.js';
import { type ChannelBinding, chooseBinding } from '../session/channel-binding.js';
import type { Credentials } from '../session/credentials.js';
import type { TransportFailure } from '../session/machine.js';
import { type Choice, chooseMechanism, offersBinding, takesPassword } from '../session/sasl/index.js';
import type { Attempt } from '../session/sasl/mechanism.js';
import { encodeUtf8, type Octets, visible } from '../text/octets.js';
import { authenticate, type Way } from './authenticate.js';
import { createDifference } from './difference.js';
import { beginDirective, type DirectiveAction } from './directives.js';
import { showMessage } from './exchange-text.js';
import { interrupted, loginUnanswered } from './failures.js';
import type { Flow } from './flow.js';
import type { Link } from './link.js';
import type { Player } from './player.js';
import { quoted } from './quoted.js';
import { capabilitiesOf } from './require.js';
import type { RunningStep } from './running-step.js';
import { withLiterals } from './wire-message.js';

/** `%login`: logs in the best way the server offers. */
export function* login(player: Player, action: DirectiveAction, user: Octets | undefined): Flow<void> {
  const link = yield* player.link(player.connection);
  if (!link) return;
  const step = beginDirective(player, action);
  if (link.session.state.phase !== 'not-authenticated') {
    player.log.end(step, { kind: 'passed', notes: [] });
    return;
  }
  const milliseconds = Math.max(player.log.answerTime, limits.login);
  const problem = yield* logIn(player, link, step, { user, milliseconds });
  if (!problem) {
    player.log.end(step, { kind: 'passed', notes: step.differences });
  } else if (problem.kind === 'refused') {
    player.refuseStep(link, step, problem.message);
  } else if (problem.kind === 'unanswered') {
    link.isBroken = true;
    const failure = player.wire.isInterrupted ? interrupted : problem.failure;
    player.endErrored(step, { kind: 'transport', ...failure });
  } else {
    const place = player.placeAt(action.source, action.directive.span.start);
    player.endErrored(step, { kind: 'script', ...place, message: problem.message });
  }
}

/** Why nobody is logged in: it could not be tried, or the server did not let us in. */
export type LoginProblem =
  | { readonly kind: 'impossible'; readonly message: string; readonly isUnexplained?: false }
  | {
      readonly kind: 'refused';
      readonly message: string;
      /** The server did not say by a response code (RFC 5530 §3) or a fault of the exchange what is wrong. */
      readonly isUnexplained: boolean;
    }
  | {
      readonly kind: 'unanswered';
      readonly message: string;
      readonly failure: TransportFailure;
      readonly isUnexplained?: false;
    };

/** Logs in on a connection that stands, within a step; `milliseconds` is what the answer may take. */
export function* logIn(
  player: Player,
  link: Link,
  step: RunningStep,
  { user, milliseconds }: { readonly user: Octets | undefined; readonly milliseconds: number },
): Flow<LoginProblem | undefined> {
  const impossible = (message: string): LoginProblem => ({ kind: 'impossible', message });
  link.login = { kind: 'directive', user };
  const { options } = player;
  const { server } = options;
  const name = user ?? link.user ?? encodeUtf8(server.user ?? '');
  const credentials = options.credentials(user ?? link.user) ?? withoutPassword(server.mechanism, name);
  if (!credentials) return impossible(loginAdvice(name));
  const staysHere = isThisMachine(server) && !options.isProxied;
  const mayShow = link.security !== '' || staysHere || options.allowClearText;
  const offered = yield* capabilitiesOf(player, link, step);
  const binding = chooseBinding(link.bindings, options.channelBinding);
  const choice = { named: server.mechanism, mayShow, canBind: binding !== undefined };
  const start = (): Attempt => ({
    ...credentials,
    nonce: options.nonce(),
    host: encodeUtf8(server.host),
    port: server.port,
    binding,
    isBindingOffered: offersBinding(offered),
  });
  const way = chooseWay(offered, start(), choice);
  if (!way) return impossible(whyThereIsNone(offered, choice));
  const problem = yield* goIn(player, link, step, way, milliseconds);
  const [, bound] = /^AUTHENTICATE (\S+)-PLUS(?: |$)/.exec(way.command) ?? [];
  if (!bound || !binding || choice.named !== undefined || !problem?.isUnexplained) return problem;
  // Servers offer -PLUS and know another binding only, such as tls-unique in TLS 1.3 (Cyrus IMAP 3.6), where there is none.
  const other = chooseWay(offered, start(), { ...choice, named: bound });
  if (!other) return problem;
  const last = yield* goIn(player, link, step, other, milliseconds);
  if (!last)
    step.differences.push({ ...createDifference('status', withoutBinding(bound, binding)), fails: false });
  return last;
}

function withoutBinding(mechanism: Octets, { type }: ChannelBinding): string {
  return `the server offers ${mechanism}-PLUS and refused it with ${type}: the login is not tied to the TLS connection`;
}

/** Sends what a way in consists of. */
function* goIn(
  player: Player,
  link: Link,
  step: RunningStep,
  way: Way,
  milliseconds: number,
): Flow<LoginProblem | undefined> {
  link.session.forgetCapabilities();
  const answer = yield* player.wire.ask(link, step, way.command, { ...way.options, milliseconds });
  if (!answer) {
    const failure = loginUnanswered(way.command, milliseconds, link);
    return { kind: 'unanswered', message: failure.message, failure };
  }
  const fault = way.fault?.(answer.status === 'OK', link.redactor.server);
  const message = fault ?? takeLoginAnswer(link, answer);
  if (message === undefined) return undefined;
  return { kind: 'refused', message, isUnexplained: fault === undefined && answer.code === undefined };
}

/** Somebody is logged in with an OK; gives why nobody is. */
export function takeLoginAnswer(link: Link, answer: TaggedResponse): string | undefined {
  if (answer.status !== 'OK')
    return `the login was refused: ${showMessage(link.redactor.server(answer.octets))}`;
  link.session.answered({ name: 'LOGIN', argumentText: '' }, { status: 'OK' });
  return undefined;
}

/** Mechanisms that take none need no credentials: EXTERNAL and ANONYMOUS are told a name at most. */
function withoutPassword(named: Octets | undefined, user: Octets): Credentials | undefined {
  return takesPassword(named) ? undefined : { user, password: '' };
}

function chooseWay(offered: Capabilities, attempt: Attempt, choice: Choice): Way | undefined {
  const mechanism = chooseMechanism(offered, choice);
  if (mechanism) return authenticate(mechanism, mechanism.start(attempt), offered.has('SASL-IR'));
  if (choice.named !== undefined || !choice.mayShow) return undefined;
  if (offered.has('LOGINDISABLED')) return undefined;
  const { user, password } = attempt;
  if (/[^\x20-\x7e]/.test(user + password)) {
    return {
      command: 'LOGIN',
      options: { message: (tag) => withLiterals(`${tag} LOGIN`, [user, password]) },
    };
  }
  return { command: `LOGIN ${quoted(user)} ${quoted(password)}`, options: {} };
}

function whyThereIsNone(offered: Capabilities, choice: Choice): string {
  const { named, mayShow } = choice;
  const isForbidden = !mayShow && chooseMechanism(offered, { ...choice, mayShow: true }) !== undefined;
  if (isForbidden || (!mayShow && named === undefined && !offered.has('LOGINDISABLED')))
    return 'The password would be sent in the clear to another machine: use imaps:// or imap+starttls://.';
  if (named === undefined && offered.has('LOGINDISABLED') && offered.has('STARTTLS'))
    return 'The server lets nobody log in without TLS (LOGINDISABLED): use imap+starttls://, or imaps://.';
  if (chooseMechanism(offered, { ...choice, canBind: true })) {
    return `${visible(named ?? '')} is tied to a TLS connection, which there is not, or not one with that kind of channel binding.`;
  }
  return named === undefined
    ? 'The server offers no way to log in that is known here.'
    : `The server does not offer AUTH=${visible(named)}, or it is not known here.`;
}
