import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Segment } from '../../src/script/ast.js';
import { notate } from '../../src/script/notate.js';
import { parseScript } from '../../src/script/parser.js';
import { parseTemplate } from '../../src/script/placeholder.js';
import { createSource } from '../../src/text/source.js';

describe('what was said', () => {
  it.each([
    ['* OK hello\r\n', 'S: * OK hello\n'],
    ['* 1 FETCH (BODY[] {9}\r\na: b\r\n\r\nc)\r\n', 'S: * 1 FETCH (BODY[] {9}\nS: a: b\nS:\nS: c)\n'],
    ['* OK bell \x07 and \\\r\n', 'S\\: * OK bell \\x07 and \\\\\n'],
    ['* OK caf\xc3\xa9, caf\xe9\r\n', 'S\\: * OK caf\xc3\xa9, caf\\xe9\n'],
    ['* OK caf\xc3\xa9 \\\r\n', 'S: * OK caf\xc3\xa9 \\\n'],
    ['* OK ${name} {@file} {<<EOM}\r\n', 'S\\: * OK \\x24{name} \\x7b@file} \\x7b<<EOM}\n'],
    ['* OK blank \r\n', 'S\\: * OK blank\\x20\n'],
    ['* OK tab\t\r\n', 'S\\: * OK tab\\t\n'],
    ['* OK zero\xe2\x80\x8bwidth\r\n', 'S\\: * OK zero\\xe2\\x80\\x8bwidth\n'],
    ['* OK broken off', 'S\\: * OK broken off\\c\n'],
    ['* OK two\rlone\nends\r\n', 'S\\: * OK two\\rlone\\nends\n'],
    ['\r\n', 'S:\n'],
    ['', ''],
  ])('%j is written %j', (said, script) => {
    expect(notate('server', said)).toBe(script);
  });

  it('keeps placeholders that are parts', () => {
    const { parts } = parseTemplate('* OK [UIDNEXT ${uidnext}] \x07 ${_}\r\n');
    expect(notate('server', parts)).toBe('S\\: * OK [UIDNEXT ${uidnext}] \\x07 ${_}\n');
  });

  const pieces = [
    '* 1 FETCH (X',
    ' ',
    '\r\n',
    '\r\n',
    '\r',
    '\n',
    '\\',
    '${a}',
    '{@f}',
    '{<<E}',
    '}',
    '{',
    '"',
    '\0',
    '\xff',
    '\xc3\xa9',
    '\\c',
    '\\r\\n',
    'C: ',
    'S: ',
    '+',
    'EOM',
  ];
  const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((some) => some.join(''));

  it('is read back as the same octets, line by line', () => {
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(!text.includes('\r\n'));
        const line = `* X ${text}.\r\n`;
        return spoken(notate('server', line)) === line;
      }),
      { numRuns: 1000 },
    );
  });

  it('is read back as the same octets, with literals', () => {
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(!text.endsWith('\r'));
        const said = `* 1 FETCH (BODY[] {${text.length}}\r\n${text} X {0}\r\n)\r\n`;
        return spoken(notate('server', said)) === said;
      }),
      { numRuns: 1000 },
    );
  });
});

/** The octets of the only message of a script. */
function spoken(script: string): string {
  const { items, problems } = parseScript(createSource('x.transcript', script));
  expect(problems).toEqual([]);
  expect(items).toHaveLength(1);
  const [item] = items;
  return item?.kind === 'server' ? item.segments.map(spokenSegment).join('') : '';
}

function spokenSegment({ line, literal }: Segment): string {
  if (literal?.form !== 'counted') return line.text + (line.open ? '' : '\r\n');
  return `${line.text}${literal.announcement}\r\n${literal.octets}`;
}
