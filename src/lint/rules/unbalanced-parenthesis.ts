import type { Span } from '../../text/source.js';
import { grammarRule, placeInMessage } from '../grammar-rule.js';

/** A list without its end, or an end without its list: `"(" … ")"` */
export const unbalancedParenthesis = grammarRule(
  { code: 'C005', name: 'unbalanced-parenthesis', category: 'command', severity: 'error', fix: 'unsafe' },
  ['open-parenthesis', 'extra-parenthesis', 'missing-argument'],
  (refusal) => {
    const { problem, command } = refusal;
    if (problem.kind === 'extra-parenthesis') {
      return { message: 'Nothing is open that this parenthesis could close.', mistake: 'extra-parenthesis' };
    }
    const open = openList(command.text);
    if (!open) return undefined;
    const isInSection = open.end < command.text.length;
    const end = isInSection
      ? placeInMessage(refusal.message, { start: open.end, end: open.end }).start
      : refusal.span.end;
    return {
      at: { start: open.start, end: open.start + 1 },
      message: 'Expected a closing parenthesis: the list that begins here has no end.',
      mistake: 'open-parenthesis',
      fix: {
        title: isInSection ? 'close it before the bracket' : 'close it at the end',
        safe: false,
        edits: [{ span: { start: end, end }, text: ')' }],
      },
    };
  },
);

/**
 * The innermost list that is open at the end, or at the bracket that ends the section it began in, and where it should
 * have ended; parentheses in quotes are text.
 */
function openList(text: string): Span | undefined {
  const open: number[] = [];
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const octet = text[at];
    if (octet === '"') isQuoted = !isQuoted;
    else if (isQuoted) at += octet === '\\' ? 1 : 0;
    else if (octet === '(' || octet === '[') open.push(at);
    else if (octet === ')' && text[open.at(-1) ?? at] === '(') open.pop();
    else if (octet === ']') {
      const start = open.pop();
      const isSection = open.some((outer) => text[outer] === '[');
      if (start !== undefined && text[start] === '(' && isSection) return { start, end: at };
    }
  }
  const start = open.findLast((at) => text[at] === '(');
  return start === undefined ? undefined : { start, end: text.length };
}
