import type { Mistake } from './mistake.js';

const appending = /^APPEND$|REPLACE$/;

/** `append-message` and the announcement of a literal — RFC 9051 §9 */
export const appendMistakes: readonly Mistake[] = [
  {
    name: 'day-in-one-place',
    commands: appending,
    pattern: /(?<=")(\d-[A-Z]{3}-\d{4} \d\d:\d\d:\d\d [-+]\d{4})(?=")/gi,
    message: 'The day has two places here: a blank or a zero stands before a single digit.',
    replacement: ([date]) => ` ${date}`,
  },
  {
    name: 'date-without-quotes',
    commands: appending,
    pattern: /(?<= )(\d{1,2}-[A-Z]{3}-\d{4} \d\d:\d\d:\d\d [-+]\d{4})(?= )/gi,
    message: 'The date and time stand in quotes.',
    replacement: ([date]) => `"${date.padStart(26)}"`,
  },
  {
    name: 'flags-without-parentheses',
    commands: appending,
    pattern: /\\[A-Za-z]+(?: \\[A-Za-z]+)*(?= )/g,
    message: 'The flags stand in parentheses.',
    replacement: ([flags]) => `(${flags})`,
  },
  {
    name: 'flags-behind-date',
    commands: appending,
    pattern: /("[^"]*") (\((?:[^()]*)\))(?= )/g,
    message: 'The flags stand before the date.',
    replacement: ([, date, flags]) => `${flags} ${date}`,
  },
  {
    name: 'parts-without-parentheses',
    commands: appending,
    pattern: /(?<=CATENATE )[^(].*$/gi,
    message: 'The parts of CATENATE stand in parentheses.',
  },
  {
    name: 'text-for-literal',
    commands: appending,
    pattern: /(?<= )"[^"]*"$/g,
    message: 'A message cannot be a quoted string: it is sent as a literal, {n} with its number of octets.',
  },
  {
    name: 'text-for-literal',
    commands: appending,
    wanted: /the message as a literal/,
    here: true,
    pattern: /(?<![\u0100\u0101] )(?!CATENATE|UTF8|ANNOTATION)[^ (){}"~\\]+.*$/gi,
    message: 'A message is sent as a literal, {n} with its number of octets.',
  },
  {
    name: 'literal-announcement',
    isGuess: true,
    pattern: /~ ?\{ *(\d+) *(\+?) *\}|\{~ *(\d+) *\}/g,
    message: 'Literal8 is announced as ~{n}, at the end of the line, and only where binary data may stand.',
    replacement: ([, count, plus = '', other]) => `~{${count ?? other}${plus}}`,
  },
  {
    name: 'literal-announcement',
    isGuess: true,
    pattern: /\{ *\+? *(\d+) *\+? *-? *\}/g,
    message: 'A literal is announced as {n}, or {n+} with LITERAL+, and ends its line.',
    replacement: ([all, count]) => `{${count}${/[-+]/.test(all) ? '+' : ''}}`,
  },
  {
    name: 'literal-announcement',
    isGuess: true,
    pattern: /\{[^ }]*\}|\{\d+\+?$/g,
    message: 'A literal is announced with its number of octets, such as {12}, and ends its line.',
  },
];
