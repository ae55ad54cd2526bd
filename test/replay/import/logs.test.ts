import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findImporter, importers } from '../../../src/replay/import/index.js';
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
