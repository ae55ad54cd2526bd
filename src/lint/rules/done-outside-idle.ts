import { headOf, placeIn } from '../place.js';
import type { Rule } from '../rule.js';

/** DONE where no IDLE runs: a server takes it for a tag — RFC 9051 §6.3.13 */
export const doneOutsideIdle: Rule = {
  code: 'P002',
  name: 'done-outside-idle',
  category: 'state',
  severity: 'error',
  fix: 'none',
  check: ({ report }) => ({
    names: [''],
    command(message, { text }) {
      if (text.length !== 4 || text.toUpperCase() !== 'DONE') return;
      const line = headOf(message);
      report({
        span: placeIn(line, 0, 4),
        message: 'DONE ends an IDLE, and none runs here.',
        explains: placeIn(line, 0, 4),
        details: ['The server takes DONE for the tag and finds no command.'],
        mistake: { kind: 'missing-tag-single-word', line: line.text, at: 0 },
      });
    },
  }),
};
