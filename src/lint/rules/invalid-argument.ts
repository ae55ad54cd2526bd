import type { MistakeKind } from '../../imap/dialects/dialect.js';
import { grammarRule, type Refusal } from '../grammar-rule.js';

/** An argument that the grammar of its command does not have there (src/imap/grammar/, RFC 9051 §9 and its extensions). */
export const invalidArgument = grammarRule(
  { code: 'A001', name: 'invalid-argument', category: 'argument', severity: 'error' },
  ['argument', 'literal', 'too-deep'],
  (refusal) => ({
    message: messageOf(refusal),
    mistake: mistakeOf(refusal),
    fix: refusal.replace(titleOf(refusal), refusal.problem.isSafe === true),
  }),
);

/** What stands after LOGIN or AUTHENTICATE is not repeated: it may be the password. */
export function messageOf({ problem, command }: Refusal): string {
  if (isSecret(command.name) && problem.mistake === '') return `Expected ${problem.expected}.`;
  const { message, near } = problem;
  return near && !message.includes(near) ? `${message} Did you mean ${near}?` : message;
}

/** Titles are printed, so a password that is to be put in quotes is not in them. */
function titleOf({ problem, command }: Refusal): string {
  return isSecret(command.name) ? 'write it as a string' : `write ${problem.replacement}`;
}

function isSecret(name: string): boolean {
  return name === 'LOGIN' || name === 'AUTHENTICATE';
}

function mistakeOf({ problem, command }: Refusal): MistakeKind | undefined {
  const found = command.text.slice(problem.span.start, problem.span.end);
  return evidence.find((row) => row.command.test(command.name) && row.found.test(found))?.mistake;
}

/** Which refusals have been put to servers. */
const evidence: readonly {
  readonly command: RegExp;
  readonly found: RegExp;
  readonly mistake: MistakeKind;
}[] = [
  { command: /^STATUS$/, found: /^[A-Z]+$/i, mistake: 'status-without-parentheses' },
  { command: /^(UID )?(FETCH|STORE|COPY|MOVE)$/, found: /^0/, mistake: 'sequence-number-zero' },
  { command: /^(UID )?(FETCH|STORE|COPY|MOVE)$/, found: /^-/, mistake: 'range-with-hyphen' },
  {
    command: /^(UID )?STORE$/,
    found: /^\\(Seen|Deleted|Flagged|Answered|Draft)/i,
    mistake: 'store-without-item',
  },
  { command: /^(UID )?STORE$/, found: /^\\/, mistake: 'unknown-system-flag' },
  { command: /^(UID )?FETCH$/, found: /^[A-Z]/i, mistake: 'unknown-fetch-item' },
  { command: /^(UID )?SEARCH$/, found: /^[A-Z]/i, mistake: 'unknown-search-key' },
  { command: /^LOGIN$/, found: /^[()]/, mistake: 'password-with-parenthesis' },
  { command: /^APPEND$/, found: /^"/, mistake: 'append-without-literal' },
  { command: /^APPEND$/, found: /^\{/, mistake: 'literal-not-a-number' },
];
