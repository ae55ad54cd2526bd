import type { Dialect } from './dialect.js';

/** What a login that fails costs. */
const slow = 'after two seconds or more, and the next login from the same address waits, too';

/** Dovecot 2.3 (measured: 2.3.19.1). Before login it says little and closes at the third bad line, whatever stands between; after it names the command. */
export const dovecot: Dialect = {
  id: 'dovecot',
  name: 'Dovecot 2.3',
  strikes: [
    {
      phases: ['before'],
      most: 3,
      inARow: false,
      counts: /^\S+ BAD /,
      answer: '* BYE Too many invalid IMAP commands.',
      effect: 'and closes the connection: it is the third bad line',
    },
    {
      phases: ['after'],
      most: 20,
      inARow: true,
      counts: /^\S+ BAD /,
      effect: 'and closes the connection: it is the twentieth bad line in a row',
    },
  ],
  answers: {
    'blank-for-tag': {
      before: '* BAD Error in IMAP command received by server.',
      after: '* BAD Error in IMAP tag: Invalid tag (0.001 + 0.000 secs).',
    },
    'missing-tag': {
      before: '<tag> BAD Error in IMAP command received by server.',
      after: '<tag> BAD Error in IMAP command <COMMAND>: Unknown command (0.001 + 0.000 secs).',
    },
    'missing-tag-login': {
      before:
        "<tag> BAD First parameter in line is IMAP's command tag, not the command name. Add that before the command, like: a login user pass",
    },
    'missing-tag-single-word': {
      before: '<tag> BAD Error in IMAP command received by server.',
      after: '<tag> BAD Error in IMAP command: Invalid command name (0.001 + 0.000 secs).',
    },
    'leading-blank': {
      before: '* BAD Error in IMAP command received by server.',
      after: '* BAD Error in IMAP tag: Invalid tag (0.001 + 0.000 secs).',
    },
    'leading-tab': {
      before: '* BAD Error in IMAP command received by server.',
      after: '* BAD Error in IMAP tag: Invalid tag (0.001 + 0.000 secs).',
    },
    'blanks-after-tag': {
      before: '<tag> BAD Error in IMAP command received by server.',
      after: '<tag> BAD Error in IMAP command: Invalid command name (0.001 + 0.000 secs).',
    },
    'tab-after-tag': {
      before: '* BAD Error in IMAP command received by server.',
      after: '* BAD Error in IMAP tag: Invalid tag (0.001 + 0.000 secs).',
    },
    'blanks-before-argument': { before: '<tag> OK …', after: '<tag> OK …' },
    'blanks-between-arguments': { before: '<tag> OK …', after: '<tag> OK …' },
    'tab-before-argument': { before: '<tag> BAD Error in IMAP command received by server.' },
    'trailing-blank': { before: '<tag> OK …', after: '<tag> OK …' },
    'trailing-tab': {
      before: '<tag> BAD Error in IMAP command received by server.',
      after: '<tag> BAD Error in IMAP command: Invalid command name (0.001 + 0.000 secs).',
    },
    'tag-alone': {
      before: '<tag> BAD Error in IMAP command received by server.',
      after: '<tag> BAD Error in IMAP command: Invalid command name (0.001 + 0.000 secs).',
    },
    'empty-line': {
      before: '* BAD Error in IMAP command received by server.',
      after: '* BAD Error in IMAP tag: Invalid tag (0.001 + 0.000 secs).',
    },
    'carriage-return-inside': {
      before: '<tag> BAD CR sent without LF',
      after: {
        answer: '<tag> BAD Error in IMAP command …',
        effect: 'and drops what follows the CR, up to the end of the line',
      },
    },
    'carriage-return-twice': { before: '<tag> BAD CR sent without LF', after: '<tag> OK …' },
    'tag-plus': {
      before: '* BAD Error in IMAP command received by server.',
      after: '* BAD Error in IMAP tag: Invalid tag (0.001 + 0.000 secs).',
    },
    'tag-star': {
      before: '<tag> BAD Error in IMAP command received by server.',
      after: '<tag> BAD Error in IMAP tag: Invalid tag (0.001 + 0.000 secs).',
    },
    'tag-with-parenthesis': {
      before: '* BAD Error in IMAP command received by server.',
      after: '* BAD Error in IMAP tag: Invalid tag (0.001 + 0.000 secs).',
    },
    'tag-with-percent': {
      before: '* BAD Error in IMAP command received by server.',
      after: '* BAD Error in IMAP tag: Invalid tag (0.001 + 0.000 secs).',
    },
    'tag-with-quote': {
      before: '* BAD Error in IMAP command received by server.',
      after: '* BAD Error in IMAP tag: Invalid tag (0.001 + 0.000 secs).',
    },
    'tag-with-brace': {
      before: '* BAD Error in IMAP command received by server.',
      after: '* BAD Error in IMAP tag: Invalid tag (0.001 + 0.000 secs).',
    },
    'tag-with-plus': {
      before: '* BAD Error in IMAP command received by server.',
      after: '* BAD Error in IMAP tag: Invalid tag (0.001 + 0.000 secs).',
    },
    'tag-with-backslash': {
      before: '* BAD Error in IMAP command received by server.',
      after: '* BAD Error in IMAP tag: Invalid tag (0.001 + 0.000 secs).',
    },
    'tag-with-bracket': {
      before: '* BAD Error in IMAP command received by server.',
      after: '* BAD Error in IMAP tag: Invalid tag (0.001 + 0.000 secs).',
    },
    'tag-with-8-bit': {
      before: '* BAD Error in IMAP command received by server.',
      after: '* BAD Error in IMAP tag: Invalid tag (0.001 + 0.000 secs).',
    },
    'unknown-command': {
      before: '<tag> BAD Error in IMAP command received by server.',
      after: '<tag> BAD Error in IMAP command <COMMAND>: Unknown command (0.001 + 0.000 secs).',
    },
    'not-logged-in': { before: '<tag> BAD Error in IMAP command received by server.' },
    'nothing-selected': { after: '<tag> BAD No mailbox selected (0.001 + 0.000 secs).' },
    'already-logged-in': {
      after: '<tag> BAD Error in IMAP command <COMMAND>: Unknown command (0.001 + 0.000 secs).',
    },
    'starttls-after-login': {
      after: '<tag> BAD Error in IMAP command <COMMAND>: Unknown command (0.001 + 0.000 secs).',
    },
    'command-during-idle': { after: '<tag> BAD Expected DONE (0.205 + 0.204 + 0.204 secs).' },
    'done-with-tag': { after: '<tag> BAD Expected DONE (0.203 + 0.203 + 0.202 secs).' },
    'open-quote': {
      before: "<tag> BAD Missing '\"'",
      after: "<tag> BAD Error in IMAP command <COMMAND>: Missing '\"' (0.001 + 0.000 secs).",
    },
    'open-parenthesis': {
      after: "<tag> BAD Error in IMAP command <COMMAND>: Missing ')' (0.001 + 0.000 secs).",
    },
    'extra-parenthesis': {
      after: "<tag> BAD Error in IMAP command <COMMAND>: Unexpected ')' (0.001 + 0.000 secs).",
    },
    'extra-argument': { before: '<tag> OK …', after: '<tag> OK …' },
    'login-without-password': { before: '<tag> BAD Error in IMAP command received by server.' },
    'login-with-three-arguments': { before: '<tag> BAD Error in IMAP command received by server.' },
    'password-in-apostrophes': {
      before: { answer: '<tag> NO [AUTHENTICATIONFAILED] Authentication failed.', effect: slow },
    },
    'password-with-parenthesis': { before: '<tag> BAD Invalid characters in atom' },
    'needless-escape': { before: '<tag> OK …' },
    'select-without-mailbox': {
      after: '<tag> BAD Error in IMAP command <COMMAND>: Invalid arguments (0.001 + 0.000 secs).',
    },
    'mailbox-with-blank': { after: "<tag> NO Mailbox doesn't exist: …" },
    'list-without-arguments': {
      after: '<tag> BAD Error in IMAP command <COMMAND>: Invalid reference (0.001 + 0.000 secs).',
    },
    'status-without-parentheses': {
      after: '<tag> BAD Error in IMAP command <COMMAND>: Invalid arguments (0.001 + 0.000 secs).',
    },
    'fetch-without-items': {
      after: '<tag> BAD Error in IMAP command <COMMAND>: Invalid arguments (0.001 + 0.000 secs).',
    },
    'sequence-number-zero': {
      after: '<tag> BAD Error in IMAP command <COMMAND>: Invalid messageset (0.001 + 0.000 secs).',
    },
    'fetch-items-without-parentheses': {
      after: '<tag> BAD Error in IMAP command <COMMAND>: Invalid arguments (0.001 + 0.000 secs).',
    },
    'range-with-hyphen': {
      after: '<tag> BAD Error in IMAP command <COMMAND>: Invalid messageset (0.001 + 0.000 secs).',
    },
    'set-with-blank': {
      after: '<tag> BAD Error in IMAP command <COMMAND>: Invalid arguments (0.001 + 0.000 secs).',
    },
    'unknown-fetch-item': { after: '<tag> BAD Error in IMAP command <COMMAND>: Unknown parameter: …' },
    'open-section': {
      after:
        "<tag> BAD Error in IMAP command <COMMAND>: Invalid BODY[..] parameter: Missing ']' (0.001 + 0.000 secs).",
    },
    'unknown-system-flag': { after: '<tag> BAD Error in IMAP command <COMMAND>: Invalid system flag \\…' },
    'store-without-item': {
      after: '<tag> BAD Error in IMAP command <COMMAND>: Invalid arguments (0.001 + 0.000 secs).',
    },
    'search-without-keys': {
      after: '<tag> BAD Error in IMAP command <COMMAND>: Missing search parameters (0.001 + 0.000 secs).',
    },
    'unknown-search-key': { after: '<tag> BAD Error in IMAP command <COMMAND>: Unknown argument …' },
    'unknown-mechanism': { before: '<tag> NO [ALERT] Unsupported authentication mechanism.' },
    'literal-too-short': {
      after: '<tag> BAD Error in IMAP command <COMMAND>: Invalid arguments (0.009 + 0.206 + 0.213 secs).',
    },
    'literal-too-long': {
      after: { answer: '', effect: 'and waits for the rest: the next lines are taken for data' },
    },
    'literal-not-a-number': {
      after: '<tag> BAD Error in IMAP command <COMMAND>: Invalid literal size (0.001 + 0.000 secs).',
    },
    'append-without-literal': {
      after: '<tag> BAD Error in IMAP command <COMMAND>: Invalid arguments (0.001 + 0.000 secs).',
    },
    backspace: {
      before: '<tag> BAD Error in IMAP command received by server.',
      after: '<tag> BAD Error in IMAP command: Invalid command name (0.001 + 0.000 secs).',
    },
    'backspace-in-tag': { before: '* BAD Error in IMAP command received by server.' },
    'delete-in-tag': { before: '<tag> OK …' },
    'backspace-in-password': {
      before: { answer: '<tag> NO [AUTHENTICATIONFAILED] Authentication failed.', effect: slow },
    },
    'delete-in-password': {
      before: { answer: '<tag> NO [AUTHENTICATIONFAILED] Authentication failed.', effect: slow },
    },
    'cursor-key': {
      before: '<tag> BAD Error in IMAP command received by server.',
      after: '<tag> BAD Error in IMAP command: Invalid command name (0.001 + 0.000 secs).',
    },
    nul: {
      before: '<tag> BAD Error in IMAP command received by server.',
      after: '<tag> BAD Error in IMAP command: Invalid command name (0.001 + 0.000 secs).',
    },
    'nul-in-password': { before: '<tag> BAD NULs not allowed in strings' },
    'telnet-bytes-first': { before: '* BAD Error in IMAP command received by server.' },
    'byte-order-mark': {
      before: '* BAD Error in IMAP command received by server.',
      after: '* BAD Error in IMAP tag: Invalid tag (0.001 + 0.000 secs).',
    },
    'no-break-space-after-tag': {
      before: '* BAD Error in IMAP command received by server.',
      after: '* BAD Error in IMAP tag: Invalid tag (0.001 + 0.000 secs).',
    },
    'no-break-space-before-argument': { before: '<tag> BAD Error in IMAP command received by server.' },
    'smart-quotes-around-password': { before: '<tag> BAD 8bit data in atom' },
    'smart-quotes-around-mailbox': {
      after: '<tag> BAD Error in IMAP command <COMMAND>: 8bit data in atom (0.001 + 0.000 secs).',
    },
    '8-bit-mailbox': { after: '<tag> NO Mailbox name is not valid mUTF-7 (0.006 + 0.000 + 0.005 secs).' },
    '8-bit-password': {
      before: { answer: '<tag> NO [AUTHENTICATIONFAILED] Authentication failed.', effect: slow },
    },
    'dash-in-sequence-set': {
      after: '<tag> BAD Error in IMAP command <COMMAND>: 8bit data in atom (0.001 + 0.000 secs).',
    },
  },
};
