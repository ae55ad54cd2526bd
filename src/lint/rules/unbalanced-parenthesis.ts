import { grammarRule } from '../grammar-rule.js';

/** A list without its end, or an end without its list: `"(" … ")"` */
export const unbalancedParenthesis = grammarRule(
  { code: 'C005', name: 'unbalanced-parenthesis', category: 'command', severity: 'error', fix: 'unsafe' },
  ['open-parenthesis', 'extra-parenthesis', 'missing-argument'],
  (refusal) => {
    const { problem, command } = refusal;
    if (problem.kind === 'extra-parenthesis') {
      return { message: 'Nothing is open that this parenthesis could close.', mistake: 'extra-parenthesis' };
    }
    const start = openParenthesis(command.text);
    if (start === -1) return undefined;
    return {
      at: { start, end: start + 1 },
      message: 'Expected a closing parenthesis: the list that begins here has no end.',
      mistake: 'open-parenthesis',
      fix: {
        title: 'close it at the end',
        safe: false,
        edits: [{ span: { start: refusal.span.end, end: refusal.span.end }, text: ')' }],
      },
    };
  },
);

/** The innermost parenthesis that is open at the end, or -1; those in quotes are text. */
function openParenthesis(text: string): number {
  const open: number[] = [];
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const octet = text[at];
    if (octet === '"') isQuoted = !isQuoted;
    else if (isQuoted && octet === '\\') at++;
    else if (!isQuoted && octet === '(') open.push(at);
    else if (!isQuoted && octet === ')') open.pop();
  }
  return open.at(-1) ?? -1;
}
