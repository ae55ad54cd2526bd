import { visibleText } from '../text/octets.js';
import { lintJson } from './lint-json.js';
import type { LintReport } from './lint-report.js';
import type { Look } from './look.js';

/** A line a problem, for editors and grep: `path:line:column: error T001 Expected a tag …`. */
export function lintToCompact(report: LintReport, look: Look): string {
  return lintJson(report)
    .files.flatMap(({ path, problems }) =>
      problems.map(({ place, severity, code, message }) => {
        const where = `${visibleText(path)}:${place.line}:${place.column}`;
        return `${where}: ${look.paint(severity, severity)} ${code} ${message}\n`;
      }),
    )
    .join('');
}
