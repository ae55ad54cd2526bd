import { lintJson } from './lint-json.js';
import type { LintReport } from './lint-report.js';
import { element, escapeXml } from './xml.js';

/** JUnit's XML: a suite a file, a failing case a problem; notes are none. */
export function lintToJunit(report: LintReport): string {
  const suites = lintJson(report).files.map(({ path, problems }) => {
    const failing = problems.filter(({ severity }) => severity !== 'note');
    const cases = failing.map(({ code, name, severity, message, details, place }) => {
      const where = `${path}:${place.line}:${place.column}`;
      const text = [where, ...details].join('\n');
      const failure = element('failure', { type: severity, message: `${where} ${message}` }, [
        escapeXml(text),
      ]);
      return element('testcase', { name: `${code} ${name}`, classname: path }, [failure]);
    });
    const passed = [element('testcase', { name: 'lint', classname: path })];
    const size = { tests: Math.max(1, failing.length), failures: failing.length, errors: 0 };
    return element('testsuite', { name: path, ...size }, failing.length > 0 ? cases : passed);
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'tagline lint' }, suites)}\n`;
}
