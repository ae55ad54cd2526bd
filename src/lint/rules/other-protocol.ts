import type { Command } from '../../imap/command.js';
import { placeInMessage } from '../grammar-rule.js';
import { headOf, placeIn } from '../place.js';
import type { Rule } from '../rule.js';

/** A command of POP3, SMTP, HTTP or nothing at all: IMAP has another word for it. */
export const otherProtocol: Rule = {
  code: 'C008',
  name: 'other-protocol',
  category: 'command',
  severity: 'error',
  fix: 'unsafe',
  check: ({ report, freeTag }) => ({
    names: [''],
    command(message, command) {
      const found = findWord(command);
      const row = found && words[found.word];
      if (!row) return;
      const line = headOf(message);
      const isAlone = found.end === line.text.length;
      const all = placeIn(line, 0, line.text.length);
      const tag = found.start === 0 ? freeTag(message) : command.tag;
      report({
        span: placeInMessage(message, found),
        message: `${found.word} is ${row.of}: ${row.advice}.`,
        explains: all,
        mistake: {
          kind: found.start === 0 ? (isAlone ? 'missing-tag-single-word' : 'missing-tag') : 'unknown-command',
          line: line.text,
          at: found.start,
        },
        ...(row.instead !== undefined &&
          isAlone && {
            fix: {
              title: `${tag} ${row.instead}`,
              safe: false,
              edits: [{ span: all, text: `${tag} ${row.instead}` }],
            },
          }),
      });
    },
  }),
};

/** The first word, or the one where the command stands. */
function findWord({ text }: Command): { word: string; start: number; end: number } | undefined {
  const [tag = '', name = ''] = text.split(' ', 2);
  const [first, second] = [tag.toUpperCase(), name.toUpperCase()];
  if (words[first]) return { word: first, start: 0, end: tag.length };
  const start = tag.length + 1;
  return words[second] ? { word: second, start, end: start + name.length } : undefined;
}

interface ForeignWord {
  readonly of: string;
  readonly advice: string;
  /** The IMAP command, where it needs nothing more. */
  readonly instead?: string;
}

const smtp: ForeignWord = {
  of: 'a word of SMTP',
  advice: 'this is IMAP, which has no greeting of the client',
};
const mail: ForeignWord = {
  of: 'a word of SMTP',
  advice: 'IMAP sends no mail; APPEND puts a message into a mailbox',
};
const http: ForeignWord = { of: 'a word of HTTP', advice: 'this is IMAP' };
const login: ForeignWord = { of: 'a word of POP3', advice: 'expected LOGIN with user and password' };
const bye: ForeignWord = { of: 'no word of IMAP', advice: 'expected LOGOUT', instead: 'LOGOUT' };

const words: Readonly<Record<string, ForeignWord | undefined>> = {
  QUIT: bye,
  EXIT: bye,
  BYE: bye,
  LOGOFF: bye,
  HELP: { of: 'no word of IMAP', advice: 'CAPABILITY says what the server can do', instead: 'CAPABILITY' },
  USER: login,
  PASS: login,
  APOP: login,
  STAT: { of: 'a word of POP3', advice: 'expected STATUS, such as STATUS INBOX (MESSAGES UNSEEN)' },
  RETR: { of: 'a word of POP3', advice: 'expected FETCH, such as FETCH 1 BODY[]' },
  TOP: { of: 'a word of POP3', advice: 'expected FETCH, such as FETCH 1 BODY.PEEK[HEADER]' },
  DELE: { of: 'a word of POP3', advice: 'expected STORE with \\Deleted, then EXPUNGE' },
  UIDL: { of: 'a word of POP3', advice: 'expected FETCH, such as FETCH 1:* (UID)' },
  HELO: smtp,
  EHLO: smtp,
  MAIL: mail,
  RCPT: mail,
  GET: http,
  HEAD: http,
  POST: http,
};
