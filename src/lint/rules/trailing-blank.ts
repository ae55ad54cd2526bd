import { grammarRule } from '../grammar-rule.js';

/** Blanks or tabs behind the last argument: `command = tag SP (…) CRLF` — RFC 9051 §9 */
export const trailingBlank = grammarRule(
  { code: 'W002', name: 'trailing-blank', category: 'white space', severity: 'error', fix: 'safe' },
  ['trailing-blank'],
  (refusal) => {
    const { problem, command } = refusal;
    const blanks = command.text.slice(problem.span.start, problem.span.end);
    const what = blanks.includes('\t') ? 'a tab' : blanks.length === 1 ? 'a blank' : 'blanks';
    return {
      message: `Expected the end of the line, found ${what}.`,
      mistake: blanks.includes('\t') ? 'trailing-tab' : 'trailing-blank',
      fix: refusal.replace('remove it', true),
    };
  },
);
