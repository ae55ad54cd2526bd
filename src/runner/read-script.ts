import type { FindFile } from '../replay/wire-message.js';
import type { Item, Script } from '../script/ast.js';
import { expandIncludes, type PlacedItem, type PlacedProblem } from '../script/include.js';
import { parseScript } from '../script/parser.js';
import { type Octets, octetsOf, visible } from '../text/octets.js';
import { createSource, type Source } from '../text/source.js';

export type ReadFile =
  | { readonly kind: 'content'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly message: string };

export type ReadFiles = (path: string) => Promise<ReadFile>;

/** The items of a script with those of the files that it includes. */
export function readScript(
  script: Script,
  readFile: ReadFiles,
): Promise<{ readonly items: readonly PlacedItem[]; readonly problems: readonly PlacedProblem[] }> {
  return expandIncludes(script, async (path, from) => {
    const place = besideOf(from.path, path);
    const read = await readFile(place);
    if (read.kind === 'failed') return read;
    return { kind: 'script', script: parseScript(createSource(place, read.bytes)) };
  });
}

/** Reads the files that literals and `%mailbox` name, each once: what goes out later is there before anything is sent. */
export async function readLiterals(
  items: readonly PlacedItem[],
  readFile: ReadFiles,
): Promise<(path: Octets, source: Source) => ReturnType<FindFile>> {
  const files = new Map<string, ReturnType<FindFile>>();
  for (const { item, source } of items) {
    for (const path of pathsIn(item)) {
      const place = besideOf(source.path, path);
      if (!files.has(place)) files.set(place, await readContent(place, readFile));
    }
  }
  const missing = (path: Octets) => ({ message: `The file "${visible(path)}" was not read.` });
  return (path, source) => files.get(besideOf(source.path, path)) ?? missing(path);
}

function pathsIn(item: Item): readonly Octets[] {
  if (item.kind === 'directive') return item.body.name === 'mailbox' ? [item.body.path] : [];
  if (item.kind !== 'client') return [];
  return item.segments.flatMap(({ literal }) => (literal?.form === 'file' ? [literal.path] : []));
}

async function readContent(path: string, readFile: ReadFiles): Promise<ReturnType<FindFile>> {
  const read = await readFile(path);
  return read.kind === 'content' ? { octets: octetsOf(read.bytes) } : { message: read.message };
}

/** A path as it is seen from the folder of a file. */
function besideOf(file: string, path: Octets): string {
  const name = Buffer.from(path, 'latin1').toString('utf8');
  const isAbsolute = /^([/\\]|[A-Za-z]:)/.test(name);
  return isAbsolute ? name : (/^.*[/\\]/s.exec(file)?.[0] ?? '') + name;
}
