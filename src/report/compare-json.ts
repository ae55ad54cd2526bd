import type { ComparisonResult } from './comparison.js';

/** For programs: the comparison as it is; schema/compare.schema.json describes it. */
export function compareToJson(result: ComparisonResult): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}
