import type { DataResponse, Response } from '../imap/response.js';
import { shapeOfResponse } from '../imap/response-shapes.js';
import type { Value } from '../imap/value.js';
import type { MatchMode } from '../script/ast.js';
import type { TemplatePart } from '../script/placeholder.js';
import { lowerAscii, type Octets, upperAscii, visible } from '../text/octets.js';
import type { Captures, Values } from './captures.js';
import { contentOf } from './comparison.js';
import { show } from './difference.js';
import type { ExpectedResponse } from './expected-response.js';
import { explainMismatch } from './explain.js';
import { textOf } from './pattern.js';

/** Responses of different kinds are never each other's other form. */
export function kindOf(response: Response): string {
  return response.kind === 'data' ? `data ${response.name}` : response.kind;
}

/** What a response is about, such as the number of its message; undefined when it may be about anything. */
export function subjectOf(response: Response, mode: MatchMode = 'data'): Octets | undefined {
  if (response.kind === 'status') return response.code?.name;
  const value = response.kind === 'data' ? subjectValue(response) : undefined;
  const content = value ? contentOf(value, response.octets) : '';
  return content.includes('${') ? undefined : canonicalSubject(content, mode);
}

/** The same of what is expected, where the names in it have values; undefined where one has none. */
export function expectedSubject(
  expected: ExpectedResponse,
  values: Values,
  mode: MatchMode = 'data',
): Octets | undefined {
  const known = knownSubject(expected, values);
  return known === undefined ? subjectOf(expected.response, mode) : canonicalSubject(known, mode);
}

function canonicalSubject(content: Octets, mode: MatchMode): Octets {
  if (mode === 'caseless') return lowerAscii(content);
  return content.length === 5 && lowerAscii(content) === 'inbox' ? 'INBOX' : content;
}

/** What placeholders say that the response is about; undefined where there are none, or it may be several things. */
function knownSubject(expected: ExpectedResponse, values: Values): Octets | undefined {
  const texts = subjectParts(expected).map((part) => textOf(part, (name) => values.get(name)));
  return texts.length === 0 || texts.includes(undefined) ? undefined : texts.join('');
}

function subjectParts(expected: ExpectedResponse): readonly TemplatePart[] {
  const { response, hasPlaceholders } = expected;
  const value = hasPlaceholders && response.kind === 'data' ? subjectValue(response) : undefined;
  const parts = value ? expected.content(value) : [];
  return parts.some(({ kind }) => kind === 'placeholder') ? parts : [];
}

/** How messages name what is expected: by the values that its names have. */
export function describeExpected(expected: ExpectedResponse, values: Values): string {
  const known = knownSubject(expected, values);
  const { response } = expected;
  if (known === undefined || response.kind !== 'data') return describeSubject(response);
  return `${visible(response.name)} ${show(known) || '""'}`;
}

/** Where those values are from: ` (${mailbox} is …)`. */
export function explainSubject(expected: ExpectedResponse, captures: Captures): string {
  return explainMismatch(subjectParts(expected), '', captures);
}

/** `FETCH 2`, `LIST INBOX`, `EXISTS`, `a1`, `* OK`: how messages name the response. */
export function describeSubject(response: Response): string {
  switch (response.kind) {
    case 'tagged':
      return visible(response.tag);
    case 'continuation':
      return '+';
    case 'status':
      return response.code ? `* ${response.status} [${visible(response.code.name)}]` : `* ${response.status}`;
    case 'malformed':
      return show(/^[^\r\n]*/.exec(response.octets)?.[0] ?? '');
    case 'data': {
      const value = subjectValue(response);
      const name = visible(response.name);
      return value ? `${name} ${show(contentOf(value, response.octets)) || '""'}` : name;
    }
  }
}

function subjectValue(response: DataResponse): Value | undefined {
  const { subject } = shapeOfResponse(response.name);
  if (subject === 'number') return response.numberAtom;
  if (subject === 'name') return undefined;
  return 'place' in subject ? response.values[subject.place] : valueBehind(subject.key, response);
}

function valueBehind(key: Octets, { values: [first], octets }: DataResponse): Value | undefined {
  const items = first?.kind === 'list' ? first.items : [];
  return items.find((_, at) => at % 2 === 1 && upperAscii(contentOf(items[at - 1]!, octets)) === key);
}
