import type { Item, Script } from '../script/ast.js';
import type { Octets } from '../text/octets.js';

/** One connection's part of a transcript: `%on` tells whose turn it is. */
export interface ConnectionPart {
  readonly items: readonly PlacedItem[];
}

export interface PlacedItem {
  readonly item: Item;
  /** How many lines the clients of all connections, by their index, have sent by then. */
  readonly meanwhile: readonly number[];
}

/** Cuts a transcript into the parts of its connections, in the order of their first use; there is at least one. */
export function splitConnections(script: Script): readonly ConnectionPart[] {
  const names: Octets[] = [];
  const parts: PlacedItem[][] = [];
  let name: Octets = '';
  let meanwhile: readonly number[] = [];
  for (const item of script.items) {
    if (item.kind === 'directive' && item.body.name === 'on') name = item.body.connection;
    if (!isPlayed(item)) continue;
    if (!names.includes(name)) names.push(name);
    const index = names.indexOf(name);
    (parts[index] ??= []).push({ item, meanwhile });
    if (isLine(item)) meanwhile = names.map((_, at) => (meanwhile[at] ?? 0) + (at === index ? 1 : 0));
  }
  return parts.length > 0 ? parts.map((items) => ({ items })) : [{ items: [] }];
}

/** Whether a client sends something here: a line, or whatever logs it in. */
function isLine(item: Item): boolean {
  return item.kind === 'client' || (item.kind === 'directive' && item.body.name === 'login');
}

function isPlayed(item: Item): boolean {
  if (item.kind === 'directive') return ['login', 'require', 'closed'].includes(item.body.name);
  return item.kind === 'client' || item.kind === 'server';
}
