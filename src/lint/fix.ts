import type { Item, Script } from '../script/ast.js';
import { parseScript } from '../script/parser.js';
import { applyFixes, type Diagnostic, type Fix } from '../text/diagnostic.js';
import type { Octets } from '../text/octets.js';
import type { Source } from '../text/source.js';
import { guardTogether } from './guard-fix.js';
import { findProblems, type LintOptions } from './linter.js';

export interface FixOptions extends LintOptions {
  /** Also those that may change what is meant. */
  readonly unsafe?: boolean;
}

export interface FixResult {
  readonly source: Source;
  readonly applied: readonly Fix[];
  /** What is still wrong. */
  readonly remaining: readonly Diagnostic[];
}

/** Applies what can be fixed, again and again until nothing is left to fix. Lines that are meant to be wrong stay. */
export function fixScript(source: Source, options: FixOptions = {}): FixResult {
  const rounds: Round[] = [];
  let text = source.text;
  while (rounds.length < mostRounds) {
    const repeated = rounds.findIndex((round) => round.text === text);
    if (repeated !== -1) return resultOf(source.path, rounds, smallestFrom(rounds, repeated));
    const round = fixOnce({ path: source.path, text }, options);
    rounds.push(round);
    if (round.applied.length === 0) return resultOf(source.path, rounds, rounds.length - 1);
    text = round.next;
  }
  return options.unsafe ? fixScript(source, { ...options, unsafe: false }) : resultOf(source.path, rounds, 0);
}

/** A fix may bring another to light, but not for ever: guesses that do not come to an end are not made. */
const mostRounds = 10;

interface Round {
  readonly text: Octets;
  readonly remaining: readonly Diagnostic[];
  readonly applied: readonly Fix[];
  readonly next: Octets;
}

function fixOnce(source: Source, options: FixOptions): Round {
  const script = parseScript(source);
  const problems = findProblems(script, options);
  const wanted = problems.flatMap(({ diagnostic: { fix }, isMeant }) =>
    fix && !isMeant && (fix.safe || options.unsafe) ? [fix] : [],
  );
  const fixes = wanted.length === 0 ? wanted : guardEach(wanted, script);
  const { text, applied } = applyFixes(source.text, fixes);
  const remaining = problems.map((problem) => problem.diagnostic);
  return { text: source.text, remaining, applied, next: text };
}

function guardEach(fixes: readonly Fix[], { source, items }: Script): readonly Fix[] {
  const sorted = fixes.toSorted((a, b) => startOf(a) - startOf(b));
  const guarded: Fix[] = [];
  let at = 0;
  for (const [index, { span }] of items.entries()) {
    const first = at;
    while (at < sorted.length && startOf(sorted[at]!) < span.end) at++;
    if (at === first) continue;
    const text = source.text.slice(span.start, endOfReach(items, index));
    guarded.push(...guardTogether(sorted.slice(first, at), text, span.start));
  }
  return [...guarded, ...sorted.slice(at)];
}

/** An AUTHENTICATE that is repaired makes answers of the words that stand alone in the lines behind it. */
function endOfReach(items: readonly Item[], index: number): number {
  let last = index;
  for (let next = items[index + 1]; next && last - index < farthest; next = items[last + 1]) {
    last++;
    if (next.kind !== 'client' || next.segments[0]?.line.text.includes(' ')) break;
  }
  return items[last]?.span.end ?? 0;
}

/** No mechanism has more answers. */
const farthest = 10;

function startOf({ edits: [first] }: Fix): number {
  return first?.span.start ?? 0;
}

/** Two guesses may be at odds and take turns; then it is always the same of their texts that is taken. */
function smallestFrom(rounds: readonly Round[], from: number): number {
  let smallest = from;
  for (let index = from + 1; index < rounds.length; index++) {
    if ((rounds[index]?.text ?? '') < (rounds[smallest]?.text ?? '')) smallest = index;
  }
  return smallest;
}

function resultOf(path: string, rounds: readonly Round[], index: number): FixResult {
  const { text = '', remaining = [] } = rounds[index] ?? {};
  const applied = rounds.slice(0, index).flatMap((round) => round.applied);
  return { source: { path, text }, applied, remaining };
}
