import type { Mistake } from './mistake.js';

const storing = /STORE$/;
const item = /FLAGS or FLAGS|^UNCHANGEDSINCE$/;

/** `store-att-flags` — RFC 9051 §9 */
export const storeMistakes: readonly Mistake[] = [
  {
    name: 'store-without-item',
    isGuess: true,
    commands: storing,
    wanted: item,
    pattern: /\(?(\\[^() ]+(?: \\?[^() ]+)*)\)?$/g,
    message: 'What to do with the flags stands before them: +FLAGS adds, -FLAGS removes, FLAGS replaces.',
    replacement: ([, flags]) => `+FLAGS (${flags})`,
  },
  {
    name: 'sign-behind-item',
    commands: storing,
    wanted: item,
    pattern: /(FLAGS(?:\.SILENT)?)([-+])/gi,
    message: 'The sign stands before the word: +FLAGS or -FLAGS.',
    replacement: ([, word, sign]) => `${sign}${word}`,
  },
  {
    name: 'blank-behind-sign',
    commands: storing,
    wanted: item,
    pattern: /([-+]) (?=FLAGS)/gi,
    message: 'No blank stands between the sign and FLAGS.',
    replacement: ([, sign]) => sign ?? '',
  },
  {
    name: 'modifier-without-parentheses',
    commands: storing,
    pattern: /UNCHANGEDSINCE \d+/gi,
    message: 'UNCHANGEDSINCE and its number stand in parentheses.',
    replacement: ([modifier]) => `(${modifier})`,
  },
  {
    name: 'modifier-of-fetch',
    isGuess: true,
    commands: storing,
    wanted: /^UNCHANGEDSINCE$/,
    pattern: /CHANGEDSINCE/gi,
    message: 'CHANGEDSINCE is for FETCH; STORE has UNCHANGEDSINCE.',
    replacement: 'UNCHANGEDSINCE',
  },
  {
    name: 'brackets-for-list',
    commands: /STORE$|^APPEND$|^STATUS$/,
    pattern: /\[([^\][]*)\]/g,
    message: 'A list stands in round brackets.',
    replacement: ([, list]) => `(${list})`,
  },
  {
    name: 'flag-star',
    pattern: /\\\*/g,
    message: 'Only a server writes \\* (in PERMANENTFLAGS): it means that new keywords can be made.',
  },
  {
    name: 'quoted-flag',
    commands: /STORE$|^APPEND$|REPLACE$/,
    wanted: /a flag such as|list of flags/,
    pattern: /"(\\{1,2}[A-Za-z]+|[$A-Za-z]+)"/g,
    message: 'A flag has no quotes.',
    replacement: ([, flag = '']) => flag.replace('\\\\', '\\'),
  },
  {
    name: 'blank-in-flag',
    wanted: /the name of a flag/,
    pattern: /\\ (?=[A-Za-z])/g,
    message: 'No blank stands between the backslash and the name of the flag.',
    replacement: '\\',
  },
];
