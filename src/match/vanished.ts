import type { DataResponse, Response } from '../imap/response.js';
import { canonicalSequenceSet } from '../imap/sequence-set.js';
import type { Octets } from '../text/octets.js';
import type { ExpectedResponse } from './expected-response.js';

/**
 * Tells of a VANISHED whether those that came say together what those that were expected say: a server may tell of the
 * UIDs in one response or in several (RFC 7162 §3.2.10). Those with `(EARLIER)` are others.
 */
export function compareVanished(
  expected: readonly ExpectedResponse[],
  actual: readonly Response[],
): (response: Response) => boolean {
  const known = new Map<boolean, boolean>();
  return (response) => {
    if (!isVanished(response)) return false;
    const earlier = isEarlier(response);
    const verdict = known.get(earlier) ?? areSame(expected, actual, earlier);
    known.set(earlier, verdict);
    return verdict;
  };
}

function areSame(
  expected: readonly ExpectedResponse[],
  actual: readonly Response[],
  earlier: boolean,
): boolean {
  const isAlike = (other: Response): other is DataResponse =>
    isVanished(other) && isEarlier(other) === earlier;
  const wanted = expected.filter(({ response }) => isAlike(response));
  const isPlain = wanted.every(
    ({ message, hasPlaceholders }) => message.presence === 'must' && !hasPlaceholders,
  );
  return isPlain && setOf(wanted.map(({ response }) => response)) === setOf(actual.filter(isAlike));
}

function isVanished(response: Response): response is DataResponse {
  return response.kind === 'data' && response.name === 'VANISHED';
}

function isEarlier({ values }: DataResponse): boolean {
  return values[0]?.kind === 'list';
}

function setOf(responses: readonly Response[]): Octets {
  const sets = responses.map((response) => {
    const set = isVanished(response) ? response.values.at(-1) : undefined;
    return set?.kind === 'atom' ? set.text : '';
  });
  return canonicalSequenceSet(sets.join(','));
}
