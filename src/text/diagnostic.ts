import type { Octets } from './octets.js';
import type { Span } from './source.js';

export type Severity = 'error' | 'warning' | 'note';

/** A problem in a script: plain data that every reporter reads. Texts are one sentence each and hold no secret. */
export interface Diagnostic {
  /** Stable, such as `T001`. */
  readonly code: string;
  /** Stable, kebab-case, such as `missing-tag`. */
  readonly name: string;
  readonly severity: Severity;
  /** The fault itself, as narrow as it is. */
  readonly span: Span;
  /** What is wrong and what to do. */
  readonly message: string;
  /** Why it matters, where that is not obvious: one sentence a row. */
  readonly details: readonly string[];
  /** Other places that belong to it, such as "first used here". */
  readonly related: readonly RelatedPlace[];
  /** What servers answer to the line. */
  readonly answers: readonly ServerAnswer[];
  readonly fix?: Fix;
}

export interface RelatedPlace {
  readonly span: Span;
  readonly message: string;
}

/** What one server says to the faulty line, proved by a transcript. */
export interface ServerAnswer {
  /** For people: `Exchange 2003`. */
  readonly server: string;
  /** The answer's octets without the line end; empty when nothing comes. */
  readonly answer: Octets;
  /** What else happens, such as "and closes the connection"; empty when nothing does. */
  readonly effect: string;
}

/** A change to the source. A safe one keeps what the writer meant beyond doubt. */
export interface Fix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly Edit[];
}

export interface Edit {
  readonly span: Span;
  readonly text: Octets;
}

/**
 * Applies those fixes that do not overlap an earlier one, in order of position; each fix as a whole or not at all.
 */
export function applyFixes(text: Octets, fixes: readonly Fix[]): { text: Octets; applied: readonly Fix[] } {
  const applied: Fix[] = [];
  const taken: Edit[] = [];
  for (const fix of fixes) {
    if (fix.edits.some((edit) => overlapsOne(taken, edit.span))) continue;
    applied.push(fix);
    for (const edit of fix.edits) taken.splice(placeAmong(taken, edit.span), 0, edit);
  }
  const pieces: Octets[] = [];
  let at = 0;
  for (const edit of taken) {
    pieces.push(text.slice(at, edit.span.start), edit.text);
    at = edit.span.end;
  }
  return { text: pieces.join('') + text.slice(at), applied };
}

/** Where in edits that are sorted by their place another one belongs: behind those that begin where it begins. */
function placeAmong(edits: readonly Edit[], { start }: Span): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edits[middle]?.span.start ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Edits that were taken do not overlap one another, so only the neighbours can. */
function overlapsOne(edits: readonly Edit[], span: Span): boolean {
  const place = placeAmong(edits, span);
  const [before, after] = [edits[place - 1], edits[place]];
  return (
    (before !== undefined && overlaps(before.span, span)) ||
    (after !== undefined && overlaps(after.span, span))
  );
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end ? true : a.start === b.start;
}
