import { describe, expect, it } from 'vitest';
import { KeyDecoder } from '../../src/tui/key-decoder.js';
import { lineText } from '../../src/tui/line.js';
import { linesOf } from '../../src/tui/page.js';
import type { ReviewFile } from '../../src/tui/review-decisions.js';
import { reviewFrame } from '../../src/tui/review-frame.js';
import {
  countDecided,
  decisionsOf,
  openReview,
  pressInReview,
  type ReviewState,
  resizeReview,
} from '../../src/tui/review-state.js';
import { chooseTheme } from '../../src/tui/theme.js';
import { diffOfLines } from './support/diff-of-lines.js';

const { glyphs } = chooseTheme({});

const pending = (path: string, lines: readonly string[]): ReviewFile => ({
  path,
  title: path,
  diff: diffOfLines(lines),
  expectedName: path,
  actualName: `${path}.new`,
  failing: new Set(),
});

const login = pending('login.transcript', [
  '  C a1 LOGIN',
  '- S a1 OK',
  '+ S a1 OK done',
  '  C a2 NOOP',
  '! S x => y',
]);
const list = pending('list.transcript', ['! S * LIST () "/" A => * LIST () "/" B', '  S a1 OK']);

const type = (keys: string, files = [login, list]): ReviewState => {
  const decoder = new KeyDecoder();
  const all = [...decoder.decode(keys), ...decoder.flush()];
  return all.reduce(pressInReview, openReview(files, { columns: 80, rows: 24 }));
};

const shortly = (state: ReviewState): string =>
  decisionsOf(state)
    .map(({ path, from, to, decision }) => `${path.replace('.transcript', '')} ${from}-${to} ${decision}`)
    .join(', ');

describe('keys in the review', () => {
  it.each([
    ['', ''],
    ['a', 'login 1-2 accept'],
    ['arsa', 'login 1-2 accept, login 2-3 reject, login 4-5 skip, list 0-1 accept'],
    ['ar]', 'login 1-2 accept, login 2-3 reject'],
    ['aru', 'login 1-2 accept'],
    ['aruu', ''],
    ['uuu', ''],
    ['rA', 'login 1-2 reject, login 2-3 accept, login 4-5 accept, list 0-1 accept'],
    ['rAu', 'login 1-2 reject'],
    ['R', 'login 1-2 reject, login 2-3 reject, login 4-5 reject, list 0-1 reject'],
    ['sS', 'login 1-2 skip, login 2-3 skip, login 4-5 skip, list 0-1 skip'],
    [']a', 'login 2-3 accept'],
    [']aa', 'login 2-3 accept, login 4-5 accept'],
    [']]aa', 'login 4-5 accept, list 0-1 accept'],
    ['\ta', 'list 0-1 accept'],
    ['\taa', 'login 1-2 accept, list 0-1 accept'],
    ['ga', ''],
    ['gaa', 'login 1-2 accept'],
    ['ar[[a', 'login 1-2 accept, login 2-3 reject'],
    ['/a', ''],
    ['?a', ''],
    ['fa', 'login 1-2 accept, login 2-3 accept, login 4-5 accept'],
    ['far', 'login 1-2 accept, login 2-3 accept, login 4-5 accept, list 0-1 reject'],
    ['faru', 'login 1-2 accept, login 2-3 accept, login 4-5 accept'],
    ['rfs', 'login 1-2 reject, login 2-3 skip, login 4-5 skip'],
    ['fau', ''],
    ['ffa', 'login 1-2 accept'],
    ['aaaaa', 'login 1-2 accept, login 2-3 accept, login 4-5 accept, list 0-1 accept'],
  ])('%j decide %s', (keys, decided) => {
    expect(shortly(type(keys))).toBe(decided);
  });

  it('takes one key a difference, then shows what will be done and wants a yes', () => {
    const state = type('aara');
    expect(state.closed).toBeUndefined();
    const text = linesOf(reviewFrame(state, glyphs)).map(lineText).join('\n');
    expect(text).toContain('login.transcript  2 accepted, 1 rejected');
    expect(text).toContain('list.transcript  1 accepted');
    expect(pressInReview(state, 'enter').closed).toBe('write');
    expect(pressInReview(state, 'q').closed).toBe('leave');
    expect(countDecided(pressInReview(state, 'u')).decided).toBe(3);
  });

  it('shows beside each difference what was decided about it', () => {
    const text = linesOf(reviewFrame(type('ars[['), glyphs))
      .map(lineText)
      .join('\n');
    expect(text).toContain('3 of 4 decided');
    expect(lineText(reviewFrame(type('ar'), glyphs).pane[1] ?? [])).toMatch(/^ a/);
  });

  it('can be left at any time; what was decided is shown before it is written', () => {
    expect(type('q').closed).toBe('leave');
    expect(type('aq')).toMatchObject({ closed: undefined, summary: 0 });
    expect(type('aq\r').closed).toBe('write');
    expect(shortly(type('aq\r'))).toBe('login 1-2 accept');
    expect(type('aqq').closed).toBe('leave');
    expect(type('aq]')).toMatchObject({ closed: undefined, summary: undefined });
  });

  it('shows each line that will be written, as it is and as it will be', () => {
    const text = linesOf(reviewFrame(type('araa'), glyphs))
      .map(lineText)
      .join('\n');
    expect(text).toContain('     - S: a1 OK\n');
    expect(text).toContain('     - S: x\n     + S: y\n');
    expect(text).not.toContain('OK done');
  });

  it('shows all of what will be written, however long, and stops scrolling at its end', () => {
    const long = pending('long.transcript', [`! S ${'x'.repeat(200)} old => ${'x'.repeat(200)} new`]);
    const narrow = resizeReview(type('a', [long]), { columns: 40, rows: 10 });
    const text = (state: ReviewState) => linesOf(reviewFrame(state, glyphs)).map(lineText).join('\n');
    expect(text(narrow)).not.toContain('new');
    const end = pressInReview(narrow, 'G');
    expect(text(end)).toContain('x new');
    const beyond = ['j', 'space', 'G', 'j'].reduce(pressInReview, end);
    expect(beyond.summary).toBe(end.summary);
    expect(text(pressInReview(beyond, 'g'))).toContain('x old');
  });

  it('masks and ignores where that is possible, and says so where it is not', () => {
    const rewrite: ReviewFile['rewrite'] = (row, how) =>
      how === 'mask' && row === 4 ? ['S: ${value}'] : undefined;
    const files = [{ ...login, rewrite }];
    expect(shortly(type(']]m', files))).toBe('login 4-5 mask');
    expect(shortly(type(']]i', files))).toBe('');
    const refused = type(']]i', files);
    expect(refused.files[0]?.diff.message).toContain('Only a text');
    const text = linesOf(reviewFrame(type('rrm', files), glyphs))
      .map(lineText)
      .join('\n');
    expect(text).toContain('     - S: x\n     + S: ${value}\n');
  });

  it('keeps what was decided while a file is edited', () => {
    const before = type('ar');
    expect(pressInReview(before, 'e').closed).toBe('edit');
    const again = openReview([login, list], { columns: 80, rows: 24 }, { decided: decisionsOf(before) });
    expect(shortly(again)).toBe('login 1-2 accept, login 2-3 reject');
    expect(shortly(pressInReview(again, 'u'))).toBe('login 1-2 accept');
  });

  it('has nothing to ask when there is no file', () => {
    expect(type('', []).closed).toBe('leave');
  });
});
