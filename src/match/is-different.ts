import type { DiffRow } from './diff.js';

/** Comments, blank lines and how to compare are the writer's own: they make no difference. */
export function isDifferent(row: DiffRow): boolean {
  if (row.kind === 'equal' || row.kind === 'matched') return false;
  const lines = [
    row.kind === 'actual' ? undefined : row.expected,
    row.kind === 'expected' ? undefined : row.actual,
  ];
  return !lines.every((line) => !line || (line.from === 'other' && writersOwn.test(line.text)));
}

const writersOwn = /^(?:#|$|%(?:ignore|strict|match|extra)(?:\s|$))/;
