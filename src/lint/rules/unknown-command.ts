import { grammarRule } from '../grammar-rule.js';

/** A word where the command stands that no RFC and no known server has. */
export const unknownCommand = grammarRule(
  { code: 'C001', name: 'unknown-command', category: 'command', severity: 'error' },
  ['unknown-command'],
  (refusal) => {
    const { problem, command } = refusal;
    const advice = otherProtocols[command.name];
    return {
      ...(advice && { message: `${command.name} is no IMAP command. ${advice}` }),
      mistake: 'unknown-command',
      fix: advice ? undefined : refusal.replace(`write ${problem.near}`, true),
    };
  },
);

/** Words of other protocols, and of people, and what IMAP has for them. */
export const otherProtocols: Readonly<Record<string, string>> = {
  QUIT: 'Expected LOGOUT.',
  EXIT: 'Expected LOGOUT.',
  BYE: 'Expected LOGOUT.',
  HELP: 'IMAP has no help; CAPABILITY says what the server can do.',
  USER: 'Expected LOGIN with user and password.',
  PASS: 'Expected LOGIN with user and password.',
  STAT: 'Expected STATUS with a mailbox, such as STATUS INBOX (MESSAGES UNSEEN).',
  RETR: 'Expected FETCH, such as FETCH 1 BODY[].',
  TOP: 'Expected FETCH, such as FETCH 1 BODY.PEEK[HEADER].',
  DELE: 'Expected STORE with \\Deleted, then EXPUNGE.',
  UIDL: 'Expected UID FETCH, such as UID FETCH 1:* (UID).',
  HELO: 'That is SMTP: this is IMAP, ports 143 and 993.',
  EHLO: 'That is SMTP: this is IMAP, ports 143 and 993.',
  MAIL: 'That is SMTP: this is IMAP, ports 143 and 993.',
  RCPT: 'That is SMTP: this is IMAP, ports 143 and 993.',
  GET: 'That is HTTP: this is IMAP, ports 143 and 993.',
  OPEN: 'Expected SELECT with a mailbox.',
  READ: 'Expected FETCH, such as FETCH 1 BODY[].',
};
