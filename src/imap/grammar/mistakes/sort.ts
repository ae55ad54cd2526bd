import type { Mistake } from './mistake.js';

/** `sort` and `thread` — RFC 5256 §5 */
export const sortMistakes: readonly Mistake[] = [
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
];
