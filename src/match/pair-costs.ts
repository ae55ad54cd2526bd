import type { Response } from '../imap/response.js';
import type { Captures } from './captures.js';
import type { Difference } from './difference.js';
import type { ExpectedResponse } from './expected-response.js';
import type { MatchPolicy } from './policy.js';
import { expectedSubject, subjectOf } from './response-subject.js';

/** From here on a pair differs in more than its text. */
export const costOfDifference = 3;

const costs = { alone: 10, otherSubject: 14, text: 0.1, allDifferences: 6 };

/** What it costs to compare two responses. Those about different things are hardly ever each other's other form. */
export function costOfPair(
  differences: readonly Difference[],
  expected: ExpectedResponse,
  actual: Response,
  { mode }: MatchPolicy,
  captures: Captures,
): number {
  const sum = differences.reduce(
    (cost, { class: name }) => cost + (name === 'text' ? costs.text : costOfDifference),
    0,
  );
  const wanted = expectedSubject(expected, captures, mode);
  const came = subjectOf(actual, mode);
  const isOther = wanted !== undefined && came !== undefined && wanted !== came;
  return Math.min(sum, costs.allDifferences) + (isOther ? costs.otherSubject : 0);
}

/** What it costs to leave an expected response alone, and with it the actual one that it could have had. */
export function costOfLeaving({ message }: ExpectedResponse, { extra }: MatchPolicy): number {
  const missing = message.presence === 'must' ? costs.alone : 1;
  return missing + (extra === 'deny' ? costs.alone : 0);
}
