import { limits } from '../imap/limits.js';
import type { Diagnostic } from '../text/diagnostic.js';
import type { Octets } from '../text/octets.js';
import type { Source } from '../text/source.js';
import type { Directive, Item, Script } from './ast.js';
import { createProblem, quote } from './problem.js';

/** An item and the file it stands in. */
export interface PlacedItem {
  readonly item: Item;
  readonly source: Source;
}

/** A problem and the file it is in. */
export interface PlacedProblem {
  readonly problem: Diagnostic;
  readonly source: Source;
}

/** What the reader of included files gives: the script, or why there is none, as a sentence. */
export type ReadInclude =
  | { readonly kind: 'script'; readonly script: Script }
  | { readonly kind: 'failed'; readonly message: string };

/**
 * The script's items with those of the files that `%include` names in the place of the directive. `read` gives the file
 * of a path as it is written in a source; two files with the same `source.path` are one.
 */
export async function expandIncludes(
  script: Script,
  read: (path: Octets, from: Source) => Promise<ReadInclude>,
): Promise<{ readonly items: readonly PlacedItem[]; readonly problems: readonly PlacedProblem[] }> {
  const items: PlacedItem[] = [];
  const problems: PlacedProblem[] = [];
  let includes = 0;
  await expand(script, [script.source.path]);
  return { items, problems };

  async function expand(opened: Script, stack: readonly string[]): Promise<void> {
    const { source } = opened;
    for (const problem of opened.problems) problems.push({ problem, source });
    for (const item of opened.items) {
      if (item.kind !== 'directive' || item.body.name !== 'include') items.push({ item, source });
      else await include(item, item.body.path, source, stack);
    }
  }

  async function include(directive: Directive, path: Octets, source: Source, stack: readonly string[]) {
    const refuse = (message: string) => problems.push({ problem: problemAt(directive, message), source });
    if (stack.length > limits.includes) return refuse(`Included more than ${limits.includes} files deep.`);
    if (++includes > limits.includedFiles)
      return refuse(`Included more than ${limits.includedFiles} files in all.`);
    const found = await read(path, source);
    if (found.kind === 'failed') return refuse(`Cannot include "${quote(path)}": ${found.message}`);
    const { script } = found;
    if (stack.includes(script.source.path)) return refuse(`"${quote(path)}" includes itself.`);
    return expand(script, [...stack, script.source.path]);
  }
}

function problemAt({ span, text }: Directive, message: string): Diagnostic {
  return createProblem('include', { start: span.start, end: span.start + text.length }, message);
}
