import type { Response, ResponseCode } from '../imap/response.js';
import { type ResponseShape, shapeOfCode, shapeOfResponse } from '../imap/response-shapes.js';
import type { Value } from '../imap/value.js';
import { type Octets, visible } from '../text/octets.js';
import type { Span } from '../text/source.js';
import type { Captures } from './captures.js';
import { compareMembers, compareValue } from './compare-value.js';
import { Comparison, contentOf } from './comparison.js';
import { type Difference, show } from './difference.js';
import type { ExpectedResponse } from './expected-response.js';
import { explainMismatch } from './explain.js';
import { matchPattern } from './pattern.js';
import type { MatchPolicy } from './policy.js';

type Data = Extract<Response, { kind: 'data' }>;
type WithText = Extract<Response, { kind: 'continuation' | 'tagged' | 'status' }>;

/**
 * Compares an expected response with an actual one. Undefined when they have nothing to do with each other. Captures
 * are added.
 */
export function compareResponse(
  expected: ExpectedResponse,
  actual: Response,
  captures: Captures,
  policy: Pick<MatchPolicy, 'mode' | 'extra'>,
): readonly Difference[] | undefined {
  return areComparable(expected, actual) ? compareComparable(expected, actual, captures, policy) : undefined;
}

/** The same for two that are known to be about the same, whatever their tags. */
export function compareComparable(
  expected: ExpectedResponse,
  actual: Response,
  captures: Captures,
  { mode, extra }: Pick<MatchPolicy, 'mode' | 'extra'>,
): readonly Difference[] {
  const { response } = expected;
  const subject = describeSubject(subjectOf(response) === undefined ? actual : response);
  const comparison = new Comparison(expected, actual.octets, captures, {
    allowsMore: extra === 'allow',
    subject,
  });
  if (mode === 'exact' || isWhole(expected)) compareOctets(comparison, actual.octets);
  else if (response.kind === 'data' && actual.kind === 'data') compareData(comparison, response, actual);
  else if (hasText(response) && hasText(actual)) compareTexts(comparison, response, actual);
  return comparison.differences;
}

/** What can be said to be another form of the same: the same tag, name or kind of status. */
export function areComparable(expected: ExpectedResponse, actual: Response): boolean {
  const { response } = expected;
  if (isWhole(expected)) return expected.message.form === 'tagged' || actual.kind !== 'tagged';
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

/** What a response is about, such as the number of its message; undefined when only a placeholder says so. */
export function subjectOf(response: Response): Octets | undefined {
  if (response.kind === 'status') return response.code?.name ?? '';
  if (response.kind !== 'data') return '';
  const value = subjectValue(response, shapeOfResponse(response.name));
  if (!value) return '';
  const content = contentOf(value, response.octets);
  return content.includes('${') ? undefined : content;
}

function subjectValue(response: Data, shape: ResponseShape): Value | undefined {
  if (shape.subject === 'number') return response.numberAtom;
  return shape.subject === 'name' ? undefined : response.values[shape.subject.place];
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
      const value = subjectValue(response, shapeOfResponse(response.name));
      return value
        ? `${visible(response.name)} ${show(contentOf(value, response.octets))}`
        : visible(response.name);
    }
  }
}

function hasText(response: Response): response is WithText {
  return response.kind !== 'data' && response.kind !== 'malformed';
}

function isSameCode(expected: ResponseCode, actual: ResponseCode): boolean {
  return expected.name === actual.name || expected.name.includes('${');
}

function compareOctets(comparison: Comparison, actual: Octets): void {
  const { expected, captures } = comparison;
  const parts = expected.template(0, expected.octets.length);
  const found = matchPattern(parts, actual, captures);
  if (found) {
    captures.bind(found, () => expected.placeAt(0));
    return;
  }
  const start = commonStart(expected.octets, actual);
  const text = `${comparison.subject} is not octet for octet what was expected${explainMismatch(parts, actual, captures)}`;
  comparison.report('value', text, { start, end: expected.octets.length }, { start, end: actual.length });
}

function commonStart(a: Octets, b: Octets): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return at;
}

function compareData(comparison: Comparison, expected: Data, actual: Data): void {
  const shape = shapeOfResponse(expected.name);
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

/** A response without its line end. */
export function wholeOf(octets: Octets): Span {
  const end = octets.endsWith('\n') ? octets.length - 1 : octets.length;
  return { start: 0, end: octets[end - 1] === '\r' ? end - 1 : end };
}

/** Another status has another code and text; only that it is another is worth saying. */
function compareTexts(comparison: Comparison, expected: WithText, actual: WithText): void {
  if (statusOf(expected) !== statusOf(actual)) reportStatus(comparison, expected, actual);
  else {
    compareCodes(comparison, expected, actual);
    compareHumanText(comparison, expected, actual);
  }
}

function statusOf(response: WithText): string {
  return response.kind === 'continuation' ? '+' : response.status;
}

function reportStatus(comparison: Comparison, expected: WithText, actual: WithText): void {
  const subject = expected.kind === 'tagged' ? comparison.subject : 'The status';
  const message = `${subject} is ${statusOf(actual)}, expected ${statusOf(expected)}`;
  comparison.report('status', message, statusSpan(expected.octets), statusSpan(actual.octets));
}

function statusSpan(octets: Octets): Span {
  const start = octets.indexOf(' ') + 1;
  const end = /[ \r\n]|$/.exec(octets.slice(start))?.index ?? 0;
  return { start, end: start + end };
}

/** A response code is compared where one is written; in a transcript it is written where there is one. */
function compareCodes(comparison: Comparison, expected: WithText, actual: WithText): void {
  if (!expected.code) {
    if (!actual.code || comparison.allowsMore || isTextEmpty(expected)) return;
    const text = `${comparison.subject}: code [${visible(actual.code.name)}] is unexpected`;
    comparison.report('unexpected', text, undefined, codeSpan(actual));
  } else if (expected.code.name.includes('${')) compareCodeTexts(comparison, expected, actual);
  else if (!actual.code) {
    const text = `${comparison.subject}: code [${visible(expected.code.name)}] is missing`;
    comparison.report('missing', text, codeSpan(expected), wholeOf(actual.octets));
  } else if (expected.code.name !== actual.code.name) {
    const text = `${comparison.subject}: the code is ${visible(actual.code.name)}, expected ${visible(expected.code.name)}`;
    comparison.report('value', text, codeSpan(expected), codeSpan(actual));
  } else compareArguments(comparison, expected, expected.code, actual, actual.code);
}

/** `a1 OK` accepts any answer that is OK. */
function isTextEmpty({ text }: WithText): boolean {
  return text === '';
}

function compareArguments(
  comparison: Comparison,
  expected: WithText,
  expectedCode: ResponseCode,
  actual: WithText,
  actualCode: ResponseCode,
): void {
  compareMembers(comparison, expectedCode.values, actualCode.values, shapeOfCode(expectedCode.name), {
    name: expectedCode.name,
    expected: codeSpan(expected),
    actual: codeSpan(actual),
  });
}

/** `[${*}]` and the like. */
function compareCodeTexts(comparison: Comparison, expected: WithText, actual: WithText): void {
  const wanted = codeSpan(expected);
  const came = actual.code ? codeSpan(actual) : wholeOf(actual.octets);
  const parts = comparison.expected.template(wanted.start, wanted.end);
  const found = matchPattern(parts, actual.octets.slice(came.start, came.end), comparison.captures);
  if (found) comparison.captures.bind(found, () => comparison.expected.placeAt(wanted.start));
  else comparison.report('value', `${comparison.subject}: another code came`, wanted, came);
}

/** The code with its brackets. */
function codeSpan({ octets, text }: WithText): Span {
  const { end } = wholeOf(octets);
  const stop = octets.lastIndexOf(']', end - text.length) + 1;
  return { start: octets.indexOf('['), end: stop };
}

/** Text for people is compared where it is written. */
function compareHumanText(comparison: Comparison, expected: WithText, actual: WithText): void {
  if (expected.text === '') return;
  const wanted = textSpan(expected);
  const came = textSpan(actual);
  const parts = comparison.expected.template(wanted.start, wanted.end);
  const found = matchPattern(parts, actual.text, comparison.captures);
  if (found) {
    comparison.captures.bind(found, () => comparison.expected.placeAt(wanted.start));
    return;
  }
  const text = `${comparison.subject}: the text is "${show(actual.text)}", expected "${show(expected.text)}"`;
  comparison.report(
    'text',
    `${text}${explainMismatch(parts, actual.text, comparison.captures)}`,
    wanted,
    came,
  );
}

function textSpan({ octets, text }: WithText): Span {
  const { end } = wholeOf(octets);
  return { start: end - text.length, end };
}
