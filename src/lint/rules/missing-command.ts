import { grammarRule } from '../grammar-rule.js';

/** A tag and nothing else, or an empty line that is sent. `command = tag SP (command-any / …)` — RFC 9051 §9 */
export const missingCommand = grammarRule(
  { code: 'C002', name: 'missing-command', category: 'command', severity: 'error', fix: 'none' },
  ['missing-command', 'empty'],
  ({ problem }) =>
    problem.kind === 'empty'
      ? { message: 'Expected a command: an empty line is sent, and refused.', mistake: 'empty-line' }
      : problem.expected === 'a command'
        ? { message: 'Expected a command behind the tag.', mistake: 'tag-alone' }
        : { message: problem.message },
);
