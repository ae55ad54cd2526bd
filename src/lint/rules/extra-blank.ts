import { grammarRule, type Refusal } from '../grammar-rule.js';

/** More than one blank, a tab, or a blank inside a parenthesis: `SP = %x20` — RFC 9051 §9 */
export const extraBlank = grammarRule(
  { code: 'W001', name: 'extra-blank', category: 'white space', severity: 'error' },
  ['extra-blank', 'tab'],
  (refusal) => ({
    message: messageOf(refusal),
    mistake: mistakeOf(refusal),
    fix: refusal.replace(refusal.problem.replacement === '' ? 'remove it' : 'write one blank', true),
  }),
);

function messageOf({ problem, command }: Refusal): string {
  const before = command.text[problem.span.start - 1];
  if (problem.kind === 'tab') return 'Expected a blank, found a tab.';
  if (before === '(') return 'Expected no blank after the parenthesis.';
  if (command.text[problem.span.end] === ')') return 'Expected no blank before the parenthesis.';
  return 'Expected one blank, found more.';
}

function mistakeOf({ problem, command }: Refusal) {
  const isTab = problem.kind === 'tab';
  const words = command.text
    .slice(0, problem.span.start)
    .split(/[ \t]+/)
    .filter(Boolean).length;
  if (words < 2) return isTab ? 'tab-after-tag' : 'blanks-after-tag';
  if (isTab) return words === 2 ? 'tab-before-argument' : undefined;
  return words === 2 ? 'blanks-before-argument' : 'blanks-between-arguments';
}
