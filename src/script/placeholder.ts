import { nearestWord } from '../imap/grammar/nearest-word.js';
import type { Diagnostic } from '../text/diagnostic.js';
import type { Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';
import { createProblem, quote } from './problem.js';

/** What a text with `${…}` in it is made of, in order. */
export type TemplatePart = TextPart | Placeholder;

export interface TextPart {
  readonly kind: 'text';
  readonly text: Octets;
}

/** One `${…}` (docs/language.md, "Patterns" and "Variables"). */
export interface Placeholder {
  readonly kind: 'placeholder';
  /** As written, `${` and `}` included, and where it stands (from the offset given to `parseTemplate`). */
  readonly raw: Octets;
  readonly span: Span;
  readonly form: PlaceholderForm;
}

export type PlaceholderForm =
  /** `${uid}`, `${n:number}`, `${x:/regex/}`: a value that is remembered; in a client line, a variable. */
  | { readonly kind: 'name'; readonly name: Octets; readonly type: PlaceholderType }
  /** `${uid+1}` */
  | { readonly kind: 'offset'; readonly name: Octets; readonly offset: number }
  /** `${_}`, `${_:number}` */
  | { readonly kind: 'any'; readonly type: PlaceholderType }
  /** `${*}` */
  | { readonly kind: 'rest' }
  /** `${!\Noselect}` */
  | { readonly kind: 'absent'; readonly member: Octets }
  /** `${!*}`: in a list, no further members. */
  | { readonly kind: 'end' }
  /** `${?\Noselect}` */
  | { readonly kind: 'optional'; readonly member: Octets }
  /** `${env:NAME}` */
  | { readonly kind: 'environment'; readonly name: Octets }
  /** Something else between the braces: a problem. */
  | { readonly kind: 'invalid' };

export type PlaceholderType =
  | { readonly kind: 'value' }
  | { readonly kind: 'number' }
  /** `${n:>=7}`, `${n:>=uid+1}`: a number that is not less, where `name` has a number. */
  | { readonly kind: 'at-least'; readonly name: Octets | undefined; readonly number: number }
  | { readonly kind: 'date' }
  | { readonly kind: 'atom' }
  /** In a client line: written as atom, quoted string or literal, as its characters need. */
  | { readonly kind: 'astring' }
  | { readonly kind: 'regex'; readonly pattern: Octets };

/** No placeholder is longer: what has no end within it is text. */
const longestPlaceholder = 1024;

/**
 * Splits a text at its placeholders. Texts without `${` give themselves as the only part. Never throws; what is
 * between `${` and the matching `}` but means nothing has the form `invalid` and a problem. Spans count from `offset`.
 */
export function parseTemplate(
  text: Octets,
  offset = 0,
): {
  readonly parts: readonly TemplatePart[];
  readonly problems: readonly Diagnostic[];
} {
  let at = text.indexOf('${');
  if (at === -1) return { parts: [{ kind: 'text', text }], problems: [] };
  const parts: TemplatePart[] = [];
  const problems: Diagnostic[] = [];
  let textStart = 0;
  for (; at !== -1; at = text.indexOf('${', at)) {
    const end = placeholderEnd(text, at);
    if (end === undefined) {
      problems.push(openPlaceholder(offset + at));
      at += 2;
      continue;
    }
    if (at > textStart) parts.push({ kind: 'text', text: text.slice(textStart, at) });
    const { placeholder, problem } = readPlaceholder(text.slice(at, end), offset + at);
    parts.push(placeholder);
    if (problem) problems.push(problem);
    at = end;
    textStart = end;
  }
  if (textStart < text.length) parts.push({ kind: 'text', text: text.slice(textStart) });
  return { parts, problems };
}

/** The offset behind the placeholder that begins at `at`, or undefined when none begins there or it has no end. */
export function placeholderEnd(text: Octets, at: number): number | undefined {
  if (text.charCodeAt(at) !== 0x24 || text.charCodeAt(at + 1) !== 0x7b) return undefined;
  const limit = Math.min(text.length, at + longestPlaceholder);
  for (let index = at + 2; index < limit; index++) {
    switch (text[index]) {
      case '}':
        return index + 1;
      case ':':
        if (text[index + 1] === '/') return regexEnd(text, index + 2, limit);
        break;
      case '{':
      case '\r':
      case '\n':
        return undefined;
    }
  }
  return undefined;
}

/** The offset behind the `/}` that ends a regular expression. */
function regexEnd(text: Octets, from: number, limit: number): number | undefined {
  for (let index = from; index < limit; index++) {
    const octet = text[index];
    if (octet === '\r' || octet === '\n') return undefined;
    if (octet === '\\') index++;
    else if (octet === '/' && text[index + 1] === '}') return index + 2;
  }
  return undefined;
}

function readPlaceholder(raw: Octets, start: number): { placeholder: Placeholder; problem?: Diagnostic } {
  const span = { start, end: start + raw.length };
  const form = readForm(raw.slice(2, -1));
  if (typeof form !== 'string') return { placeholder: { kind: 'placeholder', raw, span, form } };
  const placeholder: Placeholder = { kind: 'placeholder', raw, span, form: { kind: 'invalid' } };
  return { placeholder, problem: createProblem('placeholder', span, form) };
}

/** The form of what is between the braces, or the message that says why it has none. */
function readForm(inner: Octets): PlaceholderForm | string {
  if (inner === '*') return { kind: 'rest' };
  if (inner === '!*') return { kind: 'end' };
  if (inner.startsWith('!')) {
    return inner.length > 1
      ? { kind: 'absent', member: inner.slice(1) }
      : 'Expected what must not be there after "!", such as ${!\\Noselect}.';
  }
  if (inner.startsWith('?')) {
    return inner.length > 1
      ? { kind: 'optional', member: inner.slice(1) }
      : 'Expected what may be there after "?", such as ${?\\Noselect}.';
  }
  if (inner.startsWith('env:')) return readEnvironment(inner.slice(4));
  const [, name, rest = ''] = /^([A-Za-z_][A-Za-z0-9_]*)(.*)$/s.exec(inner) ?? [];
  if (name === undefined)
    return `Invalid placeholder "\${${quote(inner)}}". Expected a name of letters, digits and "_"; for a plain "\${" write "\\x24{" in a "C\\: " or "S\\: " line.`;
  if (rest === '' || rest.startsWith(':')) return readTyped(name, rest);
  const [, offset] = /^([+-]\d{1,9})$/.exec(rest) ?? [];
  if (offset !== undefined && name !== '_') return { kind: 'offset', name, offset: Number(offset) };
  const offsets = name === '_' ? '' : ` or "\${${name}+1}"`;
  return `Invalid placeholder "\${${quote(inner)}}". Expected "\${${name}}", "\${${name}:number}"${offsets}.`;
}

function readEnvironment(name: Octets): PlaceholderForm | string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return { kind: 'environment', name };
  return `Invalid name of an environment variable: "${quote(name)}". Expected letters, digits and "_".`;
}

function readTyped(name: Octets, rest: Octets): PlaceholderForm | string {
  const type = rest === '' ? value : readType(rest.slice(1));
  if (typeof type === 'string') return type;
  return name === '_' ? { kind: 'any', type } : { kind: 'name', name, type };
}

const value: PlaceholderType = { kind: 'value' };
const plainTypes = ['number', 'date', 'atom', 'astring'] as const;

function readType(text: Octets): PlaceholderType | string {
  const plain = plainTypes.find((kind) => kind === text);
  if (plain) return { kind: plain };
  if (text.startsWith('>=')) return readAtLeast(text.slice(2));
  if (text.length > 1 && text.startsWith('/') && text.endsWith('/')) return readRegex(text.slice(1, -1));
  const near = nearestWord(text, plainTypes);
  return `Unknown kind of value "${quote(text)}". Expected ${near ? `"${near}"` : 'number, >=NUMBER, date, atom, astring or /regex/'}.`;
}

function readAtLeast(text: Octets): PlaceholderType | string {
  if (/^\d{1,15}$/.test(text)) return { kind: 'at-least', name: undefined, number: Number(text) };
  const [, name, number = '0'] = /^([A-Za-z_][A-Za-z0-9_]*)([+-]\d{1,9})?$/.exec(text) ?? [];
  if (name !== undefined) return { kind: 'at-least', name, number: Number(number) };
  return `Invalid lower bound "${quote(text)}". Expected a number or a name, such as \${n:>=7} or \${n:>=uid+1}.`;
}

function readRegex(pattern: Octets): PlaceholderType | string {
  try {
    new RegExp(pattern);
    return { kind: 'regex', pattern };
  } catch {
    return `Invalid regular expression "/${quote(pattern)}/".`;
  }
}

function openPlaceholder(start: number): Diagnostic {
  return createProblem(
    'placeholder',
    { start, end: start + 2 },
    'Expected "}" to end this placeholder; for a plain "${" write "\\x24{" in a "C\\: " or "S\\: " line.',
  );
}
