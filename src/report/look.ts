/** How a report is to look: colours, glyphs and the width. Decided at the edge, handed to every reporter as data. */
export interface Look {
  paint(style: Style, text: string): string;
  readonly glyphs: Glyphs;
  /** Terminal columns. */
  readonly columns: number;
  /** What the server said is broken to fit as well: on a terminal, where nobody searches it by line. */
  readonly breaksLines: boolean;
}

export type Style =
  | 'error'
  | 'warning'
  | 'note'
  | 'good'
  | 'dim'
  | 'strong'
  | 'expected'
  | 'actual'
  | 'changed';

export interface Glyphs {
  readonly good: string;
  readonly bad: string;
  readonly skipped: string;
  readonly flaky: string;
  readonly marker: string;
  readonly bar: string;
  readonly sent: string;
  readonly received: string;
}

const unicodeGlyphs: Glyphs = {
  good: '✔',
  bad: '✖',
  skipped: '○',
  flaky: '≈',
  marker: '▸',
  bar: '│',
  sent: '→',
  received: '←',
};

const asciiGlyphs: Glyphs = {
  good: 'v',
  bad: 'x',
  skipped: 'o',
  flaky: '~',
  marker: '>',
  bar: '|',
  sent: '>',
  received: '<',
};

/** SGR parameters: on and off. Expected is cyan and actual yellow: never red against green alone. */
const sgr: Readonly<Record<Style, readonly [on: string, off: string]>> = {
  error: ['31', '39'],
  warning: ['33', '39'],
  note: ['34', '39'],
  good: ['32', '39'],
  dim: ['2', '22'],
  strong: ['1', '22'],
  expected: ['36', '39'],
  actual: ['33', '39'],
  changed: ['1;4', '22;24'],
};

export function createLook(options: { color: boolean; unicode?: boolean; columns?: number }): Look {
  return {
    paint: options.color
      ? (style, text) => `\x1b[${sgr[style][0]}m${text}\x1b[${sgr[style][1]}m`
      : (_style, text) => text,
    glyphs: options.unicode === false ? asciiGlyphs : unicodeGlyphs,
    columns: options.columns ?? 100,
    breaksLines: options.columns !== undefined,
  };
}

/** `1 error`, `2 errors`, `1,000 lines`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${groupThousands(number)} ${number === 1 ? noun : plural}`;
}

/** `Intl` would do it too, and takes 30 ms to load. */
function groupThousands(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Offsets of the rows of a text that is broken behind blanks, or in a word that is longer than a row. */
export function breakText(
  text: string,
  columns: number,
): readonly { readonly start: number; readonly end: number }[] {
  const rows: { start: number; end: number }[] = [];
  let start = 0;
  while (text.length - start > columns) {
    const blank = text.lastIndexOf(' ', start + columns - 1);
    const end = blank > start ? blank + 1 : start + columns;
    rows.push({ start, end });
    start = end;
  }
  return [...rows, { start, end: text.length }];
}

/** Breaks a text at blanks into rows of so many columns at the most; longer words stay whole. */
export function wrap(text: string, columns: number): readonly string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(' ')) {
    if (row !== '' && row.length + 1 + word.length > columns) {
      rows.push(row);
      row = word;
    } else {
      row = row === '' ? word : `${row} ${word}`;
    }
  }
  return [...rows, row];
}
