import type { DiffRow } from '../match/diff.js';
import { matchPattern } from '../match/pattern.js';
import { parseTemplate } from '../script/placeholder.js';
import { encodeUtf8, visible } from '../text/octets.js';

/** A name of the expected line and what stood in its place. */
export interface Captured {
  readonly name: string;
  readonly value: string;
}

/** What the names of a server's line took; none where the line is of another form than what came. */
export function capturedIn(row: DiffRow): readonly Captured[] {
  if (row.kind !== 'matched' || row.expected.from !== 'server' || !row.expected.text.includes('${'))
    return [];
  const [expected, actual] = [row.expected, row.actual].map(({ text }) => encodeUtf8(text));
  if (expected === undefined || actual === undefined || actual.length > longestRead) return [];
  const { parts } = parseTemplate(expected);
  const found = matchPattern(parts, actual, new Map(), { ignoresCase: true });
  return [...(found ?? [])].map(([name, value]) => ({ name, value: visible(value.slice(0, longestShown)) }));
}

/** In octets: what is longer is not read at a glance. */
const longestRead = 10_000;
const longestShown = 60;
