import type { RunResult } from '../replay/result.js';

/** For programs: the result as it is; schema/run.schema.json describes it. */
export function runToJson(result: RunResult): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}
