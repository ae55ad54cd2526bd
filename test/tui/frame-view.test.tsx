import { render } from 'ink-testing-library';
import { describe, expect, it } from 'vitest';
import { openDiff } from '../../src/tui/diff-commands.js';
import { diffFrame } from '../../src/tui/diff-frame.js';
import { FrameView } from '../../src/tui/frame-view.js';
import { cell } from '../../src/tui/line.js';
import { linesOf, Page } from '../../src/tui/page.js';
import { paintLine } from '../../src/tui/paint.js';
import { runFrame } from '../../src/tui/run-frame.js';
import { openRun } from '../../src/tui/run-state.js';
import { chooseTheme } from '../../src/tui/theme.js';
import { fetchDiff } from './support/diff-of-lines.js';
import { exampleRun } from './support/example-run.js';

const size = { columns: 100, rows: 24 };
const plain = chooseTheme({ NO_COLOR: '1' });
const coloured = chooseTheme({});
const diff = openDiff(
  { title: 'fetch.imap', diff: fetchDiff, expectedName: 'e', actualName: 'a', failing: new Set() },
  size,
);

const frames = [
  ['the diff view', diffFrame(diff, plain.glyphs)],
  [
    'the run view',
    runFrame(
      openRun(exampleRun(11), size, () => undefined),
      plain.glyphs,
    ),
  ],
] as const;

describe('a frame in Ink', () => {
  it.each(frames)('of %s has the rows of the page that is painted past Ink', async (_, frame) => {
    const { lastFrame } = render(<FrameView frame={frame} theme={plain} />);
    const page = new Page(plain);
    await page.load();
    const painted = page.rows(frame, size);
    page.close();
    const trimmed = (rows: readonly string[]) =>
      rows.map((row) => row.replace(/\x1b\[[\d;]*[Gm]/g, '').trimEnd());
    expect(trimmed(lastFrame()?.split('\n') ?? [])).toEqual(trimmed(painted));
  });

  it.each(frames)('of %s is on the screen before Ink is loaded as it is afterwards', async (_, frame) => {
    const page = new Page(coloured);
    for (const room of [size, { columns: 40, rows: 10 }]) {
      const before = new Page(coloured).rows(frame, room);
      await page.load();
      expect(page.rows(frame, room)).toEqual(before);
    }
    page.close();
  });

  it.each(frames)('of %s fills the screen', (_, frame) => {
    expect(linesOf(frame)).toHaveLength(24);
  });
});

describe('painting', () => {
  it.each([
    [{ TERM_PROGRAM: 'WezTerm' }, true],
    [{ TERM: 'xterm-kitty' }, true],
    [{ VTE_VERSION: '7600' }, true],
    [{ TERM: 'tmux-256color', TERM_PROGRAM: 'tmux', TERM_PROGRAM_VERSION: '3.4' }, true],
    [{ TERM: 'tmux-256color', TERM_PROGRAM: 'tmux', TERM_PROGRAM_VERSION: '3.2a' }, false],
    [{ TERM: 'screen', VTE_VERSION: '7600' }, false],
    [{ TERM: 'xterm-256color' }, false],
    [{ TERM: 'xterm-256color', FORCE_HYPERLINK: '1' }, true],
    [{ TERM_PROGRAM: 'WezTerm', FORCE_HYPERLINK: '0' }, false],
  ])('in %j makes links: %j', (env: Record<string, string>, isLink) => {
    const painted = paintLine([{ ...cell('x'), link: 'file:///x' }], chooseTheme(env), true);
    expect(painted).toBe(isLink ? '\x1b]8;;file:///x\x1b\\x\x1b]8;;\x1b\\' : 'x');
  });

  it.each([
    ['COLORFGBG says that the background is light', { COLORFGBG: '0;15' }, '\x1b[35mx\x1b[0m'],
    ['COLORFGBG says that it is dark', { COLORFGBG: '15;0' }, '\x1b[33mx\x1b[0m'],
  ])('takes no yellow where %s', (_, env, painted) => {
    expect(paintLine([cell('x', 'actual')], chooseTheme(env), true)).toBe(painted);
  });

  it('has only what the font of the Linux console has', () => {
    const { glyphs } = chooseTheme({ TERM: 'linux', LANG: 'C.UTF-8' });
    expect(Object.values(glyphs).filter((glyph) => /[^\x20-\x7e│─┼█·√]/.test(String(glyph)))).toEqual([]);
  });

  it.each([
    ['expected', '\x1b[36mx\x1b[0m', 'x'],
    ['actualWord', '\x1b[1;4;33mx\x1b[0m', '\x1b[1;4mx\x1b[0m'],
    ['found', '\x1b[7mx\x1b[0m', '\x1b[7mx\x1b[0m'],
    ['plain', 'x', 'x'],
  ] as const)('%s with colours and without', (role, withColours, without) => {
    expect(paintLine([cell('x', role)], coloured, true)).toBe(withColours);
    expect(paintLine([cell('x', role)], plain, true)).toBe(without);
  });

  it('goes to a column by its number behind characters of unsure width', () => {
    expect(paintLine([cell('ab'), cell('c', 'plain', 4)], coloured, true)).toBe('ab  c');
    expect(paintLine([cell('漢字'), cell('c', 'plain', 6)], coloured, true)).toBe('漢字  \x1b[7Gc');
    expect(paintLine([cell('漢字'), cell('c', 'plain', 6)], coloured, false)).toBe('漢字  c');
  });

  it.each([
    [{ LANG: 'C.UTF-8' }, '▸'],
    [{ LANG: 'en_US.utf8' }, '▸'],
    [{ LANG: 'C' }, '>'],
    [{ LANG: 'C.UTF-8', LC_ALL: 'POSIX' }, '>'],
    [{}, '▸'],
  ])('with the locale %j has the cursor %s', (env, glyph) => {
    expect(chooseTheme(env).glyphs.cursor).toBe(glyph);
  });

  it('shows nothing but ASCII where the locale has no UTF-8', () => {
    expect(paintLine([cell('é 漢 x')], chooseTheme({ LC_ALL: 'C' }), true)).toBe('? ?? x');
  });

  it('shows nothing that the terminal would obey', () => {
    expect(paintLine([cell('a\x1b[2J\u202eé')], plain, true)).toBe('a\ufffd[2J\ufffdé');
  });

  it('never tells expected from actual by red and green alone', () => {
    const { sgr } = chooseTheme({});
    expect([sgr.expected, sgr.actual]).toEqual(['36', '33']);
    expect(chooseTheme({}, 'classic').sgr.expected).toBe('31');
  });
});
