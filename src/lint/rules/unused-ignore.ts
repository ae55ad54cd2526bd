import { nearestWord } from '../../imap/grammar/nearest-word.js';
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
  fix: 'none',
  check: () => ({}),
};

/** `known` are the codes and names of all rules; those of the parser begin with S. */
export function reportUnused(
  named: readonly { readonly text: Octets; readonly span: Span }[],
  known: readonly string[],
): Diagnostic[] {
  const { code, name, severity } = unusedIgnore;
  return named.map(({ text, span }) => {
    const message = messageFor(text, known);
    return { code, name, severity, span, message, details: [], related: [], answers: [] };
  });
}

function messageFor(text: Octets, known: readonly string[]): string {
  const shown = visible(text);
  const isKnown = /^S\d{3}$/i.test(text) || known.some((word) => word.toLowerCase() === text.toLowerCase());
  if (isKnown) return `Nothing here is ignored as ${shown}: remove it.`;
  const near = nearestWord(text, known);
  return `There is no rule ${shown}${near ? `; did you mean ${near}?` : '.'}`;
}
