import { findResponseCode } from '../imap/response-code.js';
import type { DiffLine, DiffRow } from '../match/diff.js';

/** What there is to say about a row: what the response code of its server line means, and what to do about it. */
export function explainRow(row: DiffRow): string {
  const line = row.kind === 'expected' ? row.expected : row.actual;
  const code = line.from === 'server' ? codeOf(line) : undefined;
  const definition = code === undefined ? undefined : findResponseCode(code);
  return definition ? `[${definition.name}] ${definition.meaning} ${definition.advice}`.trimEnd() : '';
}

/** `resp-text = ["[" resp-text-code "]" SP] [text]` behind a status — RFC 9051 §9 */
function codeOf({ text }: DiffLine): string | undefined {
  return /^\S{1,100} (?:OK|NO|BAD|BYE|PREAUTH) \[([A-Z0-9-]{1,40})[\] ]/i.exec(text)?.[1];
}
