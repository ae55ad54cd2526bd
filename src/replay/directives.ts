import { limits } from '../imap/limits.js';
import type { DirectiveBody } from '../script/ast.js';
import { type Octets, visible } from '../text/octets.js';
import { createDifference } from './difference.js';
import { interrupted } from './failures.js';
import { fillMailbox } from './fill-mailbox.js';
import type { Flow } from './flow.js';
import type { Link } from './link.js';
import { login } from './login.js';
import { type Action, policyChangeOf } from './plan.js';
import type { Player } from './player.js';
import { changePolicies } from './policy.js';
import { requireCapabilities } from './require.js';
import type { RunningStep } from './running-step.js';
import { settle } from './settle.js';

export type DirectiveAction = Extract<Action, { kind: 'directive' }>;

/** Carries out a directive. */
export function* carryOutDirective(player: Player, action: DirectiveAction, index: number): Flow<void> {
  const { body } = action.directive;
  if (body.name in settling) yield* settle(player, index);
  if (player.stop && body.name !== 'cleanup') return;
  if (!unrecorded.has(body.name)) player.record({ kind: 'directive', directive: action.directive });
  const change = policyChangeOf(action.directive);
  if (change) player.log.policies = changePolicies(player.log.policies, [change]);
  else yield* carryOut(player, action, body);
}

/** What a transcript does not need: where the server was, what is included, and how it was sent. */
const unrecorded: ReadonlySet<string> = new Set(['server', 'include', 'pipeline', 'end', 'invalid']);

/** Those that look at what came, or change what comes: what was sent before has its answer first. */
const settling: Partial<Record<DirectiveBody['name'], true>> = {
  extra: true,
  ignore: true,
  login: true,
  match: true,
  require: true,
  set: true,
  wait: true,
  closed: true,
  cleanup: true,
  pipeline: true,
  on: true,
  mailbox: true,
  strict: true,
  timeout: true,
};

function* carryOut(player: Player, action: DirectiveAction, body: DirectiveBody): Flow<void> {
  switch (body.name) {
    case 'set':
      set(player, action, body);
      break;
    case 'timeout':
      player.log.answerTime = body.milliseconds;
      break;
    case 'pipeline':
      player.isPipelining = true;
      break;
    case 'end':
      player.isPipelining = false;
      break;
    case 'wait':
      yield* wait(player, action, body.milliseconds);
      break;
    case 'closed':
      yield* awaitClose(player, action);
      break;
    case 'cleanup':
      player.cleanUp(action.line);
      break;
    case 'login':
      yield* logInAs(player, action, body.user);
      break;
    case 'require':
      yield* requireCapabilities(player, {
        action,
        connection: player.connection,
        capabilities: body.capabilities,
      });
      break;
    case 'on':
      yield* turnTo(player, action, body);
      break;
    case 'mailbox':
      yield* createMailbox(player, action, body);
      break;
    case 'invalid':
      refuse(player, action, body.message);
      break;
    case 'include':
      refuse(player, action, 'The file cannot be included.');
      break;
    default:
  }
}

function set(player: Player, action: DirectiveAction, { variable, value }: Body<'set'>): void {
  const filled = player.fill(value, action);
  if (filled !== undefined) player.log.bind(variable, filled);
}

function* createMailbox(player: Player, action: DirectiveAction, body: Body<'mailbox'>): Flow<void> {
  const mailbox = player.fill(body.mailbox, action);
  if (mailbox === undefined) return;
  const file = player.options.findFile(body.path, action.source);
  if ('octets' in file) yield* fillMailbox(player, action, { mailbox, file: file.octets });
  else refuse(player, action, file.message);
}

/** `%on`: opens the connection at its first use, and logs in there if it says who. */
function* turnTo(player: Player, action: DirectiveAction, { connection, user }: Body<'on'>): Flow<void> {
  const filled = user === undefined ? undefined : player.fill(user, action);
  if (player.stop) return;
  player.connection = connection;
  const known = player.wire.links.get(connection);
  if (known) {
    if (filled !== undefined) yield* logInOn(player, action, known, filled);
    return;
  }
  if (player.wire.links.size >= limits.connections) {
    refuse(player, action, `At most ${limits.connections} connections are open at once.`);
    return;
  }
  yield* player.link(player.connection, filled);
  if (filled !== undefined) yield* login(player, action, filled);
}

/** On a connection that is open already, as the user that `%on` names. */
function* logInOn(player: Player, action: DirectiveAction, link: Link, user: Octets): Flow<void> {
  const { login: how, session } = link;
  if (session.state.phase === 'not-authenticated') yield* login(player, action, user);
  else if (how?.kind === 'directive' && user !== (how.user ?? link.user ?? defaultUser(player)))
    refuse(player, action, 'somebody else is logged in there already.');
}

function defaultUser({ options }: Player): Octets | undefined {
  return options.credentials(undefined)?.user;
}

/** `%login`, as the user that is named. */
function* logInAs(player: Player, action: DirectiveAction, user: Octets | undefined): Flow<void> {
  const filled = user === undefined ? undefined : player.fill(user, action);
  if (user === undefined || filled !== undefined) yield* login(player, action, filled);
}

type Body<Name> = Extract<DirectiveBody, { name: Name }>;

function* wait(player: Player, action: DirectiveAction, milliseconds: number): Flow<void> {
  const { wire, log } = player;
  const step = beginDirective(player, action);
  const listening = [...wire.links.values()].find((link) => link.open.size > 0);
  if (listening) yield* wire.until(listening, () => false, milliseconds);
  else yield* wire.pause(milliseconds);
  if (wire.isInterrupted) player.endErrored(step, { kind: 'transport', ...interrupted });
  else log.end(step, { kind: 'passed', notes: [] });
}

function* awaitClose(player: Player, action: DirectiveAction): Flow<void> {
  const link = yield* player.link(player.connection);
  if (!link) return;
  const step = beginDirective(player, action);
  link.begin(step);
  const ended = yield* player.wire.until(link, () => false, player.log.answerTime);
  if (ended === 'interrupted') player.error(step, { kind: 'transport', ...interrupted });
  else if (ended === 'late') step.differences.push(createDifference('missing', stillOpen));
  link.finish(step);
}

const stillOpen = 'the server has not closed the connection';

function refuse(player: Player, action: DirectiveAction, why: string): void {
  const title = titleOf(player, action);
  player.refuseAction(player.placeAt(action.source, action.directive.span.start), title, `${title}: ${why}`);
}

/** The step of a directive. */
export function beginDirective(player: Player, action: DirectiveAction): RunningStep {
  const { line, source } = action;
  return player.log.begin({ path: player.includedPath(source), line, title: titleOf(player, action) });
}

/** The directive as it is written, without secrets. */
function titleOf(player: Player, { directive }: DirectiveAction): string {
  return visible(player.wire.conceal(directive.text));
}
