import type { Severity } from '../text/diagnostic.js';
import type { LintReport } from './lint-report.js';
import { count, type Look } from './look.js';

/** How often one rule was broken with one severity, and how many of those a fix is offered for. */
export interface StatisticsRow {
  readonly code: string;
  readonly name: string;
  readonly severity: Severity;
  readonly count: number;
  /** In how many files. */
  readonly files: number;
  readonly safeFixes: number;
  readonly unsafeFixes: number;
}

/** For people, the most frequent first: where to begin in many old scripts. */
export function statisticsToTty(report: LintReport, look: Look): string {
  const rows = countByRule(report);
  const most = String(rows[0]?.count ?? 0).length;
  const widest = Math.max(0, ...rows.map(({ name }) => name.length));
  const lines = rows.map((row) => {
    const severity = look.paint(row.severity, row.severity.padEnd(7));
    const rest = [`in ${count(row.files, 'file')}`, ...describeFixes(row)].join(', ');
    const number = String(row.count).padStart(most);
    return `${number}  ${row.code} ${row.name.padEnd(widest)}  ${severity}  ${look.paint('dim', rest)}`;
  });
  const total = rows.reduce((sum, row) => sum + row.count, 0);
  const summary = `${count(total, 'problem')} in ${count(report.files.length, 'file')}`;
  return [...lines, ...(lines.length > 0 ? [''] : []), summary, ''].join('\n');
}

function describeFixes({ safeFixes, unsafeFixes }: StatisticsRow): string[] {
  return [
    ...(safeFixes > 0 ? [`${safeFixes} by --fix`] : []),
    ...(unsafeFixes > 0 ? [`${unsafeFixes} by --fix --unsafe`] : []),
  ];
}

/** For programs; schema/lint-statistics.schema.json describes it. */
export function statisticsToJson(report: LintReport): string {
  return `${JSON.stringify({ version: 1, files: report.files.length, rules: countByRule(report) }, null, 2)}\n`;
}

function countByRule({ files }: LintReport): StatisticsRow[] {
  const rows = new Map<string, StatisticsRow>();
  for (const { diagnostics } of files) {
    const inThisFile = new Set<string>();
    for (const { code, name, severity, fix } of diagnostics) {
      const key = `${code} ${severity}`;
      const row = rows.get(key) ?? { code, name, severity, count: 0, files: 0, safeFixes: 0, unsafeFixes: 0 };
      rows.set(key, {
        ...row,
        count: row.count + 1,
        files: row.files + (inThisFile.has(key) ? 0 : 1),
        safeFixes: row.safeFixes + (fix?.safe ? 1 : 0),
        unsafeFixes: row.unsafeFixes + (fix && !fix.safe ? 1 : 0),
      });
      inThisFile.add(key);
    }
  }
  return [...rows.values()].toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}
