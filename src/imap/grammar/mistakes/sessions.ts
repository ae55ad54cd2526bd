import type { Mistake } from './mistake.js';

/** LOGIN, AUTHENTICATE, ID, ENABLE and other commands about the session itself. */
export const sessionMistakes: readonly Mistake[] = [
  {
    name: 'comma-in-list',
    commands: /^LOGIN$/,
    pattern: /(?<=^[^ ]+) ?, ?(?=[^ ]+$)/g,
    message: 'A blank stands between user and password, and no comma.',
    replacement: ' ',
  },
  {
    name: 'login-with-three-arguments',
    commands: /^LOGIN$/,
    pattern: /(?<=^(?:"[^"]*"|[^ "]+) )[^ "(){%*\\\x7f-\xff]+(?: [^ "(){%*\\\x7f-\xff]+)+$/g,
    message: 'LOGIN takes a user and a password; a password with a blank in it stands in quotes.',
    replacement: ([password]) => `"${password}"`,
  },
  {
    name: 'login-with-three-arguments',
    commands: /^LOGIN$/,
    wanted: /^the end of the command$/,
    pattern: /(?<=^(?:"[^"]*"|[^ "]+) (?:"[^"]*"|[^ "]+)) .*$/g,
    message: 'LOGIN takes a user and a password, and nothing else.',
  },
  {
    name: 'mechanism-in-quotes',
    commands: /^AUTHENTICATE$/,
    wanted: /a mechanism/,
    pattern: /^"([A-Z0-9_-]+)"/gi,
    message: 'The name of a mechanism has no quotes.',
    replacement: ([, name]) => `${name}`,
  },
  {
    name: 'answer-without-base64',
    commands: /^AUTHENTICATE$/,
    wanted: /base64|the end/,
    pattern: /(?<=^[^ ]+ ).*$/g,
    message: 'The answer to AUTHENTICATE is one word of base64; without it, the server asks for it with a +.',
  },
  {
    name: 'list-not-taken',
    commands: /^(ENABLE|LANGUAGE|COMPARATOR)$/,
    pattern: /^\(([^()]*)\)$/g,
    message: 'The words stand one after the other, without parentheses.',
    replacement: ([, words]) => `${words}`,
  },
  {
    name: 'list-not-taken',
    commands: /^THREAD$|^UID THREAD$/,
    pattern: /^\(([A-Z]+)\)/gi,
    message: 'The algorithm stands without parentheses.',
    replacement: ([, name]) => `${name}`,
  },
  {
    name: 'string-without-quotes',
    commands: /^(ID|CANCELUPDATE|CONVERT|UID CONVERT)$/,
    wanted: /in quotes/,
    pattern: /(?<=^|[ (])[^ "()]+(?=[ )]|$)/g,
    message: 'A string stands in quotes here.',
    replacement: ([text]) => `"${text}"`,
  },
  {
    name: 'value-without-quotes',
    commands: /^(SETMETADATA|SETANNOTATION)$/,
    wanted: /in quotes/,
    pattern: /(?<=\/[^ ()]* )[^ "()][^"()]*(?=\))/g,
    message: 'A value is a string in quotes, a literal, or NIL.',
    replacement: ([text]) => `"${text}"`,
  },
  {
    name: 'value-is-missing',
    commands: /^ID$/,
    pattern: /"[^"]*"(?=\))/g,
    message: 'Each field has a value behind it: a string in quotes, or NIL.',
  },
];
