import type { Diagnostic } from '../text/diagnostic.js';
import type { Octets } from '../text/octets.js';
import type { Suppression } from './ast.js';
import { createProblem, quote } from './problem.js';

/** Reads `# tagline: ignore CODE… — reason`; comments that do not begin with `# tagline:` are none. */
export function readSuppression(
  text: Octets,
  offset: number,
): { readonly suppression?: Suppression; readonly problem?: Diagnostic } {
  const [head, blanks = '', verb = ''] = /^#[ \t]*tagline:([ \t]*)([^ \t]*)/.exec(text) ?? [];
  if (head === undefined) return {};
  const verbStart = offset + head.length - verb.length;
  if (verb !== 'ignore') {
    const shown =
      verb === '' ? 'Missing word after "tagline:".' : `Unknown word "${quote(verb)}" after "tagline:".`;
    const span =
      verb === ''
        ? { start: verbStart - blanks.length - 1, end: verbStart }
        : { start: verbStart, end: offset + head.length };
    return {
      problem: createProblem('suppression', span, `${shown} Expected "ignore" and the codes to ignore.`),
    };
  }
  const { rules, reason } = readRules(text, head.length, offset);
  if (rules.length > 0) return { suppression: { rules, reason } };
  const span = { start: verbStart, end: offset + head.length };
  return {
    problem: createProblem(
      'suppression',
      span,
      'Expected the codes to ignore, such as "# tagline: ignore T001 — why".',
    ),
  };
}

/** A dash (in UTF-8: em, en, or `--`, `-`) as a word begins the reason. */
const dash = /^(?:\xe2\x80[\x93\x94]|--?)$/;

function readRules(text: Octets, from: number, offset: number): Suppression {
  const rules: { text: Octets; span: { start: number; end: number } }[] = [];
  for (const match of text.slice(from).matchAll(/[^ \t,]+/g)) {
    const start = from + match.index;
    if (dash.test(match[0])) return { rules, reason: text.slice(start + match[0].length).trim() };
    rules.push({ text: match[0], span: { start: offset + start, end: offset + start + match[0].length } });
  }
  return { rules, reason: '' };
}
