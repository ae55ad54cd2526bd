import type { CheckResult } from './check.js';

/** For programs; schema/check.schema.json describes it. */
export function checkToJson(result: CheckResult): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}
