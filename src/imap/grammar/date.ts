import { named, node } from './combinators.js';
import type { Expectation, Grammar, Reader } from './reader.js';
import { WordTable } from './word-table.js';

const QUOTE = 0x22;
const day: Expectation = { text: 'a day, one or two digits' };
const twoPlaces: Expectation = { text: 'a day in two places, such as " 7" or "07"' };
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const months = new WordTable(
  Object.fromEntries(monthNames.map((name, index) => [name.toUpperCase(), index])),
);
const month: Expectation = { text: 'a month of three letters, Jan to Dec', words: monthNames };
const existing: Expectation = { text: 'a day that the month has' };
const year: Expectation = { text: 'a year of four digits' };
const twoDigits: Expectation = { text: 'two digits' };
const hour: Expectation = { text: 'an hour from 00 to 23' };
const minute: Expectation = { text: 'a minute from 00 to 59' };
const second: Expectation = { text: 'a second from 00 to 60' };
const fourDigits: Expectation = { text: 'four digits' };
const sign: Expectation = { text: 'a zone such as +0100' };
const expectations = new Map<string, Expectation>();

/** `date = date-text / DQUOTE date-text DQUOTE ; date-text = date-day "-" date-month "-" date-year` — RFC 9051 §9 */
export const date: Grammar = node(
  'date',
  named('a date such as 1-Feb-2024', (input) => {
    if (input.passPlaceholder()) return true;
    const isQuoted = input.peek() === QUOTE;
    if (isQuoted) input.at++;
    if (input.passPlaceholder()) return !isQuoted || character(input, '"');
    const start = input.at;
    if (!someDigits(input, 1, 2, day) || !monthAndYear(input, start)) return false;
    return !isQuoted || character(input, '"');
  }),
);

/** `date-day-fixed "-" date-month "-" date-year SP time SP zone` in quotes — RFC 9051 §9 */
export const dateTime: Grammar = node(
  'date-time',
  named('a date and time such as " 7-Feb-2024 21:52:25 -0800"', (input) => {
    if (input.passPlaceholder()) return true;
    if (!character(input, '"')) return false;
    if (input.passPlaceholder()) return character(input, '"');
    const start = input.at;
    return dayOfTwoPlaces(input) && monthAndYear(input, start) && timeAndZone(input) && character(input, '"');
  }),
);

/** `date-day-fixed = (SP DIGIT) / 2DIGIT` */
function dayOfTwoPlaces(input: Reader): boolean {
  const start = input.at;
  if (input.peek() === 0x20) input.at++;
  const least = input.at > start ? 1 : 2;
  return someDigits(input, least, least, twoPlaces, start);
}

/** `"-" date-month "-" date-year`, behind a day that this month must have. */
function monthAndYear(input: Reader, dayStart: number): boolean {
  const dayOf = Number(input.text.slice(dayStart, input.at));
  if (!character(input, '-')) return false;
  const index = months.find(input.octets, input.at, input.at + 3);
  if (index === undefined) return input.miss(month);
  input.at += 3;
  if (!character(input, '-') || !someDigits(input, 4, 4, year)) return false;
  const isThere = dayOf >= 1 && dayOf <= daysOf(index, Number(input.text.slice(input.at - 4, input.at)));
  return isThere || input.miss(existing, dayStart);
}

function daysOf(index: number, yearOf: number): number {
  if (index === 1) return yearOf % 4 === 0 && (yearOf % 100 !== 0 || yearOf % 400 === 0) ? 29 : 28;
  return index === 3 || index === 5 || index === 8 || index === 10 ? 30 : 31;
}

/** `SP time SP zone ; time = 2DIGIT ":" 2DIGIT ":" 2DIGIT ; zone = ("+" / "-") 4DIGIT`, a time that the day has; 60 is a leap second. */
function timeAndZone(input: Reader): boolean {
  const hasTime =
    character(input, ' ') &&
    twoDigitsTo(input, 23, hour) &&
    character(input, ':') &&
    twoDigitsTo(input, 59, minute) &&
    character(input, ':') &&
    twoDigitsTo(input, 60, second);
  if (!hasTime || !character(input, ' ')) return false;
  if (input.peek() !== 0x2b && input.peek() !== 0x2d) return input.miss(sign);
  input.at++;
  return someDigits(input, 4, 4, fourDigits);
}

function twoDigitsTo(input: Reader, most: number, expectation: Expectation): boolean {
  const start = input.at;
  if (!someDigits(input, 2, 2, twoDigits)) return false;
  return Number(input.text.slice(start, input.at)) <= most || input.miss(expectation, start);
}

function someDigits(
  input: Reader,
  least: number,
  most: number,
  expectation: Expectation,
  blame?: number,
): boolean {
  const start = input.at;
  while (input.at - start < most && input.peek() >= 0x30 && input.peek() <= 0x39) input.at++;
  return input.at - start >= least || input.miss(expectation, blame ?? input.at);
}

function character(input: Reader, one: string): boolean {
  if (input.peek() !== one.charCodeAt(0)) return input.miss(expectationOf(one));
  input.at++;
  return true;
}

function expectationOf(one: string): Expectation {
  const known = expectations.get(one) ?? { text: one === ' ' ? 'a blank' : `"${one}"` };
  expectations.set(one, known);
  return known;
}
