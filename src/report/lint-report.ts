import type { Diagnostic, Severity } from '../text/diagnostic.js';
import type { Source, Span } from '../text/source.js';

/** What the linter found: the files with their sources, so that reporters can show excerpts. */
export interface LintReport {
  readonly files: readonly LintedFile[];
}

export interface LintedFile {
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
  /** Places of passwords and the like, in order: no reporter shows them. */
  readonly secrets: readonly Span[];
}

export function countSeverities(files: readonly LintedFile[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, note: 0 };
  for (const file of files) for (const { severity } of file.diagnostics) counts[severity] += 1;
  return counts;
}
