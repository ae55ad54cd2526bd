import { describe, expect, it } from 'vitest';
import { type CommandOptions, parseCommand } from '../../../src/imap/command.js';

const dialects = ['rfc3501', 'rfc9051', 'both'] as const;

function judge(text: string, dialect: CommandOptions['dialect']): boolean {
  return parseCommand([{ text }], { dialect }).problems.length === 0;
}

describe('the two revisions of IMAP4', () => {
  it.each([
    ['a NOOP', true, true],
    ['a CHECK', true, false],
    ['a LSUB "" *', true, false],
    ['a FETCH 1 RFC822', true, false],
    ['a FETCH 1 (UID RFC822.HEADER)', true, false],
    ['a FETCH 1 RFC822.SIZE', true, true],
    ['a SEARCH NEW', true, false],
    ['a SEARCH OR OLD RECENT', true, false],
    ['a STATUS INBOX (RECENT)', true, false],
    ['a SELECT "Entw\xc3\xbcrfe"', false, true],
    ['a SELECT "\xfc"', false, false],
  ])('take or refuse: %s', (line, in3501, in9051) => {
    expect(dialects.map((dialect) => judge(line, dialect))).toEqual([in3501, in9051, in3501 || in9051]);
  });

  it.each([
    ['a CHECK', 'rfc3501', 2, 7],
    ['a FETCH 1 (UID RFC822.TEXT)', 'rfc3501', 26, 26],
    ['a SELECT "\xc3\xbc"', 'rfc9051', 9, 13],
  ])('are told apart in a note: %s', (text, dialect, start, end) => {
    const [note] = parseCommand([{ text }]).notes;
    expect(note).toMatchObject({ dialect, start, end });
    expect(note?.message).toMatch(/RFC 9051.*\.$/);
  });

  it('have no note where they agree', () => {
    expect(parseCommand([{ text: 'a FETCH 1 (UID FLAGS)' }]).notes).toEqual([]);
  });
});
