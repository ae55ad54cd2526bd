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
  /** True where only ASCII may be shown, in data too. */
  readonly ascii: boolean;
}

export type ThemeName = 'default' | 'classic';

/** Bold and underline stay without colour: every state reads from them and from characters alone. */
const monochrome: Readonly<Record<Role, string>> = {
  plain: '',
  dim: '',
  strong: '1',
  expected: '',
  expectedWord: '1;4',
  actual: '',
  actualWord: '1;4',
  matched: '',
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
  matched: '',
  good: '32',
  bad: '1;35',
  warning: '1;33',
  busy: '34',
  found: '7',
};

const palettes: Readonly<Record<ThemeName, Readonly<Record<Role, string>>>> = {
  default: coloured,
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
  ascii: true,
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** The theme that fits the terminal: NO_COLOR (not empty) takes the colours, a locale without UTF-8 the glyphs. */
export function chooseTheme(env: Environment, name: ThemeName = 'default'): Theme {
  return {
    sgr: env.NO_COLOR ? monochrome : palettes[name],
    glyphs: isUtf8(env) ? unicode : ascii,
  };
}

/** The first that is set says which characters the terminal understands (POSIX, Base Definitions §8.2). */
function isUtf8(env: Environment): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return locale === undefined || /utf-?8/i.test(locale);
}
