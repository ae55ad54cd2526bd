import type { ContinuationResponse, ResponseCode, StatusResponse, TaggedResponse } from '../imap/response.js';
import { shapeOfCode } from '../imap/response-shapes.js';
import { type Octets, visible } from '../text/octets.js';
import type { Span } from '../text/source.js';
import { canonicalCopies } from './canonical.js';
import { compareMembers } from './compare-value.js';
import { type Comparison, wholeOf } from './comparison.js';
import { showBoth } from './difference.js';

/** A response with text for people, and maybe a code before it. */
export type WithText = ContinuationResponse | TaggedResponse | StatusResponse;

/** Compares status, code and text. Another status has another code and text; only the status is worth saying then. */
export function compareTexts(comparison: Comparison, expected: WithText, actual: WithText): void {
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
  const length = /[ \r\n]|$/.exec(octets.slice(start))?.index ?? 0;
  return { start, end: start + length };
}

/** A code is compared where one is written; a transcript that has a text would have the code too. */
function compareCodes(comparison: Comparison, expected: WithText, actual: WithText): void {
  if (expected.code) compareCode(comparison, expected, expected.code, actual);
  else if (actual.code && expected.text !== '' && !comparison.allowsMore) {
    const message = `${comparison.subject}: code [${visible(actual.code.name)}] is unexpected`;
    comparison.report('unexpected', message, wholeOf(expected.octets), codeSpan(actual));
  }
}

function compareCode(comparison: Comparison, expected: WithText, code: ResponseCode, actual: WithText): void {
  const wanted = codeSpan(expected);
  if (!actual.code) {
    const message = `${comparison.subject}: code [${visible(code.name)}] is missing`;
    comparison.report('missing', message, wanted, wholeOf(actual.octets));
    return;
  }
  const came = codeSpan(actual);
  const place = { name: code.name, expected: wanted, actual: came };
  if (code.name === 'COPYUID' && areSameCopies(comparison, code, actual.code)) return;
  if (code.name === actual.code.name)
    compareMembers(comparison, code.values, actual.code.values, shapeOfCode(code.name), place);
  else if (!code.name.includes('${') || !comparison.fits(wanted, came)) {
    const names = `is ${visible(actual.code.name)}, expected ${visible(code.name)}`;
    comparison.report('value', `${comparison.subject}: the code ${names}`, wanted, came);
  }
}

/** Where nothing is left to be found, the messages are the same and went to the same places. */
function areSameCopies(comparison: Comparison, expected: ResponseCode, actual: ResponseCode): boolean {
  if (expected.name !== actual.name || comparison.expected.hasPlaceholders) return false;
  const [wanted, came] = [expected, actual].map(({ text }) => {
    const [uidValidity, from = '', to = ''] = text.split(' ');
    const copies = canonicalCopies(from, to);
    return copies && `${uidValidity} ${copies}`;
  });
  return wanted !== undefined && wanted === came;
}

/** The code with its brackets. */
function codeSpan({ octets, text }: WithText): Span {
  const { end } = wholeOf(octets);
  return { start: octets.indexOf('['), end: octets.lastIndexOf(']', end - text.length) + 1 };
}

/** Text for people is compared where it is written. */
function compareHumanText(comparison: Comparison, expected: WithText, actual: WithText): void {
  const wanted = textSpan(expected);
  const came = textSpan(actual);
  if (expected.text === '' || comparison.fits(wanted, came)) return;
  const [text, wantedText] = showBoth(actual.text, expected.text);
  // `continue-req = "+" SP (resp-text / base64)` — RFC 9051 §9: what AUTHENTICATE asks is data.
  const isChallenge = expected.kind === 'continuation' && comparison.command === 'AUTHENTICATE';
  const name = isChallenge ? 'challenge' : 'text';
  const message = `${comparison.subject}: the ${name} is "${text}", expected "${wantedText}"`;
  const explained = `${message}${comparison.explain(wanted, came)}`;
  comparison.report(isChallenge ? 'value' : 'text', explained, wanted, came);
}

function textSpan({ octets, text }: WithText): Span {
  const { end } = wholeOf(octets);
  return { start: end - text.length, end };
}
