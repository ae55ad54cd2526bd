import type { Diagnostic, Fix, RelatedPlace, Severity } from '../text/diagnostic.js';
import { type Octets, visible } from '../text/octets.js';
import type { Span } from '../text/source.js';

/** What the parser can find wrong: code, name, severity and the fix it may have (docs/language.md, "Problems"). */
const problems = {
  byteOrderMark: ['S001', 'byte-order-mark', 'warning', 'safe'],
  directive: ['S002', 'unknown-directive', 'error', 'unsafe'],
  arguments: ['S003', 'directive-arguments', 'error'],
  heredocEnd: ['S004', 'heredoc-without-end', 'error'],
  shortLiteral: ['S005', 'literal-past-end', 'error', 'unsafe'],
  escape: ['S006', 'unknown-escape', 'error'],
  placeholder: ['S007', 'unknown-placeholder', 'error'],
  pipeline: ['S008', 'pipeline-bounds', 'error'],
  suppression: ['S009', 'linter-comment', 'warning'],
  heredocPlace: ['S010', 'heredoc-inside-line', 'error'],
  commandEnd: ['S011', 'literal-without-line', 'error'],
  variable: ['S012', 'unknown-variable', 'error'],
  value: ['S013', 'variable-value', 'error'],
  unsendable: ['S014', 'pattern-in-client-line', 'error'],
  include: ['S015', 'include', 'error'],
  longLine: ['S016', 'line-too-long', 'error'],
  heredocRest: ['S017', 'heredoc-rest', 'warning', 'safe'],
  unreadable: ['S018', 'unreadable-file', 'error'],
} as const satisfies Record<
  string,
  readonly [code: string, name: string, severity: Severity, fix?: 'safe' | 'unsafe']
>;

/** What the parser can find wrong, as the rules of the linter are listed. */
export const scriptProblems = Object.values(problems).map(
  ([code, name, severity, fix]: readonly [string, string, Severity, ('safe' | 'unsafe')?]) => ({
    code,
    name,
    category: 'script',
    severity,
    fix: fix ?? ('none' as const),
  }),
);

export type ProblemKind = keyof typeof problems;

export function createProblem(
  kind: ProblemKind,
  span: Span,
  message: string,
  more: { related?: readonly RelatedPlace[]; fix?: Fix; details?: readonly string[] } = {},
): Diagnostic {
  const [code, name, severity] = problems[kind];
  return { code, name, severity, span, message, details: [], related: [], answers: [], ...more };
}

const playable: ReadonlySet<string> = new Set([problems.commandEnd[0], problems.longLine[0]]);

/** True where nobody can say what the script means. What no server takes may be sent: somebody wants to see it refused. */
export function isUnplayable({ code, severity }: Diagnostic): boolean {
  return severity === 'error' && !playable.has(code);
}

/** True where there is nothing of the file but that it cannot be read. */
export function isUnreadable({ code }: Diagnostic): boolean {
  return code === problems.unreadable[0];
}

/** What of a text a message quotes. */
const quotedOctets = 80;

/** A text as a message quotes it: safe to print, and not long. */
export function quote(text: Octets): string {
  return text.length > quotedOctets ? `${visible(text.slice(0, quotedOctets))}…` : visible(text);
}
