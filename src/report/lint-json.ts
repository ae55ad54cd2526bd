import type { Severity } from '../text/diagnostic.js';
import { visible } from '../text/octets.js';
import { positionAt, type Source, type Span } from '../text/source.js';
import { countSeverities, type LintReport } from './lint-report.js';

/** What `lint --format json` prints; schema/lint.schema.json describes it. */
export interface LintJson {
  readonly version: 1;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly files: readonly { readonly path: string; readonly problems: readonly ProblemJson[] }[];
}

export interface ProblemJson {
  readonly code: string;
  readonly name: string;
  readonly severity: Severity;
  readonly place: PlaceJson;
  readonly message: string;
  readonly details: readonly string[];
  readonly related: readonly { readonly place: PlaceJson; readonly message: string }[];
  readonly answers: readonly { readonly server: string; readonly answer: string; readonly effect: string }[];
  readonly fix: { readonly title: string; readonly safe: boolean } | null;
}

/** Lines and columns count from 1 (columns in characters), offsets from 0 (in octets); the end is exclusive. */
export interface PlaceJson {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly offset: number;
  readonly endOffset: number;
}

/** For programs. */
export function lintToJson(report: LintReport): string {
  return `${JSON.stringify(lintJson(report), null, 2)}\n`;
}

/** The same as data: what the other machine formats are made of. */
export function lintJson(report: LintReport): LintJson {
  const counts = countSeverities(report.files);
  return {
    version: 1,
    errors: counts.error,
    warnings: counts.warning,
    notes: counts.note,
    files: report.files.map(({ source, diagnostics }) => ({
      path: source.path,
      problems: diagnostics.map((diagnostic) => ({
        code: diagnostic.code,
        name: diagnostic.name,
        severity: diagnostic.severity,
        place: placeOf(source, diagnostic.span),
        message: diagnostic.message,
        details: diagnostic.details,
        related: diagnostic.related.map(({ span, message }) => ({ place: placeOf(source, span), message })),
        answers: diagnostic.answers.map(({ server, answer, effect }) => ({
          server,
          answer: visible(answer),
          effect,
        })),
        fix: diagnostic.fix ? { title: diagnostic.fix.title, safe: diagnostic.fix.safe } : null,
      })),
    })),
  };
}

function placeOf(source: Source, span: Span): PlaceJson {
  const start = positionAt(source, span.start);
  const end = positionAt(source, span.end);
  return {
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    offset: span.start,
    endOffset: span.end,
  };
}
