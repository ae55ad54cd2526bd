import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatScript } from '../../src/script/format.js';
import { parseScript } from '../../src/script/parser.js';
import { createSource } from '../../src/text/source.js';

function format(text: string): string {
  return formatScript(parseScript(createSource('s.imap', text)));
}

/** [what, before, after] */
const table: readonly (readonly [string, string, string])[] = [
  ['line ends', 'a1 NOOP\r\na1 OK\r\n', 'a1 NOOP\na1 OK\n'],
  ['a last line without its end', 'a1 NOOP', 'a1 NOOP\n'],
  ['empty lines', '\n\na1 NOOP\n\n\n\na2 NOOP\n\n', 'a1 NOOP\n\na2 NOOP\n'],
  ['blanks of directives', '%require   MOVE \tUIDPLUS  \n%login\t\n', '%require MOVE UIDPLUS\n%login\n'],
  ['blanks round a value, but not in it', '%set   x=a  b\n', '%set x = a  b\n'],
  ['blanks behind comments', '# hello  \n', '# hello\n'],
  ['nothing of what is sent', 'C: a1  NOOP  \na2\tSELECT  x \n', 'C: a1  NOOP  \na2\tSELECT  x \n'],
  [
    'nothing in a literal but its line ends',
    'a1 APPEND x {<<EOM}\r\nSubject: hi  \r\n\r\n\r\n\r\nbye\r\nEOM\r\n',
    'a1 APPEND x {<<EOM}\nSubject: hi  \n\n\n\nbye\nEOM\n',
  ],
  ['a directive that is not understood', '%sret   x  \n', '%sret   x\n'],
  ['nothing in an empty file', '', ''],
];

describe('the canonical form', () => {
  it.each(table)('settles %s', (_, before, after) => {
    expect(format(before)).toBe(after);
    expect(format(after)).toBe(after);
  });

  it('keeps what a script says, and is its own form', () => {
    const pieces = [
      'a1 NOOP',
      'a1 OK',
      '* 1 EXISTS',
      '%set x = a  b',
      '%require  MOVE ',
      '# c ',
      ' ',
      'C:',
      'C: x ',
      'a2 APPEND x {3}',
      'a3 X {<<EOM}',
      'EOM',
      'abc',
      'S: * OK {2}',
      'C\\: a\\c',
      '%',
      '\r',
      '%pipeline',
      '%end',
      '\t',
    ];
    const line = fc.tuple(fc.constantFrom(...pieces), fc.constantFrom('\n', '\r\n', '\n\n', ''));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = lines.flat().join('');
        const once = format(text);
        expect(said(once)).toEqual(said(text));
        expect(format(once)).toBe(once);
      }),
      { numRuns: Number(process.env.RUNS ?? 500) },
    );
  });
});

/** What goes out and what is expected, wherever it stands. */
function said(text: string): unknown {
  const { items } = parseScript(createSource('s.imap', text));
  return items.flatMap((item) =>
    item.kind === 'client' || item.kind === 'server'
      ? [
          item.segments.map(({ line, literal }) => [
            line.text,
            literal && 'octets' in literal ? literal.octets : '',
          ]),
        ]
      : [],
  );
}
