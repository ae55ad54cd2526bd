import { rules } from '../lint/rules/index.js';
import type { Severity } from '../text/diagnostic.js';
import { lintJson, type PlaceJson, type ProblemJson } from './lint-json.js';
import type { LintReport } from './lint-report.js';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'note' };

/** SARIF 2.1.0 (OASIS), for code scanning and editors. */
export function lintToSarif(report: LintReport): string {
  const { files } = lintJson(report);
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'tagline', rules: describeRules(files.flatMap(({ problems }) => problems)) },
        },
        columnKind: 'unicodeCodePoints',
        artifacts: files.map(({ path }) => ({ location: { uri: uriOf(path) } })),
        results: files.flatMap(({ path, problems }) => problems.map((problem) => describe(path, problem))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** The rules of the linter, and the parser's own problems as far as there are any. */
function describeRules(problems: readonly ProblemJson[]) {
  const known = rules.map(({ code, name, severity }) => ({ code, name, severity }));
  const all = new Map([...problems, ...known].map((rule) => [rule.code, rule]));
  return [...all.values()].map(({ code, name, severity }) => ({
    id: code,
    name,
    shortDescription: { text: name.replaceAll('-', ' ') },
    defaultConfiguration: { level: levels[severity] },
  }));
}

function describe(path: string, problem: ProblemJson) {
  const { code, severity, message, details, answers, place, related } = problem;
  const said = answers.map(({ server, answer, effect }) =>
    `${server} answers ${answer || 'nothing'} ${effect}`.trim(),
  );
  return {
    ruleId: code,
    level: levels[severity],
    message: { text: [message, ...details, ...said].join('\n') },
    locations: [{ physicalLocation: physicalLocation(path, place) }],
    relatedLocations: related.map((other, index) => ({
      id: index + 1,
      physicalLocation: physicalLocation(path, other.place),
      message: { text: other.message },
    })),
  };
}

function physicalLocation(path: string, place: PlaceJson) {
  return {
    artifactLocation: { uri: uriOf(path) },
    region: {
      startLine: place.line,
      startColumn: place.column,
      endLine: place.endLine,
      endColumn: place.endColumn,
    },
  };
}

function uriOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
