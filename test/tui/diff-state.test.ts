import { describe, expect, it } from 'vitest';
import type { DiffRow } from '../../src/match/diff.js';
import type { MismatchClass } from '../../src/script/ast.js';
import { openDiff, pressInDiff } from '../../src/tui/diff-commands.js';
import { diffFrame } from '../../src/tui/diff-frame.js';
import { currentRow, type DiffState } from '../../src/tui/diff-state.js';
import { KeyDecoder } from '../../src/tui/key-decoder.js';
import { lineText } from '../../src/tui/line.js';
import { chooseTheme } from '../../src/tui/theme.js';
import { diffOfLines, fetchDiff, longDiff } from './support/diff-of-lines.js';

const { glyphs } = chooseTheme({});

function open(diff = fetchDiff, columns = 80, rows = 24): DiffState {
  const failing: ReadonlySet<MismatchClass> = new Set(['status', 'missing', 'unexpected', 'value']);
  return openDiff({ title: 't', diff, expectedName: 'e', actualName: 'a', failing }, { columns, rows });
}

const type = (state: DiffState, keys: string): DiffState =>
  new KeyDecoder().decode(keys).reduce(pressInDiff, state);

const textUnderCursor = (state: DiffState): string => {
  const row = state.index.rows[currentRow(state)];
  if (!row) return '';
  return row.kind === 'expected' ? row.expected.text : row.actual.text;
};

const shown = (state: DiffState): string =>
  [...diffFrame(state, glyphs).head, ...diffFrame(state, glyphs).pane, ...diffFrame(state, glyphs).foot]
    .map(lineText)
    .join('\n');

describe('keys in the diff view', () => {
  it.each([
    ['', '* 12 FETCH (UID 4712 FLAGS (\\Seen))'],
    [']', '* 13 EXPUNGE'],
    ['n', '* 13 EXPUNGE'],
    [']]', 'a8 OK FETCH done'],
    [']]]', '* 17 EXISTS'],
    [']]]]]', '* 17 EXISTS'],
    [']]]G[', '* 17 EXISTS'],
    [']][', '* 13 EXPUNGE'],
    ['[', '* 12 FETCH (UID 4712 FLAGS (\\Seen))'],
    ['j', '* 13 FETCH (UID 4713 INTERNALDATE "17-Jul-1996 02:44:25 -0700" RFC822.SIZE 4423 FLAGS (\\Seen))'],
    ['k', 'a8 UID FETCH 4711:4712 (FLAGS INTERNALDATE RFC822.SIZE)'],
    ['g', '* 1 RECENT'],
    ['G', 'a9 OK NOOP completed'],
    ['(', 'a8 UID FETCH 4711:4712 (FLAGS INTERNALDATE RFC822.SIZE)'],
    ['((', 'a7 SELECT INBOX'],
    [')', 'a9 NOOP'],
    ['/4050\r', '* 51 FETCH (UID 4050)'],
    ['/uid 40\r', '* 1 FETCH (UID 4000)'],
    ['/uid 40\rn', '* 2 FETCH (UID 4001)'],
    ['/uid 40\rnnN', '* 2 FETCH (UID 4001)'],
    ['g/recent\rN', '* 23 RECENT'],
    ['/recent\x1b', '* 12 FETCH (UID 4712 FLAGS (\\Seen))'],
    ['/nowhere\r', '* 12 FETCH (UID 4712 FLAGS (\\Seen))'],
    ['/nx\x7f\x7f\x7f', '* 12 FETCH (UID 4712 FLAGS (\\Seen))'],
  ])('%j leads to %s', (keys, text) => {
    const decoder = new KeyDecoder();
    const state = [...decoder.decode(keys), ...decoder.flush()].reduce(pressInDiff, open());
    expect(textUnderCursor(state)).toBe(text);
  });

  it.each([
    ['/nowhere\r', '"nowhere" is not found.'],
    [']]]]', 'That was the last difference.'],
    ['/recent\rN', 'The search went on from the bottom.'],
    ['}', '4 equal lines around differences'],
    ['{{', '1 equal line around differences'],
    [')))', 'That was the last line of the client.'],
  ])('%j brings the words: %s', (keys, words) => {
    expect(shown(type(open(), keys))).toContain(words);
  });

  it('finds capitals only where they are when the search has one', () => {
    expect(textUnderCursor(type(open(), '/Fetch\r'))).toBe('* 12 FETCH (UID 4712 FLAGS (\\Seen))');
    expect(shown(type(open(), '/Fetch\r'))).toContain('"Fetch" is not found.');
  });

  it('opens a fold and closes it again', () => {
    const folded = type(open(), 'g');
    expect(shown(folded)).toContain('··· 26 equal lines ···');
    const opened = type(folded, 'o');
    expect(shown(opened)).not.toContain('26 equal lines');
    expect(textUnderCursor(opened)).toBe('* 1 RECENT');
    expect(shown(type(opened, '\r'))).toContain('··· 26 equal lines ···');
  });

  it('keeps the row under the cursor when the look changes', () => {
    const text = textUnderCursor(type(open(), ']]'));
    for (const keys of ['v', 'w', '}', '{', '{{{{', 'vw}', '??']) {
      expect(textUnderCursor(type(open(), `]]${keys}`))).toBe(text);
    }
  });

  it('shows the rest of a long line by moving over it or by wrapping it', () => {
    const long = diffOfLines([`- S * OK ${'x'.repeat(100)} the end`]);
    expect(shown(open(long))).not.toContain('the end');
    expect(shown(type(open(long), '\x1b[C'.repeat(8)))).toContain('the end');
    expect(shown(type(open(long), 'w'))).toContain('the end');
  });

  it('scrolls through a line that is taller than the screen', () => {
    const long = diffOfLines([`- S * OK ${'word '.repeat(600)}the end`, '  S next']);
    const wrapped = type(open(long), 'w');
    expect(shown(wrapped)).not.toContain('the end');
    expect(shown(type(wrapped, 'j'.repeat(60)))).toContain('the end');
    expect(textUnderCursor(type(wrapped, 'j'.repeat(100)))).toBe('next');
  });

  it('tells what the names of a pattern took, and where a response code is defined', () => {
    const matched = open(diffOfLines(['~ S * ${exists:number} EXISTS => * 18 EXISTS']));
    expect(shown(matched)).toContain('matched  ${exists} is 18');
    const code = open(diffOfLines(['! S a1 OK => a1 NO [OVERQUOTA] no']));
    expect(shown(code)).toMatch(/\[OVERQUOTA\] There is no room .*\n.* RFC 5530 §3, RFC 9208 §4\.3\.1 *\n/);
  });

  it('marks the lines that the linter speaks of', () => {
    const state = open(diffOfLines(['  C a1 LOGIM', '+ S a1 BAD']));
    const notesOf = (row: DiffRow) => ('expected' in row ? ['lint C001: no such command'] : []);
    expect(shown({ ...state, subject: { ...state.subject, notesOf } })).toContain(' 1 1 ▲  C a1 LOGIM');
    expect(shown(state)).not.toContain('▲');
  });

  it('copies the line as it came, or as it was expected', () => {
    const state = open(diffOfLines(['! S * 3 EXISTS => * 4 EXISTS', '- S * 1 FETCH ()']));
    expect(type(state, 'y').copied?.text).toBe('* 4 EXISTS');
    expect(type(state, 'jy').copied?.text).toBe('* 1 FETCH ()');
    expect(type(open(diffOfLines([])), 'y').copied).toBeUndefined();
    const long = open(diffOfLines([`+ S * OK ${'x'.repeat(60_000)}`]));
    expect(shown(type(long, 'y'))).toContain('too long to be copied');
  });

  it('says that two empty files are equal', () => {
    expect(shown(open(diffOfLines([])))).toContain('no difference');
  });

  it('pages through everything and stops at the end', () => {
    const start = type(open(longDiff(100)), 'g}}}}}}}}}}');
    const end = type(start, ' '.repeat(50));
    expect(end.cursor).toBe(end.entries.length - 1);
    expect(type(end, 'b'.repeat(50)).cursor).toBe(0);
  });
});
