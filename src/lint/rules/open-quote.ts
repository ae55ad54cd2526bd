import { grammarRule } from '../grammar-rule.js';

/** `quoted = DQUOTE *QUOTED-CHAR DQUOTE` — RFC 9051 §9 */
export const openQuote = grammarRule(
  { code: 'C004', name: 'open-quote', category: 'command', severity: 'error', fix: 'none' },
  ['open-quote'],
  ({ command: { text } }) => {
    const start = openingQuote(text);
    return {
      at: { start, end: text.length },
      message: 'Expected a closing quote: the string that begins here has no end.',
      details: ['A quoted string ends in its line; a text of several lines needs a literal.'],
      mistake: 'open-quote',
    };
  },
);

/** Where the last quoted string begins. */
function openingQuote(text: string): number {
  let start = -1;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') start = start === -1 ? at : -1;
    else if (text[at] === '\\' && start !== -1) at++;
  }
  return Math.max(0, start);
}
