import type { ScriptStream } from '../../script/ast.js';
import { type Octets, visible } from '../../text/octets.js';
import { headOf, placeIn } from '../place.js';
import type { Rule } from '../rule.js';

/** A tagged answer whose tag no command has that stands above it, or whose command is answered already. */
export const answerWithoutCommand: Rule = {
  code: 'T005',
  name: 'answer-without-command',
  category: 'tag',
  severity: 'error',
  fix: 'none',
  check({ script, mayHaveServer, report }) {
    if (!mayHaveServer) return {};
    const open = new Map<Octets, number>();
    let last = '';
    let below: ReadonlySet<Octets> | undefined;
    return {
      command({ tag }) {
        open.set(tag, (open.get(tag) ?? 0) + 1);
        last = tag;
      },
      server(message) {
        const { form, tag, presence } = message;
        if (form !== 'tagged' || presence !== 'must' || tag.includes('${')) return;
        const waiting = open.get(tag);
        if (waiting) {
          open.set(tag, waiting - 1);
          return;
        }
        const line = headOf(message);
        below ??= waiting === undefined ? tagsOf(script) : undefined;
        if (waiting === undefined && below?.has(tag)) {
          const written = visible(tag);
          report({
            span: placeIn(line, 0, tag.length),
            message: `The answer to ${written} stands above its command: expected it below the line that begins with ${written}.`,
            details: ['What stands above a command is waited for before that command is sent.'],
          });
          return;
        }
        report({
          span: placeIn(line, 0, tag.length),
          message:
            waiting === 0
              ? `${visible(tag)} is answered already: expected one answer to each command.`
              : missing(tag, last),
          details: ['The answer of a command repeats its tag as it was sent, in the same case of letters.'],
        });
      },
    };
  },
};

/** Of all commands: asked only where an answer has none above it. */
function tagsOf({ items }: ScriptStream): ReadonlySet<Octets> {
  const tags = new Set<Octets>();
  for (const item of items) if (item.kind === 'client' && item.role === 'command') tags.add(item.tag);
  return tags;
}

function missing(tag: Octets, last: Octets): string {
  const other = last === '' ? '' : ` The command above has the tag ${visible(last)}.`;
  return `No command above has the tag ${visible(tag)}.${other}`;
}
