import type { Response } from '../imap/response.js';
import type { MismatchClass } from '../script/ast.js';
import { type Octets, visible } from '../text/octets.js';
import type { Span } from '../text/source.js';
import type { Difference, MismatchKind } from './difference.js';
import type { ExpectedResponse } from './expected-response.js';
import type { MatchPolicy } from './policy.js';

/** One difference between what was expected and what came. */
export interface Mismatch {
  readonly class: MismatchClass;
  /** Shown but not failing: `order` and `text` in a script, for instance. */
  readonly fails: boolean;
  /** One sentence that names the narrowest place: "FETCH 2: flag \Seen is missing". */
  readonly message: string;
  readonly expected: MismatchSide | undefined;
  readonly actual: MismatchSide | undefined;
  readonly kind?: MismatchKind;
}

export interface MismatchSide {
  readonly text: string;
  /** Where it is written: the file and the line, from 1. Undefined for what just came from the server. */
  readonly place: { readonly path: string; readonly line: number } | undefined;
  /** The part of `text` that differs, as UTF-16 offsets; the whole text when it is all of it; empty where something lacks. */
  readonly start: number;
  readonly end: number;
  /** Written as what must not come: `S!:`. */
  readonly isForbidden?: true;
}

/** A difference as it is reported: each side is the line in which it is. */
export function createMismatch(
  difference: Difference,
  expected: ExpectedResponse | undefined,
  actual: Response | undefined,
  policy: MatchPolicy,
): Mismatch {
  const { class: name, message, kind } = difference;
  return {
    class: name,
    fails: policy.failing.has(name),
    message,
    expected: expected && difference.expected && sideOf(expected.octets, difference.expected, expected),
    actual: actual && difference.actual && sideOf(actual.octets, difference.actual, undefined),
    ...(kind ? { kind } : {}),
  };
}

function sideOf(octets: Octets, span: Span, expected: ExpectedResponse | undefined): MismatchSide {
  const line = lineAround(octets, span.start);
  const shown = windowAround(octets, line, span);
  const end = Math.min(span.end, shown.end);
  const before = `${shown.start > line.start ? '…' : ''}${visible(octets.slice(shown.start, span.start))}`;
  const differing = visible(octets.slice(span.start, end));
  const after = `${visible(octets.slice(end, shown.end))}${shown.end < line.end ? '…' : ''}`;
  return {
    text: before + differing + after,
    place: expected?.placeAt(span.start),
    start: before.length,
    end: before.length + differing.length,
    ...(expected?.message.presence === 'never' ? { isForbidden: true } : {}),
  };
}

/** The line that an offset is in, without its line end. */
function lineAround(octets: Octets, offset: number): Span {
  const start = octets.lastIndexOf('\n', offset - 1) + 1;
  const lineFeed = octets.indexOf('\n', offset);
  const end = lineFeed === -1 ? octets.length : lineFeed;
  return { start, end: octets[end - 1] === '\r' ? end - 1 : end };
}

/** Of a longer line only the part around the difference is shown. */
const longestLine = 2000;

/** The words around a difference that are shown; none of them is cut, as half of a secret would not be known for one. */
function windowAround(octets: Octets, line: Span, { start, end }: Span): Span {
  if (line.end - line.start <= longestLine) return line;
  const from = Math.max(line.start, Math.min(start - longestLine / 4, line.end - longestLine));
  const to = Math.min(line.end, from + longestLine);
  const nextWord = octets.indexOf(' ', from) + 1;
  const lastBlank = octets.lastIndexOf(' ', to);
  return {
    start: from === line.start ? from : nextWord > 0 && nextWord < start ? nextWord : start,
    end: to === line.end ? to : Math.max(lastBlank, Math.min(end, to)),
  };
}
