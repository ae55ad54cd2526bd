import { encodeMailboxName } from '../../mailbox-name.js';
import type { Mistake } from './mistake.js';

const oneMailbox =
  /^(SELECT|EXAMINE|CREATE|DELETE|SUBSCRIBE|UNSUBSCRIBE|GETQUOTAROOT|GETACL|MYRIGHTS|BBOARD)$/;
const target = /^(UID )?(COPY|MOVE|XMOVE)$/;
const someWords = '[^ "(){%*\\\\\u0100\u0101]+(?: [^ "(){%*\\\\\u0100\u0101]+)+';

/** Mailbox names, and the commands that have little else. */
export const mailboxMistakes: readonly Mistake[] = [
  {
    name: 'parameter-without-parentheses',
    commands: /^(SELECT|EXAMINE)$/,
    pattern: /(?<= )(?:CONDSTORE|QRESYNC \([^)]*\))$/gi,
    message: 'Parameters stand in parentheses.',
    replacement: ([parameter]) => `(${parameter})`,
  },
  {
    name: 'parameter-without-parentheses',
    commands: /^CREATE$/,
    pattern: /(?<= )USE \([^)]*\)$/gi,
    message: 'Parameters stand in parentheses.',
    replacement: ([parameter]) => `(${parameter})`,
  },
  {
    name: 'attributes-without-parentheses',
    commands: /^CREATE$/,
    wanted: /attributes in parentheses/,
    pattern: /\\[A-Za-z]+(?: \\[A-Za-z]+)*/g,
    message: 'The attributes stand in parentheses of their own, such as (USE (\\Sent)).',
    replacement: ([attributes]) => `(${attributes})`,
  },
  {
    name: 'attribute-without-backslash',
    commands: /^CREATE$/,
    wanted: /an attribute/,
    pattern: /(?<=[( ])[A-Z]+(?=[ )])/gi,
    message: 'An attribute begins with a backslash, such as \\Sent.',
    replacement: ([name]) => `\\${name}`,
  },
  {
    name: 'eight-bit-in-name',
    commands:
      /^(SELECT|EXAMINE|CREATE|DELETE|RENAME|SUBSCRIBE|UNSUBSCRIBE|STATUS|APPEND|(UID )?(COPY|MOVE))$/,
    outsideQuotes: true,
    isGuess: true,
    pattern: /(?<=^| )[^ "(){%*\\]*[\x80-\xff][^ "(){%*\\]*(?= |$)/g,
    message: 'A name that is not ASCII is written in modified UTF-7, or in quotes after ENABLE UTF8=ACCEPT.',
    replacement: ([name]) => modifiedUtf7(name),
  },
  {
    name: 'word-to',
    isGuess: true,
    commands: /^(RENAME|(UID )?(COPY|MOVE))$/,
    pattern: /(?<= )(?:TO|->|=>|INTO) (?=[^ ])/gi,
    message: 'Only a blank stands between the two.',
    replacement: '',
  },
  {
    name: 'mailbox-with-blank',
    isGuess: true,
    commands: oneMailbox,
    pattern: new RegExp(`^(?!INBOX )${someWords}$`, 'gi'),
    message: 'A name with a blank in it stands in quotes.',
    replacement: ([name]) => `"${name}"`,
  },
  {
    name: 'mailbox-with-blank',
    isGuess: true,
    commands: /^(STATUS|APPEND)$/,
    pattern: new RegExp(`^${someWords}(?= [("\u0100\u0101])`, 'g'),
    message: 'A name with a blank in it stands in quotes.',
    replacement: ([name]) => `"${name}"`,
  },
  {
    name: 'mailbox-with-blank',
    isGuess: true,
    commands: target,
    pattern: new RegExp(`(?<=^[\\d:*,$]+ )(?![\\d:*,]+ )${someWords}$`, 'g'),
    message: 'A name with a blank in it stands in quotes.',
    replacement: ([name]) => `"${name}"`,
  },
  {
    name: 'expunge-with-set',
    commands: /^EXPUNGE$/,
    pattern: /^[\d:*,]+$/g,
    message: 'EXPUNGE takes no set; UID EXPUNGE does, where the server has UIDPLUS.',
  },
];

/** A name that was written in UTF-8 as IMAP4rev1 writes it (RFC 3501 §5.1.3). */
function modifiedUtf7(name: string): string | undefined {
  const text = Buffer.from(name, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? undefined : encodeMailboxName(text);
}
