import type { Mistake } from './mistake.js';

/** Octets that need quotes, and what may stand around them in a word. */
const word = '[^ "(){%*\\\\\\x00-\\x20\\x7f-\\xff]';

/** Words, quotes and lists, in whatever command. */
export const wordMistakes: readonly Mistake[] = [
  {
    name: 'comma-in-list',
    outsideQuotes: true,
    pattern: /(?<=[A-Z)\]">])(?:, ?| , ?)(?=[A-Z"(\\$])/gi,
    message: 'A blank stands between the members of a list, and no comma.',
    replacement: ' ',
  },
  {
    name: 'quote-in-quotes',
    isGuess: true,
    pattern: /(?<=^|[ (])"([^" \\]*)"([^" ()\\]+)"(?=[ )]|$)/g,
    message: 'A quote inside quotes has a backslash before it.',
    replacement: ([, before, behind]) => `"${before}\\"${behind}"`,
  },
  {
    name: 'backslash-in-quotes',
    here: true,
    wanted: /after the backslash/,
    pattern: /\\/g,
    message:
      'In quotes a backslash stands only before a quote or a backslash: write two for one. Others have no meaning.',
    replacement: '\\\\',
  },
  {
    name: 'backslash-in-word',
    inString: true,
    outsideQuotes: true,
    pattern: new RegExp(`(?<=^|[ ])(${word}+)\\\\(${word}+)(?=[ ]|$)`, 'g'),
    message: 'A word with a backslash in it stands in quotes, and there the backslash is doubled.',
    replacement: ([, before, behind]) => `"${before}\\\\${behind}"`,
  },
  {
    name: 'eight-bit-in-word',
    inString: true,
    outsideQuotes: true,
    pattern: /(?<=^| )[^ "(){%*\\]*[\x80-\xff][^ "(){%*\\]*(?= |$)/g,
    message:
      'Only ASCII stands in a word without quotes; other text is a literal, or in quotes after ENABLE UTF8=ACCEPT.',
  },
  {
    name: 'empty-list',
    outsideQuotes: true,
    here: true,
    pattern: /(?<=\()\)/g,
    message: 'A list holds at least one member here.',
  },
  {
    name: 'list-not-taken',
    outsideQuotes: true,
    here: true,
    isGuess: true,
    wanted: /a mailbox|a reference/,
    pattern: /(?<=^| )\(([^()]*)\)(?= |$)/g,
    message: 'No list stands here, but one name.',
    replacement: ([, name = '']) => (/^[^ ]+$/.test(name) ? name : undefined),
  },
  {
    name: 'word-without-quotes',
    inString: true,
    outsideQuotes: true,
    pattern: /(?<=^| )(?!["(])[^ "\\\x00-\x20\x7f-\xff]*[({%*"][^ \\\x00-\x20\x7f-\xff]*(?= |$)/g,
    message: 'A word with one of ( ) { % * " \\ in it stands in quotes.',
    replacement: ([text]) => `"${text.replaceAll('"', '\\"')}"`,
  },
  {
    name: 'text-behind-quotes',
    here: true,
    wanted: /a blank|the end/,
    pattern: /(?<=")[^ )\]]+/g,
    message: 'A blank stands behind a string in quotes.',
  },
];
