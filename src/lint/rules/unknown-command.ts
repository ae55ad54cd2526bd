import { grammarRule } from '../grammar-rule.js';

/** A word where the command stands that no RFC and no known server has. */
export const unknownCommand = grammarRule(
  { code: 'C001', name: 'unknown-command', category: 'command', severity: 'error', fix: 'safe' },
  ['unknown-command'],
  (refusal) => ({
    mistake: 'unknown-command',
    fix: refusal.replace(undefined, refusal.problem.near !== undefined),
  }),
);
