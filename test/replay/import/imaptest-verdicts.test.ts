import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importImaptest } from '../../../src/replay/import/imaptest.js';
import { type Sandbox, startSandbox } from '../../../src/server/sandbox.js';
import { replay } from '../../runner/replay.js';

const mailbox = ['one', 'two', 'three']
  .map(
    (subject) => `From ann@example.org  Mon Jan  1 12:00:00 2024\nSubject: ${subject}\n\n${subject}'s body\n`,
  )
  .join('\n');

function convert(text: string) {
  return importImaptest({ name: 'example', text, mailbox });
}

/** What is behind the header, or a header and what is behind it; each says what imaptest says of it. */
type Case = readonly [title: string, body: string];

const one = (body: string) => `messages: 1\n\n${body}`;
const two = (body: string) => `messages: 2\n\n${body}`;

const passing: readonly Case[] = [
  ['a state in any letters', 'messages: 1\nState: SELECTED\n\nok fetch 1 uid\n* 1 fetch (uid 1)'],
  ['lines that end in CRLF', 'messages: 1\r\n\r\nok fetch 1 uid\r\n* 1 fetch (uid 1)\r\n'],
  ['one reply for several lines', one('ok fetch 1 (uid flags)\n* 1 fetch (uid 1)\n* 1 fetch (flags ())')],
  [
    'one reply for several lines, where nothing further may come',
    'messages: 1\nignore_extra_untagged: no\n\nok fetch 1 (uid flags)\n* 1 fetch (uid 1)\n* 1 fetch (flags ())',
  ],
  ['lines in another order', two('ok fetch 1:2 uid\n* 2 fetch (uid 2)\n* 1 fetch (uid 1)')],
  ['lines in their order', two('ok fetch 1:2 uid\n!ordered\n* 1 fetch (uid 1)\n* 2 fetch (uid 2)')],
  [
    'lines in their order, and others',
    two(
      'ok fetch 1:2 uid\n!ordered\n* 1 fetch (uid 1)\n! 1 fetch (uid 7)\n? 3 fetch (uid 7)\n* 2 fetch (uid 2)',
    ),
  ],
  ['lines behind the answer', one('fetch 1 uid\nok\n* 1 fetch (uid 1)')],
  [
    'answers in another order',
    two('tag1 fetch 1 uid\ntag2 fetch 2 uid\n* 2 fetch (uid 2)\ntag2 ok\ntag1 ok'),
  ],
  [
    'a command that joins the others late',
    two('tag1 fetch 1 uid\ntag2 fetch 2 uid\ntag1 ok\ntag3 noop\n* 2 fetch (uid 2)\ntag2 ok\ntag3 ok'),
  ],
  ['tags as numbers', one('TAG01 fetch 1 uid\n* 1 fetch (uid 1)\ntag1 ok')],
  ['any one value, and any list', one('ok fetch 1 (uid flags)\n* 1 fetch (uid $)\n* 1 fetch $')],
  ['NIL is any one value too', one('ok fetch 1 envelope\n* 1 fetch (envelope ($ $ $ $ $ $ $ $ $ $))')],
  [
    'a value that comes again',
    two('ok fetch 1:2 uid\n* 2 fetch (uid $u)\nok uid fetch $u uid\n* $ fetch (uid 2)'),
  ],
  [
    'more items, status items and attributes',
    one('ok status $mailbox (messages uidnext)\n* status $ (messages 1)'),
  ],
  [
    'items in another order, and no more',
    one('ok fetch 1 (uid flags)\n* 1 fetch ($!unordered=2 $!noextra flags () uid 1)'),
  ],
  ['items in their order', one('ok fetch 1 (uid flags)\n* 1 fetch ($!ordered uid 1 flags $)')],
  [
    'more flags where they may come',
    one('ok store 1 flags (\\seen \\flagged)\n* 1 fetch (flags ($!unordered \\seen))'),
  ],
  [
    'a flag that is ignored',
    one(
      'ok store 1 flags (\\seen \\flagged)\n* 1 fetch (flags ($!unordered $!noextra $!ignore=\\flagged \\seen))',
    ),
  ],
  [
    'an ignored flag alone',
    one('ok store 1 flags (\\draft)\n* 1 fetch (flags ($!unordered $!noextra $!ignore=\\draft))'),
  ],
  [
    'what a server says of attachments',
    one('ok store 1 flags (\\seen $$HasAttachment)\n* 1 fetch (flags (\\seen))'),
  ],
  [
    'a flag that is not there is banned',
    one('ok store 1 flags (\\seen)\n* 1 fetch (flags ($!unordered $!ban=\\draft \\seen))'),
  ],
  ['what must not come does not come', one('ok fetch 1 uid\n! 1 fetch (uid 2)')],
  ['what may come comes', 'ignore_extra_untagged: no\nmessages: 1\n\nok fetch 1 uid\n? 1 fetch (uid 1)'],
  [
    'messages begin again',
    'state: created\n\nok append\nok append\nok append\nok append\nok status $mailbox (messages)\n* status $ (messages 4)',
  ],
  ['all messages', 'messages: all\n\nok fetch 3 uid\n* 3 fetch (uid 3)'],
  [
    'a number that was another before an EXPUNGE that nobody expects',
    'connections: 2\nmessages: 3\n\n1 ok store 1 +flags \\deleted\n1 ok expunge\n2 ok noop\n2 ok fetch $2 uid\n* $2 fetch (uid 3)',
  ],
  [
    'a number that was another before an EXPUNGE',
    'connections: 2\nmessages: 3\n\n1 ok store 1 +flags \\deleted\n1 ok expunge\n2 ok uid store 3 flags \\seen\n* 1 expunge\n* $3 fetch (flags (\\seen))',
  ],
  [
    'a server asks for literals',
    'ignore_extra_untagged: no\nstate: created\n\nok append\nok status {{{\n$mailbox\n}}} (messages)\n* status $ (messages 1)\nok list "" {{{\nno such\n}}}',
  ],
  ['any answer', one('"" foobar\nok noop')],
  ['a text that begins so', one('fetch 1 uid\nok fetch')],
  ['a connection that ends', one('"" logout\n* bye')],
  ['a session that ends, and its answer', one('ok logout\n* bye')],
  ['another session goes on', 'connections: 2\nmessages: 1\n\n1 ok logout\n* bye\n2 ok noop'],
  ['a greeting', 'messages: 1\n\n* ok\nok noop'],
  ['capabilities in any letters', 'capabilities: imap4REV1 move\nstate: auth\n\nok noop'],
  ['blanks that are sent', one('bad  noop\nok noop')],
  [
    'a test of what the second connection is told',
    'connections: 2\nmessages: 1\n\n1 ok append\n2 ok noop\n* 2 exists',
  ],
  [
    'who the users are',
    'connections: 2\nstate: auth\n\n2 ok list "" "$user-$user2-$username-$username2-$domain-$domain2"',
  ],
  [
    'conditions in conditions',
    one('!ifnenv NO_SUCH\n!ifenv NO_SUCH\nbad noop\n!else\nok noop\n!endif\n!else\nbad noop\n!endif'),
  ],
];

const failing: readonly Case[] = [
  [
    'lines that must have another order',
    two('ok fetch 1:2 uid\n!ordered\n* 2 fetch (uid 2)\n* 1 fetch (uid 1)'),
  ],
  ['lines behind the answer', one('fetch 1 uid\nok\n* 1 fetch (uid 2)')],
  ['an empty string is not NIL', one('ok fetch 1 envelope\n* 1 fetch (envelope ($ $ $ $ $ $ $ $ "" $))')],
  ['a text that begins otherwise', one('fetch 1 uid\nok done and done')],
  ['more flags', one('ok store 1 flags (\\seen \\flagged)\n* 1 fetch (flags (\\seen))')],
  [
    'more flags than those that are ignored',
    one(
      'ok store 1 flags (\\seen \\flagged \\draft)\n* 1 fetch (flags ($!unordered $!noextra $!ignore=\\flagged \\seen))',
    ),
  ],
  [
    'a flag that is banned',
    one('ok store 1 flags (\\seen \\flagged)\n* 1 fetch (flags ($!unordered $!ban=\\flagged \\seen))'),
  ],
  ['more items than there may be', one('ok fetch 1 (uid flags)\n* 1 fetch ($!unordered=2 $!noextra uid 1)')],
  ['more items than those with an order', one('ok fetch 1 (uid flags)\n* 1 fetch ($!ordered uid 1)')],
  ['more capabilities', 'state: auth\n\nok capability\n* capability imap4rev1'],
  ['more numbers', two('ok search all\n* search 1')],
  ['what must not come', one('ok fetch 1 uid\n! 1 fetch (uid 1)')],
  ['what nobody expects', 'ignore_extra_untagged: no\nmessages: 1\n\nok fetch 1 uid'],
  [
    'what nobody expects beside other lines',
    'ignore_extra_untagged: no\nmessages: 2\n\nok fetch 1:2 uid\n* 1 fetch (uid 1)',
  ],
  ['another status', one('no noop')],
  ['another greeting', 'messages: 1\n\n* ok no such greeting\nok noop'],
  ['an answer that is BAD, and what is behind it', one('ok gibberish\nok noop')],
];

/** The verdicts are imaptest's own, read from what it does with such a test. */
describe('on the sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.stop());

  async function play(text: string): Promise<string> {
    const { scripts, problems } = convert(text);
    expect(problems).toEqual([]);
    const { result } = await replay(scripts[0]?.text ?? '', {
      url: sandbox.url,
      credentials: () => ({ user: sandbox.user, password: sandbox.password }),
    });
    return result.outcome.kind;
  }

  it.each(passing)('passes: %s', async (_, text) => {
    expect(await play(text)).toBe('passed');
  });

  it.each(failing)('fails: %s', async (_, text) => {
    expect(await play(text)).toBe('failed');
  });
});

describe('a test that imaptest does not take', () => {
  it.each([
    ['', 1, undefined, 'Expected a command behind the header and an empty line.'],
    ['ok noop', 1, undefined, 'Expected "key: value"; an empty line ends the header.'],
    ['messages: many\n\nok noop', 1, 11, 'Expected a number up to 10000, or all, for messages, not "many".'],
    [
      'connections: 101\n\nok noop',
      1,
      14,
      'Expected a number from 1 to 100, or n, for connections, not "101".',
    ],
    [
      '\ntag1 noop\ntag2 ok\ntag1 ok',
      3,
      undefined,
      'No command waits for this answer: there is no tag2 before it.',
    ],
    [
      '\ntag1 a\ntag2 b\ntag1 ok\ntag1 ok\ntag2 ok',
      5,
      undefined,
      'Expected one answer for tag1, and this is another.',
    ],
    ['\ntag1 a\ntag1 b\ntag1 ok', 3, undefined, 'Expected another tag: tag1 has a command already.'],
    [
      '\nnoop\nfetch 1 uid\nok',
      2,
      undefined,
      'Expected ok, no, bad or "" to say what the answer to "noop" is.',
    ],
    [
      'connections: 2\n\nok noop',
      3,
      undefined,
      'Expected the number of a connection before the command, 1 to 2.',
    ],
    [
      '\n!ifenv A\nok a\n!else\n!else\n!endif\nok b',
      5,
      undefined,
      'Expected !endif: this !ifenv has an !else already.',
    ],
    ['\n!ifenv A\nok a', 2, undefined, 'Expected !endif for this condition.'],
    ['\n!ifenv\nok a\n!endif\nok b', 2, undefined, 'Expected the name of a variable behind !ifenv.'],
    [
      '\nok a\n!sleep a while',
      3,
      undefined,
      'Expected a duration such as 200ms behind !sleep, not "a while".',
    ],
    ['\nok a\n*', 3, undefined, 'Expected a response behind "*".'],
    [
      '\nok append x {5}\nok b',
      2,
      undefined,
      'Expected "{{{", lines and "}}}" instead of "{5}": literals are counted for you.',
    ],
    ['\nok a\n}}}', 3, undefined, 'Expected "{{{" at the end of a line before this "}}}".'],
    ['\nok a {{{ \nok b', 2, undefined, 'Expected nothing behind "{{{", no blank either.'],
    [
      '\nidle\n+ idling\nok',
      3,
      undefined,
      'Expected no "+": what asks for more is waited for without being written.',
    ],
    ['\nok fetch ${a uid', 2, 10, 'Expected "}" behind this "${".'],
    ['\nok a\n* a ${}', 3, 5, 'Expected a name in "${}".'],
    ['messages: 10001\n\nok a', 1, 11, 'Expected a number up to 10000, or all, for messages, not "10001".'],
    ['user 2:\n\nok a', 1, 8, 'Expected a name for user 2, not "".'],
    [
      'ignore_extra_untagged: maybe\n\nok a',
      1,
      24,
      'Expected yes or no for ignore_extra_untagged, not "maybe".',
    ],
    ['capabilities: MOVE,"\n\nok a', 1, 15, 'Expected words such as MOVE for capabilities, not "MOVE,"".'],
    ['\n!else\nok a', 2, undefined, 'Expected !ifenv before !else.'],
    [
      '\n!wait 2s\nok a',
      2,
      undefined,
      'Unknown "!wait". Expected !sleep, !output, or !ordered behind a command.',
    ],
    ['\nok a\n* 1 fetch (uid 1', 3, 11, 'Expected ")" at the end of this list.'],
    ['\nok a\n* 1 fetch uid 1)', 3, 16, 'Expected "(" before this ")".'],
    ['\nok a\n* list () "/ x', 3, 11, 'Expected a quote at the end of this string.'],
    ['\nok a\n* 1 fetch (uid)', 3, 11, 'Expected chains of 2 in this list: it has 1 member.'],
    ['\nok a\n* 1 fetch ($!unordered=3 a b)', 3, 11, 'Expected chains of 3 in this list: it has 2 members.'],
    ['\nok a\n* 1 fetch ($!some uid 1)', 3, 12, 'Unknown directive "$!some".'],
    ['\nok a\n* x (a $!extra)', 3, 8, 'Expected $!extra at the beginning of its list.'],
    ['\na\nok (x', 3, 4, 'Expected ")" at the end of this list.'],
  ] as const)('%j', (text, line, column, message) => {
    const problem = column === undefined ? { line, message } : { line, column, message };
    expect(convert(text).problems[0]).toEqual(problem);
  });
});
