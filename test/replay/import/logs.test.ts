import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findImporter, guessImporter, importers } from '../../../src/replay/import/index.js';
import { parseScript } from '../../../src/script/parser.js';
import { createSource } from '../../../src/text/source.js';

function convert(format: string, lines: readonly string[]): readonly string[] {
  const imported = findImporter(format)?.read({ name: 'example.log', text: lines.join('\n') });
  return imported?.scripts.map(({ text }) => text) ?? [];
}

/** A log of telnet in which this is said. */
function session(...lines: readonly string[]): string {
  const [script = ''] = convert('telnet', ['Trying 192.0.2.1...', '* OK ready', ...lines]);
  return script.split('\n').slice(2).join('\n');
}

describe('a log of mutt', () => {
  it('has most literals in a count only, and what goes out at once behind one mark', () => {
    const [script] = convert('mutt', [
      '[t] 5< * OK hi',
      '[t] 5> a1 NOOP',
      'a2 FETCH 1 (BODY[HEADER] UID)',
      '[t] 5< a1 OK',
      '[t] 5< * 1 FETCH (BODY[HEADER] {65}',
      '[t] imap_read_literal: reading 65 bytes',
      '[t] 5<  UID 3)',
      '[t] 5< a2 OK',
      '[t] 5> a3 APPEND x {5}',
      '[t] 5< + go',
      '[t] 5> ',
      '[t] 5< a3 OK',
      '[t] 5> a4 APPEND x {10}',
      '[t] 5< + go',
      '[t] 5> a: b',
      '',
      'hi',
      '[t] 5> ',
      '[t] 5< a4 OK',
    ]);
    expect(script?.split('\n').slice(1).join('\n')).toBe(`S: * OK hi
C: a1 NOOP
C: a2 FETCH 1 (BODY[HEADER] UID)
S: a1 OK
S: * 1 FETCH (BODY[HEADER] \${_} UID 3)
S: a2 OK
C: a3 APPEND x {5}
S: + go
C: xxxxx
S: a3 OK
C: a4 APPEND x {10}
S: + go
C: a: b
C:
C: hi
S: a4 OK
`);
  });

  it('shows data of a literal before its own next line', () => {
    const [script] = convert('mutt', [
      '[2024-01-01 12:00:00] 5< * OK hi',
      '[2024-01-01 12:00:00] 5> a1 UID FETCH 4 BODY.PEEK[]',
      '[2024-01-01 12:00:00] 5< * 2 FETCH (UID 4 INTERNALDATE " 1-Jan-2024 12:00:00 +0000" BODY[] {6}',
      '[2024-01-01 12:00:00] imap_read_literal: reading 6 bytes',
      '',
      'body[2024-01-01 12:00:00] 5< )',
      '[2024-01-01 12:00:00] 5< a1 OK',
      '[2024-01-01 12:00:00] 5> a2 APPEND x {4}',
      '[2024-01-01 12:00:00] 5< + go',
      '[2024-01-01 12:00:00] 5> body[2024-01-01 12:00:00] 5> ',
      '[2024-01-01 12:00:00] 5< a2 OK',
    ]);
    expect(script?.split('\n').slice(2).join('\n')).toBe(`C: a1 UID FETCH 4 BODY.PEEK[]
S: * 2 FETCH (UID 4 INTERNALDATE "\${_:date}" BODY[] \${_})
S: a1 OK
C: a2 APPEND x {4}
S: + go
C: body
S: a2 OK
`);
  });
});

describe('a log of imapflow', () => {
  const [json, pretty, beside, coloured, shown] = [
    [
      '{"src":"connection","msg":"Established TCP connection","cid":"k"}',
      '{"src":"s","msg":"read from socket","data":"KiBPSw==","cid":"k"}',
      '{"src":"s","msg":"* OK it\'s é","cid":"k"}',
      '{"src":"c","msg":"1 NOOP","cid":"k","comment":"why"}',
      '{"src":"s","msg":"1 OK [PERMANENTFLAGS (\\\\Seen \\"\\\\\\\\*\\")] done","cid":"k"}',
    ],
    [
      '[12:00:00.000] INFO (1): Established TCP connection',
      '    src: "connection"',
      '    cid: "k"',
      '[12:00:00.000] TRACE (1): read from socket',
      '    src: "s"',
      '    data: "KiBPSw=="',
      '    cid: "k"',
      "[12:00:00.000] DEBUG (1): * OK it's é",
      '    src: "s"',
      '    cid: "k"',
      '[12:00:00.000] DEBUG (flow/1 on host): 1 NOOP',
      '    src: "c"',
      '    cid: "k"',
      '    comment: "why"',
      '[12:00:00.000] DEBUG (1): 1 OK [PERMANENTFLAGS (\\Seen "\\\\*")] done',
      '    src: "s"',
      '    cid: "k"',
    ],
    [
      '[12:00:00.000] TRACE (1): read from socket {"src":"s","data":"KiBPSw==","cid":"k"}',
      '[12:00:00.000] DEBUG (1): * OK it\'s é {"src":"s","cid":"k"}',
      '[12:00:00.000] DEBUG (1): 1 NOOP {"src":"c","cid":"k","comment":"why"}',
      '[12:00:00.000] DEBUG (1): 1 OK [PERMANENTFLAGS (\\Seen "\\\\*")] done {"src":"s","cid":"k"}',
    ],
    [
      "[12:00:00.000] \x1b[34mDEBUG\x1b[39m (1): \x1b[36m* OK it's é\x1b[39m",
      '    \x1b[35msrc\x1b[39m: "s"',
      '[12:00:00.000] \x1b[34mDEBUG\x1b[39m (1): \x1b[36m1 NOOP\x1b[39m',
      '    \x1b[35msrc\x1b[39m: "c"',
      '[12:00:00.000] \x1b[34mDEBUG\x1b[39m (1): \x1b[36m1 OK [PERMANENTFLAGS (\\Seen "\\\\*")] done\x1b[39m',
      '    \x1b[35msrc\x1b[39m: "s"',
    ],
    [
      "{ src: 'connection', msg: 'Established TCP connection', cid: 'k' }",
      "{ src: 's', msg: 'read from socket', data: 'KiBPSw==', cid: 'k' }",
      '{',
      "  src: 's',",
      '  msg: "* OK it\'s é",',
      "  cid: 'k',",
      '  nullBytesRemoved: undefined',
      '}',
      "{ src: 'c', msg: '1 ' +",
      "    'NOOP', comment: 'why', cid: 'k' }",
      "{ src: 's', msg: '1 OK [PERMANENTFLAGS (\\\\Seen \"\\\\\\\\*\")] \\x64one', cid: 'k' }",
    ],
  ];

  it.each([
    ['pino', json],
    ['pino-pretty', pretty],
    ['pino-pretty, on single lines', beside],
    ['pino-pretty, in colours', coloured],
    ['the console', shown],
  ])('is read as %s writes it', (_, lines = []) => {
    const octets = lines.map((line) => Buffer.from(line, 'utf8').toString('latin1'));
    const said = Buffer.from("S: * OK it's é\nC: 1 NOOP\nS: 1 OK [PERMANENTFLAGS (\\Seen \\*)] done\n");
    expect(guessImporter(octets.join('\n'))?.name).toBe('imapflow');
    const [script] = convert('imapflow', octets);
    expect(script?.split('\n').slice(1).join('\n')).toBe(said.toString('latin1'));
  });
});

describe('a literal on a terminal', () => {
  it.each([
    ['of as many octets as announced', ['{4}', 'hi', ')'], '{4}\nS: hi\nS: )'],
    ['that ends in its line', ['{2}', 'hi UID 3)'], '{2}\nS: hi UID 3)'],
    ['with what looks like a response', ['{9}', '* 1 X', ' b)'], '{9}\nS: * 1 X\nS:  b)'],
    ['that was left out', ['{400}', '(a long message)', '* 2 EXISTS'], '${_})\nS: * 2 EXISTS'],
    ['that lost blanks', ['{9}', 'hi', ' UID 3)'], '${_} UID 3)'],
    ['that has too many', ['{3}', 'hi', 'you', ')'], '${_})'],
    ['of which nothing is there', ['{3}'], '${_})'],
    ['before a word that begins like a status', ['{3}', 'a1 NOTHING'], '${_})'],
  ])('%s', (_, [size = '', ...data], expected) => {
    const script = session(
      'a1 FETCH 1 BODY[]',
      `* 1 FETCH (BODY[] ${size}`,
      ...data,
      'a1 OK',
      'a2 NOOP',
      'a2 OK',
    );
    const rest = 'S: a1 OK\nC: a2 NOOP\nS: a2 OK\n';
    expect(script).toBe(`C: a1 FETCH 1 BODY[]\nS: * 1 FETCH (BODY[] ${expected}\n${rest}`);
  });

  it.each([
    ['ends with the answer', ['a1 NOOP', '* 1 X {9}', 'a1 OK'], 'C: a1 NOOP\nS: * 1 X ${_}\nS: a1 OK\n'],
    ['ends with the log', ['a1 NOOP', '* 1 X {9}', 'abc'], 'C: a1 NOOP\nS: * 1 X ${_}\n'],
  ])('%s', (_, lines, script) => {
    expect(session(...lines)).toBe(script);
  });
});

describe('a session behind the command that connects', () => {
  const said = ['* OK hi', 'a1 NOOP', 'a1 OK'];
  it.each([
    ['openssl', '$ openssl s_client -crlf -connect imap.example.org:993'],
    ['openssl', 'openssl s_client -quiet -connect imap.example.org:993'],
    ['telnet', '~] telnet imap.example.org 143'],
    ['telnet', '$ nc imap.example.org 143'],
  ])('of %s: %s', (format, command) => {
    const text = [command, ...said].join('\n');
    expect(guessImporter(text)?.name).toBe(format);
    expect(convert(format, [text])).toEqual([
      `# example, from a${format === 'openssl' ? 'n' : ''} ${format} session\nS: * OK hi\nC: a1 NOOP\nS: a1 OK\n`,
    ]);
  });
});

describe('a log of Thunderbird', () => {
  const mark = '2024-01-01 12:00:00.000000 UTC - [Parent 1: IMAP]: I/IMAP 7f12ab00:mail.example.org:A:';
  const said = (...lines: readonly string[]) =>
    lines.map((line) =>
      line.replace(
        /^[CS]: /,
        (side) => `${mark}${side === 'C: ' ? 'SendData' : 'CreateNewLineFromSocket'}: `,
      ),
    );
  it.each([
    [
      'has a message that was sent',
      ['C: 1 append Sent {9}', 'S: + go', 'C: a: b', '', 'c', 'S: 1 OK in'],
      'C: 1 append Sent {9}\nS: + go\nC: a: b\nC:\nC: c\nS: 1 OK in\n',
    ],
    [
      'has not',
      ['C: 1 append Sent {4}', 'S: + go', '[Parent 1: IMAP]: D/IMAP x', 'C: ', 'S: 1 OK in'],
      'C: 1 append Sent {4}\nS: + go\nC: xxxx\nS: 1 OK in\n',
    ],
    [
      'has a message that was fetched',
      ['C: 1 fetch 1 body[]', 'S: * 1 FETCH (BODY[] {4}', 'S: hi', 'S: )', 'S: 1 OK done'],
      'C: 1 fetch 1 body[]\nS: * 1 FETCH (BODY[] {4}\nS: hi\nS: )\nS: 1 OK done\n',
    ],
    [
      'has a part of it',
      ['C: 1 fetch 1 body[]', 'S: * 1 FETCH (BODY[] {400}', 'S: hi', 'S: )', 'S: 1 OK done'],
      'C: 1 fetch 1 body[]\nS: * 1 FETCH (BODY[] ${_})\nS: 1 OK done\n',
    ],
  ])('%s', (_, lines, script) => {
    const [text] = convert('thunderbird', said(...lines));
    expect(text?.split('\n').slice(1).join('\n')).toBe(script);
  });
});

describe('a log of imapflow', () => {
  it('has one mark for both sides in old versions', () => {
    const lines = ['* OK hi', '1 NOOP', '1 OK done', '2 IDLE', 'DONE', '2 OK done'];
    const [script] = convert(
      'imapflow',
      lines.map((msg) => JSON.stringify({ cid: 'c', src: 's', msg })),
    );
    expect(script?.split('\n').slice(1).join('\n')).toBe(
      'S: * OK hi\nC: 1 NOOP\nS: 1 OK done\nC: 2 IDLE\nC: DONE\nS: 2 OK done\n',
    );
  });
});

describe('a log of K-9 Mail', () => {
  it.each([
    [
      'a section',
      '[UID, 7, BODY, [HEADER.FIELDS, [date, to]], x y]',
      '(UID 7 BODY[HEADER.FIELDS (date to)] "x y")',
    ],
    ['a section without a name', '[BODY, [], x, UID, 7]', '(BODY[] x UID 7)'],
    ['a part of one', '[BODY, [TEXT], <0>, x]', '(BODY[TEXT]<0> x)'],
    ['a structure', '[BODY, [TEXT, PLAIN, NIL, NIL]]', '(BODY (TEXT PLAIN NIL NIL))'],
    ['a string of several lines', '[UID, 7, BODY, [TEXT], <0>, Mon, a\nb\n]', '(UID 7 BODY[TEXT]<0> ${_})'],
    ['lists too deep', `[UID, ${'['.repeat(5000)}${']'.repeat(5000)}]`, undefined],
    ['many sections', `[${'BODY, [], x, '.repeat(5000)}UID, 7]`, `(${'BODY[] x '.repeat(5000)}UID 7)`],
    ['another one', '[UID, 7, RFC822.TEXT, Mon, a\nb\n]', '(UID 7 RFC822.TEXT ${_})'],
  ])('%s', (_, shown, written) => {
    const [script] = convert('k9', [
      'V/k9: conn1>>> 1 FETCH 1 X',
      `V/k9: conn1<<<#null# [1, FETCH, ${shown}]`,
      'V/k9: conn1<<<#1# [OK, done]',
    ]);
    expect(script?.split('\n')[2]).toBe(written === undefined ? 'S: * ${*}' : `S: * 1 FETCH ${written}`);
  });
});

describe('a log', () => {
  it.each([
    [
      'a password',
      ['a1 LOGIN ann s3cret', 'a1 OK'],
      'C: a1 LOGIN ${user:astring} ${password:astring}\nS: a1 OK\n',
    ],
    [
      'a quoted one',
      ['a1 LOGIN "ann" "s3 \\"cret"', 'a1 OK'],
      'C: a1 LOGIN ${user:astring} ${password:astring}\nS: a1 OK\n',
    ],
    [
      'an initial response',
      ['a1 AUTHENTICATE PLAIN AGFubgBzM2NyZXQ=', '* CAPABILITY X', 'a1 OK in', 'a2 NOOP'],
      '%login\nC: a2 NOOP\n',
    ],
    [
      'answers',
      ['a1 AUTHENTICATE LOGIN', '+ VXNlcm5hbWU6', 'YW5u', '+ UGFzc3dvcmQ6', 'czNjcmV0', 'a1 OK in'],
      '%login\n',
    ],
    [
      'answers that were wrong',
      ['a1 AUTHENTICATE PLAIN', '+', 'AGFubgBzM2NyZXQ=', 'a1 NO wrong'],
      'C: a1 AUTHENTICATE PLAIN\nS: +\nC: ‹redacted›\nS: a1 NO wrong\n',
    ],
    [
      'a password in a literal',
      ['a1 LOGIN ann {6}', '+', 's3cret', '', 'a1 OK'],
      /^C: a1 LOGIN ann \{\d+\}\nS: \+\nC: ‹redacted›\nS: a1 OK\n$/,
    ],
  ])('keeps %s to itself', (_, lines, expected) => {
    const script = Buffer.from(session(...lines), 'latin1').toString('utf8');
    if (typeof expected === 'string') expect(script).toBe(expected);
    else expect(script).toMatch(expected);
    expect(script).not.toMatch(/s3|czNjcmV0|AGFubgBz/);
  });

  it('gives names to what changes', () => {
    expect(session('a1 SELECT x', '* OK [UIDVALIDITY 17] ok', 'a1 OK')).toContain(
      '[UIDVALIDITY ${uidvalidity}]',
    );
  });

  it('of several connections is several scripts', () => {
    const scripts = convert('mutt', ['[t] 4< * OK a', '[t] 5< * OK b', '[t] 5> a1 NOOP', '[t] 4> a1 CHECK']);
    expect(scripts).toEqual([
      '# example-1, from a log of mutt\nS: * OK a\nC: a1 CHECK\n',
      '# example-2, from a log of mutt\nS: * OK b\nC: a1 NOOP\n',
    ]);
  });

  it('of imapflow may lack what is long', () => {
    const line = (src: string, msg: string) => JSON.stringify({ src, msg, cid: 'c' });
    const [script] = convert('imapflow', [
      line('c', '1 FETCH 1 BODY[]'),
      line('s', '* 1 FETCH (BODY[] "(* 90000B literal *)")'),
      line('c', '2 SEARCH TEXT "(* 120B string *)"'),
    ]);
    expect(script).toContain('S: * 1 FETCH (BODY[] ${_})\n');
    expect(script).toContain(`C: 2 SEARCH TEXT "${'x'.repeat(120)}"\n`);
  });

  it.each([
    ['#null# [OK, [CAPABILITY, A, B], hi, there]', '* OK [CAPABILITY A B] hi, there'],
    ['#2# [NO, [TRYCREATE], no]', '2 NO [TRYCREATE] no'],
    ['#2# [OK, done]', '2 OK done'],
    ['#+# [idling]', '+ idling'],
    ['#null# [LIST, [], NIL, INBOX]', '* LIST () NIL INBOX'],
    ['#null# [STATUS, a "b", [MESSAGES, 3]]', '* STATUS "a \\"b\\"" (MESSAGES 3)'],
  ])('of K-9 shows %s', (shown, response) => {
    const [script] = convert('k9', ['conn1>>> 1 NOOP', `conn1<<<${shown}`, 'conn1>>> 2 NOOP']);
    expect(script).toContain(`S: ${response}\n`);
  });

  it('in which nobody speaks is a problem', () => {
    for (const { name, read } of importers.filter(({ suite }) => !suite)) {
      expect(read({ name, text: '* OK ready' })).toMatchObject({ scripts: [], problems: [{ line: 1 }] });
    }
  });
});

describe('a terminal', () => {
  const told = (format: string, ...lines: readonly string[]) =>
    convert(format, lines).map((script) => script.split('\n').slice(1).join('\n'));
  const noop = 'S: * OK hi\nC: a1 NOOP\nS: a1 OK done\n';

  it.each([
    ['taken back', 'a1 NOPO\b \b\b \bOP\r'],
    ['taken back up to the beginning', 'x\b \b\b \ba1 NOOP\r'],
    ['taken back, of several octets', 'a1 NOOPé\b \b\r'],
    ['put in between', 'a1 NOP\x1b[1D\x1b[1@O'],
    ['taken out in between', 'a1 NOOOP\x1b[2D\x1b[1P\x1b[1C'],
    ['written anew', 'a1 NOXX\ra1 NOOP'],
    ['cut off', 'a1 NOOP there\x1b[6D\x1b[K'],
    ['coloured', '\x1b[?2004l\x1b[01;32ma1 NOOP\x1b[0m\x1b]0;a title\x07'],
  ])('shows what was typed, %s', (_, typed) => {
    const octets = Buffer.from(typed, 'utf8').toString('latin1');
    expect(told('telnet', '* OK hi\r\r', octets, 'a1 OK done\r\r')).toEqual([noop]);
  });

  it('that was so narrow that lines were broken has them whole', () => {
    const lines = [
      `* OK [CAPABILITY IMAP4rev1 ${'X-A '.repeat(40)}IDLE] hi`,
      'a1 NOOP',
      `* OK ${'andsoon'.repeat(12)}`,
      `* 1 FETCH (ENVELOPE (${'NIL '.repeat(20)}))`,
      'a1 OK done',
    ];
    for (const width of [60, 61, 62, 63, 80]) {
      const pieces = new RegExp(`.{1,${width}}`, 'g');
      const shown = lines.flatMap((line) => line.match(pieces) ?? []).map((line) => line.trimEnd());
      expect(told('telnet', ...shown)).toEqual(told('telnet', ...lines));
    }
  });

  it('holds several sessions, and what is none', () => {
    const lines = [
      '$ telnet localhost 143',
      'Trying 127.0.0.1...',
      '* OK hi',
      'a1 NOOP',
      'a1 OK done',
      'a2 LOGOUT',
      '* BYE',
      'a2 OK',
      'Connection closed by foreign host.',
      '$ ls',
      'mail.txt',
      '$ nc -v localhost 143',
      'Connection to localhost 143 port [tcp/imap2] succeeded!',
      '* OK hi',
      'a1 NOOP',
      'a1 OK done',
      '^C',
      'Script done on 2024-01-01',
    ];
    expect(told('telnet', ...lines)).toEqual([`${noop}C: a2 LOGOUT\nS: * BYE\nS: a2 OK\n`, `${noop}`]);
  });

  it('shows which empty lines were sent', () => {
    expect(
      told('telnet', '* OK hi', '', 'a1 NOOP', '', 'a1 OK done', '', '* BAD Null command', '', 'a2 NOOP'),
    ).toEqual([`${noop}C:\nS: * BAD Null command\nC: a2 NOOP\n`]);
  });

  it.each([
    [
      'typed for it alone',
      'R',
      '4067AAAA0B807F0000:error:0A00010A:SSL routines:can_renegotiate',
      'K',
      'KEYUPDATE',
    ],
    ['of -msg', '>>> TLS 1.2, RecordHeader [length 0005]', '    17 03 03 00 29', '<<< ??? [length 0005]'],
    [
      'of -debug',
      'write to 0x55d0 [0x55d1] (31 bytes => 31 (0x1F))',
      '0000 - 17 03 03 00 1a 4f-4e   ......ON',
    ],
    [
      'of -state',
      'SSL_connect:SSL negotiation finished successfully',
      'SSL3 alert read:warning:close notify',
    ],
  ])('of openssl without what is %s', (_, ...noise) => {
    const head = ['CONNECTED(00000003)', 'depth=0 CN = localhost', 'verify return:1'];
    expect(told('openssl', ...head, '* OK hi', 'a1 NOOP', ...noise, 'a1 OK done', 'DONE')).toEqual([noop]);
  });

  it('of openssl with DONE that ends IDLE, and DONE that ends all', () => {
    const lines = ['* OK hi', 'a1 IDLE', '+ idling', 'DONE', 'a1 OK', 'DONE', 'a2 NOOP'];
    expect(told('openssl', ...lines)).toEqual(['S: * OK hi\nC: a1 IDLE\nS: + idling\nC: DONE\nS: a1 OK\n']);
  });

  it('of openssl -starttls begins with what openssl asked', () => {
    const lines = [
      'CONNECTED(00000003)',
      'Verify return code: 18 (self-signed certificate)',
      '---',
      '. OK Pre-login capabilities listed',
      'a1 SELECT INBOX',
      '* OK [UIDNEXT 1] next',
      'a1 OK',
    ];
    expect(told('openssl', ...lines)).toEqual([
      'C: . CAPABILITY\nS: . OK Pre-login capabilities listed\nC: a1 SELECT INBOX\nS: * OK [UIDNEXT ${uidnext}] next\nS: a1 OK\n',
    ]);
  });

  it.each([
    ['of nc -v', 'Connection to 127.0.0.1 143 port [tcp/*] succeeded!\n* OK hi\na1 NOOP\na1 OK\n'],
    ['of ncat -v', 'Ncat: Version 7.93\n* OK hi\na1 NOOP\na1 OK\n'],
    ['of a shell', 'what was there before\n* OK hi\na1 NOOP\na1 OK\n'],
  ])('%s is known', (_, text) => {
    expect(guessImporter(text)?.name).toBe('telnet');
  });
});

describe('any octets', () => {
  const words = fc.constantFrom(
    ...[
      '* OK',
      'a1 ',
      'LOGIN a b',
      ' {3}',
      '{{{',
      '}}}',
      '\n',
      '\r\n',
      '$',
      '${',
      '$!',
      '(',
      ')',
      '"',
      '\\',
      '\0',
      '\xff',
      '\b \b',
      '\x1b[2D',
    ],
    ...[
      'C: ',
      'S: ',
      'SESSION: 1',
      'SUB {',
      'tag1 ',
      'ok ',
      '"" ',
      '* ',
      '! ',
      ': ',
      'conn1>>> ',
      'conn1<<<#1# [',
      ']',
      ', ',
    ],
    ...['[t] 5> ', '[t] 5< ', 'ab12:h:A:SendData: ', '{"src":"c","msg":"', '"}', 'AUTHENTICATE PLAIN', 'OK'],
  );
  const text = fc.array(words, { maxLength: 60 }).map((parts) => parts.join(''));

  it.each(importers)('are read by $name without an error, as a script that prints', ({ read }) => {
    fc.assert(
      fc.property(text, (octets) => {
        for (const script of read({ name: 'x', text: octets, mailbox: octets }).scripts)
          parseScript(createSource('x.imap', script.text));
      }),
      { numRuns: 200 },
    );
  });
});

describe('a log of curl', () => {
  it('may have several connections, and times', () => {
    const scripts = convert('curl', [
      '12:00:00.123456 * Connected to mail.example.org (192.0.2.1) port 143 (#0)',
      '12:00:00.123456 < * OK one',
      '12:00:00.123456 > A001 APPEND INBOX (\\Seen) {3}',
      '12:00:00.123456 < + OK',
      '12:00:00.123456 } [3 bytes data]',
      '12:00:00.123456 > ',
      '12:00:00.123456 < A001 OK done',
      '12:00:00.123456 [0-0] * Connected to mail.example.org (192.0.2.1) port 143 (#0)',
      '12:00:00.123456 [0-0] < * OK two',
      '12:00:00.123456 [0-0] > A001 NOOP',
      '* LIST () "/" this is the output',
      '12:00:00.123456 [0-0] < A001 OK done',
    ]);
    expect(scripts.map((text) => text.split('\n').slice(1).join('\n'))).toEqual([
      'S: * OK one\nC: A001 APPEND INBOX (\\Seen) {3}\nS: + OK\nC: xxx\nS: A001 OK done\n',
      'S: * OK two\nC: A001 NOOP\nS: A001 OK done\n',
    ]);
  });
});

describe('a log of imaplib', () => {
  it.each([
    [
      'of imaplib2 in OfflineIMAP, where everything is said twice',
      [
        " [imap]:   50:46.81 mail.example.org reader < b'* OK ready\\r\\n'",
        "DEBUG:OfflineImap:[imap]:   50:46.81 mail.example.org reader < b'* OK ready\\r\\n'",
        " [imap]:   50:46.81 mail.example.org writer > b'CADB5 NOOP\\r\\n'",
        "DEBUG:OfflineImap:[imap]:   50:46.81 mail.example.org writer > b'CADB5 NOOP\\r\\n'",
        " [imap]:   50:46.97 mail.example.org reader < b'CADB5 OK it\\\\s done\\r\\n'",
      ],
      'S: * OK ready\nC: CADB5 NOOP\nS: CADB5 OK it\\s done\n',
    ],
    [
      'of IMAPClient',
      [
        "2024-01-01 12:00:00,085:DEBUG:imapclient.imaplib:< b'* OK ready'",
        '2024-01-01 12:00:00,085:DEBUG:imapclient.imaplib:> b"KL1 LIST \'\' x"',
        "2024-01-01 12:00:00,085:DEBUG:imapclient.imaplib:\tmatched b'\\\\* (?P<type>[A-Z-]+)' => (b'OK',)",
        '2024-01-01 12:00:00,085:DEBUG:imapclient.imaplib:< b\'* LIST () "/" \\xc3\\xa9\'',
        "2024-01-01 12:00:00,085:DEBUG:imapclient.imaplib:< b'KL1 OK done'",
      ],
      'S: * OK ready\nC: KL1 LIST \'\' x\nS: * LIST () "/" \xc3\xa9\nS: KL1 OK done\n',
    ],
    [
      'of aioimaplib, several lines at once',
      [
        "DEBUG aioimaplib:aioimaplib.py:340 Received : b'* OK ready\\r\\n'",
        "DEBUG aioimaplib:aioimaplib.py:405 Sending : b'GE0 CAPABILITY\\r\\n'",
        "DEBUG aioimaplib:aioimaplib.py:340 Received : b'* CAPABILITY IMAP4rev1\\r\\nGE0 OK done\\r\\n'",
      ],
      'S: * OK ready\nC: GE0 CAPABILITY\nS: * CAPABILITY IMAP4rev1\nS: GE0 OK done\n',
    ],
  ])('may be one %s', (_, lines, script) => {
    expect(guessImporter(lines.join('\n'))?.name).toBe('imaplib');
    const [text] = convert('imaplib', lines);
    expect(text?.split('\n').slice(1).join('\n')).toBe(script);
  });
});

describe('a log of mbsync', () => {
  it('has no letters where there is one store, and no octets of literals', () => {
    const lines = [
      'Connecting to mail.example.org (192.0.2.1:993)...',
      '* OK ready',
      '*** IMAP Warning *** Password is being sent in the clear',
      '>>> 1 AUTHENTICATE SCRAM-SHA-1',
      '+ ',
      '>+> biwsbj1hbm4=',
      '1 OK Logged in',
      '>>> 2 UID FETCH 3 (UID BODY.PEEK[])',
      '* 1 FETCH (UID 3 BODY[] {9}',
      ')',
      '2 OK Fetch completed',
      'near side: 0 messages, 0 recent',
      '>>> 3 APPEND "INBOX" {4+}',
      '(1 in progress) >>> 4 NOOP',
      '3 OK done',
      '4 OK done',
    ];
    expect(guessImporter(lines.join('\n'))?.name).toBe('mbsync');
    const [text] = convert('mbsync', lines);
    expect(text?.split('\n').slice(1).join('\n')).toBe(`S: * OK ready
%login
C: 2 UID FETCH 3 (UID BODY.PEEK[])
S: * 1 FETCH (UID 3 BODY[] \${_})
S: 2 OK Fetch completed
C: 3 APPEND "INBOX" {4+}
C: xxxx
C: 4 NOOP
S: 3 OK done
S: 4 OK done
`);
  });
});

describe('a log that announces more than it has', () => {
  it('becomes no script without end', () => {
    const [text = ''] = convert('mbsync', [
      '* OK ready',
      ...Array<string>(1000).fill('>>> 1 APPEND x {999999+}'),
    ]);
    expect(text.length).toBeLessThan(1_200_000);
    expect(text.split('\n').at(-3)).toBe('C: 1 APPEND x {0+}');
  });
});

describe('a log of Apple Mail', () => {
  it('has connections of SMTP beside those of IMAP', () => {
    const on = (socket: string) =>
      `Jan 01 12:00:00.000 [none] -- host:mail.example.org -- port:1 -- socket:${socket} -- thread:0x1`;
    const lines = [
      `READ ${on('0x1')}`,
      '220 mail.example.org ESMTP',
      '',
      `READ ${on('0x2')}`,
      '* OK ready',
      '',
      `WROTE ${on('0x1')}`,
      'EHLO x',
      '',
      `WROTE ${on('0x2')}`,
      '1.7 FETCH 1 BODY[TEXT]',
      '',
      `READ ${on('0x2')}`,
      '* 1 FETCH (BODY[TEXT] {6}',
      'a',
      '',
      'b)',
      '1.7 OK done',
    ];
    expect(convert('applemail', lines)).toEqual([
      `# example, from a log of Apple Mail
S: * OK ready
C: 1.7 FETCH 1 BODY[TEXT]
S: * 1 FETCH (BODY[TEXT] {6}
S: a
S:
S: b)
S: 1.7 OK done
`,
    ]);
  });
});
