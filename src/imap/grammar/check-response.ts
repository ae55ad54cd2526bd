import { atomChar, digit, isIn, skipArray } from '../chars.js';
import { type ResponseDefinition, responseTable } from '../response-registry.js';
import { space } from './combinators.js';
import { END } from './octet-array.js';
import type { Expectation, Reader } from './reader.js';
import { continuation, statusText } from './responses/text.js';
import { digits } from './terminals.js';
import { WordTable } from './word-table.js';

/** How a response begins, and whether all of it fits the grammar. */
export interface CheckedResponse {
  /** Undefined for a continuation, a tagged answer, and a response that nobody has registered. */
  readonly definition: ResponseDefinition | undefined;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly fits: boolean;
}

const STAR = 0x2a;
const PLUS = 0x2b;
const SPACE = 0x20;
const beginning: Expectation = { text: '"* ", "+ " or a tag and OK, NO or BAD' };
const name: Expectation = { text: 'the name of a response', words: responseTable.words };
const end: Expectation = { text: 'the end of the response' };
const noNumber: Expectation = { text: 'no number before this response' };
const aNumber: Expectation = { text: 'a number before this response' };
const statuses = new WordTable({ OK: true, NO: true, BAD: true });
const numbers = {
  any: digits('4294967295', 0, { text: 'a number' }),
  'from 1': digits('4294967295', 1, { text: 'a number from 1' }),
};

/** `response = continue-req / response-data / response-tagged` — RFC 9051 §9 */
export function checkResponse(input: Reader): CheckedResponse {
  const first = input.peek();
  if (first === PLUS) {
    input.at = 1;
    return headless(continuation(input));
  }
  if (first === STAR) {
    input.at = 1;
    return space(input) ? checkUntagged(input) : headless(false);
  }
  return headless(checkTagged(input));
}

function headless(fits: boolean): CheckedResponse {
  return { definition: undefined, nameStart: 0, nameEnd: 0, fits };
}

/**
 * `response-tagged = tag SP resp-cond-state CRLF` — RFC 9051 §9. The tag is the client's, who has to answer for its
 * octets.
 */
function checkTagged(input: Reader): boolean {
  const tagEnd = input.text.indexOf(' ');
  if (tagEnd < 1 || !isIn(input.octetAt(tagEnd + 1), atomChar)) return input.miss(beginning, 0);
  input.at = tagEnd + 1;
  if (passWord(input, atomChar)) input.uncertain = true;
  else if (!statuses.find(input.octets, tagEnd + 1, input.at)) return input.miss(beginning, 0);
  return statusText(input);
}

/** `response-data = "*" SP (resp-cond-state / resp-cond-bye / mailbox-data / message-data / …) CRLF` — RFC 9051 §9 */
function checkUntagged(input: Reader): CheckedResponse {
  const numberStart = input.at;
  let nameStart = numberStart;
  let isPattern = passWord(input, atomChar);
  const isNumber = isPattern || skipArray(input.octets, numberStart, digit) === input.at;
  const hasNumber = isNumber && input.at > numberStart && input.peek() === SPACE;
  if (hasNumber) {
    nameStart = ++input.at;
    isPattern = passWord(input, atomChar);
  }
  const nameEnd = input.at;
  const definition = responseTable.find(input.octets, nameStart, nameEnd);
  const checked = { definition, nameStart, nameEnd };
  if (nameEnd === nameStart) return { ...checked, fits: input.miss(name) };
  if (definition === undefined) {
    if (isPattern) return { ...checked, fits: true };
    if (isBeforeNumbered(input)) return { ...checked, fits: input.miss(aNumber, nameStart) };
    input.stranger(nameStart, responseTable.words);
    return { ...checked, fits: true };
  }
  if (!checkNumber(input, definition, hasNumber, numberStart)) return { ...checked, fits: false };
  input.at = nameEnd;
  const fits = definition.data(input) && (input.peek() === END || input.miss(end));
  return { ...checked, fits };
}

/** `* five EXISTS` */
function isBeforeNumbered({ octets, at, text }: Reader): boolean {
  if (octets[at] !== SPACE) return false;
  const stop = skipArray(octets, at + 1, atomChar);
  const next = stop < text.length ? undefined : responseTable.find(octets, at + 1, stop);
  return next !== undefined && next.number !== 'none';
}

function checkNumber(
  input: Reader,
  { number }: ResponseDefinition,
  hasNumber: boolean,
  start: number,
): boolean {
  if (number === 'none') return !hasNumber || input.miss(noNumber, start);
  if (!hasNumber) return input.miss(aNumber, start);
  input.at = start;
  return numbers[number](input);
}

/** Passes a word; true when it has a pattern in it, so that it may be any. */
function passWord(input: Reader, octets: number): boolean {
  let isPattern = false;
  for (;;) {
    input.at = skipArray(input.octets, input.at, octets);
    if (!input.passPlaceholder() && !input.passPlaceholderFromBrace()) return isPattern;
    isPattern = true;
  }
}
