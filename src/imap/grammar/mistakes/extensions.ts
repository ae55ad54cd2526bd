import type { Mistake } from './mistake.js';

/** METADATA, ACL, QUOTA and NOTIFY. */
export const extensionMistakes: readonly Mistake[] = [
  {
    name: 'event-alone',
    commands: /^NOTIFY$/,
    wanted: /which stand together/,
    here: true,
    pattern: /\)/g,
    message: 'MessageNew and MessageExpunge stand together, and FlagChange only with both.',
  },
  {
    name: 'events-without-parentheses',
    commands: /^NOTIFY$/,
    wanted: /events in parentheses/,
    pattern: /(?<= )[A-Z]+(?: [A-Z]+)*(?=\))/gi,
    message: 'The events stand in parentheses.',
    replacement: ([events]) => `(${events})`,
  },
  {
    name: 'mailbox-is-missing',
    commands: /^[GS]ETMETADATA$/,
    wanted: /a mailbox name|DEPTH or MAXSIZE/,
    pattern: /^\(? ?"?\//g,
    message: 'The mailbox stands first, before its entries; "" stands for the server.',
  },
  {
    name: 'wildcard-in-entry',
    commands: /^[GS]ETMETADATA$/,
    pattern: /(?<=^|[ (])"?\/[^ "()]*[%*][^ "()]*/g,
    message: 'The name of an entry has no * and no %; DEPTH of GETMETADATA asks for what is below it.',
  },
  {
    name: 'upper-case-rights',
    commands: /^SETACL$/,
    wanted: /rights/,
    pattern: /[^ ]*[A-Z][^ ]*$/g,
    message: 'Rights are lower-case letters.',
    replacement: ([rights]) => rights.toLowerCase(),
  },
  {
    name: 'entries-without-parentheses',
    commands: /^GETMETADATA$/,
    pattern: /\/[^ "()]+(?: \/[^ "()]+)+$/g,
    message: 'Several entries stand in parentheses.',
    replacement: ([entries]) => `(${entries})`,
  },
  {
    name: 'values-without-parentheses',
    commands: /^SETMETADATA$/,
    wanted: /entries and values in parentheses/,
    pattern: /\/[^ "()]+ (?:"[^"\\]*"|NIL)$/gi,
    message: 'Entries and their values stand in parentheses.',
    replacement: ([pairs]) => `(${pairs})`,
  },
  {
    name: 'limits-without-parentheses',
    commands: /^SETQUOTA$/,
    wanted: /resources and limits in parentheses/,
    pattern: /[A-Z][^ ()]* \d+(?: [A-Z][^ ()]* \d+)*$/gi,
    message: 'Resources and their limits stand in parentheses.',
    replacement: ([limits]) => `(${limits})`,
  },
];
