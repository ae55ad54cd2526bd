import type { Mistake } from './mistake.js';

const number = /a sequence set|a message number|a set of UIDs|a UID,/;
const onSets = /^(UID )?(FETCH|STORE|COPY|MOVE|EXPUNGE|SEARCH|SORT|THREAD|CONVERT|XMOVE)$/;
const setFirst = /^(UID )?(FETCH|STORE|COPY|MOVE|CONVERT|XMOVE)$/;

/** `sequence-set` — RFC 9051 §9 */
export const setMistakes: readonly Mistake[] = [
  {
    name: 'range-with-hyphen',
    commands: onSets,
    pattern: /(\d+|\*)-(\d+|\*)(?![-\d])/g,
    message: 'A range is written with a colon, such as 1:5.',
    replacement: ([, from, to]) => `${from}:${to}`,
  },
  {
    name: 'range-with-dots',
    commands: onSets,
    pattern: /(\d+)\.{1,3}(\d+|\*)(?=[ ,]|$)/g,
    message: 'A range is written with a colon, such as 1:5.',
    replacement: ([, from, to]) => `${from}:${to}`,
  },
  {
    name: 'set-with-blank',
    commands: setFirst,
    pattern: /^[\d:*,]+(?: [\d:*,]+)+(?= [^ ]|$)/g,
    message: 'The members of a set have commas between them and no blanks, such as 1,2,5:7.',
    replacement: ([set]) => set.replace(/,? ,?/g, ','),
  },
  {
    name: 'open-range',
    atEnd: true,
    wanted: number,
    pattern: /(\d+):(?=[ )]|$)/g,
    message: 'A range has two ends; up to the last message is written with a star, such as 5:*.',
    replacement: ([, from]) => `${from}:*`,
  },
  {
    name: 'sequence-number-zero',
    wanted: number,
    pattern: /(?<=^|[ ,:(])0+(?!\d)/g,
    message: 'Messages are counted from 1, and UIDs begin at 1.',
  },
  {
    name: 'zero-in-front',
    wanted: number,
    pattern: /(?<=^|[ ,:(])0+(?=[1-9])/g,
    message: 'No zero stands before a number of a message.',
    replacement: '',
  },
  {
    name: 'number-too-large',
    wanted: number,
    pattern: /(?<=^|[ ,:(])\d{10,}/g,
    message: 'Numbers of messages and UIDs have 32 bits: 4294967295 is the highest.',
  },
  {
    name: 'set-of-three-ends',
    commands: onSets,
    pattern: /\d+:\d+:\d+/g,
    message: 'A range has two ends, such as 1:5; several ranges have commas between them.',
  },
  {
    name: 'all-as-set',
    isGuess: true,
    commands: setFirst,
    wanted: number,
    pattern: /^ALL(?= )/gi,
    message: 'All messages are 1:*.',
    replacement: '1:*',
  },
  {
    name: 'set-is-missing',
    commands: setFirst,
    wanted: number,
    pattern: /^[^\d*$ ][^ ]*/g,
    message: 'The messages stand first, as a sequence set such as 1:5 or *.',
  },
  {
    name: 'range-for-one-message',
    commands: /REPLACE$/,
    pattern: /^\d+[:,][\d:,*]*/g,
    message: 'REPLACE takes one message, not a set.',
  },
];
