import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/replay/result.js';
import { encodeUtf8 } from '../../src/text/octets.js';
import { closes, type PlayOptions, play, problemsOf, type Reply } from './play.js';

const greeting = '* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\n';

const local = {
  scheme: 'imap',
  host: '127.0.0.1',
  port: 143,
  user: undefined,
  password: undefined,
  mechanism: undefined,
  mailbox: undefined,
} as const;

interface Row {
  readonly name: string;
  readonly script: string;
  readonly replies: readonly Reply[];
  /** What goes out; CRLF written as a line end. Our own LOGOUT is left out. */
  readonly sent: readonly string[];
  /** With the messages, or only with the classes of what differs. */
  readonly outcome: string;
  readonly options?: PlayOptions;
}

const rows: readonly Row[] = [
  {
    name: 'waits for each answer before the next command',
    script: 'a1 NOOP\na2 NOOP\n',
    replies: [greeting, 'a1 OK\n', 'a2 OK\n'],
    sent: ['a1 NOOP\n', 'a2 NOOP\n'],
    outcome: 'passed',
  },
  {
    name: 'sends on when the answer is written later',
    script: 'a1 NOOP\na2 NOOP\na1 OK\na2 OK\na3 NOOP\n',
    replies: [greeting, '', 'a1 OK\na2 OK\n', 'a3 OK\n'],
    sent: ['a1 NOOP\n', 'a2 NOOP\n', 'a3 NOOP\n'],
    outcome: 'passed',
  },
  {
    name: 'gives pipelined commands their own answers, whatever order they come in',
    script: 'a1 NOOP\na2 NOOP\na1 OK\na2 NO\n',
    replies: [greeting, '', 'a2 NO\na1 OK\n'],
    sent: ['a1 NOOP\n', 'a2 NOOP\n'],
    outcome: 'passed',
  },
  {
    name: 'sends a %pipeline without waiting',
    script: '%pipeline\na1 NOOP\na2 NOOP\n%end\na3 NOOP\n',
    replies: [greeting, '', 'a1 OK\na2 OK\n', 'a3 OK\n'],
    sent: ['a1 NOOP\n', 'a2 NOOP\n', 'a3 NOOP\n'],
    outcome: 'passed',
  },
  {
    name: 'sends nothing along with COMPRESS, also in a %pipeline',
    script: '%pipeline\na1 NOOP\na2 COMPRESS DEFLATE\na3 NOOP\n%end\na2 NO\n',
    replies: [greeting, '', 'a1 OK\n'],
    sent: ['a1 NOOP\n', 'a2 COMPRESS DEFLATE\n'],
    outcome: 'errored: no answer to "a2 COMPRESS DEFLATE" within 30 s',
  },
  {
    name: 'goes on with a %pipeline behind COMPRESS',
    script: '%pipeline\na1 COMPRESS DEFLATE\na2 NOOP\na3 NOOP\n%end\na1 NO\n',
    replies: [greeting, 'a1 NO\n', '', 'a2 OK\na3 OK\n'],
    sent: ['a1 COMPRESS DEFLATE\n', 'a2 NOOP\n', 'a3 NOOP\n'],
    outcome: 'passed',
  },
  {
    name: 'sends nothing along with STARTTLS that is not answered',
    script: 'a1 STARTTLS\na2 NOOP\na1 OK\na2 OK\n',
    replies: [greeting],
    sent: ['a1 STARTTLS\n'],
    outcome: 'errored: no answer to "a1 STARTTLS" within 30 s',
  },
  {
    name: 'answers commands with the same tag in turn',
    script: 'tag NOOP\ntag OK\ntag SELECT INBOX\ntag NO\n',
    replies: [greeting, 'tag OK\n', 'tag NO\n'],
    sent: ['tag NOOP\n', 'tag SELECT INBOX\n'],
    outcome: 'passed',
  },
  {
    name: 'compares the greeting',
    script: '* PREAUTH\na1 NOOP\n',
    replies: [greeting, 'a1 OK\n'],
    sent: ['a1 NOOP\n'],
    outcome: 'failed: status',
  },
  {
    name: 'waits for + before the octets of a literal',
    script: 'a1 APPEND INBOX {2}\nhi\na1 OK\n',
    replies: [greeting, '+ go\n', 'a1 OK\n'],
    sent: ['a1 APPEND INBOX {2}\n', 'hi\n'],
    outcome: 'passed',
  },
  {
    name: 'does not send the octets of a literal that is refused',
    script: 'a1 APPEND INBOX {2}\nhi\na1 NO\na2 NOOP\n',
    replies: [greeting, 'a1 NO no\n', 'a2 OK\n'],
    sent: ['a1 APPEND INBOX {2}\n', 'a2 NOOP\n'],
    outcome: 'passed',
  },
  {
    name: 'ends it when a literal is wanted that is written as refused',
    script: 'a1 APPEND INBOX {2}\na1 NO\na2 NOOP\n',
    replies: [greeting, '+ go\n'],
    sent: ['a1 APPEND INBOX {2}\n'],
    outcome: 'failed: status; missing',
  },
  {
    name: 'sends a literal with + at once',
    script: 'a1 APPEND INBOX {2+}\nhi\na1 OK\n',
    replies: [greeting, 'a1 OK\n'],
    sent: ['a1 APPEND INBOX {2+}\nhi\n'],
    outcome: 'passed',
  },
  {
    name: 'counts heredocs and files',
    script: 'a1 APPEND INBOX {<<EOM}\nhi ${user}\nEOM\na2 APPEND INBOX {@two.eml}\n',
    replies: [greeting, '+ go\n', 'a1 OK\n', '+ go\n', 'a2 OK\n'],
    sent: ['a1 APPEND INBOX {10}\n', 'hi alice\n\n', 'a2 APPEND INBOX {2}\n', 'hi\n'],
    outcome: 'passed',
  },
  {
    name: 'takes what stands below a heredoc for the rest of the command, and of the response',
    script:
      'a1 APPEND x CATENATE (TEXT {<<EOM+}\nhi\nEOM\n)\na1 OK\na2 FETCH 1 BODY[]\n* 1 FETCH (BODY[] {<<EOM}\nhi\nEOM\n)\n',
    replies: [greeting, 'a1 OK\n', '* 1 FETCH (BODY[] {4}\nhi\n)\na2 OK\n'],
    sent: ['a1 APPEND x CATENATE (TEXT {4+}\nhi\n)\n', 'a2 FETCH 1 BODY[]\n'],
    outcome: 'passed',
  },
  {
    name: 'says which file is not there, and sends nothing of the command',
    script: 'a1 APPEND INBOX {@none.eml}\n',
    replies: [greeting],
    sent: [],
    outcome: 'errored: 1:17 there is no such file',
  },
  {
    name: 'answers a challenge when it came',
    script: 'a1 AUTHENTICATE PLAIN\nAGFsaWNlAHNlY3JldDE=\na1 OK\n',
    replies: [greeting, '+ \n', 'a1 OK\n'],
    sent: ['a1 AUTHENTICATE PLAIN\n', 'AGFsaWNlAHNlY3JldDE=\n'],
    outcome: 'passed',
  },
  {
    name: 'sends no answer to AUTHENTICATE when it is refused',
    script: 'a1 AUTHENTICATE PLAIN\nAGFsaWNlAHNlY3JldDE=\na2 NOOP\n',
    replies: [greeting, 'a1 NO unknown\n', 'a2 OK\n'],
    sent: ['a1 AUTHENTICATE PLAIN\n', 'a2 NOOP\n'],
    outcome: 'failed: the command was answered before the answer to a challenge could be sent',
  },
  {
    name: 'sends DONE when + and what is expected came',
    script: 'w1 IDLE\n+ idling\n* 1 EXISTS\nDONE\nw1 OK\n',
    replies: [greeting, '+ idling\n* 2 RECENT\n* 1 EXISTS\n', 'w1 OK\n'],
    sent: ['w1 IDLE\n', 'DONE\n'],
    outcome: 'passed',
  },
  {
    name: 'sends DONE when what is expected does not come, and says so',
    script: 'w1 IDLE\n* 1 EXISTS\nDONE\nw1 OK\n',
    replies: [greeting, '+ idling\n', 'w1 OK\n'],
    sent: ['w1 IDLE\n', 'DONE\n'],
    outcome: 'failed: missing',
  },
  {
    name: 'waits for what is written behind an answer',
    script: 'a1 NOOP\na1 OK\n* ${n} EXISTS\na2 FETCH ${n} FLAGS\n',
    replies: [greeting, 'a1 OK\n* 7 EXISTS\n', 'a2 OK\n'],
    sent: ['a1 NOOP\n', 'a2 FETCH 7 FLAGS\n'],
    outcome: 'passed',
  },
  {
    name: 'sends what it remembers',
    script: 'a1 UID SEARCH ALL\n* SEARCH ${uid}\na2 UID FETCH ${uid+1} FLAGS\n',
    replies: [greeting, '* SEARCH 41\na1 OK\n', 'a2 OK\n'],
    sent: ['a1 UID SEARCH ALL\n', 'a2 UID FETCH 42 FLAGS\n'],
    outcome: 'passed',
  },
  {
    name: 'fills in %set, what is always there, and astrings of any kind',
    script:
      '%set box = my ${user}\na1 SELECT ${box:astring}\n%set box = caf\u00e9\na2 SELECT ${box:astring}\na3 NOOP ${host} ${port} ${mailbox} ${file} ${run}\n',
    replies: [greeting, 'a1 OK\n', '+\n', 'a2 OK\n', 'a3 OK\n'],
    sent: [
      'a1 SELECT "my alice"\n',
      'a2 SELECT {5}\n',
      'caf\u00c3\u00a9\n',
      'a3 NOOP 127.0.0.1 143 tagline-r1 test r1\n',
    ],
    outcome: 'passed',
  },
  ...[
    ['%extra maybe', '1:8 Invalid "maybe". Expected %extra allow or %extra deny.'],
    ['a1 APPEND x {<<EOM}\nhi', '1:13 Expected a line that begins with "EOM" to end what begins here.'],
    [
      'a1 APPEND x {9}\nhi',
      '1:13 This literal announces 9 octets, but only 2 follow before the last line end. Expected {2}, or more lines; {<<EOM} counts for you.',
    ],
    ['%pipeline\na1 NOOP', '1:1 Expected %end after this %pipeline.'],
  ].map(([script = '', message]) => ({
    name: `sends nothing of a script that nobody understands: ${script}`,
    script: `${script}\n`,
    replies: [greeting],
    sent: [],
    outcome: `errored: ${message}`,
    options: { problems: problemsOf(`${script}\n`) },
  })),
  {
    name: 'refuses a value that would bring in a command',
    script: 'a1 SELECT ${box}\n',
    replies: [greeting],
    sent: [],
    outcome:
      'errored: 1:11 The value of "box" holds CR, which cannot be sent here: a value may not end the line.',
    options: { variables: new Map([['box', 'INBOX\r\na2 DELETE INBOX']]) },
  },
  {
    name: 'takes BAD for a failure unless it is written',
    script: 'a1 BOGUS\na2 BOGUS\na2 BAD\n',
    replies: [greeting, 'a1 BAD what\n', 'a2 BAD what\n'],
    sent: ['a1 BOGUS\n', 'a2 BOGUS\n'],
    outcome:
      'failed: the server did not understand the command; write its BAD under the line if it is meant to come',
  },
  {
    name: 'looks at the answers to pipelined commands together',
    script:
      '%pipeline\na1 FETCH 1 UID\na2 FETCH 2 UID\n%end\n* 1 FETCH (UID 5)\na1 OK\n* 2 FETCH (UID 6)\na2 OK\n',
    replies: [greeting, '', '* 1 FETCH (UID 5)\n* 2 FETCH (UID 6)\na1 OK\na2 OK\n'],
    sent: ['a1 FETCH 1 UID\n', 'a2 FETCH 2 UID\n'],
    outcome: 'passed',
  },
  {
    name: 'finds what is missing in the answers to pipelined commands',
    script:
      '%pipeline\na1 FETCH 1 UID\na2 FETCH 2 UID\n%end\n* 1 FETCH (UID 5)\na1 OK\n* 2 FETCH (UID 6)\na2 OK\n',
    replies: [greeting, '', '* 1 FETCH (UID 5)\n* 2 FETCH (UID 7)\na1 OK\na2 OK\n'],
    sent: ['a1 FETCH 1 UID\n', 'a2 FETCH 2 UID\n'],
    outcome: 'failed: missing',
  },
  {
    name: 'takes BAD as it comes where the status is ignored',
    script: 'a1 BOGUS\n%ignore status\n',
    replies: [greeting, 'a1 BAD what\n'],
    sent: ['a1 BOGUS\n'],
    outcome: 'passed',
  },
  {
    name: 'takes the untagged BAD for the answer to a line without a tag',
    script: ' NOOP\n* BAD\na1 NOOP\na1 OK\n',
    replies: [greeting, '* BAD no tag\n', 'a1 OK\n'],
    sent: [' NOOP\n', 'a1 NOOP\n'],
    outcome: 'passed',
  },
  {
    name: 'plays only the cleanup when an untagged BAD is all that comes',
    script: 'a1 NOOP\na2 NOOP\n%cleanup\na3 CHECK\na4 CLOSE\n',
    replies: [greeting, '* BAD too long\n', 'a3 OK\n', 'a4 OK\n'],
    sent: ['a1 NOOP\n', 'a3 CHECK\n', 'a4 CLOSE\n'],
    outcome: 'failed: the server did not understand a line and cannot say which (untagged BAD)',
  },
  {
    name: 'plays only the cleanup when an answer names no command',
    script: 'a1 NOOP\na1 OK\na2 NOOP\n%cleanup\na3 CHECK\n',
    replies: [greeting, 'zz OK\na1 OK\n', 'a3 OK\n'],
    sent: ['a1 NOOP\n', 'a3 CHECK\n'],
    outcome: 'failed: an answer came for "zz", which no command waits for',
  },
  {
    name: 'names a line that is no response',
    script: 'a1 NOOP\na1 OK\na2 NOOP\n',
    replies: [greeting, 'Warning: low disk\na1 OK\n', 'a2 OK\n'],
    sent: ['a1 NOOP\n', 'a2 NOOP\n'],
    outcome:
      "failed: the server sent a line that is no response: it begins with neither '* ' nor '+ ', nor with a tag and OK, NO or BAD",
  },
  {
    name: 'takes a line that is no response when it is written',
    script: 'a1 NOOP\nS: Warning: ${*}\na1 OK\n',
    replies: [greeting, 'Warning: low disk\na1 OK\n'],
    sent: ['a1 NOOP\n'],
    outcome: 'passed',
  },
  {
    name: 'takes an untagged BAD before a refusal for the reason of it',
    script: 'a1 NOOP\na1 BAD\na2 NOOP\n',
    replies: [greeting, '* BAD why\na1 BAD\n', 'a2 OK\n'],
    sent: ['a1 NOOP\n', 'a2 NOOP\n'],
    outcome: 'passed',
  },
  {
    name: 'goes on when an untagged BAD is meant to come',
    script: 'a1 NOOP\n* BAD\na1 OK\na2 NOOP\n',
    replies: [greeting, '* BAD\na1 OK\n', 'a2 OK\n'],
    sent: ['a1 NOOP\n', 'a2 NOOP\n'],
    outcome: 'passed',
  },
  {
    name: 'sends a line in pieces as one',
    script: 'C\\: a1 NO\\c\nC: OP\na1 OK\n',
    replies: [greeting, 'a1 OK\n'],
    sent: ['a1 NOOP\n'],
    outcome: 'passed',
  },
  {
    name: 'says when no answer comes, and skips the rest',
    script: 'a1 NOOP\na2 NOOP\n',
    replies: [greeting],
    sent: ['a1 NOOP\n'],
    outcome: 'errored: no answer to "a1 NOOP" within 30 s',
  },
  {
    name: 'says when no greeting comes',
    script: 'a1 NOOP\n',
    replies: [],
    sent: [],
    outcome: 'errored: no greeting within 10 s',
  },
  {
    name: 'says when the connection ends, with the last words of the server',
    script: 'a1 NOOP\na2 NOOP\n',
    replies: [greeting, '* BYE going down\n', closes],
    sent: ['a1 NOOP\n'],
    outcome: 'errored: the server ended the session, saying BYE going down',
  },
  {
    name: 'says when the connection ends in the middle of a response',
    script: '%pipeline\na1 FETCH 1 BODY[]\na2 NOOP\n%end\n',
    replies: [greeting, '* 1 FETCH (BODY[] {100}\nabc', closes],
    sent: ['a1 FETCH 1 BODY[]\n', 'a2 NOOP\n'],
    outcome:
      'errored: the server closed the connection, in the middle of a response: * 1 FETCH (BODY[] {100}\\x0d\\x0aabc (97 octets of the literal are missing)',
  },
  {
    name: 'waits for nothing more when the server cannot read a line',
    script: '(((\n* BYE\na2 NOOP\n',
    replies: [greeting, '* BAD what\n', 'a2 OK\n'],
    sent: ['(((\n', 'a2 NOOP\n'],
    outcome: 'failed: status; status',
  },
  {
    name: 'turns away with the greeting of a server that does',
    script: 'a1 NOOP\n',
    replies: ['* BYE too many connections\n'],
    sent: [],
    outcome: 'errored: the server turned us away: BYE too many connections',
  },
  {
    name: 'takes what is no greeting for another protocol',
    script: 'a1 NOOP\n',
    replies: ['hello\n'],
    sent: [],
    outcome: 'errored: the server does not greet as an IMAP server does (* OK, * PREAUTH or * BYE)',
  },
  {
    name: 'knows TLS',
    script: '',
    replies: ['\x15\x03\x03\0\x02\x02'],
    sent: [],
    outcome: 'errored: the server speaks TLS on this port and was spoken to in plain',
  },
  {
    name: 'knows SMTP',
    script: '',
    replies: ['220 mx ESMTP\n'],
    sent: [],
    outcome: 'errored: this is an SMTP or FTP server, not IMAP',
  },
  {
    name: 'knows POP3',
    script: '',
    replies: ['+OK ready\n'],
    sent: [],
    outcome: 'errored: this is a POP3 server, not IMAP',
  },
  {
    name: 'knows HTTP',
    script: '',
    replies: ['HTTP/1.1 400 Bad Request\n'],
    sent: [],
    outcome: 'errored: this is a web server (HTTP), not IMAP',
  },
  {
    name: 'logs in the best way that is offered',
    script: '%login\na1 NOOP\n',
    replies: [greeting, 'tagline1 OK\n', 'a1 OK\n'],
    sent: ['tagline1 AUTHENTICATE PLAIN AGFsaWNlAHNlY3JldDE=\n', 'a1 NOOP\n'],
    outcome: 'passed',
  },
  {
    name: 'asks what is offered, and falls back to LOGIN',
    script: '%login "bob"\na1 NOOP\n'.replaceAll('"', ''),
    replies: ['* OK hi\n', '* CAPABILITY IMAP4rev1\ntagline1 OK\n', 'tagline2 OK\n', 'a1 OK\n'],
    sent: ['tagline1 CAPABILITY\n', 'tagline2 LOGIN "bob" "secret1"\n', 'a1 NOOP\n'],
    outcome: 'passed',
  },
  {
    name: 'skips the rest when the login is refused',
    script: '%login\na1 NOOP\n',
    replies: [greeting, 'tagline1 NO wrong\n'],
    sent: ['tagline1 AUTHENTICATE PLAIN AGFsaWNlAHNlY3JldDE=\n'],
    outcome: 'failed: the login was refused: tagline1 NO wrong',
  },
  {
    name: 'hides a password in the refusal of a login',
    script: '%login\na1 NOOP\n',
    replies: [greeting, 'tagline1 NO secret1 is c2VjcmV0MQ== and wrong\n'],
    sent: ['tagline1 AUTHENTICATE PLAIN AGFsaWNlAHNlY3JldDE=\n'],
    outcome: 'failed: the login was refused: tagline1 NO ‹redacted› is ‹redacted› and wrong',
  },
  {
    name: 'says what is wrong with a directive',
    script: '%mailbox ${mailbox}\na1 NOOP\n',
    replies: [greeting],
    sent: [],
    outcome: 'errored: 1:1 %mailbox ${mailbox}: Expected %mailbox NAME from FILE.',
  },
  {
    name: 'says that nobody is logged in where a mailbox cannot be created',
    script: '%mailbox x from two.mbox\na1 NOOP\n',
    replies: [greeting, 'tagline1 BAD no\n'],
    sent: ['tagline1 CREATE "x"\n'],
    outcome:
      'failed: the mailbox was not created, nobody is logged in there (%login comes first): tagline1 BAD no',
  },
  {
    name: 'says when nobody is let in without TLS',
    script: '%login\n',
    replies: ['* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] hi\n'],
    sent: [],
    outcome:
      'errored: 1:1 The server lets nobody log in without TLS (LOGINDISABLED): use imap+starttls://, or imaps://.',
  },
  {
    name: 'sends no password in the clear to another machine',
    script: '%login\n',
    replies: [greeting],
    sent: [],
    outcome:
      'errored: 1:1 The password would be sent in the clear to another machine: use imaps:// or imap+starttls://.',
    options: {
      server: { ...local, host: 'mail.example.com' },
    },
  },
  {
    name: 'skips when a capability is missing',
    script: '%require IMAP4rev1 X-MOVE\na1 NOOP\n',
    replies: [greeting],
    sent: [],
    outcome: 'skipped: the server does not have X-MOVE',
  },
  {
    name: 'looks for a capability again behind the login',
    script: '%require MOVE\na1 LOGIN a b\na2 NOOP\n',
    replies: [greeting, 'a1 OK [CAPABILITY IMAP4rev1 MOVE]\n', 'a2 OK\n'],
    sent: ['a1 LOGIN a b\n', 'a2 NOOP\n'],
    outcome: 'passed',
  },
  {
    name: 'looks for it on the connection that somebody is logged in on',
    script: '%require MOVE\n%on b\n%login\nb1 NOOP\n',
    replies: [greeting, greeting, 'tagline1 OK [CAPABILITY IMAP4rev1] in\n'],
    sent: ['tagline1 AUTHENTICATE PLAIN AGFsaWNlAHNlY3JldDE=\n'],
    outcome: 'skipped: the server does not have MOVE',
  },
  {
    name: 'skips when it is still missing there',
    script: '%require MOVE\na1 LOGIN a b\na2 NOOP\n',
    replies: [greeting, 'a1 OK\n', '* CAPABILITY IMAP4rev1\ntagline1 OK\n'],
    sent: ['a1 LOGIN a b\n', 'tagline1 CAPABILITY\n'],
    outcome: 'skipped: the server does not have MOVE',
  },
  {
    name: 'plays the cleanup whatever happened before',
    script: 'a1 NOOP\na1 NO\n%set box = x\na2 SELECT ${nobody}\na3 NOOP\n%cleanup\na4 DELETE ${box}\n',
    replies: [greeting, 'a1 OK\n', 'a4 OK\n'],
    sent: ['a1 NOOP\n', 'a4 DELETE x\n'],
    outcome:
      'errored: 4:11 Unknown variable "nobody". Give it with %set nobody = value or --var nobody=value.',
  },
  {
    name: 'sends nothing more where a line that gives a value did not come, and fails for that line alone',
    script:
      'a1 SEARCH ALL\n* SEARCH ${uid}\na2 STORE ${uid} FLAGS ()\na3 NOOP\n%cleanup\na4 STORE ${uid} FLAGS ()\na5 NOOP\n',
    replies: [greeting, '* SEARCH\na1 OK\n', 'a5 OK\n'],
    sent: ['a1 SEARCH ALL\n', 'a5 NOOP\n'],
    outcome: 'failed: missing',
  },
  {
    name: 'reckons with nothing that did not come',
    script: 'a1 SEARCH ALL\n* SEARCH ${uid:number}\n%set next = ${uid+1}\na2 NOOP\n',
    replies: [greeting, '* SEARCH\na1 OK\n'],
    sent: ['a1 SEARCH ALL\n'],
    outcome: 'failed: missing',
  },
  {
    name: 'takes a line that need not come for no excuse',
    script: 'a1 SEARCH ALL\nS?: * SEARCH ${uid}\na2 STORE ${uid} FLAGS ()\n',
    replies: [greeting, '* SEARCH\na1 OK\n'],
    sent: ['a1 SEARCH ALL\n'],
    outcome: 'errored: 3:10 Unknown variable "uid". Give it with %set uid = value or --var uid=value.',
  },
  {
    name: 'goes on in the cleanup behind what the rest would have captured',
    script:
      'a1 SELECT ${nobody}\na2 SEARCH ALL\n* SEARCH ${uid}\n%cleanup\n%set box = ${uid}\na3 STORE ${uid} FLAGS ()\na4 DELETE x\n',
    replies: [greeting, 'a4 OK\n'],
    sent: ['a4 DELETE x\n'],
    outcome:
      'errored: 1:11 Unknown variable "nobody". Give it with %set nobody = value or --var nobody=value.',
  },
  {
    name: 'plays the cleanup of what was done before the rest is skipped, and lets it find less',
    script:
      '%require !MOVE\na1 CREATE x\n%require MOVE\na2 MOVE 1 x\na2 OK [COPYUID ${_} ${_} ${u}]\n%cleanup\na3 DELETE y\na3 OK\na4 STORE ${u} FLAGS ()\na5 DELETE x\na5 OK\n',
    replies: [greeting, 'a1 OK\n', 'a3 NO\n', 'a5 BAD\n'],
    sent: ['a1 CREATE x\n', 'a3 DELETE y\n', 'a5 DELETE x\n'],
    outcome: 'skipped: the server does not have MOVE',
  },
  {
    name: 'cleans nothing up where the rest is skipped before anything was done',
    script: 'a1 LOGIN a b\n%require MOVE\na2 CREATE x\n%cleanup\na3 DELETE x\n',
    replies: [greeting, 'a1 OK [CAPABILITY IMAP4rev1] in\n'],
    sent: ['a1 LOGIN a b\n'],
    outcome: 'skipped: the server does not have MOVE',
  },
  {
    name: 'goes on behind a command of another program that cannot be filled in',
    script: 'a1 SELECT ${nobody}\na1 OK\na2 NOOP\na2 OK\n',
    replies: [greeting, 'a2 OK\n'],
    sent: ['a2 NOOP\n'],
    outcome:
      'errored: 1:11 Unknown variable "nobody". Give it with %set nobody = value or --var nobody=value.',
    options: { skipsUnfilled: true },
  },
  {
    name: 'plays the cleanup when the user interrupts',
    script: 'a1 NOOP\na2 NOOP\n%cleanup\na3 DELETE x\n',
    replies: [greeting, 'a3 OK\n'],
    sent: ['a1 NOOP\n', 'a3 DELETE x\n'],
    outcome: 'errored: interrupted',
    options: { interruptedAfter: 1 },
  },
  {
    name: 'does not call a login refused that the user has interrupted',
    script: '%login\na1 NOOP\n',
    replies: [greeting],
    sent: ['tagline1 AUTHENTICATE PLAIN AGFsaWNlAHNlY3JldDE=\n'],
    outcome: 'errored: interrupted',
    options: { interruptedAfter: 1 },
  },
  {
    name: 'ends an IDLE before the cleanup',
    script: 'w1 IDLE\n* 1 EXISTS\nDONE\n%cleanup\na3 DELETE x\n',
    replies: [greeting, '+ idling\n', '', 'w1 OK\na3 OK\n'],
    sent: ['w1 IDLE\n', 'DONE\n', 'a3 DELETE x\n'],
    outcome: 'errored: interrupted',
    options: { interruptedAfter: 1 },
  },
  {
    name: 'ends an IDLE that was only waited in before the cleanup',
    script: 'w1 IDLE\n+ idling\n%wait 1m\nDONE\nw1 OK\na2 SELECT ${nobody}\n%cleanup\na3 DELETE x\n',
    replies: [greeting, '+ idling\n', 'w1 OK\n', 'a3 OK\n'],
    sent: ['w1 IDLE\n', 'DONE\n', 'a3 DELETE x\n'],
    outcome:
      'errored: 6:11 Unknown variable "nobody". Give it with %set nobody = value or --var nobody=value.',
  },
  {
    name: 'shows no secret of a directive',
    script: '%set word = secret1${nobody}\n',
    replies: [],
    sent: [],
    outcome:
      'errored: 1:1 Unknown variable "nobody". Give it with %set nobody = value or --var nobody=value.',
  },
  {
    name: 'ends an IDLE in the end',
    script: 'w1 IDLE\n',
    replies: [greeting, '+ idling\n', 'w1 OK\n'],
    sent: ['w1 IDLE\n', 'DONE\n'],
    outcome: 'passed',
  },
  {
    name: 'waits until the server closes',
    script: 'a1 LOGOUT\n* BYE\na1 OK\n%closed\n',
    replies: [greeting, '* BYE\na1 OK\n'],
    sent: ['a1 LOGOUT\n'],
    outcome: 'failed: the server has not closed the connection',
  },
  {
    name: 'waits on one connection before it goes on with another',
    script:
      '%on watcher\nw1 IDLE\n+ idling\n%on writer\na1 NOOP\na1 OK\n%on watcher\n* 1 EXISTS\nDONE\nw1 OK\n',
    replies: [greeting, '+ idling\n', greeting, 'a1 OK\n* 1 EXISTS\n', 'w1 OK\n'],
    sent: ['w1 IDLE\n', 'a1 NOOP\n', 'DONE\n'],
    outcome: 'failed: missing',
  },
  {
    name: 'logs in on a connection that has a user, and comes back to the first one',
    script: 'm1 NOOP\n%on two user=bob\nb1 NOOP ${user}\n%on main\nm2 NOOP ${user}\n',
    replies: [greeting, 'm1 OK\n', greeting, 'tagline1 OK\n', 'b1 OK\n', 'm2 OK\n'],
    sent: ['m1 NOOP\n', 'tagline1 AUTHENTICATE PLAIN AGJvYgBzZWNyZXQx\n', 'b1 NOOP bob\n', 'm2 NOOP alice\n'],
    outcome: 'passed',
  },
  {
    name: 'fills in the user of a connection',
    script:
      '%set who = bob\n%on two user=${who}\nb1 NOOP ${user}\n%on main\n%login ${user}\n%on two user=${who}\nb2 NOOP\n',
    replies: [greeting, 'tagline1 OK\n', 'b1 OK\n', greeting, 'tagline2 OK\n', 'b2 OK\n'],
    sent: [
      'tagline1 AUTHENTICATE PLAIN AGJvYgBzZWNyZXQx\n',
      'b1 NOOP bob\n',
      'tagline2 AUTHENTICATE PLAIN AGFsaWNlAHNlY3JldDE=\n',
      'b2 NOOP\n',
    ],
    outcome: 'passed',
  },
  {
    name: 'logs in where a user is named for a connection that is open already',
    script: '%on two\nb1 NOOP\n%on two user=bob\nb2 NOOP\n',
    replies: [greeting, 'b1 OK\n', 'tagline1 OK\n', 'b2 OK\n'],
    sent: ['b1 NOOP\n', 'tagline1 AUTHENTICATE PLAIN AGJvYgBzZWNyZXQx\n', 'b2 NOOP\n'],
    outcome: 'passed',
  },
  {
    name: 'does not take a connection for that of another user',
    script: '%on two user=bob\n%on main\n%on two user=alice\nb2 NOOP\n',
    replies: [greeting, 'tagline1 OK\n', greeting],
    sent: ['tagline1 AUTHENTICATE PLAIN AGJvYgBzZWNyZXQx\n'],
    outcome: 'errored: 3:1 %on two user=alice: somebody else is logged in there already.',
  },
  {
    name: 'says that a variable of the user of a connection has no value',
    script: '%on two user=${nobody}\nb2 NOOP\n',
    replies: [],
    sent: [],
    outcome:
      'errored: 1:1 Unknown variable "nobody". Give it with %set nobody = value or --var nobody=value.',
  },
  {
    name: 'takes a line behind an answer when another connection was played meanwhile',
    script: 'm1 NOTIFY SET\nm1 OK\n%on two\nb1 NOOP\n%on main\n* LIST () "/" a\nm2 NOOP\n',
    replies: [greeting, 'm1 OK\n* LIST () "/" a\n', greeting, 'b1 OK\n', 'm2 OK\n'],
    sent: ['m1 NOTIFY SET\n', 'b1 NOOP\n', 'm2 NOOP\n'],
    outcome: 'passed',
  },
  {
    name: 'comes back to a connection that is idle, and ends that',
    script: 'w1 IDLE\n+\n%on two\nb1 NOOP\n%on main\n* 3 EXISTS\nDONE\nw1 OK\nm2 NOOP\n',
    replies: [greeting, '+ idling\n* 3 EXISTS\n', greeting, 'b1 OK\n', 'w1 OK\n', 'm2 OK\n'],
    sent: ['w1 IDLE\n', 'b1 NOOP\n', 'DONE\n', 'm2 NOOP\n'],
    outcome: 'passed',
  },
  {
    name: 'fills a mailbox before, and removes it in the end',
    script: '%mailbox ${mailbox} from two.mbox\na1 SELECT ${mailbox}\n',
    replies: [greeting, 't1 OK\n', '+\n', 't2 OK\n', '+\n', 't3 OK\n', 'a1 OK\n', 't4 OK\n'].map((reply) =>
      reply.replace(/^t/, 'tagline'),
    ),
    sent: [
      'tagline1 CREATE "tagline-r1"\n',
      'tagline2 APPEND "tagline-r1" () {17}\n',
      'Subject: a\n\n1\n\n',
      'tagline3 APPEND "tagline-r1" () {22}\n',
      'Subject: b\n\nFrom 2\n\n',
      'a1 SELECT tagline-r1\n',
      'tagline4 DELETE "tagline-r1"\n',
    ],
    outcome: 'passed',
  },
  {
    name: 'says why a mailbox could not be created',
    script: '%mailbox x from two.mbox\na1 SELECT x\n',
    replies: [greeting, 'tagline1 NO exists\n'],
    sent: ['tagline1 CREATE "x"\n'],
    outcome: 'failed: the mailbox was not created: tagline1 NO exists',
  },
  {
    name: 'ignores and insists as directives say, for a command or from there on',
    script:
      '%strict text\na1 NOOP\na1 OK other\n%ignore text\na2 NOOP\na2 OK other\n\n%ignore text\na3 NOOP\na3 OK other\n',
    replies: [greeting, 'a1 OK text\n', 'a2 OK text\n', 'a3 OK text\n'],
    sent: ['a1 NOOP\n', 'a2 NOOP\n', 'a3 NOOP\n'],
    outcome: 'failed: text',
  },
  {
    name: 'compares with a transcript, where anything further is a difference',
    script: 'a1 NOOP\n',
    replies: [greeting, '* 1 EXISTS\na1 OK\n'],
    sent: ['a1 NOOP\n'],
    outcome: 'failed: unexpected',
    options: { transcript: `S: ${greeting}C: a1 NOOP\nS: a1 OK\n` },
  },
  {
    name: 'compares what a SORT found in its order',
    script: 'a1 UID SORT RETURN (ALL) (DATE) UTF-8 ALL\n* ESEARCH (TAG "a1") UID ALL 5,3\na1 OK\n',
    replies: ['* PREAUTH\n', '* ESEARCH (TAG "a1") UID ALL 3,5\na1 OK\n'],
    sent: ['a1 UID SORT RETURN (ALL) (DATE) UTF-8 ALL\n'],
    outcome: 'failed: value',
  },
  {
    name: 'does not play a script whose transcript is of another one',
    script: 'a1 NOOP\n',
    replies: [],
    sent: [],
    outcome:
      'failed: the transcript was recorded from another version of the script, with other client lines: record it again',
    options: { transcript: 'C: a1 CHECK\nS: a1 OK\n' },
  },
];

describe.each([
  ['as it comes', undefined],
  ['one octet at a time', 1],
] as const)('a replay, with the answers %s,', (_, chunk) => {
  it.each(rows)('$name', ({ script, replies, sent, outcome, options }) => {
    const played = play(script, replies, { ...options, ...(chunk ? { chunk } : {}) });
    expect([describeOutcome(played.result.outcome), classesOf(played.result.outcome)]).toContain(outcome);
    const own = (line: string) => /^tagline\d+ LOGOUT/.test(line);
    expect(played.sent.filter((line) => !own(line))).toEqual(
      sent.map((line) => line.replaceAll('\n', '\r\n')),
    );
    expect(JSON.stringify(played.result)).not.toMatch(/secret1|c2VjcmV0/);
  });
});

describe('the next command', () => {
  const script = 'a1 NOOP\na1 OK\na2 NOOP\na2 OK\n';

  it('goes out before the answer is judged, and is told of after it', () => {
    const { course } = play(script, [greeting, 'a1 NO\n', 'a2 OK\n']);
    const [sent, ...told] = course.slice(-4);
    expect(sent).toBe('sent a2 NOOP');
    expect(told).toEqual(['failed a1 NOOP', 'began a2 NOOP', 'passed a2 NOOP']);
  });

  it.each<Reply>(['* BAD what?\na1 OK\n', 'zz OK\na1 OK\n', 'zz OK\n', '* BAD what?\n', '* BYE\n', closes])(
    'is kept back when the server answers %j',
    (answer) => {
      const { course, result } = play(script, [greeting, answer]);
      expect(course.join()).not.toContain('sent a2');
      expect(result.steps.at(-1)?.outcome.kind).toBe('skipped');
    },
  );

  it('waits for what it takes over from the answer', () => {
    const { course, sent } = play('a1 NOOP\n* ${n:number} EXISTS\na1 OK\na2 FETCH ${n} UID\n', [
      greeting,
      '* 7 EXISTS\na1 OK\n',
      'a2 OK\n',
    ]);
    expect(course.join()).not.toContain('sent a2');
    expect(sent).toContain('a2 FETCH 7 UID\r\n');
  });
});

describe('a command behind LOGOUT', () => {
  it('fails, and the reason is named', () => {
    const script = 'a1 LOGOUT\na1 OK\na2 NOOP\n';
    const { result } = play(script, [greeting, '* BYE\na1 OK\n', closes]);
    expect(result.outcome).toMatchObject({
      kind: 'errored',
      failure: { hint: 'The session had ended with LOGOUT: nothing can follow on the same connection.' },
    });
  });
});

describe('a password that was typed', () => {
  it('is shown nowhere, also when the server repeats it', () => {
    const script =
      'a1 LOGIN bob hunter2\na1 OK\na2 AUTHENTICATE PLAIN\nAGJvYgBodW50ZXIz\na2 NO\na3 NOOP\na3 NO\n';
    const replies = [
      greeting,
      'a1 BAD hunter2 is no password\n',
      '+ \n',
      'a2 BAD AGJvYgBodW50ZXIz hunter3\n',
      'a3 BAD hunter2 hunter3\n',
    ];
    const played = play(script, replies);
    expect(played.result.outcome.kind).toBe('failed');
    expect(JSON.stringify(played.result) + played.transcript).not.toMatch(/hunter|aHVudGVy|odW50ZX/);
    expect(played.transcript).toContain('C: a1 LOGIN bob ‹redacted›'.replaceAll(/[‹›]/g, encodeUtf8));
    expect(played.transcript).toContain('C: a3 NOOP\n');
  });
});

it('what a server repeats of a secret is recorded as any value', () => {
  const script = 'a1 LOGIN bob hunter2\na1 OK\na2 LIST "" *\na2 OK\na3 FETCH 1 BODY[]\na3 OK\n';
  const replies = [
    greeting,
    'a1 OK hunter2 is a good one\n',
    '* LIST () "/" hunter2hunter2/x\na2 OK\n',
    '* 1 FETCH (BODY[] {10}\nmy hunter2)\na3 OK\n',
  ];
  const { transcript } = play(script, replies);
  for (const line of [
    'a1 OK ${_} is a good one\n',
    '* LIST () "/" ${_}/x\n',
    '* 1 FETCH (BODY[] {<<EOM}\nS\\: my ${_}\\c\n',
  ])
    expect(transcript).toContain(`S: ${line}`);
  expect(play(script, replies, { transcript }).result.outcome.kind).toBe('passed');
});

it('a connection on which more comes than is kept is closed at once, not behind the pause', () => {
  const flood = `* OK ${'x'.repeat(99_990)}\n`.repeat(400);
  const played = play('a1 NOOP\n%wait 1m\na2 NOOP\n', [greeting, `a1 OK\n${flood}`], { chunk: 9_000_000 });
  expect(played.course.indexOf('closed ')).toBeGreaterThan(0);
  expect(played.course.indexOf('closed ')).toBeLessThan(played.course.indexOf('passed %wait 1m'));
  expect(played.result.outcome).toMatchObject({ kind: 'errored', failure: { code: 'limit' } });
});

it('a password in the last words of a server is shown nowhere', () => {
  for (const replies of [['* BYE no hunter2\n'], [greeting, '* BYE aHVudGVyMg== hunter2\n']]) {
    const played = play('a1 NOOP\n', replies, { secrets: ['hunter2'] });
    expect(JSON.stringify(played.result)).toContain('BYE ');
    expect(JSON.stringify(played.result)).not.toMatch(/hunter2|aHVudGVy/);
  }
});

describe('a step that is not played', () => {
  it('has a title without the secrets that were typed', () => {
    const script = 'a1 SELECT ${nobody}\na2 LOGIN bob {5}\nhello\na3 LOGIN bob hunter2\na4 SELECT INBOX\n';
    const { result } = play(script, [greeting]);
    expect(result.steps.map(({ title }) => title)).toEqual([
      'greeting',
      'a1 SELECT ${nobody}',
      'a2 LOGIN bob {5}',
      'a3 LOGIN bob ‹redacted›',
      'a4 SELECT INBOX',
    ]);
  });
});

describe('COMPRESS', () => {
  it('takes what came behind its OK for deflated data', () => {
    const played = play('a1 COMPRESS DEFLATE\na2 NOOP\n', [greeting, 'a1 OK go\ndeflated', 'a2 OK\n']);
    expect(played.sent.slice(0, 3)).toEqual([
      'a1 COMPRESS DEFLATE\r\n',
      '(deflate, 8 octets came)',
      'a2 NOOP\r\n',
    ]);
    expect(played.result.outcome.kind).toBe('passed');
  });
});

describe('STARTTLS', () => {
  const script = 'a1 STARTTLS\na1 OK\na2 NOOP\n';

  it('throws away what came in the clear behind its OK, and says so', () => {
    const played = play(script, [greeting, 'a1 OK go\n* BYE injected\n', 'a2 OK\n']);
    expect(describeOutcome(played.result.outcome)).toBe(
      'failed: the server sent this in the clear behind its OK to STARTTLS; it was thrown away',
    );
    expect(played.result.steps.map(({ outcome }) => outcome.kind)).toEqual(['passed', 'failed', 'passed']);
  });

  it('turns the connection though a command is smuggled in behind it', () => {
    const smuggled = 'C\\: a1 STARTTLS\\r\\na2 NOOP\na1 OK\na3 NOOP\na3 OK\n';
    const played = play(smuggled, [greeting, 'a1 OK go\n* BYE injected\n', 'a2 OK\na3 OK\n']);
    expect(played.sent.slice(0, 2)).toEqual(['a1 STARTTLS\r\na2 NOOP\r\n', 'a3 NOOP\r\n']);
    expect(played.result.steps.map(({ outcome }) => outcome)).toMatchObject([
      { kind: 'passed' },
      { kind: 'failed', mismatches: [{ message: expect.stringContaining('it was thrown away') }] },
      { kind: 'failed', mismatches: [{ message: expect.stringContaining('an answer came for "a2"') }] },
    ]);
  });

  it('comes first on imap+starttls', () => {
    const server = { ...local, scheme: 'imap+starttls' as const };
    const played = play('a2 NOOP\n', [greeting, 'tagline1 OK\n', 'a2 OK\n'], { server });
    expect(played.sent.slice(0, 2)).toEqual(['tagline1 STARTTLS\r\n', 'a2 NOOP\r\n']);
  });

  it.each([
    ['tagline1 NO\n', 'the server does not turn to TLS: tagline1 NO'],
    ['', 'no answer to "STARTTLS" within 30 s'],
    ['* BYE no\n', 'the server ended the session, saying BYE no'],
  ])('ends it when the server does not turn to TLS: %j', (answer, said) => {
    const server = { ...local, scheme: 'imap+starttls' as const };
    const played = play('a2 NOOP\n', [greeting, answer], { server });
    expect(describeOutcome(played.result.outcome)).toBe(`errored: ${said}`);
  });
});

it('shows what may differ, but nothing of what is ignored', () => {
  const script = '%ignore order\na1 NOOP\n* 1 RECENT\n* 1 EXISTS\na1 OK other\n';
  const { result } = play(script, [greeting, '* 1 EXISTS\n* 1 RECENT\na1 OK done\n']);
  const notes = result.steps.flatMap(({ outcome }) => (outcome.kind === 'passed' ? outcome.notes : []));
  expect(notes.map((note) => note.class)).toEqual(['text']);
});

it('keeps what holds from somewhere on apart from the command above it', () => {
  const script = '%extra allow\na1 NOOP\na1 OK\n\n%strict text\n%ignore order\na2 NOOP\n';
  const { transcript } = play(script, [greeting, 'a1 OK\n', 'a2 OK\n']);
  expect(transcript).toContain('S: a1 OK\n\n%strict text\n%ignore order\nC: a2 NOOP\n');
});

function classesOf(outcome: Outcome): string {
  if (outcome.kind !== 'failed') return outcome.kind;
  return `failed: ${outcome.mismatches
    .filter(({ fails }) => fails)
    .map((mismatch) => mismatch.class)
    .join('; ')}`;
}

function describeOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'passed':
      return 'passed';
    case 'failed':
      return `failed: ${outcome.mismatches
        .filter(({ fails }) => fails)
        .map(({ message }) => message)
        .join('; ')}`;
    case 'skipped':
      return `skipped: ${outcome.reason}`;
    case 'errored': {
      const { failure } = outcome;
      const place = failure.kind === 'script' ? `${failure.line}:${failure.column} ` : '';
      return `errored: ${place}${failure.message}`;
    }
  }
}

describe('a password of which only the beginning came or is shown', () => {
  it.each<[string, Reply[]]>([
    ['in the middle of a line', [greeting, '* BAD what is hunter', closes]],
    ['where a long response is cut', [greeting, `* OK ${'x'.repeat(16_384 - 11)}hunter22-and-more\na1 OK\n`]],
    [
      'where a long line nobody asked for is cut',
      [greeting, `zz OK ${'x'.repeat(16_384 - 12)}hunter22-and-more\na1 OK\n`],
    ],
  ])('is not shown %s', (_, replies) => {
    const shown = JSON.stringify(play('a1 NOOP\n', replies, { secrets: ['hunter22-and-more'] }).result);
    expect(shown).toContain('‹redacted›');
    expect(shown).not.toContain('hunte');
  });
});
