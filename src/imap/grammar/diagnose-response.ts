import type { Octets } from '../../text/octets.js';
import { upperAscii, visible } from '../../text/octets.js';
import type { ResponseProblem } from '../server-line.js';
import { type CheckedResponse, checkResponse } from './check-response.js';
import { distanceBetween, nearestWord } from './nearest-word.js';
import { type Expectation, type PlaceholderEnd, Reader, type Stranger } from './reader.js';
import { findResponseMistake } from './response-mistakes.js';
import { textExpectation } from './responses/text.js';
import { argumentEnd, foundInWords, inWords } from './wording.js';

/** Why a response does not fit the grammar; undefined where a pattern may make it fit. */
export function diagnoseResponse(
  text: Octets,
  placeholderEnd: PlaceholderEnd | undefined,
): ResponseProblem | undefined {
  const trace = traceResponse(text, placeholderEnd);
  if (trace.checked.fits || trace.input.uncertain || touchesPattern(trace)) return undefined;
  return explain(trace, placeholderEnd);
}

interface Trace {
  readonly text: Octets;
  readonly checked: CheckedResponse;
  readonly at: number;
  readonly expected: readonly Expectation[];
  readonly input: Reader;
}

function traceResponse(text: Octets, placeholderEnd: PlaceholderEnd | undefined): Trace {
  const input = new Reader(text, 'both', placeholderEnd, 'trace');
  const checked = checkResponse(input);
  return { text, checked, at: input.furthest, expected: input.expected, input };
}

/** What a pattern stands for is not known: a word with one in it is not refused, nor what should follow one. */
function touchesPattern({ text, at, input }: Trace): boolean {
  if (input.placeholderEnd === undefined) return false;
  const start = text.lastIndexOf(' ', at - 1) + 1;
  if (at >= text.length || text[at] === ' ') return /\$\{x*\}$/.test(text.slice(start, at));
  const end = text.indexOf(' ', at);
  return text.slice(start, end === -1 ? text.length : end).includes('${');
}

function explain(trace: Trace, placeholderEnd: PlaceholderEnd | undefined): ResponseProblem {
  const { text, at, expected } = trace;
  const end = argumentEnd(text, at);
  const span = { start: at, end };
  if (trace.input.tooDeep) return { kind: 'too-deep', span, expected: 'less nesting', message: tooDeep };
  const words = expectedWords(trace, placeholderEnd);
  const wanted = inWords(words);
  const kind = expected.includes(textExpectation) ? 'missing-text' : 'data';
  const mistake = findResponseMistake({
    text,
    at,
    name: trace.checked.definition?.name ?? '',
    nameStart: trace.checked.nameStart,
    expected: words,
    fitsWithoutBlank: text.endsWith(' ') && traceResponse(text.trimEnd(), placeholderEnd).checked.fits,
  });
  if (mistake)
    return { kind, span: { ...span, ...mistake.span }, expected: wanted, message: mistake.message };
  const near = nearestExpected(text.slice(at, end), expected);
  const tail = `${foundInWords(text, at, end, 'response')}${near ? `; did you mean ${near}?` : '.'}`;
  return { kind, span, expected: wanted, message: `Expected ${wanted}${tail}` };
}

const tooDeep = 'This is nested deeper than any client reads.';

/** Where only a blank was expected, what would have to follow it; at the end, what cannot be left out. */
function expectedWords(trace: Trace, placeholderEnd: PlaceholderEnd | undefined): readonly string[] {
  const { text, at, expected } = trace;
  const words = expected.map((one) => one.text);
  const isAtEnd = at >= text.length;
  if (isAtEnd && words.includes('")"')) return ['")"'];
  if (!words.includes('a blank') || (!isAtEnd && text[at] !== ')')) return isAtEnd ? words.slice(-1) : words;
  const behind = traceResponse(`${text.slice(0, at)} ${text.slice(at)}`, placeholderEnd);
  return behind.at === at + 1 ? behind.expected.map((one) => one.text).slice(-1) : words;
}

function nearestExpected(found: Octets, expected: readonly Expectation[]): string | undefined {
  return nearestWord(
    upperAscii(found),
    expected.flatMap((one) => one.words ?? []),
  );
}

/** A name that is a letter away from a known one is a misspelling rather than an extension's. */
export function misspelled(text: Octets, { start, end, words }: Stranger): ResponseProblem | undefined {
  const name = text.slice(start, end);
  if (name.length < 4 || name.length > 30 || /^X-?/i.test(name)) return undefined;
  const upper = upperAscii(name);
  const near = words.find((word) => word.length > 3 && isNear(upper, word));
  if (!near) return undefined;
  return {
    kind: 'unknown-name',
    span: { start, end },
    expected: near,
    message: `Nothing is known of "${visible(name)}"; did you mean ${near}?`,
  };
}

function isNear(upper: string, word: string): boolean {
  return Math.abs(upper.length - word.length) < 2 && distanceBetween(upper, word) === 1;
}
