import type { MistakeKind } from '../../imap/dialects/dialect.js';
import { kindOfMistake } from '../../imap/dialects/predict.js';
import { grammarRule, type Refusal } from '../grammar-rule.js';

/** Something after the last argument. */
export const extraArgument = grammarRule(
  { code: 'A003', name: 'extra-argument', category: 'argument', severity: 'error', fix: 'unsafe' },
  ['extra-argument'],
  (refusal) => {
    const { problem, command } = refusal;
    const { start, end } = problem.span;
    return {
      at: { start: command.text[start] === ' ' ? start + 1 : start, end },
      mistake: mistakeOf(refusal),
      fix: refusal.replace(),
    };
  },
);

function mistakeOf({ problem, command }: Refusal): MistakeKind | undefined {
  if (problem.mistake !== '') return kindOfMistake(problem.mistake, command.name);
  return command.name === 'NOOP' ? 'extra-argument' : undefined;
}
