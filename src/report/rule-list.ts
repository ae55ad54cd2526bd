import { columnsOf } from '../text/annotate.js';
import type { Severity } from '../text/diagnostic.js';
import type { Look } from './look.js';

/** A rule of the linter as `lint --list-rules` shows it. */
export interface RuleRow {
  readonly code: string;
  readonly name: string;
  readonly category: string;
  readonly severity: Severity;
  /** The safest fix that a finding may have. */
  readonly fix: 'safe' | 'unsafe' | 'none';
}

/** For people: a row each, by code, and how to learn more. */
export function rulesToTty(rules: readonly RuleRow[], look: Look): string {
  const shown = rules.map(({ code, name, category, severity, fix }) => [
    code,
    name,
    severity,
    category,
    fix === 'none' ? '' : `${fix} fix`,
  ]);
  const widths = [0, 1, 2, 3].map((index) => Math.max(...shown.map((row) => columnsOf(row[index] ?? ''))));
  const lines = shown.map((row, index) => {
    const padded = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    padded[2] = look.paint(rules[index]?.severity ?? 'note', padded[2] ?? '');
    return padded.join('  ').trimEnd();
  });
  return `${lines.join('\n')}\n\n${look.paint('dim', 'tagline explain CODE shows the page of a rule.')}\n`;
}

/** For programs. */
export function rulesToJson(rules: readonly RuleRow[]): string {
  return `${JSON.stringify({ version: 1, rules }, null, 2)}\n`;
}
