import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyDecoder } from '../../src/tui/key-decoder.js';
import { commandsOf } from '../../src/tui/keys.js';
import { lineText } from '../../src/tui/line.js';
import { linesOf } from '../../src/tui/page.js';
import { reviewFrame } from '../../src/tui/review-frame.js';
import {
  countDecided,
  decisionsOf,
  openReview,
  pressInReview,
  type ReviewFile,
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
    ['aaaaa', 'login 1-2 accept, login 2-3 accept, login 4-5 accept, list 0-1 accept'],
  ])('%j decide %s', (keys, decided) => {
    expect(shortly(type(keys))).toBe(decided);
  });

  it('takes one key a difference, then shows what will be done and wants a yes', () => {
    const state = type('aara');
    expect(state.closed).toBe(false);
    const text = linesOf(reviewFrame(state, glyphs)).map(lineText).join('\n');
    expect(text).toContain('login.transcript  2 accepted, 1 rejected');
    expect(text).toContain('list.transcript  1 accepted');
    expect(pressInReview(state, 'enter').closed).toBe(true);
    expect(countDecided(pressInReview(state, 'u')).decided).toBe(3);
  });

  it('shows beside each difference what was decided about it', () => {
    const text = linesOf(reviewFrame(type('ars[['), glyphs))
      .map(lineText)
      .join('\n');
    expect(text).toContain('3 of 4 decided');
    expect(lineText(reviewFrame(type('ar'), glyphs).pane[1] ?? [])).toMatch(/^ a/);
  });

  it('can be left at any time, with what was decided so far', () => {
    expect(type('aq').closed).toBe(true);
    expect(shortly(type('aq'))).toBe('login 1-2 accept');
  });

  it('has nothing to ask when there is no file', () => {
    expect(type('', []).closed).toBe(true);
  });

  it('never throws, whatever is typed', () => {
    const keys = [...new Set(commandsOf('review').flatMap((command) => command.keys)), 'x', 'backspace'];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...keys), { maxLength: 60 }),
        fc.integer({ min: 1, max: 150 }),
        (all, columns) => {
          let state = resizeReview(type(''), { columns, rows: 12 });
          for (const key of all) {
            state = pressInReview(state, key);
            expect(linesOf(reviewFrame(state, glyphs)).length).toBeLessThanOrEqual(12);
            const { decided, all: total } = countDecided(state);
            expect(decided).toBeLessThanOrEqual(total);
          }
        },
      ),
    );
  });
});
