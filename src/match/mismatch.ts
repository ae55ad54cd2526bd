import type { Response } from '../imap/response.js';
import type { MismatchClass } from '../script/ast.js';
import { type Octets, visible } from '../text/octets.js';
import type { Span } from '../text/source.js';
import type { Difference } from './difference.js';
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
}

export interface MismatchSide {
  readonly text: string;
  /** Where it is written: the file and the line, from 1. Undefined for what just came from the server. */
  readonly place: { readonly path: string; readonly line: number } | undefined;
  /** The part of `text` that differs, as UTF-16 offsets; the whole text when it is all of it. */
  readonly start: number;
  readonly end: number;
}

/** A difference as it is reported: each side is the line in which it is. */
export function createMismatch(
  difference: Difference,
  expected: ExpectedResponse | undefined,
  actual: Response | undefined,
  policy: MatchPolicy,
): Mismatch {
  const { class: name, message } = difference;
  return {
    class: name,
    fails: policy.failing.has(name),
    message,
    expected: expected && difference.expected && sideOf(expected.octets, difference.expected, expected),
    actual: actual && difference.actual && sideOf(actual.octets, difference.actual, undefined),
  };
}

/** Of a longer line only the part around the difference is shown. */
const longestLine = 2000;

function sideOf(octets: Octets, span: Span, expected: ExpectedResponse | undefined): MismatchSide {
  const lineStart = octets.lastIndexOf('\n', span.start - 1) + 1;
  const lineFeed = octets.indexOf('\n', span.start);
  const lineEnd = lineFeed === -1 ? octets.length : lineFeed;
  const stop = octets[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
  const from = Math.max(lineStart, Math.min(span.start - longestLine / 4, stop - longestLine));
  const to = Math.min(stop, from + longestLine);
  const before = `${from > lineStart ? '…' : ''}${visible(octets.slice(from, span.start))}`;
  const differing = visible(octets.slice(span.start, Math.min(span.end, to)));
  const after = `${visible(octets.slice(Math.min(span.end, to), to))}${to < stop ? '…' : ''}`;
  return {
    text: before + differing + after,
    place: expected?.placeAt(span.start),
    start: before.length,
    end: before.length + differing.length,
  };
}
