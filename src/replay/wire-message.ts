import type { ClientMessage, HeredocLiteral, Literal } from '../script/ast.js';
import { type FilledText, fillTemplate, type Variables } from '../script/expand.js';
import { lineTemplate } from '../script/line-template.js';
import type { Diagnostic } from '../text/diagnostic.js';
import type { Octets } from '../text/octets.js';

/**
 * A client message as it goes over the wire. Behind each part but the last the server is waited for; undefined stands for
 * the octets of a literal that it is expected to refuse: there are none.
 */
export type WireMessage = readonly (Octets | undefined)[];

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
  const message = new MessageWriter();
  for (const { line, literal } of segments) {
    const filled = fillTemplate(lineTemplate(line), variables);
    if (filled.kind === 'problem') return filled;
    message.text(filled);
    const content = literal && contentOf(literal, variables, findFile);
    if (content && 'problem' in content) return { kind: 'problem', problem: content.problem };
    if (literal && content) message.literal(literal, content.octets);
  }
  if (!segments.at(-1)?.line.open) message.octets('\r\n');
  return { kind: 'message', message: message.parts };
}

/** Text with strings that no quoted string can hold: `LOGIN` of a name that is not ASCII, for instance. */
export function withLiterals(text: Octets, strings: readonly Octets[]): WireMessage {
  const message = new MessageWriter();
  message.octets(text);
  for (const octets of strings) {
    message.octets(' ');
    message.literal(plainLiteral, octets);
  }
  message.octets('\r\n');
  return message.parts;
}

const plainLiteral = { binary: false, nonSynchronising: false, form: 'counted' } as const;

class MessageWriter {
  readonly parts: (Octets | undefined)[] = [''];

  /** Behind octets that do not exist nothing can be sent. */
  octets(octets: Octets): void {
    const last = this.parts.length - 1;
    const before = this.parts[last];
    if (before !== undefined) this.parts[last] = before + octets;
  }

  /** A value that no quoted string can hold goes out as a literal in the middle of the line. */
  text({ octets, literals }: FilledText): void {
    let from = 0;
    for (const { start, end } of literals) {
      this.octets(octets.slice(from, start));
      this.literal(plainLiteral, octets.slice(start, end));
      from = end;
    }
    this.octets(from === 0 ? octets : octets.slice(from));
  }

  /** `literal = "{" number64 ["+"] "}" CRLF *CHAR8` — RFC 9051 §9; one without octets has a number of its own. */
  literal(
    literal: Pick<Literal, 'binary' | 'nonSynchronising'> & { count?: number },
    octets: Octets | undefined,
  ): void {
    const { binary, nonSynchronising, count = octets?.length ?? 0 } = literal;
    this.octets(`${binary ? '~' : ''}{${count}${nonSynchronising ? '+' : ''}}\r\n`);
    if (nonSynchronising) this.octets(octets ?? '');
    else this.parts.push(octets);
  }
}

/** The octets of a literal; undefined when it is expected to be refused. */
function contentOf(
  literal: Literal,
  variables: Variables,
  findFile: FindFile,
): { readonly octets: Octets | undefined } | { readonly problem: FillProblem } {
  switch (literal.form) {
    case 'counted':
      return literal;
    case 'refused':
      return { octets: undefined };
    case 'heredoc':
      return fillHeredoc(literal, variables);
    case 'file': {
      const found = findFile(literal.path);
      return 'octets' in found
        ? found
        : { problem: { span: literal.announcementSpan, message: found.message } };
    }
  }
}

function fillHeredoc(literal: HeredocLiteral, variables: Variables) {
  const filled = fillTemplate(literal.octets, variables, literal.binary ? 'literal8' : 'literal');
  if (filled.kind === 'filled') return { octets: filled.octets };
  const { span, message } = filled.problem;
  const { start } = literal.bodySpan;
  return { problem: { span: { start: span.start + start, end: span.end + start }, message } };
}
