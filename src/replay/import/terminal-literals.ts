import type { Octets } from '../../text/octets.js';

/**
 * Of a session that was copied from a terminal a literal may be shortened, or its line ends be others than were sent: it
 * is not as long as announced then, and any value stands for it.
 */
export function withoutShortened(lines: readonly Octets[]): readonly Octets[] {
  const places = placesIn(lines);
  const shown: Octets[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    const [, size] = /^(?:S: )?\* .*\{(\d{1,9})\}$/.exec(line) ?? [];
    const end = size === undefined ? at + 1 : endOfLiteral(lines, at + 1, Number(size), places);
    if (end !== undefined) shown.push(...lines.slice(at, end));
    else shown.push(withAnyValue(line, lines[places.responses[at + 1]! - 1]!));
    at = end ?? places.responses[at + 1]!;
  }
  return shown;
}

/** Looked up for each line and for the end, so that all of a session takes linear time. */
interface Places {
  /** Octets before it, each line with its CRLF. */
  readonly offsets: readonly number[];
  /** The first line from it on that is a tagged answer. */
  readonly answers: readonly number[];
  /** The first line from it on that begins a response. */
  readonly responses: readonly number[];
}

function placesIn(lines: readonly Octets[]): Places {
  const tags = new Set<Octets>();
  const isAnswer = lines.map((line) => {
    const [, tag = '', status] = /^(?:[CS]: )?(\S+) (?:(OK|NO|BAD)(?: |$))?/.exec(line) ?? [];
    if (status !== undefined) return tags.has(tag);
    tags.add(tag);
    return false;
  });
  const offsets = [0];
  for (const line of lines) offsets.push(offsets.at(-1)! + ownText(line).length + 2);
  return {
    offsets,
    answers: nextOnes(isAnswer),
    responses: nextOnes(lines.map((line, at) => isAnswer[at]! || /^(?:S: )?\* /.test(line))),
  };
}

/** For each place, and for the end, the first one from it on. */
function nextOnes(marked: readonly boolean[]): readonly number[] {
  const next = new Array<number>(marked.length + 1).fill(marked.length);
  for (let at = marked.length - 1; at >= 0; at--) next[at] = marked[at] ? at : next[at + 1]!;
  return next;
}

/** The line in which so many octets end, if the response goes on there. */
function endOfLiteral(
  lines: readonly Octets[],
  from: number,
  size: number,
  { offsets, answers }: Places,
): number | undefined {
  const end = offsets[from]! + size;
  let low = from;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle + 1]! - 2 < end) low = middle + 1;
    else high = middle;
  }
  if (low >= lines.length || low >= answers[from]! || offsets[low]! > end) return undefined;
  return /^(?: .*)?(?:\)|\{\d+\})$/.test(ownText(lines[low]!).slice(end - offsets[low]!)) ? low : undefined;
}

/** What stands behind the literal is kept: ` UID 3)`. */
function withAnyValue(line: Octets, last: Octets): Octets {
  const closing = ')'.repeat(Math.max(line.split('(').length - line.split(')').length, 0));
  const rest = (last === line ? undefined : /^(?: [A-Z].*)?\)$/.exec(ownText(last))?.[0]) ?? closing;
  return `S: ${ownText(line).replace(/\{\d+\}$/, '')}\${_}${rest}`;
}

function ownText(line: Octets): Octets {
  return line.replace(/^S: ?/, '');
}
