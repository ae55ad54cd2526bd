import type { RunResult } from '../replay/result.js';
import { lintToJson } from './lint-json.js';
import type { LintReport } from './lint-report.js';
import { lintToTty } from './lint-tty.js';
import type { Look } from './look.js';
import { runToJson } from './run-json.js';
import { runToTty } from './run-tty.js';

/** Every format a lint report can have: one file and one line each. */
export const lintReporters: Readonly<Record<string, (report: LintReport, look: Look) => string>> = {
  tty: lintToTty,
  json: lintToJson,
};

/** Every format a run's result can have. */
export const runReporters: Readonly<Record<string, (result: RunResult, look: Look) => string>> = {
  tty: runToTty,
  json: runToJson,
};
