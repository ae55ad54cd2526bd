import type { Diagnostic } from '../../text/diagnostic.js';
import { type Octets, visible } from '../../text/octets.js';
import type { Span } from '../../text/source.js';
import type { Rule } from '../rule.js';

/** A `# tagline: ignore …` that ignores nothing. The linter reports it itself, when all rules have spoken. */
export const unusedIgnore: Rule = {
  code: 'L001',
  name: 'unused-ignore',
  category: 'comment',
  severity: 'warning',
  check: () => ({}),
};

export function reportUnused(named: readonly { readonly text: Octets; readonly span: Span }[]): Diagnostic[] {
  const { code, name, severity } = unusedIgnore;
  return named.map(({ text, span }) => ({
    code,
    name,
    severity,
    span,
    message: `Nothing here is ignored as ${visible(text)}: remove it.`,
    details: [],
    related: [],
    answers: [],
  }));
}
