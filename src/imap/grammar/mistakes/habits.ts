import type { Mistake } from './mistake.js';

/** What people bring along from other languages. */
export const habitMistakes: readonly Mistake[] = [
  {
    name: 'comment-in-command',
    isGuess: true,
    outsideQuotes: true,
    pattern: /(?:^| )(?:#|\/\/|--) .*$/g,
    message: 'IMAP has no comments: all of the line is sent.',
    replacement: '',
  },
  {
    name: 'semicolon',
    atEnd: true,
    outsideQuotes: true,
    pattern: / ?;$/g,
    message: 'IMAP has no sign at the end of a command but the line end.',
    replacement: '',
  },
  {
    name: 'apostrophes',
    isGuess: true,
    outsideQuotes: true,
    pattern: /(?<=^|[ (])'([^'"\\]*)'(?=[ )]|$)/g,
    message: 'Apostrophes are ordinary characters; a string stands in double quotes.',
    replacement: ([, text]) => `"${text}"`,
  },
];
