import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../src/imap/command.js';
import { commands } from '../../../src/imap/registry.js';
import { partsFrom, repaired } from './line.js';

const octets = fc.string({ unit: fc.nat(255).map((code) => String.fromCharCode(code)), maxLength: 80 });
const words = fc.constantFrom(
  ...[
    '1:5',
    '"a b"',
    '(',
    ')',
    '\\Seen',
    'INBOX',
    'FLAGS',
    'BODY[',
    ']',
    '<0.5>',
    'OR',
    'NOT',
    '1-Feb-2024',
    '""',
    '{3}',
  ],
  ...[
    ',',
    ' ',
    '\t',
    '%',
    '*',
    '$',
    '${x}',
    'RETURN',
    'CHARSET',
    'UTF-8',
    'NIL',
    '=',
    'é',
    '"',
    '\\',
    ';',
    '# x',
    '{',
  ],
);
const commandLines = fc
  .tuple(fc.constantFrom(...commands.map(({ name }) => name)), fc.array(words, { maxLength: 12 }))
  .map(([name, rest]) => `a1 ${name} ${rest.join(' ')}`);
const lines = fc.oneof(
  octets,
  commandLines,
  octets.map((rest) => `a1 FETCH ${rest}`),
);

const folder = join(import.meta.dirname, 'cases');
const right = readdirSync(folder)
  .flatMap((file) => readFileSync(join(folder, file), 'latin1').split('\n'))
  .filter((line) => line.startsWith('+ '))
  .map((line) => line.slice(2));

/** Where, how many octets are gone there, and what is put in. */
const mutation = fc.tuple(
  fc.nat(1000),
  fc.nat(2),
  octets.map((text) => text.slice(0, 2)),
);

function mutate(line: string, [place, gone, put]: [number, number, string]): string {
  const at = place % (line.length + 1);
  return line.slice(0, at) + put + line.slice(at + gone);
}

describe('whatever the line is', () => {
  it('a command is read without an exception, and its problems lie in it', () => {
    fc.assert(
      fc.property(lines, (line) => {
        const { text, problems, arguments: nodes, name, tag } = parseCommand(partsFrom(line));
        expect(`${name}${tag}`).toBeTypeOf('string');
        expect(nodes).toBeInstanceOf(Array);
        for (const { span, message } of problems) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(message).toMatch(/^[\x20-\x7e\u00a0-\uffff]+[.?]$/);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('a right command in which octets are gone, put in or others is read, and its problems lie in it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...right),
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        (line, steps) => {
          const parts = partsFrom(steps.reduce(mutate, line));
          const { text, problems } = parseCommand(parts);
          for (const { span, replaced = span, message } of problems) {
            for (const { start, end } of [span, replaced]) {
              expect(start).toBeGreaterThanOrEqual(0);
              expect(start).toBeLessThanOrEqual(end);
              expect(end).toBeLessThanOrEqual(text.length);
            }
            expect(message).toMatch(/^[\x20-\x7e\u00a0-\uffff]+[.?]$/);
          }
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('a command is read as if there had been none before it', () => {
    fc.assert(
      fc.property(lines, lines, (before, line) => {
        const alone = parseCommand(partsFrom(line)).problems;
        parseCommand(partsFrom(`${line} ${before}`));
        expect(parseCommand(partsFrom(line)).problems).toEqual(alone);
        parseCommand(partsFrom(before.padEnd(200, ' FETCH 1 FLAGS')));
        expect(parseCommand(partsFrom(line)).problems).toEqual(alone);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['a1 UID', 'a1 UID FETCH 1 FLAGS'],
    ['a1', 'a1 NOOP'],
    ['a1 ', 'a1 NOOP'],
    ['a1 SELECT', 'a1 SELECT INBOX'],
    ['a1 LIST "', 'a1 LIST "" "*"'],
    ['a1 STORE 1 +FLAGS \\', 'a1 STORE 1 +FLAGS \\Seen'],
  ])('%s is cut off, whatever was read before', (line, before) => {
    expect(parseCommand([{ text: before }]).problems).toEqual([]);
    expect(parseCommand([{ text: line }]).problems).not.toEqual([]);
  });

  it('safe replacements come to an end', () => {
    fc.assert(
      fc.property(lines, (line) => {
        const once = repaired(line);
        if (once !== undefined) expect(repaired(once)).toBe(undefined);
      }),
      { numRuns: 500 },
    );
  });

  it('a message never repeats what may be a password', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('a1 LOGIN bob ', 'a1 AUTHENTICATE PLAIN ', 'a1 LOGIN ', 'PASS ', 'LOGIN '),
        octets,
        (start, rest) => {
          const secret = 'geheim';
          const { problems } = parseCommand([{ text: `${start}${secret}${rest} ${secret}` }]);
          for (const { message, expected } of problems) expect(message + expected).not.toContain(secret);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('very large lines', () => {
  const many = 100_000;

  it.each([
    ['parentheses', `a1 SEARCH ${'('.repeat(many)}`],
    ['nested keys', `a1 SEARCH ${'NOT '.repeat(many)}ALL`],
    ['alternatives', `a1 SEARCH ${'OR '.repeat(many)}ALL`],
    ['nested lists', `a1 SETMETADATA "" ${'('.repeat(many)}${')'.repeat(many)}`],
    ['sort of events', `a1 NOTIFY SET ${'(subtree ('.repeat(many)}`],
  ])('%s that nest too deeply are refused', (_, text) => {
    expect(parseCommand([{ text }]).problems).not.toEqual([]);
  });

  it.each([
    ['a set', `a1 FETCH ${'1,'.repeat(many)}1 FLAGS`],
    ['items', `a1 FETCH 1 (${'FLAGS '.repeat(many)}UID)`],
    ['keys', `a1 SEARCH ${'SEEN '.repeat(many)}ALL`],
    ['a string', `a1 SELECT "${'x'.repeat(many)}"`],
    ['flags', `a1 STORE 1 FLAGS (${'\\Seen '.repeat(many)}x)`],
  ])('%s of any length is taken', (_, text) => {
    expect(parseCommand([{ text }]).problems).toEqual([]);
  });

  it.each([
    ['blanks', `a1 FETCH 1${' '.repeat(many)}FLAGS`],
    ['quotes', `a1 LOGIN ${'"'.repeat(many)}`],
    ['backslashes', `a1 LOGIN "${'\\'.repeat(many)}`],
    ['escaped quotes', `a1 LOGIN "${'\\"'.repeat(40 * many)}`],
    ['words', `a1 SELECT ${'a '.repeat(many)}b`],
    ['digits', `a1 FETCH ${'9'.repeat(many)} FLAGS`],
    ['letters', `a1 ${'A'.repeat(many)}`],
    ['braces', `a1 APPEND INBOX ${'{'.repeat(many)}`],
    ['commas', `a1 FETCH ${'1, '.repeat(many)}FLAGS`],
    ['eight bits', `a1 SELECT ${'é'.repeat(many)}`],
  ])('%s without end are refused at once', (_, text) => {
    expect(parseCommand([{ text }]).problems).not.toEqual([]);
  });
});
