import type { Outcome } from '../imap/state.js';
import type { ScriptStream, ServerMessage } from '../script/ast.js';
import type { Octets } from '../text/octets.js';

/** The answer that the script states for a command, by the offset where the command begins. */
export type Outcomes = ReadonlyMap<number, Outcome>;

/**
 * Which answer the script states for each of its commands. A command without a tagged answer that is followed by an
 * untagged `* BAD`, `* NO` or `* BYE` was refused by a server that found no tag in it.
 */
export function findOutcomes({ items }: ScriptStream): Outcomes {
  const outcomes = new Map<number, Outcome>();
  const waiting = new Map<Octets, number[]>();
  const refused = new Map<number, Outcome>();
  let last: number | undefined;
  for (const item of items) {
    if (item.kind === 'client' && item.role === 'command') {
      last = item.span.start;
      const queue = waiting.get(item.tag);
      if (queue) queue.push(last);
      else waiting.set(item.tag, [last]);
    } else if (item.kind === 'server' && item.presence === 'must') {
      const outcome = outcomeIn(item);
      if (!outcome) continue;
      const answered = item.form === 'tagged' ? waiting.get(item.tag)?.shift() : undefined;
      if (answered !== undefined) outcomes.set(answered, outcome);
      else if (last !== undefined && item.form === 'untagged' && outcome.status !== 'OK')
        refused.set(last, outcome);
    }
  }
  for (const [command, outcome] of refused) if (!outcomes.has(command)) outcomes.set(command, outcome);
  return outcomes;
}

function outcomeIn(message: ServerMessage): Outcome | undefined {
  const text = message.segments[0]?.line.text ?? '';
  const from = text.indexOf(' ') + 1;
  const match = /^(OK|NO|BAD|BYE)(?: \[([^ \]]*))?/i.exec(text.slice(from, from + 100));
  const word = match?.[1]?.toUpperCase();
  const status = word === 'BYE' && message.form === 'untagged' ? 'BAD' : word;
  if (status !== 'OK' && status !== 'NO' && status !== 'BAD') return undefined;
  const code = match?.[2];
  return code === undefined ? { status } : { status, code };
}
