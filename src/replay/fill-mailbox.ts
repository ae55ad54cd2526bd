import type { TaggedResponse } from '../imap/response.js';
import type { Octets } from '../text/octets.js';
import { beginDirective, type DirectiveAction } from './directives.js';
import { showMessage } from './exchange-text.js';
import type { Flow } from './flow.js';
import type { Link } from './link.js';
import { splitMessages } from './mbox.js';
import type { Player } from './player.js';
import { quoted } from './quoted.js';
import { withLiterals } from './wire-message.js';

export interface MailboxFill {
  /** Variables filled in. */
  readonly mailbox: Octets;
  readonly file: Octets;
}

/** `%mailbox NAME from FILE`: creates the mailbox and appends the messages of the file. It goes when the script ends. */
export function* fillMailbox(
  player: Player,
  action: DirectiveAction,
  { mailbox, file }: MailboxFill,
): Flow<void> {
  const link = yield* player.link(player.connection);
  if (!link) return;
  const step = beginDirective(player, action);
  const ask = (command: Octets, literals: readonly Octets[] = []) =>
    player.wire.ask(link, step, command, {
      milliseconds: player.log.answerTime,
      message: (tag) => withLiterals(`${tag} ${command}`, literals),
    });
  const name = quoted(mailbox);
  const created = yield* ask(`CREATE ${name}`);
  if (created?.status !== 'OK')
    return player.refuseStep(
      link,
      step,
      refusal(link, `the mailbox was not created${whyNot(link, created)}`, created),
    );
  player.created.push({ connection: link.name, name, line: action.line });
  for (const message of splitMessages(file)) {
    // Some servers insist on the list of flags (Twisted).
    const appended = yield* ask(`APPEND ${name} ()`, [message]);
    if (appended?.status !== 'OK')
      return player.refuseStep(link, step, refusal(link, 'a message was not taken', appended));
  }
  player.log.end(step, { kind: 'passed', notes: [] });
}

/** A mailbox that has to go when the script ends. */
export interface CreatedMailbox {
  readonly connection: Octets;
  /** As it is sent. */
  readonly name: Octets;
  /** Where it is asked for. */
  readonly line: number;
}

/** `%mailbox` is easily put first in a script. */
function whyNot({ session }: Link, answer: TaggedResponse | undefined): string {
  const isTooEarly = answer?.status === 'BAD' && session.state.phase === 'not-authenticated';
  return isTooEarly ? ', nobody is logged in there (%login comes first)' : '';
}

function refusal({ redactor }: Link, what: string, answer: TaggedResponse | undefined): string {
  return answer ? `${what}: ${showMessage(redactor.server(answer.octets))}` : `${what}: no answer came`;
}
