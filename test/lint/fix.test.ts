import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixScript } from '../../src/lint/fix.js';
import { lintScript } from '../../src/lint/linter.js';
import { parseScript } from '../../src/script/parser.js';
import { encodeUtf8 } from '../../src/text/octets.js';
import { createSource, type Source } from '../../src/text/source.js';

/** What people type, and what goes wrong while they do. */
const fragments = [
  ...['a1', 'a2', 'tag', 't', '*', 'a(', '', ' ', '  ', '\t'],
  ...[
    'LOGIN',
    'SELECT',
    'FETCH',
    'NOOP',
    'UID',
    'STORE',
    'SEARCH',
    'SELCT',
    'IDLE',
    'DONE',
    'APPEND',
    'LIST',
    'STATUS',
  ],
  ...[
    'INBOX',
    '"Sent Items"',
    '“Sent”',
    'Entwürfe',
    'R&D',
    '1:5',
    '1-5',
    '0',
    '(FLAGS)',
    '(',
    ')',
    '"',
    '\\Seen',
    '{3}',
    '{3+}',
  ],
  ...[
    '${user}',
    '${password}',
    '\b',
    '\x7f',
    '\x1b[D',
    '\0',
    '\u00a0',
    '\u200b',
    '\ufeff',
    '\xff\xfb\x01',
    '\r',
  ],
  ...[
    'OK',
    'BAD',
    'NO',
    '+ idling',
    '* 1 EXISTS',
    '# a comment',
    '# tagline: ignore T001 — why',
    '%login',
    '%on x',
    'C: ',
    'C\\: ',
    '\\x20',
  ],
];

const script = fc
  .array(
    fc
      .array(fc.constantFrom(...fragments), { maxLength: 6 })
      .chain((words) => fc.constantFrom(' ', ' ', ' ', '').map((glue) => words.join(glue))),
    { maxLength: 8 },
  )
  .map((lines) => createSource('x.imap', encodeUtf8(`${lines.join('\n')}\n`)));

describe('fixing', () => {
  it.each([
    [
      'a missing tag, with tags that are free',
      'a1 NOOP\nNOOP\nNOOP\na2 NOOP\n',
      'a1 NOOP\na3 NOOP\na4 NOOP\na2 NOOP\n',
    ],
    ['a missing tag in the style of the script', 'A001 NOOP\nNOOP\n', 'A001 NOOP\nA002 NOOP\n'],
    ['one fault after the other', ' \ta1  NOOP\t \n', 'a1 NOOP\n'],
    ['what another fix brought to light', 'a1 NOOPP\b  \n', 'a1 NOOP\n'],
    ['nothing that would make a literal', '{3}\r\xef\xbb\xbf\n', '{3}\r\xef\xbb\xbf\n'],
    [
      'nothing that would take a literal away',
      'a1  AUTHENTICATE PLAIN\n{3}\nabc\n',
      'a1  AUTHENTICATE PLAIN\n{3}\nabc\n',
    ],
    ['what stands behind a wrong escape, at its place', 'C\\: a1  NOOP \\: \n', 'C\\: a1 NOOP \\:\n'],
    [
      'what stands below a heredoc and not behind it, also where both sides have notation',
      'C: a1 FETCH 1 BODY[]\nS: * 1 FETCH (BODY[] {<<EOM}\nS: hi\nS: EOM\nS: )\nS: a1 OK\n',
      'C: a1 FETCH 1 BODY[]\nS: * 1 FETCH (BODY[] {<<EOM}\nS: hi\nS: EOM)\nS: a1 OK\n',
    ],
    [
      'more items of a list below a heredoc',
      'a1 FETCH 1 ALL\n* 1 FETCH (BODY[] {<<EOM}\nhi\nEOM\n FLAGS ())\n',
      'a1 FETCH 1 ALL\n* 1 FETCH (BODY[] {<<EOM}\nhi\nEOM FLAGS ())\n',
    ],
    [
      'a blank before a command behind a heredoc that is all of its response',
      'a1 APPEND x {<<EOM}\nhi\nEOM\n a2 NOOP\n',
      'a1 APPEND x {<<EOM}\nhi\nEOM\na2 NOOP\n',
    ],
    ['nothing in a line that is meant to be wrong', 'NOOP\nNOOP BAD\n', 'NOOP\nNOOP BAD\n'],
  ])('repairs %s', (_, before, after) => {
    expect(fixScript(createSource('x.imap', before)).source.text).toBe(after);
  });

  it('leaves unsafe fixes to those who ask for them', () => {
    const source = createSource('x.imap', 'a1 NO\0OP\n');
    expect(fixScript(source).source.text).toBe(source.text);
    expect(fixScript(source, { unsafe: true }).source.text).toBe('a1 NOOP\n');
  });

  it('comes to an end, and a second time finds nothing to do', () => {
    fc.assert(
      fc.property(script, fc.boolean(), (source, unsafe) => {
        const once = fixScript(source, { unsafe });
        const twice = fixScript(once.source, { unsafe });
        expect(twice.applied.map(({ title }) => title)).toEqual([]);
      }),
    );
  });

  it('never brings an error to a command that had none', () => {
    fc.assert(
      fc.property(script, (source) => {
        const before = errorsByItem(source);
        fc.pre(!before.flat().includes('literal-length'));
        const after = errorsByItem(fixScript(source).source);
        fc.pre(after.length === before.length);
        const added = after.map((errors, index) => (before[index]?.length === 0 ? errors : []));
        expect(added.flat().filter((name) => !aboutState.has(name))).toEqual([]);
      }),
    );
  });

  it('never changes a literal or a comment', () => {
    fc.assert(
      fc.property(script, (source) => {
        expect(keptIn(fixScript(source).source.text)).toEqual(keptIn(source.text));
      }),
    );
  });
});

/** The names of the errors of each item. */
function errorsByItem(source: Source): string[][] {
  const script = parseScript(source);
  const errors = lintScript(script).filter(({ severity }) => severity === 'error');
  return script.items.map(({ span }) =>
    errors
      .filter((error) => error.span.start >= span.start && error.span.start < span.end)
      .map(({ name }) => name),
  );
}

/** A line that was repaired may change the state that later ones are in. */
const aboutState = new Set(['wrong-state', 'idle-not-ended', 'done-outside-idle']);

function keptIn(text: string): string[] {
  return parseScript(createSource('x.imap', text)).items.flatMap((item) => {
    if (item.kind === 'comment') return [item.text.replace(/^\xef\xbb\xbf/, '')].filter(Boolean);
    if (item.kind !== 'client') return [];
    return item.segments.flatMap(({ literal }) => (literal?.form === 'counted' ? [literal.octets] : []));
  });
}
