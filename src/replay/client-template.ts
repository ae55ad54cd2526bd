import type { Redactor } from '../imap/secret.js';
import type { ClientMessage, Line, Literal } from '../script/ast.js';
import { lineTemplate } from '../script/line-template.js';
import { parseTemplate, type TemplatePart } from '../script/placeholder.js';
import type { Octets } from '../text/octets.js';

/**
 * A client message as it is recorded: variables, heredocs and files stay as they are written, what is secret is hidden.
 * Behind each part but the last the server is waited for, or the command ends if it refuses.
 */
export type ClientTemplate = readonly (readonly TemplatePart[])[];

/** The redactor is one for scripts (it knows placeholders) and sees all messages of a connection in order. */
export function templateOf({ segments }: ClientMessage, redactor: Redactor): ClientTemplate {
  const sendings: TemplatePart[][] = [[]];
  const add = (...parts: readonly TemplatePart[]) => sendings.at(-1)?.push(...parts);
  for (const { line, literal } of segments) {
    add(...templateOfLine(line, literal, redactor));
    if (!literal) continue;
    const body = templateOfLiteral(literal, redactor);
    add(...body.announcement);
    if (!literal.nonSynchronising) sendings.push([]);
    add(...body.content);
  }
  if (!segments.at(-1)?.line.open) add(text('\r\n'));
  return sendings;
}

/** What two messages have in common when they are the same, whatever their lines look like. */
export function keyOf(template: ClientTemplate): Octets {
  return template
    .flat()
    .map((part) => (part.kind === 'text' ? part.text : part.raw))
    .join('');
}

function templateOfLine(
  line: Line,
  literal: Literal | undefined,
  redactor: Redactor,
): readonly TemplatePart[] {
  const end = literal ? `{${sizeOf(literal)}}\r\n` : '\r\n';
  const shown = redactor.client(line.text + end).slice(0, -end.length);
  return shown === line.text ? lineTemplate(line) : parseTemplate(shown).parts;
}

function templateOfLiteral(literal: Literal, redactor: Redactor) {
  switch (literal.form) {
    case 'file':
      return { announcement: [verbatim(literal.announcement)], content: [] };
    case 'refused':
      return { announcement: [text(`${literal.announcement}\r\n`)], content: [] };
    case 'heredoc': {
      const content = parseTemplate(redactor.client(literal.octets)).parts;
      return {
        announcement: [verbatim(literal.announcement), text('\r\n')],
        content: [...content, text(literal.word)],
      };
    }
    case 'counted': {
      const octets = redactor.client(literal.octets);
      const { binary, nonSynchronising } = literal;
      const size = octets === literal.octets ? literal.count : octets.length;
      const announcement = `${binary ? '~' : ''}{${size}${nonSynchronising ? '+' : ''}}\r\n`;
      return { announcement: [text(announcement)], content: [text(octets)] };
    }
  }
}

function sizeOf(literal: Literal): number {
  return 'octets' in literal ? literal.octets.length : 0;
}

function text(octets: Octets): TemplatePart {
  return { kind: 'text', text: octets };
}

/** Syntax of the language that is kept as it is. */
function verbatim(raw: Octets): TemplatePart {
  return { kind: 'placeholder', raw, span: { start: 0, end: raw.length }, form: { kind: 'invalid' } };
}
