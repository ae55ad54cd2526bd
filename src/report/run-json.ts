import type { RunResult } from '../replay/result.js';
import { countRun } from './run-counts.js';

/** For programs: the result as it is, and its numbers; schema/run.schema.json describes it. */
export function runToJson(result: RunResult): string {
  const { scripts, ...facts } = result;
  return `${JSON.stringify({ ...facts, counts: countRun(result), scripts }, null, 2)}\n`;
}
