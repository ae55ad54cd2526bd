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
    ['what is escaped is itself', '\\* LIST \\(\\) "\\." "x"', 'S: * LIST (${*}) "." "x"'],
    ['a number', '\\* \\d+ EXISTS', 'S: * ${_:number} EXISTS'],
    ['the rest', '\\* FLAGS .*', 'S: * FLAGS ${*}'],
    ['any one value', '\\* STATUS x \\(MAILBOXID \\(.+\\)\\)', 'S: * STATUS x (MAILBOXID (${_}))'],
    ['one of several', '\\* (5|6) EXISTS', 'S: * ${_:/(5|6)/} EXISTS'],
    ['a full stop that is not escaped', '\\* X-FOO a.b', 'S: * X-FOO a.b'],
    ['a backslash too many', '\\* FLAGS \\(\\\\\\Seen\\)', 'S: * FLAGS (\\Seen)'],
    ['a code of an extension', '\\* OK \\[MAILBOXID \\(.+\\)\\] Ok', 'S?: * OK [MAILBOXID (${_})]'],
    ['the code of an extension in an answer', 'a1 OK \\[MAILBOXID \\(.+\\)\\] done', 'S: a1 OK'],
    ['a member before others', '\\* FLAGS \\((\\\\Draft )?\\\\Seen\\)', 'S: * FLAGS (${*} \\Seen)'],
    ['a member that may be there', '\\* FLAGS \\(\\\\Seen( \\\\\\*)?\\)', 'S: * FLAGS (\\Seen ${*})'],
    ['text for people', 'a1 OK LOGIN completed.', 'S: a1 OK'],
    ['a code that has to come', 'a1 NO \\[TRYCREATE\\] no such mailbox\\.', 'S: a1 NO [TRYCREATE]'],
    ['a code that may come', 'a1 OK (\\[.+\\] )?done', 'S: a1 OK'],
    ['a code that differs', '\\* OK \\[UIDNEXT \\d+\\].*', 'S: * OK [UIDNEXT ${_:number}]'],
    ['a continuation', '\\+ Ok', 'S: +'],
    ['how many are recent', '\\* 3 RECENT', 'S?: * ${_:number} RECENT'],
    ['what a server is', '\\* ID \\("name" "x"\\)', 'S: * ID ${_}'],
    ['the rest where a value comes', '\\* 1 FETCH \\(UID .*\\)', 'S: * 1 FETCH (UID ${_} ${*})'],
    ['the rest before an item', '\\* 1 FETCH \\(.*UID 4\\)', 'S: * 1 FETCH (${*} UID 4)'],
    ['the end of a list in the rest', '\\* 1 FETCH \\(.*\\) UID 4\\)', 'S: * 1 FETCH (${*} UID 4)'],
    ['one of several strings', '\\* X-NAME (""|"a\\.") x', 'S: * X-NAME ${_:/(|a\\.)/} x'],
  ])('%s', (_, regex, line) => {
    expect(answer(regex)).toBe(line);
  });
});

describe('a literal in an answer', () => {
  it.each([
    [
      'is kept where its octets are written',
      'S: \\* 1 FETCH \\(BODY\\[\\] \\{8\\}\nS: a\\.b\nS: c\nS: \\)\nS: a1 OK done',
      'S: * 1 FETCH (BODY[] {8}\nS: a.b\nS: c\nS: )\nS: a1 OK\n',
    ],
    [
      'is announced without a backslash too',
      'S: \\* 1 FETCH \\(BODY\\[\\] {8}\nS: a\\.b\nS: c\nS: \\)\nS: a1 OK done',
      'S: * 1 FETCH (BODY[] {8}\nS: a.b\nS: c\nS: )\nS: a1 OK\n',
    ],
    [
      'is any value where they are patterns',
      'S: \\* 1 FETCH \\(BODY\\[\\] \\{8\\}\nS: a.*\nS: c\nS: UID 4\\)\nS: a1 OK done',
      'S: * 1 FETCH (BODY[] ${_})\nS: a1 OK\n',
    ],
    [
      'is any value where their number is a pattern',
      'S: \\* 1 FETCH \\(BODY\\[\\] \\{\\d+\\}\nS: a\nS:  UID 4\\)\nS: a1 OK done',
      'S: * 1 FETCH (BODY[] ${_} UID 4)\nS: a1 OK\n',
    ],
  ])('%s', (_, lines, script) => {
    expect(convert(`C: a1 LOGIN ann x\n${lines}`).split('\n').slice(4).join('\n')).toBe(script);
  });
});

describe('a script of MPT', () => {
  it.each([
    [
      'logs in where it does not do so itself',
      'C: a1 NOOP\nS: a1 OK done',
      /^# example, a test of MPT\n%ignore order\n%login\n\nC: a1 NOOP/,
    ],
    [
      'does not where it sees the greeting',
      'S: \\* OK hi\nC: (((\nS: \\* BYE no',
      /^# .*\n%ignore order\n\nS: \* OK\nC: \(\(\(\nS: \* BYE\n$/,
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
      'C: a APPEND selected {2+}\nC: hi\nC:\n',
      /^C: a APPEND \$\{mailbox\} \{2\+\}\nC: hi\nC:$/m,
    ],
    [
      'deletes what it created',
      'C: a CREATE x\nC: b CREATE x.y',
      /%cleanup\n%on cleanup\n%login\ncleanup1 DELETE x\$\{separator\}y\ncleanup2 DELETE x\n$/,
    ],
    [
      'separates names as the server does',
      'C: 5.2 CREATE x.y\nS: 5.2 OK done\nC: a LIST "" x.%\nS: \\* LIST \\(\\) "\\." "x\\.y"\nS: a OK done',
      /^C: 5\.2 CREATE x\$\{separator\}y\nS: 5\.2 OK\nC: a LIST "" x\$\{separator\}%\nS: \* LIST \(\$\{\*\}\) "\$\{separator\}" "x\$\{separator\}y"$/m,
    ],
    [
      'has messages where a LIST names that mailbox',
      'C: a LIST "" *\nS: \\* LIST \\(\\) "/" "selected"\nS: a OK done',
      /^setup6 SELECT \$\{mailbox\}\nsetup6 OK\n\nC: a LIST "" \*\nS: \* LIST \(\$\{\*\}\) "\/" "\$\{mailbox\}"$/m,
    ],
    [
      'makes the mailboxes that a LIST names and nobody made',
      'C: a CREATE x\nC: a LIST "" *\nS: \\* LIST \\(\\) "\\." "x.y"\nS: \\* LIST \\(\\) "\\." "Inbox"\nS: \\* LIST \\(\\) "\\." "b\\.c d"',
      /^setup0 OK\nsetup7 CREATE "b\$\{separator\}c d"\nsetup7 OK\n\nC: a CREATE x\n(?:.*\n)*cleanup1 DELETE "b\$\{separator\}c d"\ncleanup2 DELETE x\n$/m,
    ],
    [
      'takes the messages of an EXPUNGE out in any order',
      'C: a EXPUNGE\nS: \\* 1 EXPUNGE\nS: \\* 2 EXPUNGE\nS: \\* 1 FETCH \\(UID 2\\)\nS: a OK done\nC: b EXPUNGE\nS: \\* 1 EXPUNGE',
      /^S: \* 1 EXPUNGE\nS: \* \$\{_:\/\(3\|2\)\/\} EXPUNGE\nS: \* \$\{_:\/\(2\|1\)\/\} FETCH \(UID 2\)\nS: a OK\nC: b EXPUNGE\nS: \* 1 EXPUNGE$/m,
    ],
    [
      'ends what holds for a command before the next remark',
      'C: a LIST "" x\nS: a OK done\n# then\nC: b NOOP\n# in between\nS: b OK done',
      /^S: a OK\n%extra deny\n# then\nC: b NOOP\n# in between\nS: b OK$/m,
    ],
    ['pauses', 'WAIT 200\nC: a NOOP', /^%wait 200ms$/m],
    ['begins anew', 'C: a NOOP\nREINIT\nC: b NOOP', /^%on again2\n%login\nC: b NOOP$/m],
    [
      'begins one of several sessions anew',
      'SESSION: 1\nC: a NOOP\nREINIT\nC: b NOOP\nSESSION: 2\nC: c NOOP\nSESSION: 1\nC: d NOOP',
      /^C: a NOOP\n%on again3\n%login\nC: b NOOP\n%on session2\nC: c NOOP\n%on again3\nC: d NOOP$/m,
    ],
    [
      'logs in itself where it begins anew',
      'C: a LOGIN a b\nREINIT\nC: b LOGIN a b',
      /^C: a LOGIN a b\n%on again2\nC: b LOGIN a b$/m,
    ],
    [
      'keeps its remarks',
      '# why\nLOG INFO here\nTIMER start x\nC: a NOOP',
      /# why\n# MPT: LOG INFO here\n# MPT: TIMER start x\n/,
    ],
    [
      'takes nothing else where data are asked for',
      'C: a LIST "" x\nS: a OK done',
      /^S: a OK\n%extra deny$/m,
    ],
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
    ['TIMER stop a', 2, 'Expected TIMER, start, print or reset, and a name, not "TIMER stop a".'],
  ])('says that it cannot understand %j, and where', (lines, line, message) => {
    expect(importMpt({ name: 'x', text: `C: a NOOP\n${lines}` }).problems).toEqual([{ line, message }]);
  });
});
