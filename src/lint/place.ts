import type { ClientMessage, Line, ServerMessage } from '../script/ast.js';
import { escapedOffset } from '../script/escape.js';
import type { Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';

/** Where a range of a line's text stands in the source: they differ in `C\:` lines, whose escapes are longer. */
export function placeIn(line: Line, start: number, end: number): Span {
  return { start: line.textStart + rawOffset(line, start), end: line.textStart + rawOffset(line, end) };
}

/** The first line of a message: all of it for most. */
export function headOf(message: ClientMessage | ServerMessage): Line {
  return message.segments[0]?.line ?? noLine;
}

/** A text as it has to be written in a line: with escapes where the line has them. */
export function writtenIn(line: Line, text: Octets): Octets {
  return line.escaped ? text.replace(/[\\\x00-\x1f\x7f-\xff]/g, escapeOf) : text;
}

const noLine: Line = { span: { start: 0, end: 0 }, notation: '', raw: '', text: '', textStart: 0, end: '' };

function escapeOf(octet: Octets): Octets {
  return octet === '\\' ? '\\\\' : `\\x${octet.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

function rawOffset(line: Line, offset: number): number {
  return line.escaped ? escapedOffset(line.raw, offset) : offset;
}
