import { upperAscii } from '../../../text/octets.js';
import type { Mistake } from './mistake.js';

const searching = /SEARCH$|SORT$|THREAD$/;
const key = /search key/;
const textKeys = 'BCC|BODY|CC|FROM|SUBJECT|TEXT|TO|X-GM-RAW';
const dateKeys = '(?:SENT)?(?:BEFORE|SINCE|ON)|SAVED(?:BEFORE|SINCE|ON)';
/** What is more likely the next key than a further word of a text. */
const anyKey = `(?:${textKeys}|${dateKeys}|OR|AND|NOT|ALL|(?:UN)?(?:SEEN|DELETED|FLAGGED|ANSWERED|KEYWORD|DRAFT)|NEW|OLD|UID|HEADER)(?=[ )]|$)`;
/** A key with its value, or a word alone. */
const keyAndValue = `(?:(?:${textKeys}) (?:"[^"]*"|[^ "()]+)|[A-Z]+)`;

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

/** `search-key` — RFC 9051 §9 */
export const searchMistakes: readonly Mistake[] = [
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
    name: 'quoted-keyword',
    commands: searching,
    wanted: /a keyword, which/,
    here: true,
    pattern: /"([^"\\ (){%*\]]+)"/g,
    message: 'A keyword has no quotes.',
    replacement: ([, flag]) => flag,
  },
  {
    name: 'ends-of-two-sides',
    commands: searching,
    pattern: /(?<=PARTIAL )(?:-\d+:\d+|\d+:-\d+)/gi,
    message: 'Both ends of a range count from the same side: 1:100 from the first, -1:-100 from the last.',
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
    wanted: /options in parentheses/,
    pattern: /(?<=RETURN )(?:(?:MIN|MAX|ALL|COUNT|SAVE|CONTEXT|UPDATE)\b[, ]*)+?(?= |$)/gi,
    message: 'The options of RETURN stand in parentheses, such as (MIN MAX).',
    replacement: ([options]) => `(${options.replace(/, ?/g, ' ')})`,
  },
  {
    name: 'search-key-by-another-name',
    isGuess: true,
    commands: searching,
    wanted: key,
    pattern: new RegExp(`(?<=^|[ (])(?:${names.join('|')})(?=[ )]|$)`, 'gi'),
    message: ([name]) => `There is no search key ${name}; expected ${otherNames[upperAscii(name)]}.`,
    replacement: ([name]) => otherNames[upperAscii(name)],
  },
];
