import type { StringValue } from '../imap/value.js';
import type { Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';
import type { Comparison } from './comparison.js';
import { show } from './difference.js';
import { matchPattern } from './pattern.js';

/** Says in which line two texts differ that are known to differ. */
export function compareStrings(
  comparison: Comparison,
  expected: StringValue,
  actual: StringValue,
  name: string,
): void {
  const wanted = splitLines(comparison.expected.octets, expected);
  const came = splitLines(comparison.actual, actual);
  const same = wanted.findIndex((line, index) => !isSameLine(comparison, line, came[index]));
  const index = same === -1 ? Math.min(wanted.length, came.length) : same;
  const where = comparison.about(name, ` differs in line ${index + 1}`);
  const [wantedLine, cameLine] = [wanted[index], came[index]];
  comparison.report(
    'value',
    `${where}: ${describeLine(comparison.actual, cameLine, 'it ends there')}, expected ${describeLine(comparison.expected.octets, wantedLine, 'its end')}`,
    wantedLine ?? expected,
    cameLine ?? actual,
  );
}

function describeLine(octets: Octets, line: Span | undefined, end: string): string {
  return line ? `"${show(octets.slice(line.start, line.end))}"` : end;
}

/** Lines of a string's content, without their line ends. A quoted string is one line. */
function splitLines(octets: Octets, value: StringValue): Span[] {
  const end = value.form === 'quoted' ? value.end - 1 : value.end;
  const start = value.form === 'quoted' ? value.start + 1 : value.end - value.text.length;
  const lines: Span[] = [];
  for (let at = start; at < end; ) {
    const lineFeed = octets.indexOf('\n', at);
    const next = lineFeed === -1 || lineFeed >= end ? end : lineFeed + 1;
    const stop = next === end && octets[next - 1] !== '\n' ? next : next - 1;
    lines.push({ start: at, end: stop > at && octets[stop - 1] === '\r' ? stop - 1 : stop });
    at = next;
  }
  return lines;
}

function isSameLine(
  { expected, actual, captures, isCaseless }: Comparison,
  wanted: Span,
  came: Span | undefined,
): boolean {
  if (!came) return false;
  const parts = expected.template(wanted.start, wanted.end);
  return (
    matchPattern(parts, actual.slice(came.start, came.end), captures, {
      ignoresCase: isCaseless,
    }) !== undefined
  );
}
