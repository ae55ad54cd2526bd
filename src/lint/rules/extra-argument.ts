import type { MistakeKind } from '../../imap/dialects/dialect.js';
import { grammarRule } from '../grammar-rule.js';
import { messageOf } from './invalid-argument.js';

/** Something after the last argument. */
export const extraArgument = grammarRule(
  { code: 'A003', name: 'extra-argument', category: 'argument', severity: 'error' },
  ['extra-argument'],
  (refusal) => {
    const { problem, command } = refusal;
    const syntax = command.definition?.syntax;
    const { start } = problem.span;
    return {
      at: { start: command.text[start] === ' ' ? start + 1 : start, end: command.text.length },
      message: problem.mistake === '' ? usual(command.name, syntax) : messageOf(refusal),
      mistake: command.text[start] === ' ' ? mistakeOf(command.name, syntax) : undefined,
      fix: refusal.replace('remove it', false),
    };
  },
);

function usual(name: string, syntax = name): string {
  return syntax === name
    ? `Expected the end of the command: ${name} takes no arguments.`
    : `Expected the end of the command: it is ${syntax}.`;
}

function mistakeOf(name: string, syntax = ''): MistakeKind | undefined {
  return evidence[name] ?? (syntax.includes(' ') ? undefined : 'extra-argument');
}

const evidence: Readonly<Record<string, MistakeKind>> = {
  LOGIN: 'login-with-three-arguments',
  SELECT: 'mailbox-with-blank',
  FETCH: 'fetch-items-without-parentheses',
};
