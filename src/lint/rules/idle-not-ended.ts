import type { Command } from '../../imap/command.js';
import type { ClientMessage } from '../../script/ast.js';
import { visible } from '../../text/octets.js';
import { headOf, placeIn } from '../place.js';
import type { Finding, Rule } from '../rule.js';

/** During IDLE the client may send only DONE, and that has no tag: `idle-done = "DONE" CRLF` — RFC 2177, RFC 9051 §6.3.13 */
export const idleNotEnded: Rule = {
  code: 'P001',
  name: 'idle-not-ended',
  category: 'state',
  severity: 'error',
  fix: 'safe',
  check({ report, outcomeOf }) {
    let idle: ClientMessage | undefined;
    const end = () => {
      idle = undefined;
    };
    return {
      directive: end,
      answer: end,
      server(message) {
        if (message.form === 'tagged' && message.tag === idle?.tag) end();
      },
      command(message, command) {
        if (idle) report(findingOf(idle, message, command));
        const isIdle = command.name === 'IDLE' && command.problems.length === 0;
        idle = isIdle && outcomeOf(message)?.status !== 'NO' ? message : undefined;
      },
    };
  },
};

function findingOf(idle: ClientMessage, message: ClientMessage, command: Command): Finding {
  const line = headOf(message);
  const isDone = command.name === 'DONE';
  const tag = placeIn(line, 0, isDone ? command.nameSpan.start : command.tag.length);
  const { span, text } = isDone
    ? { span: tag, text: '' }
    : { span: { start: message.span.start, end: message.span.start }, text: 'DONE\n' };
  return {
    span: tag,
    message: isDone
      ? 'DONE has no tag: the server takes this line for anything but DONE.'
      : `Expected DONE before ${visible(command.name || command.tag)}: IDLE still runs.`,
    explains: placeIn(line, 0, line.text.length),
    related: [{ span: placeIn(headOf(idle), 0, idle.tag.length), message: 'IDLE begins here' }],
    mistake: { kind: isDone ? 'done-with-tag' : 'command-during-idle', line: headOf(idle).text, at: 0 },
    fix: { title: isDone ? 'DONE' : 'send DONE before', safe: true, edits: [{ span, text }] },
  };
}
