import { describe, expect, it } from 'vitest';
import { play } from './play.js';

const greeting = '* OK ready\n';

/** [what is shown, the script, the replies, `line: cause` of each step that failed] */
const cases: readonly [string, string, string[], ...string[]][] = [
  [
    'what needs a mailbox follows from the SELECT that was refused',
    'a1 SELECT x\na1 OK\na2 FETCH 1 UID\na2 OK\na3 NOOP\n* 1 EXISTS\na3 OK\na4 NOOP\na4 OK\n',
    ['* PREAUTH\n', 'a1 NO\n', 'a2 BAD\n', 'a3 OK\n', 'a4 OK\n'],
    '1: itself',
    '3: line 1, SELECT NO',
    '5: line 1, SELECT NO',
  ],
  [
    'UID FETCH needs one too',
    'a1 SELECT x\na1 OK\na2 UID FETCH 1 UID\na2 OK\n',
    ['* PREAUTH\n', 'a1 NO\n', 'a2 BAD\n'],
    '1: itself',
    '3: line 1, SELECT NO',
  ],
  [
    'all follows from a login that was refused, though nothing is written about it',
    'a1 LOGIN bob x\na2 SELECT INBOX\na2 OK\na3 FETCH 1 UID\na3 OK\n',
    [greeting, 'a1 NO\n', 'a2 BAD\n', 'a3 BAD\n'],
    '2: line 1, LOGIN NO',
    '4: line 1, LOGIN NO',
  ],
  [
    'a login that was meant to be refused',
    'a1 LOGIN bob x\na1 NO\na2 LOGIN bob y\na2 OK\n',
    [greeting, 'a1 OK\n', 'a2 BAD\n'],
    '1: itself',
    '3: line 1, LOGIN OK',
  ],
  [
    'a difference that the connection has nothing to do with stands for itself',
    'a1 SELECT x\na1 OK\na2 STATUS y (MESSAGES)\n* STATUS y (MESSAGES 2)\na2 OK\n',
    ['* PREAUTH\n', 'a1 NO\n', '* STATUS y (MESSAGES 3)\na2 OK\n'],
    '1: itself',
    '3: itself',
  ],
  [
    'when the connection is where it should be nothing follows any more',
    'a1 SELECT x\na1 OK\na2 CLOSE\na2 OK\na3 SELECT y\na3 OK\na4 FETCH 9 UID\na4 OK\n',
    ['* PREAUTH\n', 'a1 NO\n', 'a2 BAD\n', 'a3 OK\n', 'a4 BAD\n'],
    '1: itself',
    '3: line 1, SELECT NO',
    '7: itself',
  ],
  [
    'a SELECT that was not understood leaves the mailbox before it, which is another',
    'a1 SELECT x\na2 SELECT y\na2 OK\na3 FETCH 1 UID\n* 1 FETCH (UID 3)\na3 OK\n',
    ['* PREAUTH\n', 'a1 OK\n', 'a2 BAD\n', '* 1 FETCH (UID 4)\na3 OK\n'],
    '2: itself',
    '4: line 2, SELECT BAD',
  ],
  [
    'the first cause is told',
    'a1 CREATE x\na1 OK\na2 SELECT x\na2 OK\na3 FETCH 1 UID\na3 OK\na4 COPY 1 "x"\na4 OK\na5 APPEND y {2+}\nhi\na5 OK\n',
    ['* PREAUTH\n', 'a1 NO\n', 'a2 NO\n', 'a3 BAD\n', 'a4 BAD\n', 'a5 NO\n'],
    '1: itself',
    '3: line 1, CREATE NO',
    '5: line 1, CREATE NO',
    '7: line 1, CREATE NO',
    '9: itself',
  ],
  [
    'a mailbox that was there already is there',
    'a1 CREATE x\na1 OK\na2 SELECT x\na2 OK\n',
    ['* PREAUTH\n', 'a1 NO [ALREADYEXISTS]\n', 'a2 NO\n'],
    '1: itself',
    '3: itself',
  ],
  [
    'a refusal that is written leads nowhere',
    'a1 SELECT x\na1 NO\na2 FETCH 1 UID\na2 OK\n',
    ['* PREAUTH\n', 'a1 NO\n', 'a2 BAD\n'],
    '3: itself',
  ],
  [
    'each connection has a course of its own',
    'a1 SELECT x\na1 OK\n%on two\nb1 SELECT y\nb1 OK\nb2 FETCH 1 UID\nb2 OK\n%on main\na2 CHECK\na2 OK\n',
    ['* PREAUTH\n', 'a1 NO\n', '* PREAUTH\n', 'b1 OK\n', 'b2 BAD\n', 'a2 BAD\n'],
    '1: itself',
    '6: itself',
    '9: line 1, SELECT NO',
  ],
];

describe('the cause of what fails', () => {
  it.each(cases)('%s', (_, script, replies, ...expected) => {
    const { result } = play(script, replies);
    const failed = result.steps.filter(({ outcome }) => outcome.kind === 'failed');
    const told = failed.map(({ line, cause }) => {
      return `${line}: ${cause ? `line ${cause.line}, ${cause.name} ${cause.status}` : 'itself'}`;
    });
    expect(told).toEqual(expected);
  });
});

/** [what is shown, the script, the replies, `line: cause` of each step that failed] */
const absences: readonly [string, string, string[], ...string[]][] = [
  [
    'a message that EXISTS did not tell of is in no answer',
    'a1 SELECT x\n* 3 EXISTS\na1 OK\na2 SEARCH ALL\n* SEARCH 1 2 3\na2 OK\na3 UID FETCH 1:* FLAGS\n* 1 FETCH (FLAGS ())\n* 3 FETCH (FLAGS ())\na3 OK\n',
    [
      '* PREAUTH\n',
      '* 2 EXISTS\na1 OK\n',
      '* SEARCH 1 2\na2 OK\n',
      '* 1 FETCH (UID 1 FLAGS ())\n* 2 FETCH (UID 2 FLAGS ())\na3 OK\n',
    ],
    '1: itself',
    '4: line 1, EXISTS 2 of 3',
    '7: line 1, EXISTS 2 of 3',
  ],
  [
    'a command that names it is refused',
    'a1 SELECT x\n* 3 EXISTS\na1 OK\na2 FETCH 1:3 FLAGS\n* 1 FETCH (FLAGS ())\na2 OK\na3 STORE 1 +FLAGS (x)\na3 OK\n',
    ['* PREAUTH\n', '* 0 EXISTS\na1 OK\n', 'a2 BAD\n', 'a3 NO\n'],
    '1: itself',
    '4: line 1, EXISTS 0 of 3',
    '7: line 1, EXISTS 0 of 3',
  ],
  [
    'one that names another is refused for itself',
    'a1 SELECT x\n* 3 EXISTS\na1 OK\na2 FETCH 2 FLAGS\na2 OK\na3 FETCH 9 FLAGS\na3 OK\n',
    ['* PREAUTH\n', '* 2 EXISTS\na1 OK\n', 'a2 BAD\n', 'a3 BAD\n'],
    '1: itself',
    '4: itself',
    '6: itself',
  ],
  [
    'STATUS counts as many, and what comes later is as many too few',
    'a1 SELECT x\n* 3 EXISTS\na1 OK\na2 STATUS x (MESSAGES UNSEEN)\n* STATUS x (MESSAGES 3 UNSEEN 2)\na2 OK\na3 NOOP\n* 4 EXISTS\na3 OK\na4 STATUS y (MESSAGES)\n* STATUS y (MESSAGES 3)\na4 OK\n',
    [
      '* PREAUTH\n',
      '* 2 EXISTS\na1 OK\n',
      '* STATUS x (MESSAGES 2 UNSEEN 1)\na2 OK\n',
      '* 3 EXISTS\na3 OK\n',
      '* STATUS y (MESSAGES 1)\na4 OK\n',
    ],
    '1: itself',
    '4: line 1, EXISTS 2 of 3',
    '7: line 1, EXISTS 2 of 3',
    '10: itself',
  ],
  [
    'whatever else differs is its own',
    'a1 SELECT x\n* 3 EXISTS\na1 OK\na2 FETCH 1:* FLAGS\n* 1 FETCH (FLAGS (x))\n* 3 FETCH (FLAGS ())\na2 OK\na3 SEARCH ALL\n* SEARCH 2 3\na3 OK\n',
    ['* PREAUTH\n', '* 2 EXISTS\na1 OK\n', '* 1 FETCH (FLAGS ())\na2 OK\n', '* SEARCH\na3 OK\n'],
    '1: itself',
    '4: itself',
    '8: itself',
  ],
  ...(
    [
      ['an EXPUNGE', '* 1 EXPUNGE\n', 'a2 NOOP'],
      ['an EXISTS', '* 2 EXISTS\n', 'a2 NOOP'],
      ['another mailbox', '', 'a2 EXAMINE y'],
    ] as const
  ).map(([what, said, command]): [string, string, string[], ...string[]] => [
    `${what} ends it`,
    `a1 SELECT x\n* 3 EXISTS\na1 OK\n${command}\na2 OK\na3 FETCH 1:* UID\n* 3 FETCH (UID 3)\na3 OK\n`,
    ['* PREAUTH\n', '* 2 EXISTS\na1 OK\n', `${said}a2 OK\n`, 'a3 OK\n'],
    '1: itself',
    '6: itself',
  ]),
];

describe('messages that are not there', () => {
  it.each(absences)('%s', (_, script, replies, ...expected) => {
    const failed = play(script, replies).result.steps.filter(({ outcome }) => outcome.kind === 'failed');
    const told = failed.map(({ line, cause }) => {
      const { stated, came } = cause?.exists ?? {};
      return `${line}: ${cause ? `line ${cause.line}, EXISTS ${came} of ${stated}` : 'itself'}`;
    });
    expect(told).toEqual(expected);
  });
});
