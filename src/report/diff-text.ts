import { type DiffRow, diffWords, type TranscriptDiff } from '../match/diff.js';
import { isDifferent } from '../match/is-different.js';
import { count, type Look } from './look.js';

/** How many equal rows are shown round a difference. */
const context = 3;

/** Two transcripts for a pipe: hunks with `-` and `+` rows, what changed inside a line as `[-old-]{+new+}`. */
export function diffToText(
  diff: TranscriptDiff,
  names: { expected: string; actual: string },
  look: Look,
): string {
  const hunks = findHunks(diff.rows);
  const head = [
    look.paint('expected', `--- ${names.expected}`),
    look.paint('actual', `+++ ${names.actual}`),
    ...(diff.coarse ? ['# coarse comparison: the sides differ too much to be compared line by line'] : []),
  ];
  const body = hunks.flatMap(({ start, end }) => [
    look.paint('dim', `@@ ${placeOf(diff.rows, start)} @@`),
    ...diff.rows.slice(start, end).flatMap((row) => showRow(row, look)),
  ]);
  return `${[...head, ...body, summarize(diff.rows, look)].join('\n')}\n`;
}

function findHunks(rows: readonly DiffRow[]): { start: number; end: number }[] {
  const hunks: { start: number; end: number }[] = [];
  for (const [index, row] of rows.entries()) {
    if (!isDifferent(row)) continue;
    const last = hunks.at(-1);
    const end = Math.min(rows.length, index + context + 1);
    if (last && index - context <= last.end) last.end = end;
    else hunks.push({ start: Math.max(0, index - context), end });
  }
  return hunks;
}

function placeOf(rows: readonly DiffRow[], start: number): string {
  const expected = numberFrom(rows, start, 'expected');
  const actual = numberFrom(rows, start, 'actual');
  return `-${expected} +${actual}`;
}

function numberFrom(rows: readonly DiffRow[], start: number, side: 'expected' | 'actual'): number {
  for (let index = start; index < rows.length; index++) {
    const row = rows[index];
    if (row && side === 'expected' && row.kind !== 'actual' && row.kind !== 'moved')
      return row.expected.number;
    if (row && side === 'actual' && row.kind !== 'expected') return row.actual.number;
  }
  return 0;
}

function showRow(row: DiffRow, look: Look): string[] {
  switch (row.kind) {
    case 'equal':
      return [`  ${prefix(row.expected.from)}${row.expected.text}`];
    case 'matched':
      return [look.paint('dim', `~ ${prefix(row.expected.from)}${row.actual.text}`)];
    case 'expected':
      return [
        look.paint('expected', `- ${prefix(row.expected.from)}${row.expected.text}`) + label(row, look),
      ];
    case 'actual':
      return [look.paint('actual', `+ ${prefix(row.actual.from)}${row.actual.text}`) + label(row, look)];
    case 'changed':
      return showChange(row, look);
    case 'moved':
      return [showMove(row, look)];
  }
}

function showChange(row: DiffRow & { kind: 'changed' }, look: Look): string[] {
  const words = diffWords(row.expected.text, row.actual.text);
  const mark = prefix(row.expected.from);
  const side = (name: 'expected' | 'actual', sign: string, open: string, close: string) => {
    const { text } = row[name];
    let shown = '';
    let at = 0;
    for (const { start, end } of words?.[name] ?? []) {
      shown += `${text.slice(at, start)}${open}${look.paint('changed', text.slice(start, end))}${close}`;
      at = end;
    }
    return look.paint(name, `${sign} ${mark}${shown}${text.slice(at)}`);
  };
  return [side('expected', '-', '[-', '-]') + label(row, look), side('actual', '+', '{+', '+}')];
}

/** Where it came; what else differs stands within the line. */
function showMove(row: DiffRow & { kind: 'moved' }, look: Look): string {
  const { expected, actual } = row;
  const text = row.class === 'order' ? actual.text : mergeChange(expected.text, actual.text, look);
  const name = row.class === 'order' ? 'order' : `${row.class}, order`;
  const place = look.paint('dim', `   (${name}: expected in line ${expected.number})`);
  return `${look.paint('actual', 'm')} ${prefix(actual.from)}${text}${place}`;
}

/** One line for two: `[-old-]{+new+}`. */
function mergeChange(expected: string, actual: string, look: Look): string {
  const whole = {
    expected: [{ start: 0, end: expected.length }],
    actual: [{ start: 0, end: actual.length }],
  };
  const words = diffWords(expected, actual) ?? whole;
  const removed = [...words.expected];
  const added = [...words.actual];
  let shown = '';
  for (let at = 0, old = 0; at < actual.length || removed.length > 0; ) {
    if (removed[0]?.start === old) {
      const { start, end } = removed.shift()!;
      shown += `[-${look.paint('changed', expected.slice(start, end))}-]`;
      old = end;
    } else if (added[0]?.start === at) {
      const { start, end } = added.shift()!;
      shown += `{+${look.paint('changed', actual.slice(start, end))}+}`;
      at = end;
    } else {
      const toAdded = (added[0]?.start ?? actual.length) - at;
      const same = Math.min(toAdded, (removed[0]?.start ?? expected.length) - old);
      shown += actual.slice(at, at + same);
      at += same;
      old += same;
    }
  }
  return shown;
}

function prefix(from: 'client' | 'server' | 'other'): string {
  return { client: 'C: ', server: 'S: ', other: '' }[from];
}

function label(row: DiffRow & { class: string }, look: Look): string {
  return look.paint('dim', `   (${row.class})`);
}

function summarize(rows: readonly DiffRow[], look: Look): string {
  const different = rows.filter(isDifferent).length;
  if (different === 0) return look.paint('good', 'no differences');
  return look.paint('error', count(different, 'difference'));
}
