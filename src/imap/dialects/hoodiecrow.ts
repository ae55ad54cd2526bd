import type { Dialect } from './dialect.js';

/** hoodiecrow-imap 2.1, the server behind `sandbox:`: it tells the octet at which it stopped. */
export const hoodiecrow: Dialect = {
  id: 'hoodiecrow',
  name: 'hoodiecrow 2.1',
  answers: {
    'missing-tag': {
      before: '<tag> BAD Invalid command <command>',
      after: '<tag> BAD Invalid command <command>',
    },
    'missing-tag-login': { before: '<tag> BAD Invalid command <command>' },
    'missing-tag-single-word': {
      before: '* BAD [SYNTAX] Unexpected end of input at position <length>',
      after: '* BAD [SYNTAX] Unexpected end of input at position <length>',
    },
    'leading-blank': {
      before: '* BAD [SYNTAX] Unexpected whitespace at position <at>',
      after: '* BAD [SYNTAX] Unexpected whitespace at position <at>',
    },
    'leading-tab': {
      before: '* BAD [SYNTAX] Unexpected whitespace at position <at>',
      after: '* BAD [SYNTAX] Unexpected whitespace at position <at>',
    },
    'blanks-after-tag': {
      before: '* BAD [SYNTAX] Unexpected whitespace at position <at>',
      after: '* BAD [SYNTAX] Unexpected whitespace at position <at>',
    },
    'tab-after-tag': {
      before: '* BAD [SYNTAX] Unexpected char at position <at>',
      after: '* BAD [SYNTAX] Unexpected char at position <at>',
    },
    'blanks-before-argument': {
      before: '* BAD [SYNTAX] Unexpected whitespace at position <at>',
      after: '* BAD [SYNTAX] Unexpected whitespace at position <at>',
    },
    'blanks-between-arguments': {
      before: '* BAD [SYNTAX] Unexpected whitespace at position <at>',
      after: '* BAD [SYNTAX] Unexpected whitespace at position <at>',
    },
    'tab-before-argument': { before: '* BAD [SYNTAX] Unexpected char at position <at>' },
    'trailing-blank': { before: '* BAD [SYNTAX] Unexpected …', after: '* BAD [SYNTAX] Unexpected …' },
    'trailing-tab': {
      before: '* BAD [SYNTAX] Unexpected char at position <at>',
      after: '* BAD [SYNTAX] Unexpected char at position <at>',
    },
    'tag-alone': {
      before: '* BAD [SYNTAX] Unexpected end of input at position <at>',
      after: '* BAD [SYNTAX] Unexpected end of input at position <at>',
    },
    'empty-line': {
      before: '* BAD [SYNTAX] Unexpected end of input at position <at>',
      after: '* BAD [SYNTAX] Unexpected end of input at position <at>',
    },
    'carriage-return-inside': {
      before: '* BAD [SYNTAX] Unexpected char at position <at>',
      after: '* BAD [SYNTAX] Unexpected char at position <at>',
    },
    'carriage-return-twice': {
      before: '* BAD [SYNTAX] Unexpected char at position <at>',
      after: '* BAD [SYNTAX] Unexpected char at position <at>',
    },
    'tag-plus': {
      before: '* BAD [SYNTAX] Unexpected char at position <at>',
      after: '* BAD [SYNTAX] Unexpected char at position <at>',
    },
    'tag-star': {
      before: '<tag> BAD [SYNTAX] Unexpected char at position <at>',
      after: '<tag> BAD [SYNTAX] Unexpected char at position <at>',
    },
    'tag-with-parenthesis': {
      before: '* BAD [SYNTAX] Unexpected char at position <at>',
      after: '* BAD [SYNTAX] Unexpected char at position <at>',
    },
    'tag-with-percent': {
      before: '* BAD [SYNTAX] Unexpected char at position <at>',
      after: '* BAD [SYNTAX] Unexpected char at position <at>',
    },
    'tag-with-quote': {
      before: '* BAD [SYNTAX] Unexpected char at position <at>',
      after: '* BAD [SYNTAX] Unexpected char at position <at>',
    },
    'tag-with-brace': {
      before: '* BAD [SYNTAX] Unexpected char at position <at>',
      after: '* BAD [SYNTAX] Unexpected char at position <at>',
    },
    'tag-with-plus': {
      before: '* BAD [SYNTAX] Unexpected char at position <at>',
      after: '* BAD [SYNTAX] Unexpected char at position <at>',
    },
    'tag-with-backslash': {
      before: '* BAD [SYNTAX] Unexpected char at position <at>',
      after: '* BAD [SYNTAX] Unexpected char at position <at>',
    },
    'tag-with-bracket': { before: '<tag> OK …', after: '<tag> OK …' },
    'tag-with-8-bit': {
      before: '* BAD [SYNTAX] Unexpected char at position <at>',
      after: '* BAD [SYNTAX] Unexpected char at position <at>',
    },
    'unknown-command': {
      before: '<tag> BAD Invalid command <command>',
      after: '<tag> BAD Invalid command <command>',
    },
    'not-logged-in': { before: '<tag> BAD …' },
    'nothing-selected': { after: '<tag> BAD Select mailbox first' },
    'already-logged-in': { after: '<tag> BAD Already authenticated, identity change not allowed' },
    'starttls-after-login': { after: '<tag> OK …' },
    'command-during-idle': { after: '<tag> BAD Invalid Idle continuation' },
    'done-with-tag': { after: '<tag> BAD Invalid Idle continuation' },
    'open-quote': {
      before: '* BAD [SYNTAX] Unexpected end of input …',
      after: '* BAD [SYNTAX] Unexpected end of input …',
    },
    'open-parenthesis': { after: '* BAD [SYNTAX] Unexpected end of input …' },
    'extra-parenthesis': { after: '* BAD [SYNTAX] Unexpected char at position <at>' },
    'extra-argument': {
      before: '<tag> BAD <command> does not take any arguments',
      after: '<tag> BAD <command> does not take any arguments',
    },
    'login-without-password': { before: '<tag> BAD <command> takes 2 string arguments' },
    'login-with-three-arguments': { before: '<tag> BAD <command> takes 2 string arguments' },
    'password-in-apostrophes': { before: '<tag> NO <Command> failed: authentication failure' },
    'password-with-parenthesis': { before: '* BAD [SYNTAX] Unexpected char at position <at>' },
    'needless-escape': { before: '<tag> NO <Command> failed: authentication failure' },
    'select-without-mailbox': { after: '<tag> BAD <command> expects 1 mailbox argument' },
    'mailbox-with-blank': { after: '<tag> BAD <command> expects 1 mailbox argument' },
    'list-without-arguments': { after: '<tag> BAD <command> expects 2 string arguments' },
    'status-without-parentheses': {
      after: '<tag> BAD <command> expects mailbox argument and a list of status items',
    },
    'fetch-without-items': { after: '<tag> BAD <command> expects sequence set and message item names' },
    'sequence-number-zero': { after: '<tag> OK …' },
    'fetch-items-without-parentheses': {
      after: '<tag> BAD <command> expects sequence set and message item names',
    },
    'range-with-hyphen': { after: '<tag> OK …' },
    'set-with-blank': { after: '* BAD [SYNTAX] Unexpected whitespace at position <at>' },
    'unknown-fetch-item': { after: '<tag> BAD Invalid FETCH argument  …' },
    'open-section': { after: '* BAD [SYNTAX] Unexpected end of input …' },
    'unknown-system-flag': { after: '<tag> BAD Invalid system flag \\…' },
    'store-without-item': { after: '<tag> BAD <command> expects sequence set, item name and item value' },
    'search-without-keys': { after: '<tag> BAD <command> expects search criteria, empty query given' },
    'unknown-search-key': { after: '<tag> NO Error…' },
    'unknown-mechanism': { before: '<tag> BAD Invalid command <command> …' },
    'literal-too-short': { after: '<tag> BAD Error parsing command' },
    'literal-too-long': {
      after: { answer: '', effect: 'and waits for the rest: the next lines are taken for data' },
    },
    'literal-not-a-number': { after: '* BAD [SYNTAX] Unexpected char …' },
    'append-without-literal': { after: '<tag> BAD Invalid message source argument' },
    backspace: { before: '* BAD [SYNTAX] Unexpected char …', after: '* BAD [SYNTAX] Unexpected char …' },
    'backspace-in-tag': { before: '* BAD [SYNTAX] Unexpected char …' },
    'delete-in-tag': { before: '* BAD [SYNTAX] Unexpected char …' },
    'backspace-in-password': { before: '<tag> NO <Command> failed: authentication failure' },
    'delete-in-password': { before: '<tag> NO <Command> failed: authentication failure' },
    'cursor-key': { before: '* BAD [SYNTAX] Unexpected char …', after: '* BAD [SYNTAX] Unexpected char …' },
    nul: { before: '* BAD [SYNTAX] Unexpected char …', after: '* BAD [SYNTAX] Unexpected char …' },
    'nul-in-password': { before: '* BAD [SYNTAX] Unexpected char …' },
    'telnet-bytes-first': { before: '* BAD [SYNTAX] Unexpected char at position <at>' },
    'byte-order-mark': {
      before: '* BAD [SYNTAX] Unexpected char at position <at>',
      after: '* BAD [SYNTAX] Unexpected char at position <at>',
    },
    'no-break-space-after-tag': {
      before: '* BAD [SYNTAX] Unexpected char at position <at>',
      after: '* BAD [SYNTAX] Unexpected char at position <at>',
    },
    'no-break-space-before-argument': { before: '* BAD [SYNTAX] Unexpected char at position <at>' },
    'smart-quotes-around-password': { before: '* BAD [SYNTAX] Unexpected char at position <at>' },
    'smart-quotes-around-mailbox': { after: '* BAD [SYNTAX] Unexpected char at position <at>' },
    '8-bit-mailbox': { after: '* BAD [SYNTAX] Unexpected char …' },
    '8-bit-password': { before: '* BAD [SYNTAX] Unexpected char …' },
    'dash-in-sequence-set': { after: '* BAD [SYNTAX] Unexpected char …' },
  },
};
