import { upperAscii } from '../../../text/octets.js';
import type { Mistake } from './mistake.js';

const searching = /SEARCH$|SORT$|THREAD$/;
const day = /a date|a day|"-"|a month|a year|the end|a blank|search key/;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const writtenDate = 'A date is written 1-Feb-2024: day, English month, year of four digits.';

/** `date` — RFC 9051 §9 */
export const dateMistakes: readonly Mistake[] = [
  {
    name: 'no-such-day',
    wanted: /a day that the month has|a date such as/,
    here: true,
    pattern: new RegExp(`\\d{1,2}-(?:${months.join('|')})-\\d{4}(?!\\d)`, 'gi'),
    message: 'The month has no such day.',
  },
  {
    name: 'date-with-time',
    commands: searching,
    pattern: /(\d{1,2}-[A-Z]{3}-\d{4}) \d{1,2}:[\d:]*(?: ?[-+]\d{4})?/gi,
    message: 'A date has no time: only whole days are compared.',
    replacement: ([, date]) => date,
  },
  {
    name: 'date-of-iso',
    commands: searching,
    wanted: day,
    pattern: /"?(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T[^ ")]*)?"?/g,
    message: writtenDate,
    replacement: ([, year, month, dayOf]) => dateOf(dayOf, month, year),
  },
  {
    name: 'date-with-name-first',
    isGuess: true,
    commands: searching,
    wanted: day,
    pattern: /"?([A-Z][a-z]{2})[a-z]*[-/. ](\d{1,2})(?:st|nd|rd|th)?,?[-/. ](\d{4})"?/gi,
    message: writtenDate,
    replacement: ([, month, dayOf, year]) => dateOf(dayOf, month, year),
  },
  {
    name: 'date-with-long-month',
    commands: searching,
    wanted: day,
    pattern: /"?(\d{1,2})(?:[-/. ]|\. )([A-Z][a-z]{2})[a-z]*[-/. ](\d{4})"?/gi,
    message: writtenDate,
    replacement: ([, dayOf, month, year]) => dateOf(dayOf, month, year),
  },
  {
    name: 'date-with-number-of-month',
    commands: searching,
    wanted: day,
    pattern: /"?(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})"?/g,
    message: writtenDate,
    replacement: ([, first, , second, year]) => unambiguousDate(first, second, year),
  },
  {
    name: 'date-cut-off',
    atEnd: true,
    commands: searching,
    wanted: /^"-"$|^a month|^a year/,
    pattern: /(?<=[ (])"?\d{1,2}(?:-(?:[A-Z]{3}-?)?)?$/gi,
    message: writtenDate,
  },
  {
    name: 'date-with-short-year',
    atEnd: true,
    commands: searching,
    wanted: day,
    pattern: /\d{1,2}-[A-Z]{3}-\d{1,3}(?!\d)/gi,
    message: 'The year of a date has four digits.',
  },
];

/** The date as IMAP writes it, if these are day, month (a number or a name) and year. */
function dateOf(day = '', month = '', year = ''): string | undefined {
  const index = /^\d/.test(month)
    ? Number(month) - 1
    : months.findIndex((name) => upperAscii(name) === upperAscii(month));
  const isDate = months[index] !== undefined && Number(day) >= 1 && Number(day) <= 31;
  return isDate ? `${Number(day)}-${months[index]}-${year}` : undefined;
}

/** 13/2/2024 can only be one day; 1/2/2024 may be two. */
function unambiguousDate(first = '', second = '', year = ''): string | undefined {
  if (first === second || Number(first) > 12) return dateOf(first, second, year);
  return Number(second) > 12 ? dateOf(second, first, year) : undefined;
}
