import type { DataResponse, Response } from '../imap/response.js';
import { shapeOfResponse } from '../imap/response-shapes.js';
import type { Value } from '../imap/value.js';
import type { MatchMode } from '../script/ast.js';
import { lowerAscii, type Octets, visible } from '../text/octets.js';
import { contentOf } from './comparison.js';
import { show } from './difference.js';

/** Responses of different kinds are never each other's other form. */
export function kindOf(response: Response): string {
  return response.kind === 'data' ? `data ${response.name}` : response.kind;
}

/** What a response is about, such as the number of its message; undefined when it may be about anything. */
export function subjectOf(response: Response, mode: MatchMode = 'data'): Octets | undefined {
  if (response.kind === 'status') return response.code?.name;
  const value = response.kind === 'data' ? subjectValue(response) : undefined;
  const content = value ? contentOf(value, response.octets) : '';
  if (content.includes('${')) return undefined;
  if (mode === 'caseless') return lowerAscii(content);
  return content.length === 5 && lowerAscii(content) === 'inbox' ? 'INBOX' : content;
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
  return subject === 'name' ? undefined : response.values[subject.place];
}
