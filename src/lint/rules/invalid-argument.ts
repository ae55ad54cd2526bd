import type { MistakeKind } from '../../imap/dialects/dialect.js';
import { isMistakeKind } from '../../imap/dialects/predict.js';
import { grammarRule, type Refusal } from '../grammar-rule.js';

/** An argument that the grammar of its command does not have there (src/imap/grammar/, RFC 9051 §9 and its extensions). */
export const invalidArgument = grammarRule(
  { code: 'A001', name: 'invalid-argument', category: 'argument', severity: 'error' },
  ['argument', 'literal', 'too-deep'],
  (refusal) => ({ mistake: mistakeOf(refusal), fix: refusal.replace() }),
);

function mistakeOf({ problem, command }: Refusal): MistakeKind | undefined {
  if (isMistakeKind(problem.mistake)) return problem.mistake;
  const found = command.text.slice(problem.span.start, problem.span.end);
  return evidence.find((row) => row.command.test(command.name) && row.found.test(found))?.mistake;
}

/** Refusals without a name of their own that have been put to servers. */
const evidence: readonly {
  readonly command: RegExp;
  readonly found: RegExp;
  readonly mistake: MistakeKind;
}[] = [
  { command: /^STORE$/, found: /^\\/, mistake: 'unknown-system-flag' },
  { command: /^FETCH$/, found: /^[A-Z]+$/i, mistake: 'unknown-fetch-item' },
  { command: /^SEARCH$/, found: /^[A-Z]+$/i, mistake: 'unknown-search-key' },
  { command: /^LOGIN$/, found: /^[()]/, mistake: 'password-with-parenthesis' },
  { command: /^APPEND$/, found: /^"/, mistake: 'append-without-literal' },
];
