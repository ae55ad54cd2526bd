/** What a piece of text is, as far as its looks go. */
export type Role =
  | 'plain'
  | 'dim'
  | 'strong'
  | 'expected'
  | 'expectedWord'
  | 'actual'
  | 'actualWord'
  | 'matched'
  | 'good'
  | 'bad'
  | 'warning'
  | 'busy'
  | 'found'
  | 'key';

/** How things look: an SGR parameter list a role (empty: as it is), and the characters that stand for states. */
export interface Theme {
  readonly sgr: Readonly<Record<Role, string>>;
  readonly glyphs: Glyphs;
  /** Whether the terminal makes links of OSC 8; others should ignore it, and some do not. */
  readonly links: boolean;
}

export interface Glyphs {
  readonly cursor: string;
  readonly passed: string;
  readonly failed: string;
  readonly errored: string;
  readonly skipped: string;
  readonly running: string;
  readonly waiting: string;
  readonly lint: string;
  readonly bar: string;
  readonly rule: string;
  readonly cross: string;
  readonly dots: string;
  readonly more: string;
  readonly full: string;
  readonly empty: string;
  /** Around what stands for a literal. */
  readonly open: string;
  readonly close: string;
  /** True where only ASCII may be shown, in data too. */
  readonly ascii: boolean;
}

export const themeNames = ['default', 'light', 'classic'] as const;

export type ThemeName = (typeof themeNames)[number];

/** Bold and underline stay without colour: every state reads from them and from characters alone. */
const monochrome: Readonly<Record<Role, string>> = {
  plain: '',
  dim: '',
  strong: '1',
  expected: '',
  expectedWord: '1;4',
  actual: '',
  actualWord: '1;4',
  matched: '4',
  good: '',
  bad: '1',
  warning: '1',
  busy: '',
  found: '7',
  key: '1',
};

const coloured: Readonly<Record<Role, string>> = {
  ...monochrome,
  dim: '2',
  expected: '36',
  expectedWord: '1;4;36',
  actual: '33',
  actualWord: '1;4;33',
  good: '32',
  bad: '1;35',
  warning: '1;33',
  busy: '34',
  found: '7',
};

const palettes: Readonly<Record<ThemeName, Readonly<Record<Role, string>>>> = {
  default: coloured,
  /** Yellow cannot be read on white. */
  light: {
    ...coloured,
    expected: '34',
    expectedWord: '1;4;34',
    actual: '35',
    actualWord: '1;4;35',
    bad: '1;31',
    warning: '1;35',
  },
  classic: {
    ...coloured,
    expected: '31',
    expectedWord: '1;4;31',
    actual: '32',
    actualWord: '1;4;32',
    bad: '1;31',
  },
};

const unicode: Glyphs = {
  cursor: '▸',
  passed: '✓',
  failed: '✗',
  errored: '!',
  skipped: '~',
  running: '●',
  waiting: '○',
  lint: '▲',
  bar: '│',
  rule: '─',
  cross: '┼',
  dots: '···',
  more: '…',
  full: '█',
  empty: '·',
  open: '‹',
  close: '›',
  ascii: false,
};

const ascii: Glyphs = {
  cursor: '>',
  passed: 'v',
  failed: 'x',
  errored: '!',
  skipped: '~',
  running: '*',
  waiting: 'o',
  lint: '^',
  bar: '|',
  rule: '-',
  cross: '+',
  dots: '...',
  more: '>',
  full: '#',
  empty: '.',
  open: '<',
  close: '>',
  ascii: true,
};

/** What the font of the Linux console has: code page 437. */
const linuxConsole: Glyphs = {
  ...ascii,
  passed: '√',
  bar: '│',
  rule: '─',
  cross: '┼',
  full: '█',
  empty: '·',
  ascii: false,
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** The theme that fits the terminal: NO_COLOR (not empty) takes the colours, a locale without UTF-8 the glyphs. */
export function chooseTheme(env: Environment, name: ThemeName = isLight(env) ? 'light' : 'default'): Theme {
  return {
    sgr: env.NO_COLOR ? monochrome : palettes[name],
    glyphs: chooseGlyphs(env),
    links: showsLinks(env),
  };
}

function chooseGlyphs(env: Environment): Glyphs {
  if (!isUtf8(env)) return ascii;
  return env.TERM === 'linux' ? linuxConsole : unicode;
}

/** rxvt, Konsole and others say their colours so: `0;15` is black on white. */
function isLight({ COLORFGBG = '' }: Environment): boolean {
  return /;(7|15)$/.test(COLORFGBG);
}

/** What is known to understand OSC 8; inside screen and old tmux nothing is. FORCE_HYPERLINK decides, as elsewhere. */
function showsLinks(env: Environment): boolean {
  if (env.FORCE_HYPERLINK !== undefined) return env.FORCE_HYPERLINK !== '0';
  const { TERM = '', TERM_PROGRAM = '', TERM_PROGRAM_VERSION = '' } = env;
  if (TERM_PROGRAM === 'tmux') return Number.parseFloat(TERM_PROGRAM_VERSION) >= 3.4;
  if (/^(screen|tmux|linux|dumb)/.test(TERM)) return false;
  return (
    ['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper'].includes(TERM_PROGRAM) ||
    /^(xterm-kitty|xterm-ghostty|alacritty|foot)/.test(TERM) ||
    Number(env.VTE_VERSION) >= 5000 ||
    Boolean(env.WT_SESSION || env.KONSOLE_VERSION)
  );
}

/** The first that is set says which characters the terminal understands (POSIX, Base Definitions §8.2). */
function isUtf8(env: Environment): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return locale === undefined || /utf-?8/i.test(locale);
}

/** An option of the command line as the theme it names. */
export function themeOf(name: string | undefined): { readonly theme?: ThemeName } {
  const theme = themeNames.find((known) => known === name);
  return theme ? { theme } : {};
}
