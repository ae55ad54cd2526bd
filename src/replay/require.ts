import type { RequiredCapability } from '../script/ast.js';
import type { Capabilities } from '../session/capabilities.js';
import { upperAscii, visible } from '../text/octets.js';
import type { DirectiveAction } from './directives.js';
import { titleOf } from './directives.js';
import type { Flow } from './flow.js';
import type { Link } from './link.js';
import type { Player } from './player.js';
import type { RunningStep } from './running-step.js';

/** What the server can do now; asked for when it is not known. */
export function* capabilitiesOf(player: Player, link: Link, step: RunningStep): Flow<Capabilities> {
  if (!link.session.capabilities)
    yield* player.wire.ask(link, step, 'CAPABILITY', { milliseconds: player.answerTime });
  return link.session.capabilities ?? new Set();
}

/** Skips the rest of the script when the server lacks something, or has what it must not have. */
export function* requireCapabilities(
  player: Player,
  action: DirectiveAction,
  required: readonly RequiredCapability[],
): Flow<void> {
  const link = yield* player.link(player.connection);
  if (!link) return;
  const step = player.begin({ line: action.line, title: titleOf(action) });
  const offered = yield* capabilitiesOf(player, link, step);
  const unmet = required.filter(({ capability, absent }) => offered.has(upperAscii(capability)) === absent);
  if (unmet.length === 0) {
    player.end(step, { kind: 'passed', notes: [] });
    return;
  }
  const reason = unmet.map(
    ({ capability, absent }) => `the server ${absent ? 'has' : 'does not have'} ${visible(capability)}`,
  );
  player.stop = { reason: reason.join(', '), isSkip: true };
  player.end(step, { kind: 'skipped', reason: player.stop.reason });
}
