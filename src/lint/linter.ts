import type { Script } from '../script/ast.js';
import type { Diagnostic, Severity } from '../text/diagnostic.js';
import type { Rule } from './rule.js';
import { rules } from './rules/index.js';
import { reportUnused } from './rules/unused-ignore.js';
import { type Problem, runRules } from './run.js';
import { findSuppressions } from './suppressions.js';

export interface LintOptions {
  /** The dialects whose answers are shown, by id, such as `dovecot`; by default the two that tell most. */
  readonly for?: readonly string[];
  /** Another severity for a rule, by code or name; `off` leaves it out. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
}

/** What is wrong in a script or transcript, in the order of the file: the parser's problems and the rules' findings. */
export function lintScript(script: Script, options: LintOptions = {}): readonly Diagnostic[] {
  return findProblems(script, options).map((problem) => problem.diagnostic);
}

/** As `lintScript`, with what a fixer has to know. */
export function findProblems(script: Script, options: LintOptions): readonly Problem[] {
  const severityOf = (rule: Rule) => options.severities?.[rule.code] ?? options.severities?.[rule.name];
  const enabled = rules.filter((rule) => severityOf(rule) !== 'off');
  const found = runRules(script, enabled, options.for);
  const parsed = script.problems.map((diagnostic) => ({ diagnostic, isMeant: false }));
  const suppressions = findSuppressions(script);
  const kept = [...parsed, ...found].filter((problem) => !suppressions.covers(problem.diagnostic));
  const unused = reportUnused(suppressions.unused()).map((diagnostic) => ({ diagnostic, isMeant: false }));
  return [...kept, ...unused].map((problem) => override(problem, options)).toSorted(byPlace);
}

function override(problem: Problem, { severities }: LintOptions): Problem {
  const { diagnostic } = problem;
  const severity = severities?.[diagnostic.code] ?? severities?.[diagnostic.name];
  if (!severity || severity === 'off' || problem.isMeant) return problem;
  return { ...problem, diagnostic: { ...diagnostic, severity } };
}

function byPlace(a: Problem, b: Problem): number {
  return a.diagnostic.span.start - b.diagnostic.span.start || a.diagnostic.span.end - b.diagnostic.span.end;
}
