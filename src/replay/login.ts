import { limits } from '../imap/limits.js';
import { isThisMachine } from '../imap/url.js';
import { loginAdvice } from '../script/expand.js';
import type { Capabilities } from '../session/capabilities.js';
import type { Credentials } from '../session/credentials.js';
import { mechanisms } from '../session/sasl/index.js';
import type { Octets } from '../text/octets.js';
import { positionAt } from '../text/source.js';
import { type DirectiveAction, titleOf } from './directives.js';
import { showMessage } from './exchange-text.js';
import type { Flow } from './flow.js';
import type { Player } from './player.js';
import { quoted } from './quoted.js';
import { capabilitiesOf } from './require.js';
import type { AskOptions } from './wire.js';
import { withLiterals } from './wire-message.js';

/** `%login`: logs in the best way the server offers. */
export function* login(player: Player, action: DirectiveAction, user: Octets | undefined): Flow<void> {
  const link = yield* player.link(player.connection);
  if (!link) return;
  const step = player.log.begin({ line: action.line, title: titleOf(player, action) });
  const refuse = (message: string) => {
    const place = positionAt(action.source, action.directive.span.start);
    player.endErrored(step, { kind: 'script', ...place, message });
  };
  if (link.session.state.phase !== 'not-authenticated') {
    player.log.end(step, { kind: 'passed', notes: [] });
    return;
  }
  const credentials = player.options.credentials(user ?? link.user);
  if (!credentials) return refuse(loginAdvice);
  const { options } = player;
  if (link.security === '' && !isThisMachine(options.server) && !options.allowClearText) {
    return refuse(
      'The password would be sent in the clear to another machine: use imaps:// or imap+starttls://.',
    );
  }
  const offered = yield* capabilitiesOf(player, link, step);
  const way = chooseWay(offered, credentials);
  if (!way) return refuse('The server offers no way to log in that is known here.');
  link.session.forgetCapabilities();
  const answer = yield* player.wire.ask(link, step, way.command, {
    ...way.options,
    milliseconds: Math.max(player.log.answerTime, limits.login),
  });
  if (answer?.status === 'OK') {
    link.session.answered({ name: 'LOGIN', argumentText: '' }, { status: 'OK' });
    player.log.end(step, { kind: 'passed', notes: [] });
    return;
  }
  const message = answer
    ? `the login was refused: ${showMessage(answer.octets)}`
    : 'the login was not answered';
  player.refuseStep(link, step, message);
}

interface Way {
  readonly command: Octets;
  readonly options: Omit<AskOptions, 'milliseconds'>;
}

function chooseWay(offered: Capabilities, credentials: Credentials): Way | undefined {
  const mechanism = mechanisms.find(({ name }) => offered.has(`AUTH=${name}`));
  if (mechanism) {
    const exchange = mechanism.start(credentials);
    const initial = Buffer.from(exchange.initial ?? '', 'latin1').toString('base64') || '=';
    if (offered.has('SASL-IR')) return { command: `AUTHENTICATE ${mechanism.name} ${initial}`, options: {} };
    return { command: `AUTHENTICATE ${mechanism.name}`, options: { answers: [initial] } };
  }
  if (offered.has('LOGINDISABLED')) return undefined;
  const { user, password } = credentials;
  if (/[^\x20-\x7e]/.test(user + password)) {
    return {
      command: 'LOGIN',
      options: { message: (tag) => withLiterals(`${tag} LOGIN`, [user, password]) },
    };
  }
  return { command: `LOGIN ${quoted(user)} ${quoted(password)}`, options: {} };
}
