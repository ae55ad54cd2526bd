import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeGrammars } from '../../../src/imap/grammar/responses/code.js';
import { responseCodes } from '../../../src/imap/response-code.js';
import { responses } from '../../../src/imap/response-registry.js';
import { responseShapes } from '../../../src/imap/response-shapes.js';
import { findResponseProblem } from '../../../src/imap/server-line.js';
import { placeholderEnd } from '../../../src/script/placeholder.js';
import type { Octets } from '../../../src/text/octets.js';
import { columnOf, partsFrom } from './line.js';

/**
 * The files in responses/: `+` is a line that a server may send, `-` one that it may not, with carets under what is
 * wrong and what is said of it. `{n}` stands for a literal, but not in a status; `\x20` is an octet.
 */
const folder = join(import.meta.dirname, 'responses');

describe.each(readdirSync(folder))('the grammar of %s', (file) => {
  const { right, wrong } = readCases(readFileSync(join(folder, file), 'utf8'));

  it.each(right)('takes: %s', (line) => {
    expect(findResponseProblem(partsOf(octetsOf(line)))).toBe(undefined);
  });

  it.each(wrong)('refuses at the octet: $line', ({ line, said }) => {
    expect(saidOf(octetsOf(line))).toBe(said);
  });
});

interface Case {
  readonly line: string;
  readonly said: string;
}

function readCases(text: string): { right: string[]; wrong: Case[] } {
  const lines = text.split('\n').slice(1);
  const right = lines.filter((line) => line.startsWith('+ ')).map((line) => line.slice(2));
  const wrong = lines.flatMap((line, index) =>
    line.startsWith('- ') ? [{ line: line.slice(2), said: lines[index + 1] ?? '' }] : [],
  );
  return { right, wrong };
}

function octetsOf(line: string): Octets {
  const octets = Buffer.from(line, 'utf8').toString('latin1');
  return octets.replace(/\\x([0-9a-f]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}

function partsOf(line: Octets) {
  return /^(?:\+|\* +(?:OK|NO|BAD|BYE|PREAUTH)\b|\S+ (?:OK|NO|BAD)\b)/.test(line)
    ? [{ text: line }]
    : partsFrom(line);
}

function saidOf(line: Octets): string {
  const problem = findResponseProblem(partsOf(line));
  if (!problem) return 'nothing';
  const start = columnOf(line, problem.span.start);
  const carets = '^'.repeat(Math.max(1, columnOf(line, problem.span.end) - start));
  return `  ${' '.repeat(start)}${carets} ${problem.message}`;
}

const examples = readdirSync(folder).flatMap((file) => readCases(readFileSync(join(folder, file), 'utf8')));
const right = examples.flatMap((example) => example.right.map(octetsOf));
const wrong = examples.flatMap((example) => example.wrong.map(({ line }) => octetsOf(line)));

describe('the table of responses', () => {
  it.each(responses.map(({ name }) => name))('has an example of %s', (name) => {
    expect(right.some((line) => new RegExp(`^\\* (?:\\d+ )?${name}\\b`, 'i').test(line))).toBe(true);
  });

  it('has every response whose data are compared by their meaning', () => {
    const compared = Object.keys(responseShapes.responses);
    expect(compared.filter((name) => !responses.some((row) => row.name === name))).toEqual([]);
  });

  it('has every code that is explained, but those that other protocols have, and private ones', () => {
    const explained = responseCodes.filter(({ source }) => source !== 'private' && !/3206/.test(source));
    expect(explained.map(({ name }) => name).toSorted()).toEqual(Object.keys(codeGrammars).toSorted());
  });
});

describe('patterns', () => {
  it.each([
    '* ${n} EXISTS',
    '* ${n+1} FETCH (UID ${uid} FLAGS ${_} ${*})',
    '* ${n} FETCH (${*} UID ${uid})',
    '* 1 FETCH ${_}',
    '* 1 FETCH (FLAGS (\\Seen ${!\\Deleted} ${*}))',
    '* 1 FETCH (INTERNALDATE ${d:date} ENVELOPE ${_} BODYSTRUCTURE ${_} MODSEQ (${m:number}))',
    '* 1 FETCH (INTERNALDATE "${d}" BODY[TEXT] ${x:/\\d+ "(a|b)"/})',
    '* 1 FETCH (BODYSTRUCTURE (("TEXT" "PLAIN" ${*}) "MIXED" ${*}))',
    '* LIST (${!\\Noselect}) "${separator}" ${name}',
    '* LIST (\\HasNoChildren ${*}) ${_} ${mailbox} ${*}',
    '* LIST ${*}',
    '* STATUS ${mailbox} (${*} MESSAGES ${n})',
    '* SEARCH ${*}',
    '* SEARCH ${a} ${b} (MODSEQ ${m})',
    '* ESEARCH (TAG "${tag}") ${*}',
    '* ESEARCH (TAG "a") ADDTO (${pos} 1:2,4 0 ${uids} ${*}) REMOVEFROM ${_}',
    '* 1 FETCH (MODSEQ (${m:>=modseq+1}) FLAGS (\\Seen ${?\\Draft}) UID ${_:>=7} ${!*})',
    '* LIST (\\Marked ${!*}) "/" a',
    '* STATUS a (MESSAGES 1 ${!*})',
    '* CAPABILITY IMAP4rev1 ${!*}',
    '* VANISHED ${_}',
    '* CAPABILITY ${*} IDLE',
    '* OK [UIDNEXT ${next}] ${*}',
    '* OK [${*}] ${*}',
    '* OK [PERMANENTFLAGS (${*} \\*)]',
    '${tag} OK [APPENDUID ${validity:number} ${uid}] ${*}',
    '* QUOTA ${root} (STORAGE ${used} ${limit} ${*})',
    '* NAMESPACE ((${prefix} ${_})) ${_} ${*}',
    '* ${_}',
    '* 1 FETCH (ENVELOPE (… "Hi" ...) FLAGS (...))',
    '* 1 FETCH (BODY[TEXT] "‹redacted›" UID …)',
    '* CAPABILITY IMAP4rev1 ...',
  ])('stand where a value may: %s', (line) => {
    const text = Buffer.from(line, 'utf8').toString('latin1');
    const problem = findResponseProblem([{ text }], placeholderEnd);
    expect(problem?.kind === 'missing-text' ? undefined : problem).toBe(undefined);
  });

  it.each([
    ['* LIST (HasNoChildren ${*}) "/" ${name}', 8],
    ['* ${n} FETCH (UID ${uid} )', 24],
    ['* ${n} FETCH (UID ${uid}) ', 25],
    ['* 1 FETCH (MODSEQ ${m} FLAGS \\Seen)', 29],
    ['* 0 EXPUNGE', 2],
    ['* 0 FETCH ${_}', 2],
  ])('excuse nothing else: %s', (text, at) => {
    expect(findResponseProblem([{ text }], placeholderEnd)?.span.start).toBe(at);
  });
});

describe('whatever a server says', () => {
  const octet = fc.nat(255).map((code) => String.fromCharCode(code));
  const mutated = fc
    .tuple(
      fc.constantFrom(...right, ...wrong),
      fc.nat(200),
      fc.nat(3),
      fc.string({ unit: octet, maxLength: 4 }),
    )
    .map(([line, place, gone, put]) => {
      const at = place % (line.length + 1);
      return line.slice(0, at) + put + line.slice(at + gone);
    });
  const lines = fc.oneof(mutated, fc.string({ unit: octet, maxLength: 60 }));

  it('is read without an exception, and a problem lies in it', () => {
    fc.assert(
      fc.property(lines, fc.boolean(), (line, hasPatterns) => {
        const parts = partsOf(line);
        const length = parts.reduce((sum, { text }) => sum + text.length + 1, -1);
        const problem = findResponseProblem(parts, hasPatterns ? placeholderEnd : undefined);
        if (!problem) return;
        expect(problem.span.start).toBeGreaterThanOrEqual(0);
        expect(problem.span.start).toBeLessThanOrEqual(problem.span.end);
        expect(problem.span.end).toBeLessThanOrEqual(length + 1);
        expect(problem.message).toMatch(/^[\x20-\x7e\u00a0-\uffff]+[.?]$/);
      }),
      { numRuns: 1500 },
    );
  });

  const many = 100_000;
  it.each([
    ['parentheses', `* 1 FETCH (BODYSTRUCTURE ${'('.repeat(many)}`],
    ['threads', `* THREAD ${'('.repeat(many)}`],
    ['extensions', `* LIST () "/" x ("A" ${'('.repeat(many)}`],
    ['blanks', `* SEARCH ${' '.repeat(many)}`],
    ['quotes', `* ID (${'"'.repeat(many)}`],
    ['digits', `* SEARCH ${'9'.repeat(many)}`],
    ['unknown items', `* 1 FETCH (X ${'"('.repeat(many)}`],
    ['patterns', `* 1 FETCH ${'${'.repeat(many)}`],
    ['dots', `* SEARCH ${'... '.repeat(many)}x`],
  ])('%s without end are refused at once', (_, text) => {
    expect(findResponseProblem([{ text }], placeholderEnd)).not.toBe(undefined);
  });

  it.each([
    ['numbers', `* SEARCH${' 7'.repeat(many)}`],
    ['threads', `* THREAD ${'(7)'.repeat(many)}`],
    ['items', `* 1 FETCH (${'UID 7 '.repeat(many)}UID 7)`],
    ['addresses', `* 1 FETCH (ENVELOPE (NIL NIL (${'(NIL NIL "a" "b")'.repeat(many)})${' NIL'.repeat(7)}))`],
  ])('%s of any length are taken', (_, text) => {
    expect(findResponseProblem([{ text }])).toBe(undefined);
  });
});
