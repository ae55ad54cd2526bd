import type { Response } from '../imap/response.js';
import { lowerAscii, type Octets } from '../text/octets.js';
import { subjectOf } from './compare-response.js';

/** Responses of different kinds are never each other's other form. */
export function kindOf(response: Response): string {
  return response.kind === 'data' ? `data ${response.name}` : response.kind;
}

/** What a response is about; undefined when only a placeholder says so. */
export function subjectKey(response: Response): Octets | undefined {
  const subject = subjectOf(response);
  return subject?.length === 5 && lowerAscii(subject) === 'inbox' ? 'INBOX' : subject;
}
