import type { MalformedResponse, Response } from '../imap/response.js';
import type { ServerMessage } from '../script/ast.js';
import type { Octets } from '../text/octets.js';
import { Came } from './came.js';
import { type Bindings, type CapturePlace, Captures } from './captures.js';
import { compareResponse, isWhole } from './compare-response.js';
import { wholeOf } from './comparison.js';
import { type Difference, showList } from './difference.js';
import { type Expectation, ExpectedResponse } from './expected-response.js';
import { createMismatch, type Mismatch } from './mismatch.js';
import { judgeOrder } from './order.js';
import { type Pairs, pairResponses } from './pairing.js';
import type { MatchPolicy } from './policy.js';
import {
  describeExpected,
  describeSubject,
  expectedSubject,
  explainSubject,
  subjectOf,
} from './response-subject.js';
import { SharedResponses } from './shared.js';
import { compareVanished } from './vanished.js';

export { type MatchPolicy, scriptPolicy, transcriptPolicy } from './policy.js';
export type { Bindings, CapturePlace, Expectation };

export interface MatchResult {
  readonly mismatches: readonly Mismatch[];
  /** The given bindings and the new ones. */
  readonly bindings: Bindings;
  /** Where those names were bound that placeholders gave a value. */
  readonly places: ReadonlyMap<Octets, CapturePlace>;
}

/**
 * Compares what a command was expected to bring with what it brought: untagged responses, continuation requests and
 * the tagged answer. The assignment of expected to actual responses is the one with the least differences. `places`
 * are those of earlier results, for messages that say where a name got its value.
 */
export function matchAnswers(
  expected: readonly Expectation[],
  actual: readonly Response[],
  policy: MatchPolicy,
  bindings: Bindings,
  places?: ReadonlyMap<Octets, CapturePlace>,
): MatchResult {
  const all = expected.map(readExpectation);
  if (areIdentical(all, actual)) return { mismatches: [], bindings, places: places ?? new Map() };
  const captures = new Captures(bindings, places);
  const wanted = all.filter(({ message }) => message.presence !== 'never');
  const pairs = pairResponses(wanted, actual, policy, captures);
  const differing = judgePairs(wanted, actual, pairs, policy, captures);
  const forbidden = findForbidden(all, actual, policy, captures);
  const mismatches = [
    ...differing,
    ...judgeUnexpected(actual, new Set([...pairs, ...forbidden.map(({ at }) => at)]), policy),
    ...forbidden.map(({ expected, at }) => {
      const found = actual[at]!;
      return createUnexpected(found, `${describeForbidden(found)} must not come`, expected, policy);
    }),
    ...judgeOrder(wanted, actual, pairs, policy),
  ];
  return {
    mismatches,
    bindings: withAdded(bindings, captures.found),
    places: withAdded(places ?? new Map(), captures.places),
  };
}

/** What a server says again and again need not be looked at closely. */
function areIdentical(expected: readonly ExpectedResponse[], actual: readonly Response[]): boolean {
  return (
    expected.length === actual.length &&
    expected.every(
      ({ octets, hasPlaceholders, message }, index) =>
        message.presence === 'must' && !hasPlaceholders && octets === actual[index]?.octets,
    )
  );
}

function withAdded<Key, Value>(
  known: ReadonlyMap<Key, Value>,
  added: ReadonlyMap<Key, Value>,
): ReadonlyMap<Key, Value> {
  return added.size === 0 ? known : new Map([...known, ...added]);
}

/** Whether one response is what one expectation says, in full: what a script waits for before it sends on. */
export function isMet(
  expectation: Expectation,
  actual: Response,
  policy: MatchPolicy,
  bindings: Bindings,
): boolean {
  const differences = compareResponse(readExpectation(expectation), actual, new Captures(bindings), policy);
  return differences?.every((difference) => !policy.failing.has(difference.class)) ?? false;
}

const known = new WeakMap<ServerMessage, ExpectedResponse>();

/** Each expectation is read once, however often it is compared. */
function readExpectation(expectation: Expectation): ExpectedResponse {
  const found = known.get(expectation.message);
  if (found) return found;
  const expected = new ExpectedResponse(expectation);
  known.set(expectation.message, expected);
  return expected;
}

/** What the pairs differ in, in the order of the expectations; captures are made on the way. */
function judgePairs(
  wanted: readonly ExpectedResponse[],
  actual: readonly Response[],
  pairs: Pairs,
  policy: MatchPolicy,
  captures: Captures,
): Mismatch[] {
  // imaptest takes one for several lines also where nothing further may come.
  const isSharing = policy.extra === 'allow' || policy.mode === 'caseless';
  const shared = new SharedResponses(isSharing ? actual : [], policy.mode);
  let came: Came | undefined;
  const findCame = () => (came ??= new Came(actual, new Set(pairs.map((index) => actual[index ?? -1]))));
  const isMetBy = (expected: ExpectedResponse) => (response: Response) =>
    isSame(expected, response, captures.fork(), policy);
  const isVanished = compareVanished(wanted, actual);
  const isToldInParts = ({ response }: ExpectedResponse) =>
    policy.extra === 'allow' && policy.mode === 'data' && isVanished(response);
  return wanted.flatMap((expected, index) => {
    const { presence } = expected.message;
    const response =
      actual[pairs[index] ?? -1] ??
      shared.find(expected, captures, isMetBy(expected)) ??
      (presence === 'must' ? shared.findAbout(expected, captures) : undefined);
    if (!response) {
      const isMissing = presence === 'must' && !isToldInParts(expected);
      return isMissing ? [createMissing(expected, findCame(), policy, captures)] : [];
    }
    if (!expected.hasPlaceholders && expected.octets === response.octets) return [];
    const tried = captures.fork();
    const differences = compareResponse(expected, response, tried, policy) ?? [];
    const fails = differences.some(({ class: name }) => policy.failing.has(name));
    const other = fails ? shared.find(expected, captures, isMetBy(expected)) : undefined;
    if (other) compareResponse(expected, other, captures, policy);
    else captures.take(tried);
    if (other || (fails && isToldInParts(expected))) return [];
    const isElsewhere = (difference: Difference) =>
      shared.findAbout(expected, captures, (another) =>
        hasWhatLacks(another, difference, { expected, response, policy, captures }),
      ) !== undefined;
    return differences.map((difference) =>
      createMismatch(
        fails && isElsewhere(difference) ? atOther(difference, response) : difference,
        expected,
        response,
        policy,
      ),
    );
  });
}

/** Whether another response about the same has what one lacks: a server may tell of a message in several. */
function hasWhatLacks(
  another: Response,
  { class: name, members }: Difference,
  {
    expected,
    response,
    policy,
    captures,
  }: { expected: ExpectedResponse; response: Response; policy: MatchPolicy; captures: Captures },
): boolean {
  if (name !== 'missing' || !members || another === response) return false;
  const differences = compareResponse(expected, another, captures.fork(), policy, true) ?? [];
  const lacking = new Set(members);
  return differences.every(
    (other) => other.class === 'missing' && !other.members?.some((start) => lacking.has(start)),
  );
}

function atOther(difference: Difference, response: Response): Difference {
  const what = difference.members?.length === 1 ? 'it' : 'them';
  return {
    ...difference,
    message: `${difference.message}; another ${describeSubject(response)} has ${what}`,
  };
}

/** Where others of its name came, it helps to know what they are about. */
function createMissing(
  expected: ExpectedResponse,
  came: Came,
  policy: MatchPolicy,
  captures: Captures,
): Mismatch {
  const { response } = expected;
  const subject = describeExpected(expected, captures);
  const name = response.kind === 'tagged' ? `The answer to ${subject}` : subject;
  const { names, count, only: free } = came.takeAround(response, name);
  // Where what came further is a difference, it is one of its own.
  const only = policy.extra === 'allow' ? free : undefined;
  const unreadable = response.kind === 'data' ? came.unreadable : undefined;
  const instead = count === 0 ? whyUnread(unreadable) : `; what came is ${showList(names, count)}`;
  const fault =
    response.kind === 'malformed' && response.octets.startsWith('* ')
      ? `; what is written is no response: expected ${response.expected}`
      : '';
  const difference: Difference = {
    class: 'missing',
    message: `${name} is missing${explainSubject(expected, captures)}${instead}${fault}`,
    expected: wholeOf(expected.octets),
    actual: only && wholeOf(only.octets),
    ...(count > 0 ? { kind: 'others-came' } : {}),
  };
  return createMismatch(difference, expected, only, policy);
}

/** What is missing may be what came and could not be read. */
function whyUnread(response: MalformedResponse | undefined): string {
  return response
    ? `; a response came that cannot be read: expected ${response.expected} at octet ${response.at + 1}`
    : '';
}

function judgeUnexpected(
  actual: readonly Response[],
  known: ReadonlySet<number | undefined>,
  policy: MatchPolicy,
): Mismatch[] {
  if (policy.extra === 'allow') return [];
  return actual
    .filter((_, index) => !known.has(index))
    .map((response) =>
      createUnexpected(response, `${describeSubject(response)} is unexpected`, undefined, policy),
    );
}

/** `S!:` lines with the response that is what they say: none may be. */
function findForbidden(
  all: readonly ExpectedResponse[],
  actual: readonly Response[],
  policy: MatchPolicy,
  captures: Captures,
): { readonly expected: ExpectedResponse; readonly at: number }[] {
  const forbidden = all.filter(({ message }) => message.presence === 'never');
  if (forbidden.length === 0) return [];
  const subjects = actual.map((response) => subjectOf(response, policy.mode));
  return forbidden.flatMap((expected) => {
    const subject = isWhole(expected) ? undefined : expectedSubject(expected, captures, policy.mode);
    const at = actual.findIndex((response, index) => {
      const isOther = subject !== undefined && subjects[index] !== undefined && subjects[index] !== subject;
      return !isOther && isSame(expected, response, captures.fork(), policy);
    });
    return at === -1 ? [] : [{ expected, at }];
  });
}

/** `a1 NO`: of an answer it is the status that must not be. */
function describeForbidden(response: Response): string {
  const subject = describeSubject(response);
  return response.kind === 'tagged' ? `${subject} ${response.status}` : subject;
}

function isSame(
  expected: ExpectedResponse,
  actual: Response,
  captures: Captures,
  policy: MatchPolicy,
): boolean {
  const differences = compareResponse(expected, actual, captures, { ...policy, extra: 'allow' }, true);
  return differences?.length === 0;
}

function createUnexpected(
  actual: Response,
  message: string,
  expected: ExpectedResponse | undefined,
  policy: MatchPolicy,
): Mismatch {
  const difference: Difference = {
    class: 'unexpected',
    message,
    expected: expected && wholeOf(expected.octets),
    actual: wholeOf(actual.octets),
  };
  return createMismatch(difference, expected, actual, policy);
}
