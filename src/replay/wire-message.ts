import type { ClientMessage, Line, Literal } from '../script/ast.js';
import { type FilledText, fillTemplate, type Variables } from '../script/expand.js';
import { lineTemplate } from '../script/line-template.js';
import type { Diagnostic } from '../text/diagnostic.js';
import type { Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';

/** A client message as it goes over the wire. */
export interface WireMessage {
  readonly parts: readonly WirePart[];
  /** CRLF, or nothing behind `\c`. */
  readonly end: Octets;
}

export interface WirePart {
  readonly text: Octets;
  readonly literal: WireLiteral | undefined;
}

export interface WireLiteral {
  /** Such as `{13+}`. */
  readonly announcement: Octets;
  /** Undefined when it is expected to be refused: there are none. */
  readonly octets: Octets | undefined;
  /** Whether the octets wait for a continuation request. */
  readonly waits: boolean;
}

export type FilledMessage =
  | { readonly kind: 'message'; readonly message: WireMessage }
  | { readonly kind: 'problem'; readonly problem: FillProblem };

/** Why a message cannot be sent, and where in the source. */
export type FillProblem = Pick<Diagnostic, 'span' | 'message'>;

/** The content of a file that a literal names, or why there is none. */
export type FindFile = (path: Octets) => { readonly octets: Octets } | { readonly message: string };

/** The message with its variables, heredocs and files filled in. */
export function fillMessage(
  { segments }: ClientMessage,
  variables: Variables,
  findFile: FindFile,
): FilledMessage {
  const parts: WirePart[] = [];
  for (const { line, literal } of segments) {
    const text = fillLine(line, variables);
    if ('problem' in text) return { kind: 'problem', problem: text.problem };
    const own = literal && fillLiteral(literal, variables, findFile);
    if (own && 'problem' in own) return { kind: 'problem', problem: own.problem };
    parts.push(...text.parts.slice(0, -1), { text: text.parts.at(-1)?.text ?? '', literal: own });
  }
  const isOpen = segments.at(-1)?.line.open === true;
  return { kind: 'message', message: { parts, end: isOpen ? '' : '\r\n' } };
}

/** `{n}` CRLF and the octets, as the client sends them: `literal` — RFC 9051 §9 */
export function createLiteral(octets: Octets): WireLiteral {
  return { announcement: `{${octets.length}}`, octets, waits: true };
}

function fillLine(
  line: Line,
  variables: Variables,
): { parts: readonly WirePart[] } | { problem: FillProblem } {
  const filled = fillTemplate(lineTemplate(line), variables);
  return filled.kind === 'problem' ? { problem: filled.problem } : { parts: splitAtLiterals(filled) };
}

/** A value that no quoted string can hold goes out as a literal in the middle of the line. */
function splitAtLiterals({ octets, literals }: FilledText): readonly WirePart[] {
  const parts: WirePart[] = [];
  let from = 0;
  for (const { start, end } of literals) {
    parts.push({ text: octets.slice(from, start), literal: createLiteral(octets.slice(start, end)) });
    from = end;
  }
  return [...parts, { text: octets.slice(from), literal: undefined }];
}

function fillLiteral(
  literal: Literal,
  variables: Variables,
  findFile: FindFile,
): WireLiteral | { problem: FillProblem } {
  switch (literal.form) {
    case 'counted':
      return announce(literal, literal.octets, literal.count);
    case 'refused':
      return announce(literal, undefined, literal.count);
    case 'heredoc':
      return fillHeredoc(literal, variables);
    case 'file': {
      const found = findFile(literal.path);
      return 'octets' in found
        ? announce(literal, found.octets, found.octets.length)
        : { problem: { span: literal.announcementSpan, message: found.message } };
    }
  }
}

function fillHeredoc(literal: Extract<Literal, { form: 'heredoc' }>, variables: Variables) {
  const filled = fillTemplate(literal.octets, variables, literal.binary ? 'literal8' : 'literal');
  if (filled.kind === 'filled') return announce(literal, filled.octets, filled.octets.length);
  return {
    problem: { span: shift(filled.problem.span, literal.bodySpan.start), message: filled.problem.message },
  };
}

function announce(
  { binary, nonSynchronising }: Literal,
  octets: Octets | undefined,
  count: number,
): WireLiteral {
  const announcement = `${binary ? '~' : ''}{${count}${nonSynchronising ? '+' : ''}}`;
  return { announcement, octets, waits: !nonSynchronising };
}

function shift({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
