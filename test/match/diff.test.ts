import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiffRow, diffTranscripts } from '../../src/match/diff.js';
import { parseScript } from '../../src/script/parser.js';
import { createSource, lineCount } from '../../src/text/source.js';

const parse = (text: string) => parseScript(createSource('test.imap', text));
const diff = (expected: string, actual: string) => diffTranscripts(parse(expected), parse(actual));

const signs = { equal: '=', matched: '~', changed: '!', moved: 'm', expected: '-', actual: '+' };

/** A row as text: its sign, its class where it has one, and its lines; equal lines once. */
function show(row: DiffRow): string {
  const name = 'class' in row ? ` ${row.class}` : '';
  const expected = 'expected' in row ? row.expected.text : undefined;
  const actual = 'actual' in row ? row.actual.text : undefined;
  const lines = expected === actual ? [expected] : [expected, actual].filter((text) => text !== undefined);
  return `${signs[row.kind]}${name} ${lines.join(' | ')}`;
}

const cases: readonly { title: string; expected: string; actual: string; rows: string[] }[] = [
  {
    title: 'the same lines are equal, whatever their notation and line ends',
    expected: 'a1 NOOP\na1 OK done\n',
    actual: 'C: a1 NOOP\r\nS: a1 OK done\r\n',
    rows: ['= a1 NOOP', '= a1 OK done'],
  },
  {
    title: 'the lines of a body have their notation once, and what looks like one is content',
    expected: 'C: a1 APPEND x {<<EOM}\nC: Subject: hi\nC:\nC: EOM\nS: a1 OK\n',
    actual: 'a1 APPEND x {<<EOM}\nSubject: hi\nC: x\nEOM\na1 OK\n',
    rows: ['= a1 APPEND x {<<EOM}', '= Subject: hi', '! value  | C: x', '= EOM', '= a1 OK'],
  },
  {
    title: 'what means the same is matched',
    expected: '* FLAGS (\\Seen \\Draft)\n* LIST () "/" {3}\nfoo\n\n',
    actual: '* FLAGS (\\draft \\seen)\n* LIST () "/" {3}\nfoo\n\n',
    rows: ['~ * FLAGS (\\Seen \\Draft) | * FLAGS (\\draft \\seen)', '= * LIST () "/" {3}', '= foo', '= '],
  },
  {
    title: 'a pattern matches, and its name has one value all the way through',
    expected: 'a1 NOOP\n* ${n} EXISTS\na1 OK\na2 NOOP\n* ${n} EXISTS\na2 OK\n',
    actual: 'a1 NOOP\n* 3 EXISTS\na1 OK x\na2 NOOP\n* 4 EXISTS\na2 OK y\n',
    rows: [
      '= a1 NOOP',
      '~ * ${n} EXISTS | * 3 EXISTS',
      '~ a1 OK | a1 OK x',
      '= a2 NOOP',
      '! value * ${n} EXISTS | * 4 EXISTS',
      '~ a2 OK | a2 OK y',
    ],
  },
  {
    title: 'it matches from the other side too',
    expected: '* 3 EXISTS\n',
    actual: '* ${n} EXISTS\n',
    rows: ['~ * 3 EXISTS | * ${n} EXISTS'],
  },
  {
    title: 'changed responses have the class of their difference',
    expected: 'a1 NOOP\n* 3 EXISTS\n* 1 FETCH (FLAGS (\\Seen))\na1 OK done\n',
    actual: 'a1 NOOP\n* 4 EXISTS\n* 1 FETCH (FLAGS ())\na1 NO done\n',
    rows: [
      '= a1 NOOP',
      '! value * 3 EXISTS | * 4 EXISTS',
      '! missing * 1 FETCH (FLAGS (\\Seen)) | * 1 FETCH (FLAGS ())',
      '! status a1 OK done | a1 NO done',
    ],
  },
  {
    title: 'only another text is a difference of text',
    expected: 'a1 OK done\n',
    actual: 'a1 OK Done.\n',
    rows: ['! text a1 OK done | a1 OK Done.'],
  },
  {
    title: 'lines of one side only are missing or unexpected',
    expected: 'a1 NOOP\n* 3 EXISTS\na1 OK\n',
    actual: 'a1 NOOP\n* 1 FETCH (UID 3)\na1 OK\n',
    rows: ['= a1 NOOP', '- missing * 3 EXISTS', '+ unexpected * 1 FETCH (UID 3)', '= a1 OK'],
  },
  {
    title: 'what stands elsewhere has moved, and is one row where it came',
    expected: 'a1 NOOP\n* 3 EXISTS\n* FLAGS ()\na1 OK\n',
    actual: 'a1 NOOP\n* FLAGS ()\n* 3 EXISTS\na1 OK\n',
    rows: ['= a1 NOOP', '= * FLAGS ()', 'm order * 3 EXISTS', '= a1 OK'],
  },
  {
    title: 'also when a pattern has to tell',
    expected: 'a1 NOOP\n* ${n} EXISTS\n* FLAGS ()\na1 OK\n',
    actual: 'a1 NOOP\n* FLAGS ()\n* 3 EXISTS\na1 OK\n',
    rows: ['= a1 NOOP', '= * FLAGS ()', 'm order * ${n} EXISTS | * 3 EXISTS', '= a1 OK'],
  },
  {
    title: 'what moved and says something else besides is one row as well',
    expected: 'a1 FETCH 1:2 FLAGS\n* 1 FETCH (FLAGS ())\n* 2 FETCH (FLAGS (\\Seen))\na1 OK\n',
    actual: 'a1 FETCH 1:2 FLAGS\n* 2 FETCH (FLAGS (\\Draft))\n* 1 FETCH (FLAGS ())\na1 OK\n',
    rows: [
      '= a1 FETCH 1:2 FLAGS',
      'm missing * 2 FETCH (FLAGS (\\Seen)) | * 2 FETCH (FLAGS (\\Draft))',
      '= * 1 FETCH (FLAGS ())',
      '= a1 OK',
    ],
  },
  {
    title: 'what moved is a row for each of its lines, or one where it has not as many',
    expected: 'a1 X\n* LIST () "/" {1}\na\n* LIST () "/" {1}\nb\n* 3 EXISTS\na1 OK\n',
    actual: 'a1 X\n* 3 EXISTS\n* LIST () "/" {1}\na\n* LIST () "/" b\na1 OK\n',
    rows: [
      '= a1 X',
      '= * 3 EXISTS',
      'm order * LIST () "/" {1}',
      'm order a',
      'm order * LIST () "/" {1}⏎b | * LIST () "/" b',
      '= a1 OK',
    ],
  },
  {
    title: 'a command and its answers have moved too',
    expected: 'a1 NOOP\na1 OK x\na2 CHECK\na2 OK y\n',
    actual: 'a2 CHECK\na2 OK y\na1 NOOP\na1 OK x\n',
    rows: ['= a2 CHECK', '= a2 OK y', 'm order a1 NOOP', 'm order a1 OK x'],
  },
  {
    title: 'commands are aligned first: an inserted one moves nothing else',
    expected: 'a1 NOOP\na1 OK x\na2 CHECK\na2 OK x\n',
    actual: 'a1 NOOP\na1 OK x\nb NOOP\nb OK x\na2 CHECK\na2 OK x\n',
    rows: ['= a1 NOOP', '= a1 OK x', '+ unexpected b NOOP', '+ unexpected b OK x', '= a2 CHECK', '= a2 OK x'],
  },
  {
    title: 'other tags mean the same',
    expected: 'a1 SELECT INBOX\na1 OK x\na2 NOOP\na2 OK\n',
    actual: 'k SELECT INBOX\nk OK x\nl NOOP\nl OK done\n',
    rows: [
      '~ a1 SELECT INBOX | k SELECT INBOX',
      '~ a1 OK x | k OK x',
      '~ a2 NOOP | l NOOP',
      '~ a2 OK | l OK done',
    ],
  },
  {
    title: 'a command with other arguments is the same command',
    expected: 'a1 FETCH 1 FLAGS\na1 OK\n',
    actual: 'a1 FETCH 2 FLAGS\na1 OK\n',
    rows: ['! value a1 FETCH 1 FLAGS | a1 FETCH 2 FLAGS', '= a1 OK'],
  },
  {
    title: 'what a variable was filled with matches it',
    expected: 'a1 LOGIN ${user} ${password}\na1 OK\n',
    actual: 'a1 LOGIN bob \u2039redacted\u203a\na1 OK\n'.replace(/[\u2039\u203a]/g, '|'),
    rows: ['~ a1 LOGIN ${user} ${password} | a1 LOGIN bob |redacted|', '= a1 OK'],
  },
  {
    title: 'in a literal the lines differ that differ',
    expected: '* 1 FETCH (BODY[] {12}\none\ntwo\n)\n* 2 EXISTS\n',
    actual: '* 1 FETCH (BODY[] {12}\none\nzwo\n)\n* 2 EXISTS\n',
    rows: ['= * 1 FETCH (BODY[] {12}', '= one', '! value two | zwo', '= )', '= * 2 EXISTS'],
  },
  {
    title: 'a message that has other lines and means the same is one row',
    expected: '* LIST () "/" foo\n',
    actual: '* LIST () "/" {3}\nfoo\n',
    rows: ['~ * LIST () "/" foo | * LIST () "/" {3}\u23cefoo'],
  },
  {
    title: 'comments are no answers',
    expected: '# one\na1 NOOP\na1 OK\n',
    actual: '\na1 NOOP\na1 OK\n',
    rows: ['- text # one', '+ text ', '= a1 NOOP', '= a1 OK'],
  },
  {
    title: "a server's line between a client's lines is the server's",
    expected: 'a1 APPEND x {3}\n+ go\nabc\na1 OK\n',
    actual: 'a1 APPEND x {3}\n+ OK\nabc\na1 OK\n',
    rows: ['= a1 APPEND x {3}', '! value + go | + OK', '= abc', '= a1 OK'],
  },
  {
    title: 'control characters are made visible',
    expected: 'a1 OK a\x1b[2J\n',
    actual: 'a1 OK b\x07\n',
    rows: ['! text a1 OK a\\x1b[2J | a1 OK b\\x07'],
  },
  {
    title: 'what must not come is not what came',
    expected: 'a1 NOOP\nS!: * ${_} EXPUNGE\na1 OK\n',
    actual: 'a1 NOOP\n* 1 EXPUNGE\na1 OK\n',
    rows: ['= a1 NOOP', '- text * ${_} EXPUNGE', '+ unexpected * 1 EXPUNGE', '= a1 OK'],
  },
  { title: 'two empty files have no rows', expected: '', actual: '', rows: [] },
];

describe('diffTranscripts', () => {
  it.each(cases)('$title', ({ expected, actual, rows }) => {
    expect(diff(expected, actual).rows.map(show)).toEqual(rows);
  });

  it('says who said a line', () => {
    const [command, continuation, data, answer] = diff(
      'a1 APPEND x {3}\n+ go\nabc\na1 OK\n',
      'a1 APPEND x {3}\n+ go\nabc\na1 OK\n',
    ).rows;
    const from = (row: DiffRow | undefined) => row && 'expected' in row && row.expected.from;
    expect([command, continuation, data, answer].map(from)).toEqual(['client', 'server', 'client', 'server']);
  });
});

const line = fc.constantFrom(
  'a1 NOOP',
  'a2 FETCH 1 (FLAGS)',
  'a1 OK done',
  'a2 OK [UIDNEXT ${u}] x',
  '* 3 EXISTS',
  '* ${n} EXISTS',
  '* 1 FETCH (FLAGS (\\Seen))',
  '* 1 FETCH (BODY[] {5}',
  'abc',
  ')',
  '# comment',
  '',
  '%extra allow',
  'S: x',
  'S\\: x\\x00\\c',
  'C: ',
  '+ go',
  'a3 APPEND x {<<EOM}',
  'EOM',
  '* \xff\xfe',
);
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.map((each) => `${each}\n`).join(''));

describe('any two transcripts', () => {
  it('of which one is the other are all equal', () => {
    fc.assert(
      fc.property(text, (script) => {
        const { rows, coarse } = diff(script, script);
        expect(rows.every(({ kind }) => kind === 'equal')).toBe(true);
        expect(coarse).toBe(false);
        expect(rows).toHaveLength(script === '' ? 0 : lineCount(createSource('', script)));
      }),
    );
  });

  it('have rows with the lines of both sides in their order, but for what is expected elsewhere', () => {
    fc.assert(
      fc.property(text, text, (expected, actual) => {
        const { rows } = diff(expected, actual);
        const numbers = (side: 'expected' | 'actual', isWanted = (_row: DiffRow) => true) =>
          rows.filter(isWanted).flatMap((row) => {
            const found =
              side === 'expected' ? 'expected' in row && row.expected : 'actual' in row && row.actual;
            if (!found) return [];
            const count = found.text.split('\u23ce').length;
            return Array.from({ length: count }, (_, index) => found.number + index);
          });
        const count = (script: string) => (script === '' ? 0 : lineCount(createSource('', script)));
        const inOrder = (a: number, b: number) => a - b;
        const unmoved = numbers('expected', ({ kind }) => kind !== 'moved');
        expect(unmoved).toEqual(unmoved.toSorted(inOrder));
        expect(numbers('expected').toSorted(inOrder)).toEqual(
          Array.from({ length: count(expected) }, (_, index) => index + 1),
        );
        expect(numbers('actual')).toEqual(Array.from({ length: count(actual) }, (_, index) => index + 1));
      }),
    );
  });
});

describe('large transcripts', () => {
  const lines = Array.from({ length: 8000 }, (_, index) =>
    index % 4 === 0
      ? `a${index} NOOP`
      : index % 4 === 3
        ? `a${index - 3} OK done (0.00${index % 7} secs)`
        : `* ${index} FETCH (UID ${index * 3} FLAGS (\\Seen))`,
  );
  const join = (all: readonly string[]) => `${all.join('\n')}\n`;
  const edit = (every: number) =>
    lines.map((each, index) => (index % every === 1 ? each.replace('Seen', 'Draft') : each));
  const same = Array.from({ length: 8000 }, (_, index) => `* ${(index * 7919) % 97} EXPUNGE`);

  it.each([
    ['identical', lines, lines],
    ['with changes here and there', lines, edit(100)],
    ['with changes everywhere', lines, edit(2)],
    ['shifted', lines, ['x NOOP', ...lines]],
    [
      'with a block moved',
      lines,
      [...lines.slice(3000, 5000), ...lines.slice(0, 3000), ...lines.slice(5000)],
    ],
    ['with nothing in common', lines, lines.map((each) => each.replace(/\d+/g, (digits) => `9${digits}`))],
    ['of few lines in another order', same, same.toReversed()],
  ])('%s end', (_, expected, actual) => {
    const { rows } = diff(join(expected), join(actual));
    expect(rows.length).toBeGreaterThanOrEqual(lines.length);
  });
});
