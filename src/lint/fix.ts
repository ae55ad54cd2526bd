import { parseScript } from '../script/parser.js';
import { applyFixes, type Diagnostic, type Fix } from '../text/diagnostic.js';
import type { Source } from '../text/source.js';
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
  const applied: Fix[] = [];
  let current = source;
  for (let round = 0; ; round++) {
    const problems = findProblems(parseScript(current), options);
    const fixes = problems.flatMap(({ diagnostic: { fix }, isMeant }) =>
      fix && !isMeant && (fix.safe || options.unsafe) ? [fix] : [],
    );
    if (fixes.length === 0 || round === mostRounds) {
      return { source: current, applied, remaining: problems.map((problem) => problem.diagnostic) };
    }
    const result = applyFixes(current.text, fixes);
    applied.push(...result.applied);
    current = { path: source.path, text: result.text };
  }
}

/** A fix may bring another to light; more than this many times would be two rules at odds. */
const mostRounds = 20;
