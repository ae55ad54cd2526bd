import type { ServerMessage } from '../../script/ast.js';
import { type Octets, visible } from '../../text/octets.js';
import { headOf, placeIn } from '../place.js';
import type { Rule } from '../rule.js';

/** A tagged answer whose tag no command has that stands above it. */
export const answerWithoutCommand: Rule = {
  code: 'T005',
  name: 'answer-without-command',
  category: 'tag',
  severity: 'error',
  check({ script, report }) {
    if (!script.items.some(isTaggedAnswer)) return {};
    const tags = new Set<Octets>();
    let last = '';
    return {
      command({ tag }) {
        tags.add(tag);
        last = tag;
      },
      server(message) {
        const { form, tag } = message;
        if (form !== 'tagged' || tag === last || tags.has(tag) || tag.includes('${')) return;
        const line = headOf(message);
        const other = last === '' ? '' : ` The command above has the tag ${visible(last)}.`;
        report({
          span: placeIn(line, 0, tag.length),
          message: `No command above has the tag ${visible(tag)}.${other}`,
          details: ['The answer of a command repeats its tag as it was sent, in the same case of letters.'],
        });
      },
    };
  },
};

function isTaggedAnswer(item: { readonly kind: string; readonly form?: ServerMessage['form'] }): boolean {
  return item.kind === 'server' && item.form === 'tagged';
}
