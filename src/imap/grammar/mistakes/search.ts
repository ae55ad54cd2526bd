import { upperAscii } from '../../../text/octets.js';
import type { Mistake } from './mistake.js';

const searching = /SEARCH$|SORT$|THREAD$/;
const key = /search key/;
const day = /a date|a day|"-"|a month|a year|the end|a blank|search key/;
const textKeys = 'BCC|BODY|CC|FROM|SUBJECT|TEXT|TO|X-GM-RAW';
const dateKeys = '(?:SENT)?(?:BEFORE|SINCE|ON)|SAVED(?:BEFORE|SINCE|ON)';
/** What is more likely the next key than a further word of a text. */
const anyKey = `(?:${textKeys}|${dateKeys}|OR|AND|NOT|ALL|(?:UN)?(?:SEEN|DELETED|FLAGGED|ANSWERED|KEYWORD|DRAFT)|NEW|OLD|UID|HEADER)(?=[ )]|$)`;
/** A key with its value, or a word alone. */
const keyAndValue = `(?:(?:${textKeys}) (?:"[^"]*"|[^ "()]+)|[A-Z]+)`;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const writtenDate = 'A date is written 1-Feb-2024: day, English month, year of four digits.';

/** What people write for a search key, and what it is. */
const otherNames: Readonly<Record<string, string>> = {
  UNREAD: 'UNSEEN',
  READ: 'SEEN',
  NOTSEEN: 'UNSEEN',
  NOTDELETED: 'UNDELETED',
  STARRED: 'FLAGGED',
  UNSTARRED: 'UNFLAGGED',
  REPLIED: 'ANSWERED',
  SENDER: 'FROM',
  RECIPIENT: 'TO',
  AFTER: 'SINCE',
  BIGGER: 'LARGER',
  GREATER: 'LARGER',
  LESS: 'SMALLER',
  EVERYTHING: 'ALL',
  '\\SEEN': 'SEEN',
  '\\DELETED': 'DELETED',
  '\\FLAGGED': 'FLAGGED',
  '\\ANSWERED': 'ANSWERED',
  '\\DRAFT': 'DRAFT',
};
const names = Object.keys(otherNames).map((name) => name.replace('\\', '\\\\'));

/** `search-key` and `date` — RFC 9051 §9 */
export const searchMistakes: readonly Mistake[] = [
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
    name: 'date-with-short-year',
    atEnd: true,
    commands: searching,
    wanted: day,
    pattern: /\d{1,2}-[A-Z]{3}-\d{1,3}(?!\d)/gi,
    message: 'The year of a date has four digits.',
  },
  {
    name: 'words-without-quotes',
    isGuess: true,
    commands: searching,
    wanted: key,
    pattern: new RegExp(
      `(?<=(?:^|[ (])(?:${textKeys}|HEADER [^ ]+) )[^ "()]+(?: (?!${anyKey})[^ "()]+)+`,
      'gi',
    ),
    message: 'Only one word belongs to the key; put quotes around several.',
    replacement: ([text]) => `"${text}"`,
  },
  {
    name: 'or-between-keys',
    commands: searching,
    atEnd: true,
    wanted: key,
    pattern: new RegExp(`(?<=^|[ (])(?!OR )(${keyAndValue}) OR (${keyAndValue})(?=[ )]|$)`, 'gi'),
    message: 'OR stands before the two keys that it joins.',
    replacement: ([, first, second]) => `OR ${first} ${second}`,
  },
  {
    name: 'key-with-equals',
    commands: searching,
    wanted: /a blank|search key/,
    pattern: new RegExp(
      `(?<=^|[ (])(${textKeys}|${dateKeys}|UID|KEYWORD|LARGER|SMALLER)[=:] ?(?=[^ ])`,
      'gi',
    ),
    message: 'A blank stands between a key and its value.',
    replacement: ([, name]) => `${name} `,
  },
  {
    name: 'and-between-keys',
    commands: searching,
    wanted: key,
    pattern: /(?<=^|[ (])(?:AND|&&?) /gi,
    message: 'Keys next to each other must all be met: leave the AND out.',
    replacement: '',
  },
  {
    name: 'system-flag-as-keyword',
    commands: searching,
    wanted: /a keyword, which/,
    pattern: /(UN)?KEYWORD \\(Seen|Deleted|Flagged|Answered|Draft)/gi,
    message: 'System flags have keys of their own; KEYWORD is for the others.',
    replacement: ([, un = '', flag = '']) => upperAscii(un + flag),
  },
  {
    name: 'system-flag-as-keyword',
    commands: searching,
    wanted: key,
    pattern: /FLAG \\?(Seen|Deleted|Flagged|Answered|Draft)/gi,
    message: 'System flags have keys of their own, such as SEEN.',
    replacement: ([, flag = '']) => upperAscii(flag),
  },
  {
    name: 'charset-not-first',
    commands: /SEARCH$/,
    wanted: key,
    pattern: / CHARSET [^ ]+/gi,
    message: 'CHARSET stands first, before the keys.',
  },
  {
    name: 'word-charset',
    commands: /SORT$|THREAD$/,
    pattern: /CHARSET (?=[^ ]+ )/gi,
    message: 'The charset stands here without the word CHARSET.',
    replacement: '',
  },
  {
    name: 'charset-is-missing',
    isGuess: true,
    atEnd: true,
    commands: /SORT$|THREAD$/,
    pattern: /(?<=^\([^)]*\) |^[A-Z]+ )(?:ALL|UNSEEN|SEEN|DELETED|UNDELETED|FLAGGED)$/gi,
    message: 'A charset stands before the keys, such as UTF-8.',
    replacement: ([keys]) => `UTF-8 ${keys}`,
  },
  {
    name: 'size-with-unit',
    isGuess: true,
    commands: searching,
    pattern: /(\d{1,9})([KMG])(?:i?B)?(?=[ )]|$)/gi,
    message: 'A size is a number of octets.',
    replacement: ([, count, unit = '']) => String(Number(count) * 1024 ** ' KMG'.indexOf(upperAscii(unit))),
  },
  {
    name: 'sources-behind-return',
    commands: /ESEARCH$/,
    wanted: key,
    pattern: /(?<= )IN (?=\()/gi,
    message: 'IN and its mailboxes stand before RETURN.',
  },
  {
    name: 'options-without-parentheses',
    commands: searching,
    wanted: /^"\("$/,
    pattern: /(?<=RETURN )(?:(?:MIN|MAX|ALL|COUNT|SAVE|CONTEXT|UPDATE)\b[, ]*)+?(?= |$)/gi,
    message: 'The options of RETURN stand in parentheses, such as (MIN MAX).',
    replacement: ([options]) => `(${options.replace(/, ?/g, ' ')})`,
  },
  {
    name: 'criteria-without-parentheses',
    commands: /SORT$/,
    wanted: /criteria in parentheses/,
    pattern: /^(?:REVERSE )?(?:ARRIVAL|CC|DATE|FROM|SIZE|SUBJECT|TO)\b/gi,
    message: 'The criteria stand in parentheses, such as (DATE).',
    replacement: ([criteria]) => `(${criteria})`,
  },
  {
    name: 'reverse-behind-key',
    commands: /SORT$/,
    pattern: /(ARRIVAL|CC|DATE|FROM|SIZE|SUBJECT|TO) (?:REVERSE|DESC)(?=\))/gi,
    message: 'REVERSE stands before its key.',
    replacement: ([, name]) => `REVERSE ${name}`,
  },
  {
    name: 'reverse-as-sign',
    commands: /SORT$/,
    pattern: /-(?=ARRIVAL|CC|DATE|FROM|SIZE|SUBJECT|TO)/gi,
    message: 'The other way round is REVERSE.',
    replacement: 'REVERSE ',
  },
  {
    name: 'search-key-by-another-name',
    isGuess: true,
    commands: searching,
    wanted: key,
    pattern: new RegExp(`(?<=^|[ (])(?:${names.join('|')})(?=[ )]|$)`, 'gi'),
    message: 'There is no search key of this name.',
    replacement: ([name]) => otherNames[upperAscii(name)],
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
