import type { DataResponse, Response, ResponseCode } from '../imap/response.js';
import { shapeOfResponse } from '../imap/response-shapes.js';
import { commonStart } from '../text/common-start.js';
import type { Octets } from '../text/octets.js';
import type { Captures } from './captures.js';
import { compareTexts, type WithText } from './compare-texts.js';
import { compareMembers, compareValue } from './compare-value.js';
import { Comparison, wholeOf } from './comparison.js';
import { type Difference, show } from './difference.js';
import type { ExpectedResponse } from './expected-response.js';
import type { MatchPolicy } from './policy.js';
import { describeExpected, describeSubject, expectedSubject } from './response-subject.js';

type ComparePolicy = Pick<MatchPolicy, 'mode' | 'extra' | 'command'>;

/**
 * Compares an expected response with an actual one. Undefined when they have nothing to do with each other. Captures
 * are added. For a trial it is enough to know whether they differ.
 */
export function compareResponse(
  expected: ExpectedResponse,
  actual: Response,
  captures: Captures,
  policy: ComparePolicy,
  isTrial = false,
): readonly Difference[] | undefined {
  if (!areComparable(expected, actual)) return undefined;
  return compareComparable(expected, actual, captures, policy, isTrial);
}

/** The same for two that are known to be about the same, whatever their tags. */
export function compareComparable(
  expected: ExpectedResponse,
  actual: Response,
  captures: Captures,
  { mode, extra, command }: ComparePolicy,
  isTrial = false,
): readonly Difference[] {
  const { response } = expected;
  const isAbout = expectedSubject(expected, captures) !== undefined;
  const subject = isAbout ? describeExpected(expected, captures) : describeSubject(actual);
  const comparison = new Comparison(expected, actual.octets, captures, {
    allowsMore: extra === 'allow',
    isCaseless: mode === 'caseless',
    isTrial,
    subject,
    command,
  });
  if (isWhole(expected) || (mode === 'exact' && !isBare(response))) compareOctets(comparison);
  else if (response.kind === 'data' && actual.kind === 'data') compareData(comparison, response, actual);
  else if (hasText(response) && hasText(actual)) compareTexts(comparison, response, actual);
  return comparison.differences;
}

/** What can be said to be another form of the same: the same tag, name or kind of status. */
export function areComparable(expected: ExpectedResponse, actual: Response): boolean {
  const { response } = expected;
  if (isWhole(expected)) return mayBeginAs(expected.octets, actual);
  if (response.kind !== actual.kind) return false;
  if (response.kind === 'data' && actual.kind === 'data') return response.name === actual.name;
  if (response.kind === 'tagged' && actual.kind === 'tagged')
    return response.tag === actual.tag || response.tag.includes('${');
  if (response.kind === 'status' && actual.kind === 'status')
    return !response.code || !actual.code || isSameCode(response.code, actual.code);
  return true;
}

/** An expectation that is compared as text: it is no response, or a placeholder stands for its beginning. */
export function isWhole({ response }: ExpectedResponse): boolean {
  return response.kind === 'malformed' || (response.kind === 'data' && response.name.includes('${'));
}

/** A line that is only a pattern stands for anything but an answer. */
function mayBeginAs(expected: Octets, actual: Response): boolean {
  if (expected.startsWith('* ')) return actual.octets.startsWith('* ');
  return actual.kind !== 'tagged' || !expected.startsWith('${');
}

/** `a1 OK`: where no text is written, none is compared. */
function isBare(response: Response): boolean {
  return hasText(response) && !response.code && response.text === '';
}

function hasText(response: Response): response is WithText {
  return response.kind !== 'data' && response.kind !== 'malformed';
}

function isSameCode(expected: ResponseCode, actual: ResponseCode): boolean {
  return expected.name === actual.name || expected.name.includes('${');
}

function compareOctets(comparison: Comparison): void {
  const expected = comparison.expected.octets;
  const { actual } = comparison;
  const wanted = { start: 0, end: expected.length };
  const came = { start: 0, end: actual.length };
  if (comparison.fits(wanted, came)) return;
  const start = commonStart(expected, actual);
  const word = start === 0 ? 0 : expected.lastIndexOf(' ', start - 1) + 1;
  const [text, wantedText] = [actual, expected].map((octets) =>
    show(octets.slice(word, wholeOf(octets).end)),
  );
  const message = `${comparison.subject} differs at octet ${start + 1}: "${text}", expected "${wantedText}"${comparison.explain(wanted, came)}`;
  comparison.report('value', message, { ...wanted, start }, { ...came, start });
}

function compareData(comparison: Comparison, expected: DataResponse, actual: DataResponse): void {
  const shape = shapeOfResponse(expected.name, comparison.command);
  if (expected.numberAtom && actual.numberAtom) {
    const name = shape.subject === 'number' ? 'message number' : expected.name;
    compareValue(comparison, expected.numberAtom, actual.numberAtom, { kind: 'data' }, name);
  }
  compareMembers(comparison, expected.values, actual.values, shape.values, {
    name: expected.name,
    expected: wholeOf(expected.octets),
    actual: wholeOf(actual.octets),
  });
}
