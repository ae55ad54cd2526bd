import { describe, expect, it } from 'vitest';
import { parseScript } from '../../src/script/parser.js';
import { createSource } from '../../src/text/source.js';
import { outline } from './outline.js';

type Row = readonly [text: string, ...outline: string[]];

function check(rows: readonly Row[]): void {
  it.each(rows.map(([text, ...lines]) => [text, lines] as const))('%j', (text, lines) => {
    expect(outline(parse(text))).toEqual(lines);
  });
}

function parse(text: string) {
  return parseScript(createSource('x.imap', text));
}

describe('lines', () => {
  check([
    [''],
    ['\n\r\n', 'blank', 'blank'],
    ['a1 NOOP', 'command: a1 NOOP'],
    ['a1 NOOP\r\na1 OK\r\n', 'command: a1 NOOP', 'tagged: a1 OK'],
    ['a1 NOOP\r\r\n', 'command: a1 NOOP\\x0d'],
    ['a1\rNOOP\n', 'command: a1\\x0dNOOP'],
    [' \n\t\n', 'command:  ', 'command: \\x09'],
    ['a\0b\xff\n', 'command: a\\x00b\\xff'],
    ['%on a\n# hi\n', '%on', 'comment'],
    ['\xef\xbb\xbf# hi\n', 'comment', 'comment'],
    ['\xef\xbb\xbf', 'comment'],
    ['a1 NOOP\n\xef\xbb\xbfa2 NOOP\n', 'command: a1 NOOP', 'command: \\u{feff}a2 NOOP'],
    ['C:\nC: \nS:\nS: \n', 'command: ', 'command: ', 'untagged: ', 'untagged: '],
    ['C: S: x\nS: C: x\n', 'command: S: x', 'untagged: C: x'],
    ['* OK {3}\na BAD {3}\n+ {3}\n', 'untagged: * OK {3}', 'tagged: a BAD {3}', 'continuation: + {3}'],
    ['* ok {3}\n*  BYE {3}\n', 'untagged: * ok {3}', 'untagged: *  BYE {3}'],
  ]);
});

describe('escaped lines', () => {
  check([
    ['C\\: a\\x00\\t\\\\b\n', 'command: a\\x00\\x09\\b'],
    ['S\\: * OK \\x07\n', 'untagged: * OK \\x07'],
    ['C\\: a1 NO\\c\nC: OP\n', 'command: a1 NO…|OP'],
    ['C\\: a1 NO\\c\nOP\n', 'command: a1 NO…', 'command: OP'],
    ['C\\: a1 NO\\c\nS: * BYE\n', 'command: a1 NO…', 'untagged: * BYE'],
    ['C\\: a\\\\c\n', 'command: a\\c'],
    ['C\\: a\\\\\\c', 'command: a\\…'],
    ['S\\: * OK hal\\c\n', 'untagged: * OK hal…'],
    ['C\\: a \\q\\x1\\\n', 'command: a \\q\\x1\\'],
    ['C\\: \\x24{user} ${user}\n', 'command: ${user} ${user}'],
    ['C\\: ${x:/\\d/} \\x41\n', 'command: ${x:/\\d/} A'],
  ]);
});

describe('counted literals', () => {
  check([
    ['a APPEND x {4}\nhi\n\n', 'command: a APPEND x [hi\\x0d\\x0a]|'],
    ['a APPEND x {4}\r\nhi\r\n\r\n', 'command: a APPEND x [hi\\x0d\\x0a]|'],
    ['a APPEND x {2}\nhi\n', 'command: a APPEND x [hi]|'],
    ['a APPEND x {3}\nhi\na OK\n', 'command: a APPEND x [hi\\x0d]|', 'tagged: a OK'],
    ['a APPEND x {3}\r\nhi\r\na OK\n', 'command: a APPEND x [hi\\x0d]|', 'tagged: a OK'],
    ['a APPEND x {0}\n\n', 'command: a APPEND x []|'],
    ['a APPEND x {0}', 'command: a APPEND x []|'],
    ['a APPEND x ~{3+}\na\0b\n', 'command: a APPEND x ~[a\\x00b]|'],
    ['a LOGIN {3}\nbob {6}\nsecret\na OK\n', 'command: a LOGIN [bob]| [secret]|', 'tagged: a OK'],
    ['a X {3} {2}\n{1}{1}\na\n', 'command: a X {3} [{1]|}[a]|'],
    ['a X ${13}\n', 'command: a X ${13}'],
    ['a X {}\n{+}\n{-1}\n', 'command: a X {}', 'command: {+}', 'command: {-1}'],
    ['{2}\nhi\n', 'command: [hi]|'],
    ['* 1 FETCH (X {2}\nhi Y {1}\n!)\n', 'untagged: * 1 FETCH (X [hi]| Y [!]|)'],
    ['a SEARCH TEXT {3}\nm\xc3\xbc\n', 'command: a SEARCH TEXT [mü]|'],
    ['a X {9}\nabc', 'command: a X [abc]'],
    ['a X {99999999999999999999999}\nabc', 'command: a X [abc]'],
    ['a X {4}\n%on\n\n', 'command: a X [%on\\x0d]|', 'blank'],
    ['a X {6}\n# hi\n\n', 'command: a X [# hi\\x0d\\x0a]|'],
  ]);
});

describe('literals with the notation of the RFCs', () => {
  check([
    ['C: a X {4}\nC: hi\nC:\n', 'command: a X [hi\\x0d\\x0a]|'],
    ['C: a X {4}\nS: + go\nC: hi\nC:\nS: a OK\n', 'command: a X [→+ go→hi\\x0d\\x0a]|', 'tagged: a OK'],
    ['C: a X {4}\nhi\n\n', 'command: a X [hi\\x0d\\x0a]|'],
    ['C: a X {11}\nC: hi\nplain\nC:\n', 'command: a X [hi\\x0d\\x0aplain\\x0d\\x0a]|'],
    ['a X {5}\nC: hi\n', 'command: a X [C: hi]|'],
    ['S: * 1 FETCH (X {4}\nS: hi\nS: )\n', 'untagged: * 1 FETCH (X [hi\\x0d\\x0a]|)'],
    ['S\\: * 1 FETCH (X {2}\nS\\: \\x00\\x01 Y \\x02)\n', 'untagged: * 1 FETCH (X [\\x00\\x01]| Y \\x02)'],
    ['C\\: a X {2}\\r\\nhi {1}\\r\\n!\\x00\n', 'command: a X [hi]| [!]|\\x00'],
    ['C\\: a X {4}\\r\\nhi\nC: x\n', 'command: a X [hi\\x0d\\x0a]|x'],
    ['C\\: a X {4}\nC\\: h\\c\nC\\: i\nC:\n', 'command: a X [hi\\x0d\\x0a]|'],
    ['C: a X {9}\nC: hi\nS: a OK\n', 'command: a X [hi\\x0d\\x0a]', 'tagged: a OK'],
    ['C: a X {4}\nC: hi\nS: a OK\n', 'command: a X [hi\\x0d\\x0a]|', 'tagged: a OK'],
    ['S: * X {4}\nS: hi\nC: a NOOP\n', 'untagged: * X [hi\\x0d\\x0a]|', 'command: a NOOP'],
  ]);
});

describe("the server's reaction to an announcement", () => {
  check([
    ['a X {2}\n+ go\nhi\n', 'command: a X [→+ go→hi]|'],
    ['a X {2}\n+\nhi {1}\n+ more\n!\n', 'command: a X [→+→hi]| [→+ more→!]|'],
    ['a X {2+}\n+a\n', 'command: a X [+a]|'],
    ['a X {2}\na NO no\nb NOOP\n', 'command: a X [refused 2]', 'tagged: a NO no', 'command: b NOOP'],
    ['a X {2}\nS: a BAD\n', 'command: a X [refused 2]', 'tagged: a BAD'],
    ['a X {2}\n* BYE\n', 'command: a X [refused 2]', 'untagged: * BYE'],
    ['a X {4}\n+ go\nhi {3}\na NO\n', 'command: a X [→+ go→hi {]|3}', 'tagged: a NO'],
    ['a X {2}\n+ go\nhi {3}\na NO\n', 'command: a X [→+ go→hi]| [refused 3]', 'tagged: a NO'],
    [
      'C: a X {2}\nS: * 1 EXISTS\nS: a NO\n',
      'command: a X [refused 2]',
      'untagged: * 1 EXISTS',
      'tagged: a NO',
    ],
    ['a X {2}\nb NO\n', 'command: a X [b ]|NO'],
    ['a X {20}\nhi\na OK\n', 'command: a X [hi\\x0d\\x0a]', 'tagged: a OK'],
    ['a X {4}\nhi\na OK\n', 'command: a X [hi\\x0d\\x0a]|', 'tagged: a OK'],
    ['a X {4}\nhi\n* 1 EXISTS\n', 'command: a X [hi\\x0d\\x0a]|', 'untagged: * 1 EXISTS'],
    ['a X {<<E}\n+ go\nhi\nE\n', 'command: a X [→+ go→hi\\x0d\\x0a]|'],
    ['a X {@f}\n+ go\na OK\n', 'command: a X [@f]|', 'continuation: + go', 'tagged: a OK'],
  ]);
});

describe('heredocs', () => {
  check([
    ['a X {<<E}\nhi\n\nE\n', 'command: a X [hi\\x0d\\x0a\\x0d\\x0a]|'],
    ['a X {<<E}\nE\n', 'command: a X []|'],
    ['a X ~{<<E+}\nEE\nE)\n', 'command: a X ~[EE\\x0d\\x0a]|)'],
    ['a X {<<E}\nhi\nE {<<F}\nE\nF x\n', 'command: a X [hi\\x0d\\x0a]| [E\\x0d\\x0a]| x'],
    ['C: a X {<<E}\nC: hi\nC: E\n', 'command: a X [hi\\x0d\\x0a]|'],
    ['C: a X {<<E}\nhi\nC: x\nE\n', 'command: a X [hi\\x0d\\x0aC: x\\x0d\\x0a]|'],
    ['C\\: a X {<<E}\nC\\: h\\x00\\c\nC\\: i\nC\\: E \\x01\n', 'command: a X [h\\x00i\\x0d\\x0a]| \\x01'],
    ['* 1 FETCH (X {<<E}\nhi\nE FLAGS ())\n', 'untagged: * 1 FETCH (X [hi\\x0d\\x0a]| FLAGS ())'],
    ['a X {<<E}\nhi\n%on\n', 'command: a X [hi\\x0d\\x0a%on\\x0d\\x0a]'],
    ['a X {<<E} y\n', 'command: a X {<<E} y'],
  ]);
});

describe('files', () => {
  check([
    ['a X {@f} ~{@g+}) z\n', 'command: a X [@f]| ~[@g]|) z'],
    ['a X "{@f}" "\\"{@f}" {@f}\n', 'command: a X "{@f}" "\\"{@f}" [@f]|'],
    ['a X {@${file}.eml}\n', 'command: a X [@${file}.eml]|'],
    ['a X {@}\na X {@f\n', 'command: a X {@}', 'command: a X {@f'],
    ['a X {@f}{2}\nhi\n', 'command: a X [@f]|[hi]|'],
    ['C\\: a X {@f}\\x00\n', 'command: a X [@f]|\\x00'],
  ]);
});

describe('AUTHENTICATE and IDLE', () => {
  check([
    [
      'a AUTHENTICATE PLAIN\n+\nAGJv\na OK\nAGJv\n',
      'command: a AUTHENTICATE PLAIN',
      'continuation: +',
      'answer: AGJv',
      'tagged: a OK',
      'command: AGJv',
    ],
    [
      'a authenticate PLAIN\nAGJv\nb NOOP\nAGJv\n',
      'command: a authenticate PLAIN',
      'answer: AGJv',
      'command: b NOOP',
      'command: AGJv',
    ],
    ['a AUTHENTICATE X\n\nC:\n*\n', 'command: a AUTHENTICATE X', 'blank', 'answer: ', 'answer: *'],
    ['a AUTHENTICATE X\nb OK\nYQ==\n', 'command: a AUTHENTICATE X', 'tagged: b OK', 'answer: YQ=='],
    ['a AUTHENTICATE X\nYQ{3}\nabc\n', 'command: a AUTHENTICATE X', 'answer: YQ{3}', 'answer: abc'],
    ['a IDLE\n+\nDONE\nDONE\n', 'command: a IDLE', 'continuation: +', 'done: DONE', 'command: DONE'],
    ['a IDLE\nC: done\n', 'command: a IDLE', 'done: done'],
    ['a IDLE\na NO\nDONE\n', 'command: a IDLE', 'tagged: a NO', 'command: DONE'],
    ['a IDLE\nDONE x\n', 'command: a IDLE', 'command: DONE x'],
    [
      '%on x\na IDLE\n%on y\nb NOOP\n%on x\nDONE\n',
      '%on',
      'command: a IDLE',
      '%on',
      'command: b NOOP',
      '%on',
      'done: DONE',
    ],
    ['AUTHENTICATE PLAIN\nAGJv\n', 'command: AUTHENTICATE PLAIN', 'command: AGJv'],
  ]);
});

describe('a client message', () => {
  it.each([
    ['a1 uid FETCH 1', 'a1', 'UID'],
    ['a1', 'a1', ''],
    [' a1 NOOP', '', 'A1'],
    ['a1  NOOP', 'a1', ''],
    ['a1\tNOOP x', 'a1\tNOOP', 'X'],
    ['C\\: a\\x31 no\\c\nC: op', 'a1', 'NOOP'],
    ['a1 {2}\nhi x', 'a1', ''],
    ['${t} NOOP', '${t}', 'NOOP'],
  ])('%j has the tag %j and the name %j', (text, tag, name) => {
    expect(parse(text).items[0]).toMatchObject({ kind: 'client', tag, name });
  });

  it('says where the octets of a literal come from', () => {
    const text = 'C: a X {6}\nC: hi\nC: yo\n';
    const [item] = parse(text).items;
    const literal = item?.kind === 'client' ? item.segments[0]?.literal : undefined;
    expect(literal).toMatchObject({ form: 'counted', octets: 'hi\r\nyo', bodySpan: { start: 11, end: 22 } });
    const lines = literal?.form === 'counted' ? literal.lines : [];
    expect(lines.map(({ start, end }) => text.slice(start, end))).toEqual(['hi\n', 'yo']);
  });
});

describe('a directive', () => {
  it.each([
    [
      '%server imap+starttls://bob@host:143/INBOX',
      { name: 'server', url: 'imap+starttls://bob@host:143/INBOX' },
    ],
    ['%server ${env:IMAP}', { name: 'server', url: '${env:IMAP}' }],
    ['%server cyrus:', { name: 'server', url: 'cyrus:' }],
    ['%server Twisted:', { name: 'server', url: 'Twisted:' }],
    [
      '%require MOVE  !LITERAL+',
      {
        name: 'require',
        capabilities: [
          { capability: 'MOVE', absent: false },
          { capability: 'LITERAL+', absent: true },
        ],
      },
    ],
    ['%login', { name: 'login', user: undefined }],
    ['%login bob', { name: 'login', user: 'bob' }],
    ['%on a user=bob', { name: 'on', connection: 'a', user: 'bob' }],
    ['%include my setup.imap ', { name: 'include', path: 'my setup.imap' }],
    ['%cleanup\t', { name: 'cleanup' }],
    ['%set a=b', { name: 'set', variable: 'a', value: 'b' }],
    ['%set a  =  b = c ', { name: 'set', variable: 'a', value: 'b = c' }],
    ['%set a =', { name: 'set', variable: 'a', value: '' }],
    ['%match exact', { name: 'match', mode: 'exact' }],
    ['%extra deny', { name: 'extra', mode: 'deny' }],
    ['%ignore text,order value', { name: 'ignore', classes: ['text', 'order', 'value'] }],
    ['%strict status', { name: 'strict', classes: ['status'] }],
    ['%timeout 2m', { name: 'timeout', milliseconds: 120_000 }],
    ['%wait 0.5s', { name: 'wait', milliseconds: 500 }],
    ['%closed', { name: 'closed' }],
    ['%mailbox My ${run} from a b.mbox', { name: 'mailbox', mailbox: 'My ${run}', path: 'a b.mbox' }],
    ['%dialect rfc9051', { name: 'dialect', dialect: 'rfc9051' }],
    ['%mailbox from from from', { name: 'mailbox', mailbox: 'from', path: 'from' }],
  ])('%j', (text, body) => {
    const { items, problems } = parse(`${text}\n`);
    expect(items[0]).toMatchObject({ kind: 'directive', text, body });
    expect(problems).toEqual([]);
  });

  it.each([
    ['%', '%', 'Unknown directive "%".'],
    ['%Login', '%Login', 'Did you mean "%login"?'],
    ['%constructor', '%constructor', 'Unknown directive'],
    ['%server', '%server', 'Expected %server imaps://host:993.'],
    ['%server http://x', 'http://x', 'Expected imap://'],
    ['%server a b', 'b', ''],
    ['%server cyrus:x', 'cyrus:x', 'or sandbox:, dovecot:, cyrus:'],
    ['%require', '%require', 'Expected %require MOVE !LITERAL+.'],
    ['%require A !', '!', 'Expected a capability directly after "!".'],
    ['%login a b', 'b', 'Expected %login or %login NAME.'],
    ['%on', '%on', 'Expected %on NAME'],
    ['%on a bob', 'bob', 'Expected user=WHO.'],
    ['%include', '%include', 'Expected %include setup.imap.'],
    ['%dialect imap4', 'imap4', 'Expected %dialect rfc3501, %dialect rfc9051 or %dialect both.'],
    ['%dialect both two', 'two', 'Expected %dialect rfc3501'],
    ['%cleanup now', 'now', 'Expected nothing after %cleanup.'],
    ['%set a', 'a', 'Expected %set name = value.'],
    ['%set 1a = b', '1a', 'Expected a name'],
    ['%set _ = b', '_', 'Expected a name'],
    ['%match', '%match', 'Expected %match exact, %match data or %match caseless.'],
    ['%match data x', 'x', ''],
    ['%ignore', '%ignore', 'Expected %ignore text.'],
    ['%ignore text,txet', 'txet', 'Expected "text".'],
    ['%wait', '%wait', 'Expected %wait 500ms.'],
    ['%wait 1h', '1h', 'Expected a number and its unit'],
    ['%wait 9999999999s', '9999999999s', 'Expected a number and its unit'],
    ['%mailbox a from', 'a from', 'Expected %mailbox NAME from FILE.'],
  ])('%j is wrong at %j', (text, place, message) => {
    const { items, problems } = parse(`${text}\n`);
    expect(items[0]).toMatchObject({ kind: 'directive', text, body: { name: 'invalid' } });
    expect(problems.map(({ span }) => text.slice(span.start, span.end))).toEqual([place]);
    expect(problems[0]?.message).toContain(message);
  });
});

describe('a comment for the linter', () => {
  it.each([
    ['# tagline: ignore T001', ['T001'], ''],
    ['#tagline:ignore T001,T002 missing-tag', ['T001', 'T002', 'missing-tag'], ''],
    ['# tagline: ignore T001 \xe2\x80\x94 why not', ['T001'], 'why not'],
    ['# tagline: ignore T001 -- why - not', ['T001'], 'why - not'],
  ])('%j', (text, rules, reason) => {
    const [item] = parse(text).items;
    const suppression = item?.kind === 'comment' ? item.suppression : undefined;
    expect(suppression?.rules.map((rule) => rule.text)).toEqual(rules);
    expect(suppression?.rules.map(({ span }) => text.slice(span.start, span.end))).toEqual(rules);
    expect(suppression?.reason).toBe(reason);
  });
});
