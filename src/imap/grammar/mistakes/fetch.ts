import { upperAscii } from '../../../text/octets.js';
import type { Mistake } from './mistake.js';

const fetching = /FETCH$/;
const item = /a FETCH item/;

/** What people write for a FETCH item, and what it is. */
const otherNames: Readonly<Record<string, string>> = {
  SIZE: 'RFC822.SIZE',
  DATE: 'INTERNALDATE',
  HEADER: 'BODY.PEEK[HEADER]',
  HEADERS: 'BODY.PEEK[HEADER]',
  'BODY.HEADER': 'BODY.PEEK[HEADER]',
  'RFC822.HEADERS': 'RFC822.HEADER',
  'BODY.TEXT': 'BODY.PEEK[TEXT]',
  TEXT: 'BODY.PEEK[TEXT]',
  'RFC822.BODY': 'RFC822.TEXT',
  SUBJECT: 'BODY.PEEK[HEADER.FIELDS (SUBJECT)]',
  FROM: 'BODY.PEEK[HEADER.FIELDS (FROM)]',
  TO: 'BODY.PEEK[HEADER.FIELDS (TO)]',
  CC: 'BODY.PEEK[HEADER.FIELDS (CC)]',
  MESSAGE: 'BODY.PEEK[]',
  FLAG: 'FLAGS',
  UIDS: 'UID',
  STRUCTURE: 'BODYSTRUCTURE',
};
const names = Object.keys(otherNames).map((name) => name.replace('.', '\\.'));

/** An item as written, its section with it. */
const written = '[A-Z][^ ,()[]*(?:\\[[^\\]]*\\][^ ,()]*)?';

/** `fetch-att` — RFC 9051 §9 */
export const fetchMistakes: readonly Mistake[] = [
  {
    name: 'fetch-items-without-parentheses',
    commands: fetching,
    pattern: new RegExp(`(?<=^[^ ]+ )${written}(?:(?:, ?| )${written})+$`, 'gi'),
    message: 'Several items stand in parentheses, with blanks between them, such as (FLAGS UID).',
    replacement: ([items]) => `(${items.replace(/, ?/g, ' ')})`,
  },
  {
    name: 'macro-in-list',
    commands: fetching,
    pattern: /\((ALL|FAST|FULL)\)/gi,
    message: 'ALL, FAST and FULL stand alone, without parentheses.',
    replacement: ([, macro]) => macro,
  },
  {
    name: 'macro-in-list',
    commands: fetching,
    wanted: item,
    pattern: /(?<=[( ])(ALL|FAST|FULL)(?=[ )])/gi,
    message: 'ALL, FAST and FULL stand alone, not in a list with other items.',
  },
  {
    name: 'blank-before-section',
    commands: fetching,
    pattern: / (?=\[)/g,
    message: 'No blank stands between BODY and its section.',
    replacement: '',
  },
  {
    name: 'section-is-missing',
    isGuess: true,
    atEnd: true,
    commands: fetching,
    wanted: /^"\["$/,
    pattern: /(?<=BODY\.PEEK|BINARY|BINARY\.PEEK|BINARY\.SIZE)(?=[ )]|$)/gi,
    message: 'This item needs a section, such as [] for all of the message or [TEXT].',
    replacement: '[]',
  },
  {
    name: 'section-not-taken',
    isGuess: true,
    commands: fetching,
    pattern: /(?<=BODYSTRUCTURE|ENVELOPE|FLAGS|INTERNALDATE|RFC822\.SIZE|RFC822\.HEADER|RFC822)\[[^\]]*\]/gi,
    message: 'This item takes no section.',
    replacement: '',
  },
  {
    name: 'fields-without-parentheses',
    commands: fetching,
    wanted: /field names in parentheses/,
    pattern: /(?<=FIELDS(?:\.NOT)? )[^()[\]]+(?=\])/gi,
    message: 'The names of the fields stand in parentheses, such as HEADER.FIELDS (FROM TO).',
    replacement: ([fields]) => `(${fields.replace(/, ?/g, ' ')})`,
  },
  {
    name: 'part-number-is-missing',
    commands: fetching,
    pattern: /(?<=\[)MIME(?=\])/gi,
    message: 'MIME needs the number of a part, such as [1.MIME].',
  },
  {
    name: 'part-number-zero',
    commands: fetching,
    pattern: /(?<=\[[\d.]*)0(?=[.\]])/g,
    message: 'Parts are counted from 1; the header of the message is [HEADER].',
  },
  {
    name: 'partial-without-dot',
    commands: fetching,
    pattern: /(?<=<)(\d+) ?[-,:;] ?(\d+)(?=>)/g,
    message: 'A part of the text is written with a dot: the first octet and how many, such as <0.100>.',
    replacement: ([, first, count]) => `${first}.${count}`,
  },
  {
    name: 'partial-without-length',
    commands: fetching,
    pattern: /<\d+>/g,
    message:
      'A part of the text needs its length too, such as <0.100>; only answers have the first octet alone.',
  },
  {
    name: 'partial-of-nothing',
    commands: fetching,
    pattern: /(?<=<\d+\.)0+(?=>)/g,
    message: 'The length of a part of the text is at least 1.',
  },
  {
    name: 'modifier-for-uid-fetch',
    commands: /^FETCH$/,
    wanted: /^CHANGEDSINCE or PARTIAL$/,
    pattern: /(?<=[( ])VANISHED(?=[ )])/gi,
    message: 'VANISHED is for UID FETCH only.',
  },
  {
    name: 'vanished-alone',
    commands: /^UID FETCH$/,
    wanted: /which VANISHED needs/,
    here: true,
    pattern: /\)/g,
    message: 'VANISHED stands only beside CHANGEDSINCE.',
  },
  {
    name: 'capability-as-item',
    commands: fetching,
    wanted: item,
    pattern: /(?<=[( ])(OBJECTID|CONDSTORE|QRESYNC)(?=[ )]|$)/gi,
    message: ([name]) =>
      /^O/i.test(name)
        ? 'OBJECTID is the capability; its items are EMAILID and THREADID.'
        : `${upperAscii(name)} is the capability; its item is MODSEQ.`,
  },
  {
    name: 'fetch-item-by-another-name',
    isGuess: true,
    commands: fetching,
    wanted: item,
    pattern: new RegExp(`(?<=[( ])(?:${names.join('|')})(?=[ )]|$)`, 'gi'),
    message: ([name]) => `There is no item ${name}; expected ${otherNames[upperAscii(name)]}.`,
    replacement: ([name]) => otherNames[upperAscii(name)],
  },
  {
    name: 'open-section',
    commands: fetching,
    atEnd: true,
    wanted: /^"\]"$/,
    pattern: /\[[^\]]*$/g,
    message: 'A section ends with a bracket.',
    replacement: ([section]) => `${section}]`,
  },
  {
    name: 'modifier-without-parentheses',
    commands: fetching,
    pattern: /CHANGEDSINCE \d+(?: VANISHED)?$/gi,
    message: 'Modifiers stand in parentheses.',
    replacement: ([modifier]) => `(${modifier})`,
  },
];
