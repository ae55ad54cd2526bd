import type { MistakeKind } from '../../imap/dialects/dialect.js';
import { grammarRule, type Refusal } from '../grammar-rule.js';

/** More than one blank, a tab, or a blank inside a parenthesis: `SP = %x20` — RFC 9051 §9 */
export const extraBlank = grammarRule(
  { code: 'W001', name: 'extra-blank', category: 'white space', severity: 'error', fix: 'safe' },
  ['extra-blank', 'tab'],
  (refusal) => ({
    message: messageOf(refusal),
    details: detailsOf(refusal),
    mistake: mistakeOf(refusal),
    fix: refusal.replace(refusal.problem.replacement === '' ? 'remove it' : 'write one blank', true),
  }),
);

/** Only after the tag is it not plain to see what comes of it. */
function detailsOf({ problem, command }: Refusal): string[] {
  if (problem.kind === 'tab' || problem.span.start > command.tag.length + 1) return [];
  return ['The second blank begins the command, which is empty then.'];
}

function messageOf({ problem, command }: Refusal): string {
  const before = command.text[problem.span.start - 1];
  if (problem.kind === 'tab') return 'Expected a blank, found a tab.';
  if (before === '(') return 'Expected no blank after the parenthesis.';
  if (command.text[problem.span.end] === ')') return 'Expected no blank before the parenthesis.';
  return 'Expected one blank, found more.';
}

function mistakeOf({ problem, command }: Refusal): MistakeKind | undefined {
  const before = command.text.slice(0, Math.min(problem.span.start, farthest));
  const words = before.split(/[ \t]+/).filter(Boolean).length;
  if (problem.kind === 'tab') return afterTab[words];
  return afterBlank[Math.min(words, 3)];
}

const farthest = 1000;

/** By the number of words before. */
const afterTab: readonly (MistakeKind | undefined)[] = [
  'tab-after-tag',
  'tab-after-tag',
  'tab-before-argument',
];
const afterBlank: readonly MistakeKind[] = [
  'blanks-after-tag',
  'blanks-after-tag',
  'blanks-before-argument',
  'blanks-between-arguments',
];
