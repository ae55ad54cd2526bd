import type { MistakeKind } from '../../imap/dialects/dialect.js';
import { grammarRule } from '../grammar-rule.js';

/** A command that ends before its arguments do. */
export const missingArgument = grammarRule(
  { code: 'A002', name: 'missing-argument', category: 'argument', severity: 'error' },
  ['missing-argument'],
  ({ problem, command }) => ({
    message: `Expected ${problem.expected === 'a blank' ? 'an argument' : problem.expected} after this.`,
    details: command.definition ? [`The command is ${command.definition.syntax}`] : [],
    at: lastWord(command.text),
    mistake: evidence[command.name],
  }),
);

const evidence: Readonly<Record<string, MistakeKind>> = {
  LOGIN: 'login-without-password',
  SELECT: 'select-without-mailbox',
  LIST: 'list-without-arguments',
  FETCH: 'fetch-without-items',
  SEARCH: 'search-without-keys',
};

function lastWord(text: string) {
  return { start: text.lastIndexOf(' ') + 1, end: text.length };
}
