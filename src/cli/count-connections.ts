import type { Script } from '../script/ast.js';
import type { Octets } from '../text/octets.js';

/** How many connections a script opens; what it includes aside. */
export function countConnections({ items }: Script): number {
  const opened = new Set<Octets>();
  let name: Octets = '';
  for (const item of items) {
    if (item.kind === 'directive' && item.body.name === 'on') name = item.body.connection;
    if (item.kind === 'client' || (item.kind === 'directive' && item.body.name === 'login')) opened.add(name);
  }
  return opened.size;
}
