import type { Item, ScriptStream, Suppression } from '../script/ast.js';
import type { Diagnostic } from '../text/diagnostic.js';
import type { Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';

/** The `# tagline: ignore …` comments of a script, which of them have been of use, and what they leave over. */
export interface Suppressions {
  /** True when a comment says to ignore it; that comment then is of use. */
  covers(diagnostic: Diagnostic): boolean;
  /** The rules named by comments that ignored nothing. */
  unused(): readonly NamedRule[];
}

type NamedRule = Suppression['rules'][number];

interface Suppressed {
  readonly named: NamedRule;
  readonly over: Span;
  isUsed: boolean;
}

/** A comment covers what follows it directly; one in the file's head that stands alone covers the file. */
export function findSuppressions({ source, items }: ScriptStream): Suppressions {
  const all: Suppressed[] = [];
  const byRule = new Map<Octets, Suppressed[]>();
  let isHead = true;
  /** Named by comments behind which only comments stood so far. */
  let open: NamedRule[] = [];
  const close = (following: Item | undefined) => {
    const over = coveredBy(following, isHead, source.text.length);
    for (const named of open) {
      const one = { named, over, isUsed: false };
      const rule = named.text.toLowerCase();
      const ofRule = byRule.get(rule);
      all.push(one);
      if (ofRule) ofRule.push(one);
      else byRule.set(rule, [one]);
    }
    open = [];
  };
  for (const item of items) {
    if (item.kind === 'comment') open.push(...(item.suppression?.rules ?? []));
    else if (open.length > 0) close(item);
    isHead &&= item.kind !== 'client' && item.kind !== 'server';
  }
  if (open.length > 0) close(undefined);
  return {
    covers({ code, name, span }) {
      const found = [code.toLowerCase(), name].map((rule) => findCovering(byRule.get(rule) ?? [], span));
      for (const one of found) if (one) one.isUsed = true;
      return found.some((one) => one !== undefined);
    },
    unused: () => all.filter((one) => !one.isUsed).map((one) => one.named),
  };
}

function coveredBy(following: Item | undefined, isHead: boolean, length: number): Span {
  if (following && following.kind !== 'blank') return following.span;
  return isHead ? { start: 0, end: length } : { start: 0, end: 0 };
}

/** They stand in the order of what they cover, those that cover the file first: the last that begins before is looked at. */
function findCovering(sorted: readonly Suppressed[], span: Span): Suppressed | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.over.start ?? 0) <= span.start) low = middle + 1;
    else high = middle;
  }
  const nearest = sorted[low - 1];
  if (nearest && isIn(nearest.over, span)) return nearest;
  const [first] = sorted;
  return first && isIn(first.over, span) ? first : undefined;
}

function isIn(over: Span, span: Span): boolean {
  return span.start >= over.start && (span.start < over.end || span.end <= over.end);
}
