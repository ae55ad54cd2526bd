import { diffArrays } from 'diff';
import type { StringValue } from '../imap/value.js';
import type { TemplatePart } from '../script/placeholder.js';
import type { Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';
import type { Comparison } from './comparison.js';
import { show } from './difference.js';
import { matchPattern } from './pattern.js';

/** So many lines are reported one by one. */
const mostReported = 6;

/** Texts with more differing lines than this are only said to differ from the first one on. */
const mostEdits = 400;

/** Says in which lines two texts differ that are known to differ: changed, missing and further ones. */
export function compareStrings(
  comparison: Comparison,
  expected: StringValue,
  actual: StringValue,
  name: string,
): void {
  if (comparison.isTrial) {
    comparison.report('value', comparison.about(name, ' differs'), expected, actual);
    return;
  }
  const wanted = readLines(comparison.expected.octets, expected, comparison);
  const came = readLines(comparison.actual, actual);
  const changes = findChanges(comparison, wanted, came);
  for (const change of changes.slice(0, mostReported)) reportChange(comparison, change, name);
  const left = changes.length - mostReported;
  if (left > 0) {
    const more = ` differs in ${left} more ${left === 1 ? 'line' : 'lines'}`;
    comparison.report('value', comparison.about(name, more), undefined, undefined);
  }
  if (changes.length === 0) reportLineEnds(comparison, expected, actual, name);
}

interface Line extends Span {
  /** From 1. */
  readonly number: number;
  readonly text: Octets;
  /** Of an expected line with placeholders. */
  readonly template?: readonly TemplatePart[];
}

/** A line of which one side is other than the other, or not there. */
interface Change {
  readonly wanted: Line | undefined;
  readonly came: Line | undefined;
}

/** Lines of a string's content, without their line ends. A quoted string is one line. */
function readLines(octets: Octets, value: StringValue, comparison?: Comparison): Line[] {
  const end = value.form === 'quoted' ? value.end - 1 : value.end;
  const start = value.form === 'quoted' ? value.start + 1 : value.end - value.text.length;
  const lines: Line[] = [];
  for (let at = start; at < end; ) {
    const lineFeed = octets.indexOf('\n', at);
    const next = lineFeed === -1 || lineFeed >= end ? end : lineFeed + 1;
    const stop = next === end && octets[next - 1] !== '\n' ? next : next - 1;
    const lineEnd = stop > at && octets[stop - 1] === '\r' ? stop - 1 : stop;
    const line = { start: at, end: lineEnd, number: lines.length + 1, text: octets.slice(at, lineEnd) };
    const template = comparison?.expected.hasPlaceholders && comparison.expected.template(at, lineEnd);
    lines.push(template ? { ...line, template } : line);
    at = next;
  }
  return lines;
}

function findChanges(comparison: Comparison, wanted: readonly Line[], came: readonly Line[]): Change[] {
  const isSame = (a: Line, b: Line) => isSameLine(comparison, a, b);
  const shorter = Math.min(wanted.length, came.length);
  let head = 0;
  while (head < shorter && isSame(wanted[head]!, came[head]!)) head++;
  let tail = 0;
  while (tail < shorter - head && isSame(wanted.at(-1 - tail)!, came.at(-1 - tail)!)) tail++;
  const wantedRest = wanted.slice(head, wanted.length - tail);
  const cameRest = came.slice(head, came.length - tail);
  const parts = diffArrays(wantedRest, cameRest, { comparator: isSame, maxEditLength: mostEdits });
  return parts
    ? pairUp(parts)
    : pairUp([
        { removed: true, value: wantedRest },
        { added: true, value: cameRest },
      ]);
}

/** Lines that went and lines that came in their place belong together. */
function pairUp(
  parts: readonly { readonly removed?: boolean; readonly added?: boolean; readonly value: readonly Line[] }[],
): Change[] {
  const changes: Change[] = [];
  for (const [index, part] of parts.entries()) {
    const before = parts[index - 1];
    if (part.added && before?.removed) continue;
    const next = parts[index + 1];
    const gone = part.removed ? part.value : [];
    const come = part.added ? part.value : part.removed && next?.added ? next.value : [];
    for (let at = 0; at < Math.max(gone.length, come.length); at++)
      changes.push({ wanted: gone[at], came: come[at] });
  }
  return changes;
}

function reportChange(comparison: Comparison, { wanted, came }: Change, name: string): void {
  const wantedText = `"${show(wanted?.text ?? '')}"`;
  const cameText = `"${show(came?.text ?? '')}"`;
  const text =
    wanted && came
      ? ` differs in line ${came.number} of its text: ${cameText}, expected ${wantedText}`
      : wanted
        ? ` lacks line ${wanted.number}: ${wantedText}`
        : ` has a further line ${came?.number}: ${cameText}`;
  const { expected, actual } =
    wanted && came && !wanted.template ? narrow(wanted, came) : { expected: wanted, actual: came };
  comparison.report('value', comparison.about(name, text), expected, actual);
}

/** The words of two lines that differ: from the first to the last of them. */
function narrow(wanted: Line, came: Line): { readonly expected: Span; readonly actual: Span } {
  const [one, other] = [wanted.text.split(' '), came.text.split(' ')];
  const most = Math.min(one.length, other.length);
  let head = 0;
  while (head < most && one[head] === other[head]) head++;
  let tail = 0;
  while (tail < most - head && one.at(-1 - tail) === other.at(-1 - tail)) tail++;
  const before = one.slice(0, head).reduce((sum, { length }) => sum + length + 1, 0);
  const behind = tail === 0 ? 0 : one.slice(-tail).reduce((sum, { length }) => sum + length + 1, 0);
  const spanOf = ({ start, end }: Line) => {
    const from = Math.min(start + before, end);
    return { start: from, end: Math.max(from, end - behind) };
  };
  return { expected: spanOf(wanted), actual: spanOf(came) };
}

/** All lines are the same, and the texts are not. */
function reportLineEnds(
  comparison: Comparison,
  expected: StringValue,
  actual: StringValue,
  name: string,
): void {
  const describe = ({ text }: StringValue) =>
    !text.endsWith('\n')
      ? 'no line end at its end'
      : /(?<!\r)\n/.test(text)
        ? 'bare LF'
        : 'CRLF at each line end';
  const isCounted = !comparison.expected.message.segments.some(({ literal }) => literal?.form === 'heredoc');
  const hint =
    isCounted || actual.text !== expected.text.replace(/\r\n$/, '')
      ? ''
      : `; {<<WORD} always has one: a text without it is written behind its length, {${actual.text.length}}`;
  const text = ` has ${describe(actual)}, expected ${describe(expected)}${hint}`;
  comparison.report('value', comparison.about(name, text), expected, actual);
}

function isSameLine({ captures, isCaseless }: Comparison, wanted: Line, came: Line): boolean {
  if (wanted.text === came.text) return true;
  if (!wanted.template && !isCaseless) return false;
  const parts = wanted.template ?? [{ kind: 'text', text: wanted.text } as const];
  return matchPattern(parts, came.text, captures, { ignoresCase: isCaseless }) !== undefined;
}
