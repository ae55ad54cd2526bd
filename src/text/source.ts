import { type Octets, octetsOf, utf8Length } from './octets.js';

/** A half-open range of octet offsets in a source. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where an offset is, for people: both count from 1; a column is a character (an octet where it is not UTF-8). */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A file's name and its octets; offsets in `text` are octet offsets. */
export interface Source {
  readonly path: string;
  readonly text: Octets;
  /** Of a text that was made from the file: for each line the one that it is from, from 1. */
  readonly origins?: readonly number[];
}

export function createSource(
  path: string,
  content: Uint8Array | Octets,
  origins?: readonly number[],
): Source {
  const text = typeof content === 'string' ? content : octetsOf(content);
  return origins ? { path, text, origins } : { path, text };
}

/** The line and column of an offset; of a text that was made from the file only the line is known. */
export function positionAt(source: Source, offset: number): Position {
  const line = lineIndexAt(source, offset);
  const start = lineStarts(source)[line] ?? 0;
  return {
    line: source.origins?.[line] ?? line + 1,
    column: source.origins ? 1 : countCharacters(source.text, start, offset) + 1,
  };
}

/** How many lines there are; a last line without a line end counts, an empty rest does not. */
export function lineCount(source: Source): number {
  const starts = lineStarts(source);
  return starts.at(-1) === source.text.length && starts.length > 1 ? starts.length - 1 : starts.length;
}

/** The octets of a line (counted from 1), without its line end. */
export function lineText(source: Source, line: number): Octets {
  const { start, end } = lineSpan(source, line);
  return source.text.slice(start, end);
}

/** The span of a line (counted from 1), without its line end. */
export function lineSpan(source: Source, line: number): Span {
  const starts = lineStarts(source);
  const start = starts[line - 1] ?? source.text.length;
  const next = starts[line];
  if (next === undefined) return { start, end: source.text.length };
  const end = next - 1;
  return { start, end: end > start && source.text[end - 1] === '\r' ? end - 1 : end };
}

const startsOf = new WeakMap<Source, readonly number[]>();

function lineStarts(source: Source): readonly number[] {
  const known = startsOf.get(source);
  if (known) return known;
  const starts = [0];
  for (let at = source.text.indexOf('\n'); at !== -1; at = source.text.indexOf('\n', at + 1))
    starts.push(at + 1);
  startsOf.set(source, starts);
  return starts;
}

function lineIndexAt(source: Source, offset: number): number {
  const starts = lineStarts(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function countCharacters(text: Octets, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; count++) at += Math.max(1, utf8Length(text, at));
  return count;
}
