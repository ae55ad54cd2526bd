import type { RequiredCapability } from '../script/ast.js';
import type { Capabilities } from '../session/capabilities.js';
import { type Octets, upperAscii, visible } from '../text/octets.js';
import { beginDirective, type DirectiveAction } from './directives.js';
import type { Flow } from './flow.js';
import type { Link } from './link.js';
import type { Player } from './player.js';
import type { RunningStep } from './running-step.js';

/** A `%require` that cannot be decided before somebody is logged in. */
export interface Requirement {
  readonly action: DirectiveAction;
  readonly connection: Octets;
  readonly capabilities: readonly RequiredCapability[];
  /** Begun where it is written. */
  readonly step?: RunningStep;
}

/** What the server can do now; asked for when it is not known. */
export function* capabilitiesOf(player: Player, link: Link, step: RunningStep): Flow<Capabilities> {
  if (!link.session.capabilities) {
    yield* player.wire.ask(link, step, 'CAPABILITY', { milliseconds: player.log.answerTime });
  }
  return link.session.capabilities ?? new Set();
}

/**
 * `%require`: skips the rest of the script when the server lacks something, or has what it must not have. Many servers
 * say what they can only after the login: what may change by it is looked at again behind it.
 */
export function* requireCapabilities(player: Player, requirement: Requirement): Flow<void> {
  const link = yield* player.link(requirement.connection);
  if (!link) return;
  const { action, capabilities } = requirement;
  const step = requirement.step ?? beginDirective(player, action);
  const offered = yield* capabilitiesOf(player, link, step);
  const unmet = capabilities.filter(
    ({ capability, absent }) => offered.has(upperAscii(capability)) === absent,
  );
  const isEarly = link.session.state.phase === 'not-authenticated' && player.logsInLater(action);
  const mayChange = isEarly && unmet.every(mayAppear) && !capabilities.every(isKnownEarly);
  if (mayChange && (unmet.length > 0 || capabilities.some(({ absent }) => absent))) {
    player.postponed.push({ ...requirement, step });
  } else if (unmet.length > 0) {
    player.skipRest(step, unmet.map(describe).join(', '));
  } else {
    player.log.end(step, { kind: 'passed', notes: [] });
  }
}

function mayAppear(required: RequiredCapability): boolean {
  return !required.absent && !isKnownEarly(required);
}

/** True for what a server has to announce before the login (RFC 9051 §6.2, §7.2.2; RFC 4959). */
function isKnownEarly({ capability }: RequiredCapability): boolean {
  return /^(IMAP4.*|STARTTLS|LOGINDISABLED|SASL-IR|AUTH=.*)$/i.test(capability);
}

function describe({ capability, absent }: RequiredCapability): string {
  return `the server ${absent ? 'has' : 'does not have'} ${visible(capability)}`;
}
