import { columnsOf, excerptOf } from '../text/annotate.js';
import { applyFixes, type Diagnostic, type Edit, type Fix, type Severity } from '../text/diagnostic.js';
import { type Octets, visible } from '../text/octets.js';
import { lineSpan, positionAt } from '../text/source.js';
import { countSeverities, type LintedFile, type LintReport } from './lint-report.js';
import { count, type Look, wrap } from './look.js';

/** For people: each problem with its lines, what to do, and what servers answer. */
export function lintToTty(report: LintReport, look: Look): string {
  const problems = report.files.flatMap((file) =>
    file.diagnostics.map((diagnostic) => `${describe(file, diagnostic, look).join('\n')}\n`),
  );
  return [...problems, `${summarize(report, look)}\n`].join('\n');
}

function describe(file: LintedFile, diagnostic: Diagnostic, look: Look): string[] {
  const { line, column } = positionAt(file.source, diagnostic.span.start);
  const severity = look.paint(diagnostic.severity, diagnostic.severity);
  const head = `${visible(file.source.path)}:${line}:${column} ${severity} ${diagnostic.code} ${diagnostic.name}`;
  const margin = `    ${' '.repeat(String(line).length)} ${look.paint('dim', look.glyphs.bar)} `;
  return [head, ...showLines(file, diagnostic, margin, look), ...explain(file, diagnostic, margin, look)];
}

function showLines(file: LintedFile, diagnostic: Diagnostic, margin: string, look: Look): string[] {
  // Of a file that cannot be read there is no line to show.
  if (file.source.text === '')
    return wrap(diagnostic.message, Math.max(40, look.columns - 8)).map((row) => margin + row);
  const excerpt = excerptOf(file.source, diagnostic.span, { secrets: file.secrets });
  const width = String(excerpt.rows.at(-1)?.number ?? 1).length;
  const rows = excerpt.rows.map(({ number, text, marked }) => {
    const marker = marked ? look.paint(diagnostic.severity, look.glyphs.marker) : ' ';
    const shown = `${String(number).padStart(width)} ${look.paint('dim', look.glyphs.bar)} ${text}`;
    return `  ${marker} ${shown}`;
  });
  const carets = ' '.repeat(excerpt.caret.start) + '^'.repeat(excerpt.caret.length);
  const paintedCarets = look.paint(diagnostic.severity, carets);
  const room = look.columns - columnsOf(margin) - carets.length - 1;
  if (diagnostic.message.length <= room) return [...rows, `${margin}${paintedCarets} ${diagnostic.message}`];
  const message = wrap(diagnostic.message, Math.max(40, look.columns - 8));
  return [...rows, margin + paintedCarets, ...message.map((row) => margin + row)];
}

function explain(file: LintedFile, diagnostic: Diagnostic, margin: string, look: Look): string[] {
  const details = diagnostic.details.flatMap((detail) => wrap(detail, Math.max(40, look.columns - 8)));
  const related = diagnostic.related.map(({ span, message }) => {
    const { line, column } = positionAt(file.source, span.start);
    return `${message} ${look.paint('dim', `(${visible(file.source.path)}:${line}:${column})`)}`;
  });
  const names = diagnostic.answers.map(({ server }) => `${server} answers`);
  const widest = Math.max(0, ...names.map((name) => name.length));
  const answers = diagnostic.answers.map(({ answer, effect }, index) => {
    const said = answer === '' ? look.paint('dim', 'nothing at all') : visible(answer);
    return `${(names[index] ?? '').padEnd(widest)}   ${said}${effect === '' ? '' : ` ${look.paint('dim', effect)}`}`;
  });
  return [...details, ...related, ...answers, ...showFix(file, diagnostic.fix, look)].map(
    (row) => margin + row,
  );
}

function showFix(file: LintedFile, fix: Fix | undefined, look: Look): string[] {
  if (!fix) return [];
  const command = `(tagline lint --fix${fix.safe ? '' : ' --unsafe'})`;
  return [`Fix: ${previewFix(file, fix) ?? fix.title}    ${look.paint('dim', command)}`];
}

/** The line as the fix leaves it; undefined where that is more than a line or would show a secret. */
function previewFix(file: LintedFile, fix: Fix): string | undefined {
  const first = fix.edits[0];
  if (!first) return undefined;
  const { source } = file;
  const line = lineSpan(source, positionAt(source, first.span.start).line);
  const isInside = ({ start, end }: { start: number; end: number }) => start >= line.start && end <= line.end;
  if (!fix.edits.every((edit) => isInside(edit.span) && !edit.text.includes('\n'))) return undefined;
  const secrets = file.secrets.filter(({ start, end }) => start < line.end && end > line.start);
  if (!secrets.every(isInside) || secrets.some((secret) => touches(secret, fix.edits))) return undefined;
  const redactions = secrets.map((span) => ({ span: shift(span, -line.start), text: '‹redacted›' }));
  const edits = fix.edits.map(({ span, text }) => ({ span: shift(span, -line.start), text }));
  const text = source.text.slice(line.start, line.end) as Octets;
  if (text.length > 400) return undefined;
  const fixed = applyFixes(text, [{ ...fix, edits: [...edits, ...redactions] }]).text;
  const shown = fixed.split('‹redacted›').map(visible).join('‹redacted›').trimEnd();
  return shown === '' ? undefined : shown;
}

function touches(secret: { start: number; end: number }, edits: readonly Edit[]): boolean {
  return edits.some(({ span }) => span.start < secret.end && span.end > secret.start);
}

function shift(span: { start: number; end: number }, by: number) {
  return { start: span.start + by, end: span.end + by };
}

function summarize(report: LintReport, look: Look): string {
  const counts = countSeverities(report.files);
  const files = count(report.files.length, 'file');
  const named: readonly [Severity, string][] = [
    ['error', 'error'],
    ['warning', 'warning'],
    ['note', 'note'],
  ];
  const found = named.filter(([severity]) => counts[severity] > 0);
  if (found.length === 0) return look.paint('good', `${look.glyphs.good} no problems in ${files}`);
  const parts = found.map(([severity, noun]) => look.paint(severity, count(counts[severity], noun)));
  const bad = counts.error > 0;
  const glyph = bad ? look.paint('error', look.glyphs.bad) : look.paint('good', look.glyphs.good);
  return `${glyph} ${parts.join(', ')} in ${files}`;
}
