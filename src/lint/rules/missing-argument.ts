import type { MistakeKind } from '../../imap/dialects/dialect.js';
import { grammarRule } from '../grammar-rule.js';

/** A command that ends before its arguments do. */
export const missingArgument = grammarRule(
  { code: 'A002', name: 'missing-argument', category: 'argument', severity: 'error', fix: 'none' },
  ['missing-argument'],
  ({ problem, command }) => ({
    message: problem.mistake === '' ? `Expected after this: ${problem.expected}.` : problem.message,
    details: command.definition ? [`The command is ${command.definition.syntax}`] : [],
    at: lastWord(command.text),
    mistake: evidence.find(({ line }) => line.test(command.text))?.mistake,
  }),
);

const evidence: readonly { readonly line: RegExp; readonly mistake: MistakeKind }[] = [
  { line: /^\S+ LOGIN \S+$/i, mistake: 'login-without-password' },
  { line: /^\S+ SELECT$/i, mistake: 'select-without-mailbox' },
  { line: /^\S+ LIST$/i, mistake: 'list-without-arguments' },
  { line: /^\S+ FETCH \S*\d$/i, mistake: 'fetch-without-items' },
  { line: /^\S+ SEARCH$/i, mistake: 'search-without-keys' },
  { line: /\[$/, mistake: 'open-section' },
];

function lastWord(text: string) {
  return { start: text.lastIndexOf(' ') + 1, end: text.length };
}
