import { githubAnnotation } from './github.js';
import { lintJson } from './lint-json.js';
import type { LintReport } from './lint-report.js';

/** Annotations for GitHub Actions. */
export function lintToGithub(report: LintReport): string {
  return lintJson(report)
    .files.flatMap(({ path, problems }) =>
      problems.map(({ place, severity, code, name, message, details }) => {
        const { line, column, endLine, endColumn } = place;
        // GitHub takes columns only where the place is within a line.
        const columns: Record<string, number> = endLine === line ? { col: column, endColumn } : {};
        const where = { file: path, line, endLine, ...columns, title: `${code} ${name}` };
        return githubAnnotation(severity, where, [message, ...details].join('\n'));
      }),
    )
    .join('');
}
