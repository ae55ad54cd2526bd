import type { Severity } from '../text/diagnostic.js';
import { lintJson } from './lint-json.js';
import type { LintReport } from './lint-report.js';

const severities: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', note: 'info' };

/** GitLab's code quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export function lintToGitlab(report: LintReport): string {
  const seen = new Map<string, number>();
  const issues = lintJson(report).files.flatMap(({ path, problems }) =>
    problems.map(({ code, name, severity, message, place }) => {
      // The line is left out, so that a problem stays the same one when lines are added above it.
      const key = `${path}\n${code}\n${message}`;
      const number = seen.get(key) ?? 0;
      seen.set(key, number + 1);
      return {
        description: message,
        check_name: `${code} ${name}`,
        fingerprint: fingerprint(`${key}\n${number}`),
        severity: severities[severity],
        location: { path, lines: { begin: place.line, end: place.endLine } },
      };
    }),
  );
  return `${JSON.stringify(issues, null, 2)}\n`;
}

/** FNV-1a with four seeds: 128 bits, to tell problems apart, nothing more. */
function fingerprint(text: string): string {
  return [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b].map((seed) => fnv1a(text, seed)).join('');
}

function fnv1a(text: string, seed: number): string {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
