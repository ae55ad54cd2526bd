import type { ClientMessage, Literal } from '../script/ast.js';
import { type Octets, visible } from '../text/octets.js';

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
  /** At an offset in the source. */
  | { readonly kind: 'problem'; readonly at: number; readonly message: string };

/** Fills in the variables of a text that begins at an offset of the source. */
export type Fill = (
  text: Octets,
  at: number,
) =>
  | { readonly kind: 'filled'; readonly octets: Octets }
  | { readonly kind: 'problem'; readonly at: number; readonly message: string };

/** The content of a file that the message names. */
export type FindFile = (path: Octets) => Octets | undefined;

/** The message with its variables, heredocs and files filled in. */
export function fillMessage(message: ClientMessage, fill: Fill, findFile: FindFile): FilledMessage {
  const parts: WirePart[] = [];
  for (const { line, literal } of message.segments) {
    const text = fill(line.text, line.textStart);
    if (text.kind === 'problem') return text;
    const filled = literal && fillLiteral(literal, fill, findFile);
    if (filled?.kind === 'problem') return filled;
    parts.push({ text: text.octets, literal: filled?.literal });
  }
  const open = message.segments.at(-1)?.line.open === true;
  return { kind: 'message', message: { parts, end: open ? '' : '\r\n' } };
}

function fillLiteral(literal: Literal, fill: Fill, findFile: FindFile) {
  const at = literal.announcementSpan.start;
  switch (literal.form) {
    case 'counted':
      return announce(literal, literal.octets, literal.count);
    case 'refused':
      return announce(literal, undefined, literal.count);
    case 'heredoc': {
      const content = fill(literal.octets, literal.bodySpan.start);
      return content.kind === 'problem' ? content : announce(literal, content.octets, content.octets.length);
    }
    case 'file': {
      const content = findFile(literal.path);
      if (content !== undefined) return announce(literal, content, content.length);
      return { kind: 'problem', at, message: `The file "${visible(literal.path)}" cannot be read.` } as const;
    }
  }
}

function announce(literal: Literal, octets: Octets | undefined, count: number) {
  const { binary, nonSynchronising } = literal;
  const announcement = `${binary ? '~' : ''}{${count}${nonSynchronising ? '+' : ''}}`;
  return { kind: 'literal', literal: { announcement, octets, waits: !nonSynchronising } } as const;
}
