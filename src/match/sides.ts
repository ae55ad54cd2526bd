import type { Span } from '../text/source.js';
import type { Mismatch, MismatchSide } from './mismatch.js';

/** Differences of the same two lines: the lines are shown once for all of them. */
export interface Pair {
  readonly mismatches: readonly Mismatch[];
  readonly expected: Side | undefined;
  readonly actual: Side | undefined;
}

/** A line with what differs in it. */
export interface Side {
  readonly text: string;
  /** Of a line that differs as a whole, none: then nothing would stand out. */
  readonly marks: readonly Span[];
  readonly place: MismatchSide['place'];
  /** What it is, in words. */
  readonly role: 'expected' | 'must not come' | 'received';
}

/** The differences, those of the same two lines together. */
export function pairSides(mismatches: readonly Mismatch[]): Pair[] {
  const groups: Mismatch[][] = [];
  for (const mismatch of mismatches) {
    const group = groups.at(-1);
    if (group?.[0] && isSamePair(group[0], mismatch)) group.push(mismatch);
    else groups.push([mismatch]);
  }
  return groups.map((group) => ({
    mismatches: group,
    expected: sideOf(
      'expected',
      group.flatMap(({ expected }) => expected ?? []),
    ),
    actual: sideOf(
      'received',
      group.flatMap(({ actual }) => actual ?? []),
    ),
  }));
}

function isSamePair({ expected, actual }: Mismatch, next: Mismatch): boolean {
  const isSame = (a: MismatchSide | undefined, b: MismatchSide | undefined) =>
    a?.text === b?.text && a?.place?.line === b?.place?.line;
  const hasSides = expected !== undefined || actual !== undefined;
  return hasSides && isSame(expected, next.expected) && isSame(actual, next.actual);
}

function sideOf(role: Side['role'], sides: readonly MismatchSide[]): Side | undefined {
  const [first] = sides;
  if (!first) return undefined;
  const { text, place, isForbidden } = first;
  const marks: Span[] = [];
  for (const { start, end } of sides.toSorted((a, b) => a.start - b.start)) {
    const isAll = start === 0 && end === text.length;
    if (!isAll && start < end && start >= (marks.at(-1)?.end ?? 0)) marks.push({ start, end });
  }
  return { text, marks, place, role: isForbidden ? 'must not come' : role };
}

/** A line with more characters than this is cut. */
const longestLine = 200;
/** Characters that stay round what differs, and of its two ends where it is long itself. */
const context = 60;

/** Of a long line its beginning and what differs, with a little around it: a thousand equal words help nobody. */
export function abridge(side: Side): Side {
  const { text, marks } = side;
  if (text.length <= longestLine) return side;
  const beginning = marks.length === 0 ? longestLine : context;
  const wanted = [
    { start: 0, end: blankBefore(text, beginning, beginning / 2) },
    ...marks.flatMap(({ start, end }) => [
      { start: blankBehind(text, start - context, start), end: Math.min(end, start + context) },
      { start: Math.max(start, end - context), end: blankBefore(text, end + context, end) },
    ]),
  ];
  const kept: { start: number; end: number }[] = [];
  for (const { start, end } of wanted) {
    const last = kept.at(-1);
    if (last && start <= last.end + 1) last.end = Math.max(last.end, end);
    else kept.push({ start, end });
  }
  let shown = '';
  let at = 0;
  const moved: Span[] = [];
  for (const { start, end } of kept) {
    if (start > at) shown += '…';
    const shift = shown.length - start;
    for (const mark of marks) {
      const from = Math.max(mark.start, start);
      const to = Math.min(mark.end, end);
      if (from < to) moved.push({ start: from + shift, end: to + shift });
    }
    shown += text.slice(start, end);
    at = end;
  }
  return { ...side, text: at < text.length ? `${shown}…` : shown, marks: moved };
}

/** So that no half of a word is shown: what a blank ends before an offset, if one is there that is not before `least`. */
function blankBefore(text: string, offset: number, least: number): number {
  const blank = text.lastIndexOf(' ', offset - 1);
  return offset >= text.length || blank < least ? offset : blank + 1;
}

/** The same behind an offset, up to `most`. */
function blankBehind(text: string, offset: number, most: number): number {
  const blank = text.indexOf(' ', offset);
  return offset <= 0 || blank === -1 || blank > most ? offset : blank;
}
