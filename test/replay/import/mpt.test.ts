import { describe, expect, it } from 'vitest';
import { importMpt } from '../../../src/replay/import/mpt.js';

function convert(text: string): string {
  return importMpt({ name: 'example.test', text }).scripts[0]?.text ?? '';
}

/** What a line of the server becomes. */
function answer(regex: string): string | undefined {
  return convert(`C: a1 LOGIN ann x\nS: ${regex}\n`).split('\n')[4];
}

describe('a regular expression of MPT', () => {
  it.each([
    ['what is escaped is itself', '\\* LIST \\(\\) "\\." "x"', '* LIST (${*}) "." "x"'],
    ['a number', '\\* \\d+ EXISTS', '* ${_:number} EXISTS'],
    ['the rest', '\\* FLAGS .*', '* FLAGS ${*}'],
    ['any one value', '\\* STATUS x \\(MAILBOXID \\(.+\\)\\)', '* STATUS x (MAILBOXID (${_}))'],
    ['one of several', '\\* (5|6) EXISTS', '* ${_:/(5|6)/} EXISTS'],
    ['a full stop that is not escaped', '\\* X-FOO a.b', '* X-FOO a.b'],
    ['a backslash too many', '\\* FLAGS \\(\\\\\\Seen\\)', '* FLAGS (\\Seen)'],
    ['a code of an extension', '\\* OK \\[MAILBOXID \\(.+\\)\\] Ok', 'S?: * OK [MAILBOXID (${_})]'],
    ['the code of an extension in an answer', 'a1 OK \\[MAILBOXID \\(.+\\)\\] done', 'a1 OK'],
    ['a member before others', '\\* FLAGS \\((\\\\Draft )?\\\\Seen\\)', '* FLAGS (${*} \\Seen)'],
    ['a member that may be there', '\\* FLAGS \\(\\\\Seen( \\\\\\*)?\\)', '* FLAGS (\\Seen ${*})'],
    ['text for people', 'a1 OK LOGIN completed.', 'a1 OK'],
    ['a code that has to come', 'a1 NO \\[TRYCREATE\\] no such mailbox\\.', 'a1 NO [TRYCREATE]'],
    ['a code that may come', 'a1 OK (\\[.+\\] )?done', 'a1 OK'],
    ['a code that differs', '\\* OK \\[UIDNEXT \\d+\\].*', '* OK [UIDNEXT ${_:number}]'],
    ['a continuation', '\\+ Ok', '+'],
    ['how many are recent', '\\* 3 RECENT', 'S?: * ${_:number} RECENT'],
    ['what a server is', '\\* ID \\("name" "x"\\)', '* ID ${_}'],
    ['the rest where a value comes', '\\* 1 FETCH \\(UID .*\\)', '* 1 FETCH (UID ${_} ${*})'],
    ['the rest before an item', '\\* 1 FETCH \\(.*UID 4\\)', '* 1 FETCH (${*} UID 4)'],
    ['the end of a list in the rest', '\\* 1 FETCH \\(.*\\) UID 4\\)', '* 1 FETCH (${*} UID 4)'],
    ['what gives nothing back', '\\* X-FOO [ab]++ x', '* X-FOO ${_:/[ab]+/} x'],
    ['one of several strings', '\\* X-NAME (""|"a\\.") x', '* X-NAME ${_:/(|a\\.)/} x'],
  ])('%s', (_, regex, line) => {
    expect(answer(regex)).toBe(line);
  });
});

describe('a literal in an answer', () => {
  it.each([
    [
      'is kept where its octets are written',
      'S: \\* 1 FETCH \\(BODY\\[\\] \\{8\\}\nS: a\\.b\nS: c\nS: \\)\nS: a1 OK done',
      '* 1 FETCH (BODY[] {<<EOM}\na.b\nc\nEOM)\na1 OK\n',
    ],
    [
      'is announced without a backslash too',
      'S: \\* 1 FETCH \\(BODY\\[\\] {8}\nS: a\\.b\nS: c\nS: \\)\nS: a1 OK done',
      '* 1 FETCH (BODY[] {<<EOM}\na.b\nc\nEOM)\na1 OK\n',
    ],
    [
      'may end in the middle of a line end',
      'S: \\* 1 FETCH \\(BODY\\[\\]<0> \\{3\\}\nS: ab\\r\\)\nS: a1 OK done',
      'S: * 1 FETCH (BODY[]<0> {3}\nS\\: ab\\r)\na1 OK\n',
    ],
    [
      'is any value where they are patterns',
      'S: \\* 1 FETCH \\(BODY\\[\\] \\{8\\}\nS: a.*\nS: c\nS: UID 4\\)\nS: a1 OK done',
      '* 1 FETCH (BODY[] ${_})\na1 OK\n',
    ],
    [
      'is any value where their number is a pattern',
      'S: \\* 1 FETCH \\(BODY\\[\\] \\{\\d+\\}\nS: a\nS:  UID 4\\)\nS: a1 OK done',
      '* 1 FETCH (BODY[] ${_} UID 4)\na1 OK\n',
    ],
  ])('%s', (_, lines, script) => {
    expect(convert(`C: a1 LOGIN ann x\n${lines}`).split('\n').slice(4).join('\n')).toBe(script);
  });
});

describe('a literal of the client', () => {
  const date = 'Date: Mon, 7 Feb 1994 21:52:25 -0800';
  it.each([
    [
      'is a heredoc, and the command goes on behind it',
      `C: a APPEND x {${date.length + 2}}\n\n# how\nS: \\+ Ok\nC: ${date}\n# why\nC:  {4+}\nC: hi\nC:\nS: a OK`,
      `# how\n# why\na APPEND x {<<EOM}\n${date}\nEOM {<<EOM+}\nhi\nEOM\na OK\n`,
    ],
    ['ends in the middle of a line', 'C: a DELETE {1}\nC: x\nS: a NO', 'a DELETE {1}\nx\na NO\n'],
    ['is binary', 'C: a APPEND x ~{5+}\nC: a.c\nC:\nS: a NO', 'a APPEND x ~{<<EOM+}\na.c\nEOM\na NO\n'],
    [
      'is followed by another at once',
      'C: a X {4+}\nC: hi\nC: {4+}\nC: ho\nC:\nS: a BAD',
      'a X {4+}\nhi\n{<<EOM+}\nho\nEOM\na BAD\n',
    ],
    [
      'that is shorter than announced is sent as it stands',
      'C: a APPEND x {40+}\nC: a {2}\n\nC: b\nS: a BAD\nC: c NOOP\nS: c OK',
      'C: a APPEND x {40+}\nC: a {2}\nC: b\na BAD\nc NOOP\nc OK\n',
    ],
    [
      'whose command does not end is sent as it stands',
      'C: a APPEND x {4+}\nC: hi\nS: a BAD',
      'C: a APPEND x {4+}\nC: hi\na BAD\n',
    ],
  ])('%s', (_, lines, script) => {
    expect(convert(`C: a1 LOGIN ann x\n${lines}`).split('\n').slice(4).join('\n')).toBe(script);
  });

  it.each(['C: a {9999999}', 'S: \\* {9999999}', 'S: \\* {\\d+}', 'S: \\)\nS: \\* {9999999}'])(
    'that never ends is read once: %s',
    (line) => {
      const { scripts } = importMpt({ name: 'example', text: `${line}\n`.repeat(20_000) });
      expect(scripts[0]?.text.length).toBeGreaterThan(20_000);
    },
  );
});

describe('a script of MPT', () => {
  it.each([
    [
      'logs in where it does not do so itself',
      'C: a1 NOOP\nS: a1 OK done',
      /^# example, a test of MPT\n%ignore order\n%login\n\na1 NOOP/,
    ],
    [
      'does not where it sees the greeting',
      'S: \\* OK hi\nC: (((\nS: \\* BYE no',
      /^# .*\n%ignore order\n\n\* OK\n\(\(\(\n\* BYE\n$/,
    ],
    [
      'requires what its commands are of',
      'C: a SORT (DATE) UTF-8 ALL\nS: a OK done\nC: b GETACL x\nS: b NO no',
      /^%require SORT$/m,
    ],
    [
      'has messages where it uses a mailbox that it did not select',
      'C: a FETCH 1 UID',
      /^setup6 SELECT \$\{mailbox\}$/m,
    ],
    [
      'names that mailbox',
      'C: a APPEND selected {4+}\nC: hi\nC:\n',
      /^a APPEND \$\{mailbox\} \{<<EOM\+\}\nhi\nEOM\n\n%cleanup$/m,
    ],
    [
      'deletes what it created',
      'C: a CREATE x\nC: b CREATE x.y',
      /%cleanup\n%on cleanup\n%login\ncleanup1 DELETE x\$\{separator\}y\ncleanup2 DELETE x\n$/,
    ],
    [
      'separates names as the server does',
      'C: 5.2 CREATE x.y\nS: 5.2 OK done\nC: a LIST "" x.%\nS: \\* LIST \\(\\) "\\." "x\\.y"\nS: a OK done',
      /^5\.2 CREATE x\$\{separator\}y\n5\.2 OK\na LIST "" x\$\{separator\}%\n\* LIST \(\$\{\*\}\) "\$\{separator\}" "x\$\{separator\}y"$/m,
    ],
    [
      'has messages where a LIST names that mailbox',
      'C: a LIST "" *\nS: \\* LIST \\(\\) "/" "selected"\nS: a OK done',
      /^setup6 SELECT \$\{mailbox\}\nsetup6 OK\n\na LIST "" \*\n\* LIST \(\$\{\*\}\) "\/" "\$\{mailbox\}"$/m,
    ],
    [
      'makes the mailboxes that a LIST names and nobody made',
      'C: a CREATE x\nC: a LIST "" *\nS: \\* LIST \\(\\) "\\." "x.y"\nS: \\* LIST \\(\\) "\\." "Inbox"\nS: \\* LIST \\(\\) "\\." "b\\.c d"',
      /^setup0 OK\nsetup7 CREATE "b\$\{separator\}c d"\nsetup7 OK\n\na CREATE x\n(?:.*\n)*cleanup1 DELETE "b\$\{separator\}c d"\ncleanup2 DELETE x\n$/m,
    ],
    [
      'takes the messages of an EXPUNGE out in any order',
      'C: a EXPUNGE\nS: \\* 1 EXPUNGE\nS: \\* 2 EXPUNGE\nS: \\* 1 FETCH \\(UID 2\\)\nS: a OK done\nC: b EXPUNGE\nS: \\* 1 EXPUNGE',
      /^\* 1 EXPUNGE\n\* \$\{_:\/\(3\|2\)\/\} EXPUNGE\n\* \$\{_:\/\(2\|1\)\/\} FETCH \(UID 2\)\na OK\nb EXPUNGE\n\* 1 EXPUNGE$/m,
    ],
    [
      'ends what holds for a command before the next remark',
      'C: a LIST "" x\nS: a OK done\n# then\nC: b NOOP\n# in between\nS: b OK done',
      /^a OK\n%extra deny\n# then\nb NOOP\n# in between\nb OK$/m,
    ],
    ['pauses', 'WAIT 200\nC: a NOOP', /^%wait 200ms$/m],
    ['begins anew', 'C: a NOOP\nREINIT\nC: b NOOP', /^%on again2\n%login\nb NOOP$/m],
    [
      'begins one of several sessions anew',
      'SESSION: 1\nC: a NOOP\nREINIT\nC: b NOOP\nSESSION: 2\nC: c NOOP\nSESSION: 1\nC: d NOOP',
      /^a NOOP\n%on again3\n%login\nb NOOP\n%on session2\nc NOOP\n%on again3\nd NOOP$/m,
    ],
    [
      'logs in itself where it begins anew',
      'C: a LOGIN a b\nREINIT\nC: b LOGIN a b',
      /^a LOGIN a b\n%on again2\nb LOGIN a b$/m,
    ],
    [
      'keeps its remarks',
      '# why\nLOG INFO here\nTIMER start x\nC: a NOOP',
      /# why\n# MPT: LOG INFO here\n# MPT: TIMER start x\n/,
    ],
    ['takes nothing else where data are asked for', 'C: a LIST "" x\nS: a OK done', /^a OK\n%extra deny$/m],
  ])('%s', (_, text, script) => {
    expect(convert(text)).toMatch(script);
  });

  it('fills its mailbox once for all sessions', () => {
    const script = convert('SESSION: 1\nC: a FETCH 1 UID\nSESSION: 2\nC: b FETCH 1 UID');
    expect(script.match(/CREATE \$\{mailbox\}/g)).toHaveLength(1);
    expect(script.match(/SELECT \$\{mailbox\}/g)).toHaveLength(2);
  });

  it.each([
    ['X: y', 2, 'Expected C:, S:, SUB {, SESSION: or another word of MPT, not "X: y".'],
    ['}', 2, 'Expected C:, S:, SUB {, SESSION: or another word of MPT, not "}".'],
    ['SUB {\nS: a\nC: b\n}', 4, 'Expected S: or } in a block of SUB, not "C: b".'],
    ['SUB {\nS: a', 2, 'Expected a line "}" at the end of this block.'],
    ['SESSION: x', 2, 'Expected SESSION: and a number, not "SESSION: x".'],
    ['WAIT', 2, 'Expected WAIT and a number of milliseconds, not "WAIT".'],
    ['LOG LOUD a', 2, 'Expected LOG and DEBUG, INFO, WARN or ERR, not "LOG LOUD a".'],
    ['S: \\* X-FOO (a', 2, 'Expected a regular expression that JavaScript has too, not "(a".'],
    ['TIMER stop a', 2, 'Expected TIMER, start, print or reset, and a name, not "TIMER stop a".'],
  ])('says that it cannot understand %j, and where', (lines, line, message) => {
    expect(importMpt({ name: 'x', text: `C: a NOOP\n${lines}` }).problems).toEqual([{ line, message }]);
  });
});
