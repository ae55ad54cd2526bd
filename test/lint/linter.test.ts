import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lintScript } from '../../src/lint/linter.js';
import { parseScript } from '../../src/script/parser.js';
import { encodeUtf8 } from '../../src/text/octets.js';
import { createSource } from '../../src/text/source.js';

function lint(text: string, options = {}) {
  return lintScript(parseScript(createSource('x.imap', encodeUtf8(text))), options).map(
    ({ code, severity, span }) => `${code} ${severity} ${span.start}-${span.end}`,
  );
}

describe('linting', () => {
  it('says of the example of the command line what is said there', () => {
    const source = createSource('first.imap', 'tag LOGIN name password\nSELECT INBOX\n');
    const [found] = lintScript(parseScript(source), { for: ['exchange-2003', 'dovecot'] }).filter(
      ({ code }) => code === 'T001',
    );
    expect(found).toMatchObject({
      code: 'T001',
      name: 'missing-tag',
      severity: 'error',
      span: { start: 24, end: 30 },
      message: 'Expected a tag before SELECT.',
      details: ['The server takes SELECT for the tag and INBOX for the command.'],
      answers: [
        {
          server: 'Exchange 2003',
          answer: 'SELECT BAD Protocol Error: "Unidentifiable command specified".',
          effect: '',
        },
        {
          server: 'Dovecot 2.3',
          answer: 'SELECT BAD Error in IMAP command INBOX: Unknown command (0.001 + 0.000 secs).',
          effect: '',
        },
      ],
      fix: { title: 'a2 SELECT INBOX', safe: true, edits: [{ span: { start: 24, end: 24 }, text: 'a2 ' }] },
    });
  });

  it.each([
    ['by code', 'NOOP\n', { severities: { T001: 'off' } }, []],
    ['by name', 'NOOP\n', { severities: { 'missing-tag': 'warning' } }, ['T001 warning 0-4']],
  ])('takes severities %s', (_, text, options, expected) => {
    expect(lint(text, options)).toEqual(expected);
  });

  it.each([
    ['the next line', '# tagline: ignore T001 — why\nNOOP\nNOOP\n', ['T001 error 36-40']],
    ['a whole file', '# tagline: ignore T001 — why\n\nNOOP\nNOOP\n', []],
    ['by name', '# tagline: ignore missing-tag — why\nNOOP\n', []],
    ['what is not there', '# tagline: ignore T001 — why\na1 NOOP\n', ['L001 warning 18-22']],
  ])('ignores %s', (_, text, expected) => {
    expect(lint(text)).toEqual(expected);
  });

  it.each([
    ['tagged', 'a1 FOO\na1 BAD\n', ['C001 note 3-6']],
    ['untagged', ' a1 NOOP\n* BAD Invalid tag\n', ['T002 note 0-1']],
    ['later than the next command', 'a1 FOO\na2 NOOP\na1 NO\na2 OK\n', ['C001 note 3-6']],
    ['not', 'a1 FOO\na1 OK\n', ['C001 error 3-6']],
  ])('makes notes of the errors in a line whose refusal is expected: %s', (_, text, expected) => {
    expect(lint(text)).toEqual(expected);
  });

  it('reports one fault once, at the lowest of its layers', () => {
    expect(lint('a1 NO\0OP\n')).toEqual(['B007 error 5-6']);
    expect(lint('%login\nSELECT INBOX\na2 FETCH 1 FLAGS\n')).toEqual(['T001 error 7-13']);
  });

  it('follows each connection for itself', () => {
    expect(
      lint('%on a\na1 LOGIN u p\n%on b\na1 SELECT INBOX\n%on a\na2 SELECT INBOX\n', {
        severities: passwords,
      }),
    ).toEqual(['C003 error 28-34']);
  });

  it('warns only, where the chosen servers take the line as it is', () => {
    expect(lint('a1  NOOP\n', { for: ['courier'] })).toEqual(['W001 warning 3-4']);
    expect(lint('a1  NOOP\n', { for: ['courier', 'dovecot'] })).toEqual(['W001 error 3-4']);
  });

  it('takes what a recorder has hidden for whatever it was', () => {
    expect(lint('a1 LOGIN bob ‹redacted›\na2 SELECT INBOX\n')).toEqual([]);
    expect(lint('a1 AUTHENTICATE PLAIN ‹redacted›\n')).toEqual([]);
    expect(lint('a1 AUTHENTICATE PLAIN\n+\n‹redacted›\na1 OK\n')).toEqual([]);
  });

  it('holds commands to one revision of IMAP4, if asked to', () => {
    const text = '%login\na1 LSUB "" *\n';
    expect(lint(text)).toEqual([]);
    expect(lint(text, { revision: 'rfc9051' })).toEqual(['A001 error 10-14']);
    expect(lint(`%dialect rfc9051\n${text}`)).toEqual(['A001 error 27-31']);
    expect(lint(`%dialect rfc9051\n%dialect both\n${text}`)).toEqual([]);
  });

  it('judges no state after an included file', () => {
    expect(lint('%include setup.imap\na1 FETCH 1 FLAGS\n')).toEqual([]);
  });

  it('never throws, and every span is inside the source', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const source = createSource('x.imap', bytes);
        for (const { span } of lintScript(parseScript(source))) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(source.text.length);
        }
      }),
    );
  });
});

const passwords = { 'password-in-script': 'off' };

describe('what is said of a line with a password in it', () => {
  it.each([
    'LOGIN bob hunter2',
    'LOGN bob hunter2',
    ' LOGIN bob hunter2',
    'a1  LOGIN bob hunter2',
    'a1 LOGIN bob hunter2 ',
    'a1 LOGIN bob hunter2 hunter2',
    'a1 LOGIN bob hunter2(',
    'a1 LOGIN bob "hunter2',
    "a1 LOGIN bob 'hunter2'",
    'a1 LOGIN bob \u201chunter2\u201d',
    'a1 LOGN\b\bGIN bob hunter2',
    'a1 LOGIN bob hunter3\b2',
    'a1 LOGIN\u00a0bob hunter2',
    'a1 LOGIN bob hunter2\x1b[D',
    'a1 AUTHENTICATE PLAIN bob hunter2',
    'PASS hunter2',
  ])('does not repeat it: %j', (line) => {
    const found = lintScript(parseScript(createSource('x.imap', encodeUtf8(`${line}\n`))));
    const said = found.flatMap(({ message, details, fix, answers }) => [
      message,
      ...details,
      fix?.title ?? '',
      ...answers.map(({ answer }) => answer),
    ]);
    expect(found.length).toBeGreaterThan(0);
    expect(said.join('\n')).not.toMatch(/hunter/i);
  });
});
