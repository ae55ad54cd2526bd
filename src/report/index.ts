import type { RunResult } from '../replay/result.js';
import type { CheckResult } from './check.js';
import { checkToJson } from './check-json.js';
import { checkToTty } from './check-tty.js';
import { compareToJson } from './compare-json.js';
import { compareToTty } from './compare-tty.js';
import type { ComparisonResult } from './comparison.js';
import { lintToCompact } from './lint-compact.js';
import { lintToGithub } from './lint-github.js';
import { lintToGitlab } from './lint-gitlab.js';
import { lintToJson } from './lint-json.js';
import { lintToJunit } from './lint-junit.js';
import type { LintReport } from './lint-report.js';
import { lintToSarif } from './lint-sarif.js';
import { statisticsToJson, statisticsToTty } from './lint-statistics.js';
import { lintToTty } from './lint-tty.js';
import type { Look } from './look.js';
import { type RuleRow, rulesToJson, rulesToTty } from './rule-list.js';
import { runToGithub } from './run-github.js';
import { runToHtml } from './run-html.js';
import { runToJson } from './run-json.js';
import { runToJunit } from './run-junit.js';
import { runToTap } from './run-tap.js';
import { runToTty } from './run-tty.js';

/** Every format a lint report can have: one file and one line each. */
export const lintReporters: Readonly<Record<string, (report: LintReport, look: Look) => string>> = {
  tty: lintToTty,
  compact: lintToCompact,
  json: lintToJson,
  sarif: lintToSarif,
  github: lintToGithub,
  gitlab: lintToGitlab,
  junit: lintToJunit,
};

/** Every format that `lint --statistics` can have. */
export const statisticsReporters: typeof lintReporters = { tty: statisticsToTty, json: statisticsToJson };

/** Every format that the list of rules can have. */
export const ruleListReporters: Readonly<Record<string, (rules: readonly RuleRow[], look: Look) => string>> =
  { tty: rulesToTty, json: rulesToJson };

/** Every format a run's result can have. */
export const runReporters: Readonly<Record<string, (result: RunResult, look: Look) => string>> = {
  tty: runToTty,
  json: runToJson,
  junit: runToJunit,
  tap: runToTap,
  github: runToGithub,
  html: runToHtml,
};

/** Every format that servers side by side can have. */
export const compareReporters: Readonly<Record<string, (result: ComparisonResult, look: Look) => string>> = {
  tty: compareToTty,
  json: compareToJson,
};

/** Every format that a check can have. */
export const checkReporters: Readonly<Record<string, (result: CheckResult, look: Look) => string>> = {
  tty: checkToTty,
  json: checkToJson,
};
