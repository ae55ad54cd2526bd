import { rules } from '../lint/rules/index.js';
import type { Diagnostic, Fix, Severity } from '../text/diagnostic.js';
import { visible } from '../text/octets.js';
import { positionAt, type Source, type Span } from '../text/source.js';
import type { LintedFile, LintReport } from './lint-report.js';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'note' };

const severities: Readonly<Record<Severity, string>> = {
  error: 'An error',
  warning: 'A warning',
  note: 'A note',
};

/** SARIF 2.1.0 (OASIS), for code scanning and editors; those that do not read columnKind count as it says. */
export function lintToSarif({ files }: LintReport): string {
  const found = files.flatMap(({ diagnostics }) => diagnostics);
  const described = describeRules(found);
  const indexes = new Map(described.map(({ id }, index) => [id, index]));
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'tagline', rules: described } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [root]: { description: { text: 'The folder that tagline was run in.' } } },
        artifacts: files.map(({ source }) => ({ location: artifactLocation(source.path) })),
        results: files.flatMap((file) =>
          file.diagnostics.map((diagnostic) => ({
            ...describe(file, diagnostic),
            ruleIndex: indexes.get(diagnostic.code),
          })),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** What relative paths count from. */
const root = '%SRCROOT%';

/** The rules of the linter, and the parser's own problems as far as there are any. */
function describeRules(problems: readonly Pick<Diagnostic, 'code' | 'name' | 'severity'>[]) {
  const own = problems.map(({ code, name, severity }) => ({ code, name, severity, category: 'language' }));
  const known = rules.map(({ code, name, severity, category }) => ({ code, name, severity, category }));
  const all = new Map([...own, ...known].map((rule) => [rule.code, rule]));
  return [...all.values()].map(describeRule);
}

/** With all that GitHub's code scanning demands of a rule: `fullDescription` and `help` too. */
function describeRule({ code, name, severity, category }: Described) {
  const words = name.replaceAll('-', ' ');
  const more = 'tells why, with examples of what is wrong and right, and what servers answer.';
  return {
    id: code,
    name,
    shortDescription: { text: words },
    fullDescription: { text: `${severities[severity]} of the category "${category}": ${words}.` },
    help: {
      text: `"tagline explain ${code}" ${more}`,
      markdown: `\`tagline explain ${code}\` ${more}`,
    },
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: [category.replaceAll(' ', '-')],
      precision: 'high',
      'problem.severity': severity === 'note' ? 'recommendation' : severity,
    },
  };
}

interface Described {
  readonly code: string;
  readonly name: string;
  readonly severity: Severity;
  readonly category: string;
}

function describe(file: LintedFile, diagnostic: Diagnostic) {
  const { source } = file;
  const { code, severity, span, message, details, answers, related, fix } = diagnostic;
  const said = answers.map(({ server, answer, effect }) =>
    `${server} answers ${visible(answer) || 'nothing'} ${effect}`.trim(),
  );
  const told = fix && describeFix(file, fix);
  return {
    ruleId: code,
    level: levels[severity],
    message: { text: [message, ...details, ...said].join('\n') },
    locations: [{ physicalLocation: physicalLocation(source, span) }],
    ...(related.length > 0 && {
      relatedLocations: related.map((other, index) => ({
        id: index + 1,
        physicalLocation: physicalLocation(source, other.span),
        message: { text: other.message },
      })),
    }),
    ...(told && { fixes: [told] }),
  };
}

/** Undefined where the new text holds, or may hold, a password, or cannot stand in JSON. */
function describeFix({ source, secrets }: LintedFile, { title, edits }: Fix) {
  const isSecret = edits.some(({ span }) => meets(secrets, span));
  const texts = edits.map(({ text }) => decodeUtf8(text));
  if (isSecret || texts.includes(undefined)) return undefined;
  return {
    description: { text: title },
    artifactChanges: [
      {
        artifactLocation: artifactLocation(source.path),
        replacements: edits.map(({ span }, index) => ({
          deletedRegion: region(source, span),
          insertedContent: { text: texts[index] },
        })),
      },
    ],
  };
}

/** They stand in order. */
function meets(secrets: readonly Span[], { start, end }: Span): boolean {
  let low = 0;
  let high = secrets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((secrets[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  return (secrets[low]?.start ?? end) < end;
}

function decodeUtf8(octets: string): string | undefined {
  const text = Buffer.from(octets, 'latin1').toString('utf8');
  return Buffer.from(text, 'utf8').toString('latin1') === octets ? text : undefined;
}

function physicalLocation(source: Source, span: Span) {
  return { artifactLocation: artifactLocation(source.path), region: region(source, span) };
}

function region(source: Source, { start, end }: Span) {
  const from = placeAt(source, start);
  const to = placeAt(source, end);
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}

/** In UTF-16, where a character beyond U+FFFF takes two columns; a byte order mark is none of the text (SARIF §3.30.2). */
function placeAt(source: Source, offset: number): { line: number; column: number } {
  const { line, column } = positionAt(source, offset);
  const before = source.text.slice(source.text.lastIndexOf('\n', offset - 1) + 1, offset);
  const isBehindMark = line === 1 && before.startsWith(byteOrderMark);
  return { line, column: column + (before.match(fourOctets)?.length ?? 0) - (isBehindMark ? 1 : 0) };
}

const byteOrderMark = '\xef\xbb\xbf';
const fourOctets = /[\xf0-\xf4][\x80-\xbf]{3}/g;

function artifactLocation(path: string) {
  const uri = path.split(/[\\/]/).map(encodeURIComponent).join('/');
  if (path.startsWith('/')) return { uri: `file://${uri}` };
  return /^[A-Za-z]:[\\/]/.test(path) ? { uri: `file:///${uri}` } : { uri, uriBaseId: root };
}
