import type { Line, Literal, ServerMessage } from '../script/ast.js';
import { unescapeText } from '../script/escape.js';
import { type Placeholder, type PlaceholderType, parseTemplate } from '../script/placeholder.js';
import type { Octets } from '../text/octets.js';
import type { Taken } from './client-expectation.js';

/**
 * The octets of what the transcript says for the server. Its placeholders get the values that the client sent for
 * them, or plausible ones that stay the same; `values` learns those.
 */
export function fillMessage(message: ServerMessage, values: Taken): Octets {
  const parts = message.segments.map(
    ({ line, literal }) => fillLine(line, values) + fillLiteral(literal, values),
  );
  return `${parts.join('')}\r\n`;
}

function fillLine(line: Line, values: Taken): Octets {
  const isEscaped = line.notation.includes('\\');
  return fillText(line.raw, values, isEscaped ? (text) => unescapeText(text).text : undefined);
}

/** A literal is announced with the octets that it has, whatever the file counts. Files are not at hand here. */
function fillLiteral(literal: Literal | undefined, values: Taken): Octets {
  if (!literal || literal.form === 'refused') return '';
  const content = literal.form === 'heredoc' ? fillText(literal.octets, values) : octetsOf(literal);
  return `${literal.binary ? '~' : ''}{${content.length}}\r\n${content}`;
}

function octetsOf(literal: Literal): Octets {
  return 'octets' in literal ? literal.octets : '';
}

function fillText(raw: Octets, values: Taken, undo = (text: Octets) => text): Octets {
  let filled = '';
  for (const part of parseTemplate(raw).parts) {
    const text = part.kind === 'text' ? undo(part.text) : fillPlaceholder(part, values);
    filled = text === '' ? leaveOut(filled) : filled + text;
  }
  return filled;
}

/** What means "the rest" or "not there" is left out, and a blank before it; but a status has a text. */
function leaveOut(before: Octets): Octets {
  return /^\S+ (?:OK|NO|BAD|BYE|PREAUTH) (?:\[.*\] )?$/i.test(before)
    ? `${before}done`
    : before.replace(/ $/, '');
}

function fillPlaceholder({ form, raw }: Placeholder, values: Taken): Octets {
  switch (form.kind) {
    case 'name':
      return nameValue(form.name, form.type, values);
    case 'offset':
      return String(Math.max(0, Number(nameValue(form.name, number, values)) + form.offset || 0));
    case 'any':
      return inventValue(form.type, 0, values);
    case 'rest':
    case 'absent':
    case 'optional':
    case 'end':
      return '';
    case 'environment':
    case 'invalid':
      return raw;
  }
}

const number: PlaceholderType = { kind: 'number' };

function nameValue(name: Octets, type: PlaceholderType, values: Taken): Octets {
  const value = values.get(name) ?? inventValue(type, values.size, values);
  values.set(name, value);
  return value;
}

/** A number is also an atom, a string and text: it fits nearly everywhere. */
function inventValue(type: PlaceholderType, known: number, values: Taken): Octets {
  if (type.kind === 'date') return '01-Jan-2024 00:00:00 +0000';
  const free = 1000 + known;
  if (type.kind !== 'at-least') return String(free);
  const base = type.name === undefined ? 0 : Number(values.get(type.name));
  return String(Math.max(free, base + type.number || 0));
}
