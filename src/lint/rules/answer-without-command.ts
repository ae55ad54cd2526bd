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
  check({ mayHaveServer, report }) {
    if (!mayHaveServer) return {};
    const open = new Map<Octets, number>();
    let last = '';
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

function missing(tag: Octets, last: Octets): string {
  const other = last === '' ? '' : ` The command above has the tag ${visible(last)}.`;
  return `No command above has the tag ${visible(tag)}.${other}`;
}
