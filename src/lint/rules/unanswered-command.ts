import type { ScriptStream } from '../../script/ast.js';
import { visible } from '../../text/octets.js';
import { isTranscript } from '../is-transcript.js';
import { headOf, placeIn } from '../place.js';
import type { Rule } from '../rule.js';

/** A command of a transcript without its tagged answer, which every command gets — RFC 9051 §2.2.2 */
export const unansweredCommand: Rule = {
  code: 'P004',
  name: 'unanswered-command',
  category: 'state',
  severity: 'warning',
  fix: 'none',
  check({ script, report, outcomeOf }) {
    if (!isTranscript(script)) return {};
    const last = startOfLastCommand(script);
    return {
      command(message) {
        if (outcomeOf(message) || message.span.start === last) return;
        const line = headOf(message);
        report({
          span: placeIn(line, 0, message.tag.length),
          message: `The answer to ${visible(message.tag)} is missing: each command gets one.`,
        });
      },
    };
  },
};

/** Nobody knows what became of the last one: the session may have been cut there. */
function startOfLastCommand({ items }: ScriptStream): number | undefined {
  let last: number | undefined;
  for (const item of items) if (item.kind === 'client' && item.role === 'command') last = item.span.start;
  return last;
}
