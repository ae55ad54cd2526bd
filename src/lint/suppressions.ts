import type { Comment, Item, Script } from '../script/ast.js';
import type { Diagnostic } from '../text/diagnostic.js';
import type { Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';

/** The `# tagline: ignore …` comments of a script, which of them have been of use, and what they leave over. */
export interface Suppressions {
  /** True when a comment says to ignore it; that comment then is of use. */
  covers(diagnostic: Diagnostic): boolean;
  /** The rules named by comments that ignored nothing. */
  unused(): readonly { readonly text: Octets; readonly span: Span }[];
}

interface Suppressed {
  readonly rule: Octets;
  readonly named: { readonly text: Octets; readonly span: Span };
  /** Undefined for the whole file. */
  readonly over: Span | undefined;
  used: boolean;
}

/** A comment covers what follows it directly; one in the file's head that stands alone covers the file. */
export function findSuppressions(script: Script): Suppressions {
  const suppressed: Suppressed[] = [];
  for (const [index, item] of script.items.entries()) {
    if (item.kind === 'comment' && item.suppression)
      suppressed.push(...suppressedBy(item, index, script.items));
  }
  return {
    covers(diagnostic) {
      const matching = suppressed.filter((one) => isAbout(one, diagnostic));
      for (const one of matching) one.used = true;
      return matching.length > 0;
    },
    unused: () => suppressed.filter((one) => !one.used).map((one) => one.named),
  };
}

function suppressedBy(comment: Comment, index: number, items: readonly Item[]): Suppressed[] {
  const over = coveredBy(index, items);
  const rules = comment.suppression?.rules ?? [];
  return rules.map((named) => ({ rule: named.text.toLowerCase(), named, over, used: false }));
}

function coveredBy(index: number, items: readonly Item[]): Span | undefined {
  let next = index + 1;
  while (items[next]?.kind === 'comment') next++;
  const following = items[next];
  if (following && following.kind !== 'blank') return following.span;
  const isHead = !items.slice(0, index).some((item) => item.kind === 'client' || item.kind === 'server');
  return isHead ? undefined : { start: 0, end: 0 };
}

function isAbout(one: Suppressed, diagnostic: Diagnostic): boolean {
  if (one.rule !== diagnostic.code.toLowerCase() && one.rule !== diagnostic.name) return false;
  return !one.over || isIn(one.over, diagnostic.span);
}

function isIn(over: Span, span: Span): boolean {
  return span.start >= over.start && (span.start < over.end || span.end <= over.end);
}
