import type { MistakeKind } from '../../imap/dialects/dialect.js';
import { kindOfMistake } from '../../imap/dialects/predict.js';
import { grammarRule, type Refusal } from '../grammar-rule.js';

/** An argument that the grammar of its command does not have there (src/imap/grammar/, RFC 9051 §9 and its extensions). */
export const invalidArgument = grammarRule(
  { code: 'A001', name: 'invalid-argument', category: 'argument', severity: 'error', fix: 'safe' },
  ['argument', 'literal', 'too-deep'],
  (refusal) => ({ mistake: mistakeOf(refusal), fix: refusal.replace() }),
);

function mistakeOf({ problem, command }: Refusal): MistakeKind | undefined {
  if (!unnamed.has(problem.mistake)) return kindOfMistake(problem.mistake, command.name);
  const found = command.text.slice(problem.span.start, problem.span.end);
  return evidence.find((row) => row.command.test(command.name) && row.found.test(found))?.mistake;
}

/** Mistakes that a server does not tell from a word it does not know. */
const unnamed: ReadonlySet<string> = new Set([
  '',
  'fetch-item-by-another-name',
  'search-key-by-another-name',
  'words-without-quotes',
]);

const evidence: readonly {
  readonly command: RegExp;
  readonly found: RegExp;
  readonly mistake: MistakeKind;
}[] = [
  { command: /^FETCH$/, found: /^[A-Z0-9.]+$/i, mistake: 'unknown-fetch-item' },
  { command: /^SEARCH$/, found: /^[A-Z]+$/i, mistake: 'unknown-search-key' },
  { command: /^LOGIN$/, found: /^[()]/, mistake: 'password-with-parenthesis' },
  { command: /^APPEND$/, found: /^"/, mistake: 'append-without-literal' },
];
