import { dirname, resolve } from 'node:path';
import type { Item, Script } from '../script/ast.js';
import { parseScript } from '../script/parser.js';
import { createSource } from '../text/source.js';
import { type Host, readBytes } from './host.js';
import type { Plan } from './plan.js';

/** The files whose change may change what a script does: itself, its transcript, what it includes and sends. Absolute. */
export async function dependenciesOf(host: Host, plan: Plan): Promise<ReadonlySet<string>> {
  const found = new Set([resolve(host.cwd, plan.path), resolve(host.cwd, plan.transcriptPath)]);
  if (plan.transcript) found.add(resolve(host.cwd, plan.transcript.source.path));
  await follow(host, plan.script, resolve(host.cwd, plan.path), found);
  return found;
}

async function follow(host: Host, script: Script, path: string, found: Set<string>): Promise<void> {
  for (const item of script.items) {
    for (const named of filesIn(item)) {
      const file = resolve(dirname(path), named);
      if (found.has(file)) continue;
      found.add(file);
      if (item.kind !== 'directive' || item.body.name !== 'include') continue;
      const content = await readBytes(host, file);
      if (content.kind === 'content') {
        await follow(host, parseScript(createSource(file, content.bytes)), file, found);
      }
    }
  }
}

function filesIn(item: Item): readonly string[] {
  if (item.kind === 'directive') {
    return item.body.name === 'include' || item.body.name === 'mailbox' ? [item.body.path] : [];
  }
  if (item.kind !== 'client') return [];
  return item.segments.flatMap(({ literal }) => (literal?.form === 'file' ? [literal.path] : []));
}
