import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importImaptest } from '../../../src/replay/import/imaptest.js';
import { parseScript } from '../../../src/script/parser.js';
import { type Sandbox, startSandbox } from '../../../src/server/sandbox.js';
import { createSource } from '../../../src/text/source.js';
import { replay } from '../../runner/replay.js';

const mailbox = [
  'From ann@example.org  Mon Jan  1 12:00:00 2024\nSubject: one\n\nbody\n',
  'From ann@example.org  Tue Feb 22 12:00:00 2024 +0200\nSubject: two ${not} EOM\n\nEOM\n',
].join('\n');

function convert(text: string) {
  const { scripts, problems } = importImaptest({ name: 'example', text, mailbox });
  return { script: scripts[0]?.text ?? '', problems, users: scripts[0]?.users };
}

/** What the commands of a test become, without what is prepared and cleaned up. */
function translate(body: string): string {
  const { script } = convert(`state: auth\n\n${body}`);
  return script.slice(script.indexOf('%login\n') + '%login\n'.length, script.indexOf('\n%cleanup')).trim();
}

describe('a line of imaptest', () => {
  it.each([
    ['a command and its answer', 'ok noop', 'a1 noop\na1 OK'],
    ['an answer below', 'noop\n* 1 exists\nok', 'a1 noop\n* 1 exists\na1 OK'],
    ['an answer with a code', 'append x\nno [trycreate]', /a1 NO \[trycreate\]$/],
    ['an answer with a text is a prefix', 'bad x\nfoo\nbad no such', /a2 BAD no such\$\{\*\}$/],
    ['any answer', '"" delete x', 'a1 delete x\n%ignore status'],
    ['a comment stays', '# why\nok noop', '# why\na1 noop\na1 OK'],
    ['in the middle too', 'ok noop\n# why\n* 1 exists', 'a1 noop\n# why\n* 1 exists\na1 OK'],
    ['output is a comment', 'ok noop\n!output hello', 'a1 noop\na1 OK\n# hello'],
    ['a pause', '!sleep 200ms\nok noop', '%wait 200ms\na1 noop\na1 OK'],
    [
      'a pause inside a group, which comes behind it',
      'noop\n!sleep 1s\n* 1 exists\nok\nok noop',
      'a1 noop\n* 1 exists\na1 OK\n%wait 1s\na2 noop\na2 OK',
    ],
    ['messages that are expunged', 'ok a\n* 1 expunge\n* 1 expunge', 'a1 a\n* 1 expunge\n* 1 expunge\na1 OK'],
    [
      'a message that is expunged before or after other lines',
      'ok a\n* 2 fetch (uid 3)\n* 1 expunge',
      'a1 a\n* 2 fetch (uid 3)\n* ${_:/1/} expunge\na1 OK',
    ],
    ['two dollars are one', 'ok search keyword $$Junk', 'a1 search keyword $Junk\na1 OK'],
    ['a variable', 'ok noop\n* ok [uidnext ${next}]', 'a1 noop\n* ok [uidnext ${next}]\na1 OK'],
    ['a variable of ours has another name', 'ok noop\n* x $file', 'a1 noop\n* x ${file_}\na1 OK'],
    ['the tag that is sent', 'ok noop\n* x $tag', 'a1 noop\n* x a1\na1 OK'],
    [
      'a modification sequence',
      'ok a\n! x $modseq1\n* x $modseq1\n* y $modseq1\nok b $modseq1',
      'a1 a\nS!: * x ${_:number}\n* x ${modseq1:number}\n* y ${modseq1}\na1 OK\na2 b ${modseq1}\na2 OK',
    ],
    [
      'modification sequences, which grow as their numbers do',
      'ok a\n* x $modseq2\n* x $modseq5',
      'a1 a\n* x ${modseq2:>=2}\n* x ${modseq5:>=modseq2+3}\na1 OK',
    ],
    [
      'modification sequences from before they grew',
      'ok a\n* x $modseq2\n* x $modseq5\n* x $modseq4',
      'a1 a\n* x ${modseq2:number}\n* x ${modseq5:number}\n* x ${modseq4:number}\na1 OK',
    ],
    [
      'a text of several words with parentheses',
      'ok noop\n* x (${case:A (b} c "d ${case:E)}")',
      'a1 noop\n* x (${_:/A \\(b/} c "d ${_:/E\\)/}")\na1 OK',
    ],
    ['who logs in', 'ok login $user "$password"', 'a1 login ${user:astring} "${password}"\na1 OK'],
    ['a literal that is a variable', 'ok x {{{\n$word\n}}} y', 'a1 x ${word:astring} y\na1 OK'],
    ['IDLE, which is ended', 'idle\n* 1 exists\nok', 'a1 idle\n+\n* 1 exists\nDONE\na1 OK'],
    ['a challenge, which is declined', 'bad authenticate plain', 'a1 authenticate plain\n+\nC: *\na1 BAD'],
    ['an initial response', 'no authenticate plain AGEAYg==', 'a1 authenticate plain AGEAYg==\na1 NO'],
    ['any one value', 'ok noop\n* x $ ($)', 'a1 noop\n* x ${_} (${_})\na1 OK'],
    ['the rest of a code', 'ok noop\n* ok [x $]', 'a1 noop\n* ok [x ${*}]\na1 OK'],
    ['letters in their case', 'ok noop\n* x ${case:Ab.c}', 'a1 noop\n* x ${_:/Ab\\.c/}\na1 OK'],
    [
      'numbers that move',
      'ok expunge\n* $2 expunge\n* $5 expunge\n* $6 fetch (uid 1)',
      'a1 expunge\n* 2 expunge\n* ${_:/5|4/} expunge\n* ${_:/6|5|4/} fetch (uid 1)\na1 OK',
    ],
    [
      'a list and what must not be in it',
      'ok noop\n* list ($!unordered $!ban=\\noselect \\subscribed) "/" x',
      'a1 noop\n* list (${!\\noselect} \\subscribed) "/" x\na1 OK',
    ],
    [
      'a list that has nothing more',
      'ok noop\n* 1 fetch ($!unordered=2 $!noextra uid 1)',
      'a1 noop\n* 1 fetch (uid 1 ${!*})\na1 OK',
    ],
    ['a response that has nothing more', 'ok x\n* capability a', 'a1 x\n* capability a ${!*}\na1 OK'],
    [
      'what else may be in a list',
      'ok noop\n* 1 fetch (flags ($!unordered $!noextra $!ignore=\\recent $!ignore=\\draft \\seen))',
      'a1 noop\n* 1 fetch (flags (${?\\draft} \\seen))\na1 OK',
    ],
    [
      'a list with an order',
      'ok noop\n* status x ($!ordered messages 1)',
      'a1 noop\n# Not compared here: the order of a list.\n* status x (messages 1 ${!*})\na1 OK',
    ],
    ['lines with an order', 'ok noop\n!ordered\n* a\n* b', 'a1 noop\n%strict order\n* a\n* b\na1 OK'],
    ['blanks at the end and at the beginning', 'bad  noop ', 'C\\: a1  noop\\x20\na1 BAD'],
    [
      'a number that an other message moves',
      'ok a\n* 1 expunge\n* $3 fetch (uid 3)',
      'a1 a\n* ${_:/1/} expunge\n* ${_:/3|2/} fetch (uid 3)\na1 OK',
    ],
    [
      'a list of which nothing is known',
      'ok noop\n* 1 fetch (envelope ($!unordered))',
      'a1 noop\n* 1 fetch (envelope (${*}))\na1 OK',
    ],
    [
      'a literal that ends in a line end',
      'ok append x {{{\nS: x\n\n}}}',
      'a1 append x {<<EOM}\nS: x\nEOM\na1 OK',
    ],
    ['and one that does not', 'ok login {{{\nann\n}}} {{{\nx y\n}}}', 'a1 login {3}\nann {3}\nx y\na1 OK'],
    [
      'a literal in an answer',
      'ok noop\n* 1 fetch (body[] {{{\nhi\n\n}}})',
      'a1 noop\n* 1 fetch (body[] {<<EOM}\nhi\nEOM)\na1 OK',
    ],
    [
      'octets that cannot be seen',
      'ok append x ~{{{\na\nb\0\n}}}',
      'C: a1 append x ~{4}\nC\\: a\\nb\\x00\na1 OK',
    ],
    [
      'line ends as in the file',
      'ok x\n* 1 fetch (body[1] ~{{{\na\nb\n}}} binary[1]<0> ~{{{\nc\nd\n}}})',
      'a1 x\nS: * 1 fetch (body[1] {3}\nS\\: a\\nb binary[1]<0> ~{3}\nS\\: c\\nd)\na1 OK',
    ],
    ['octets that must not come', 'ok noop\n! x ~{{{\na\nb\n}}}', 'a1 noop\nS!: * x ${_:/a\\x0ab/}\na1 OK'],
    [
      'commands that go out together',
      'tag1 status a (messages)\ntag2 status b (messages)\n* status b (messages 1)\ntag1 ok\ntag2 no',
      '%pipeline\na1 status a (messages)\na2 status b (messages)\n%end\na1 OK\n* status b (messages 1)\na2 NO',
    ],
    ['a line that looks like an answer', 'ok ok', 'C: a1 ok\na1 OK'],
    ['what depends on the environment', '!ifenv X\nok a\n!else\nok b\n!endif', 'a1 b\na1 OK'],
  ] as const)('%s', (_, body, script) => {
    if (typeof script === 'string') expect(translate(body)).toBe(script);
    else expect(translate(body)).toMatch(script);
  });
});

describe('a test of imaptest', () => {
  it('says what it cannot understand, and where', () => {
    const { problems } = convert('state: asleep\nstat: 1\n\nok\nnoop\n* x {{{\n');
    expect(problems).toEqual([
      {
        line: 1,
        column: 8,
        message: 'Expected nonauth, auth, created, appended or selected for state, not "asleep".',
      },
      { line: 2, message: 'Unknown key "stat". Did you mean state?' },
      { line: 4, message: 'No command waits for this answer: "ok".' },
      { line: 6, message: 'Expected a line that begins with "}}}".' },
      { line: 5, message: 'Expected ok, no, bad or "" to say what the answer to "noop" is.' },
    ]);
  });

  it.each([
    [undefined, 'Expected example.mbox or default.mbox beside this test, which appends messages of it.'],
    ['Subject: no mbox\n\nhi\n', /^Expected messages in example\.mbox or default\.mbox, each behind a line/],
  ])('needs messages to append: %j', (mbox, message) => {
    const read = (text: string) => importImaptest({ name: 'example', text, mailbox: mbox }).problems;
    expect(read('messages: 1\n\nok noop')).toEqual([{ line: 1, message: expect.stringMatching(message) }]);
    expect(read('\nok append')).toHaveLength(1);
    expect(read('\nok append x {{{\nhi\n}}}')).toEqual([]);
  });

  it('appends no more than fits into the memory', () => {
    const mailbox = `From ann@example.org Mon Jan  1 12:00:00 2024\n\n${'x'.repeat(10_000)}`;
    const { problems } = importImaptest({ name: 'example', text: 'messages: 10000\n\nok noop', mailbox });
    expect(problems).toEqual([{ line: 1, message: 'Expected at most 64 MB of messages to append.' }]);
  });

  it.each([
    [
      'of each connection',
      'state: auth\nuser 1: $user3\nuser 2: $user2\n\n1 ok id ("a" "$user $user2")\n2 ok id ("a" "$user $password2")',
      /^%on main user=user3\n%login\n%set user1 = \$\{user\}\n\n%on b user=user2\n%login\n%set user2 = \$\{user\}\n%set password2 = \$\{password\}\n\n%on main\na1 id \("a" "\$\{user\} \$\{user2\}"\)\na1 OK\n\n%on b\nb1 id \("a" "\$\{user1\} \$\{password\}"\)$/m,
    ],
    [
      'that a test of logins says itself',
      'state: nonauth\nuser 1: $user2\n\nok login $user $password',
      /^a1 login \$\{user2:astring\} \$\{password:astring\}$/m,
    ],
  ])('knows the users %s', (_, test, script) => {
    expect(convert(test).script).toMatch(script);
  });

  it('names the users that it needs', () => {
    const { script, users } = convert('state: auth\nuser 2: $user2\n\n2 ok getacl $mailbox');
    expect(users).toEqual(['user2']);
    expect(script).toContain('%on b user=user2\n%login\n');
  });

  it('takes messages one after the other, and begins again', () => {
    const { script } = convert('messages: 3\n\nok append');
    expect([...script.matchAll(/" ?(\d+-\w+-2024 \S+ \S+)"/g)].map(([, date]) => date)).toEqual([
      '1-Jan-2024 12:00:00 +0000',
      '22-Feb-2024 12:00:00 +0200',
      '1-Jan-2024 12:00:00 +0000',
      '22-Feb-2024 12:00:00 +0200',
    ]);
    expect(parseScript(createSource('example', script)).problems).toEqual([]);
  });

  it.each(['', '\n', '{{{', '!endif', 'a: b', '\n\n1', '\n1 "" \0 $\n}}}'])(
    'reads %j without an error',
    (text) => {
      expect(() => parseScript(createSource('example', convert(text).script))).not.toThrow();
    },
  );
});

describe('a literal', () => {
  it('keeps its empty lines', () => {
    expect(translate('ok append x {{{\na\n\n\n\n\n}}}')).toBe('a1 append x {<<EOM}\na\n\n\n\nEOM\na1 OK');
  });
});

describe('the lines of the script', () => {
  it('know where they are from', () => {
    const text = 'state: auth\n\n# why\nok noop\n* 1 exists\n\nnoop\n* bye\nok\n';
    const [script] = importImaptest({ name: 'example', text }).scripts;
    const lines = script?.text
      .split('\n')
      .slice(0, -1)
      .map((line, index) => `${script.origins?.[index]} ${line}`);
    expect(lines).toContain('4 a1 noop');
    expect(lines).toContain('5 * 1 exists');
    expect(lines).toContain('8 * bye');
    expect(lines).toHaveLength(script?.origins?.length ?? 0);
  });
});

describe('on the sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.stop());

  it.each([
    [
      'passes',
      'messages: 2\n\nok fetch 1:2 (uid flags)\n* 1 fetch (uid $a flags ())\n* 2 fetch (uid $b)',
      'passed',
    ],
    ['fails', 'messages: 2\n\nok fetch 1 (flags)\n* 1 fetch (flags (\\seen))', 'failed'],
    ['waits for no other greeting', 'state: nonauth\n\n* ok [capability x]\nok noop', 'failed'],
    ['is skipped', 'capabilities: X-NO-SERVER\n\nok noop', 'skipped'],
    ['ends an IDLE', 'messages: 1\n\nok idle\nok noop', 'passed'],
    ['declines a challenge', 'state: nonauth\n\n"" authenticate plain\nok noop', 'passed'],
    ['logs in itself', 'state: nonauth\n\nok login $username {{{\n$password\n}}}', 'passed'],
    ['sees another connection', 'connections: 2\n\n1 ok append\n2 ok noop\n* 1 exists', 'passed'],
  ])('a test %s', async (_, text, outcome) => {
    const { result } = await replay(convert(text).script, {
      url: sandbox.url,
      credentials: () => ({ user: sandbox.user, password: sandbox.password }),
    });
    expect(result.outcome).toMatchObject({ kind: outcome });
  });
});
