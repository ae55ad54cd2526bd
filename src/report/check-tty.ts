import type { CheckResult, CheckRow } from './check.js';
import { type Look, type Style, wrap } from './look.js';

/** For people: a row a question, and under what is wrong what it means. */
export function checkToTty({ rows }: CheckResult, look: Look): string {
  return rows.map((one) => rowToTty(one, look)).join('');
}

const signs = { good: 'good', bad: 'bad', warning: 'flaky', skipped: 'skipped' } as const;
const styles = {
  good: 'good',
  bad: 'error',
  warning: 'warning',
  skipped: 'dim',
} as const satisfies Record<CheckRow['verdict'], Style>;

function rowToTty({ name, verdict, text, meaning }: CheckRow, look: Look): string {
  const width = Math.max(30, look.columns - 14);
  const sign = look.paint(styles[verdict], look.glyphs[signs[verdict]]);
  const shown = look.breaksLines ? wrap(cut(text), width) : [cut(text)];
  const [first = '', ...more] = shown.map((row) => (verdict === 'skipped' ? look.paint('dim', row) : row));
  const told = meaning.split('\n').flatMap((line) => (line === '' ? [] : wrap(line, width)));
  const below = [...more, ...told].map((line) => `             ${line}\n`);
  return `${sign} ${name.padEnd(10)} ${first}\n${below.join('')}`;
}

const longest = 300;

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
