import type { Octets } from '../../text/octets.js';
import type { ImaptestFile } from './imaptest-file.js';

/** The names of all variables that a script uses. */
export function variablesOf({ items }: ImaptestFile): ReadonlySet<Octets> {
  return new Set(items.flatMap(variablesIn));
}

function variablesIn(item: ImaptestFile['items'][number]): Octets[] {
  if (item.kind !== 'group') return [];
  const contents = [
    ...item.commands.map(({ content }) => content),
    ...item.lines.flatMap((line) => (line.kind === 'expectation' ? [line.content] : [])),
  ];
  return contents.flat().flatMap((part) => {
    const octets = part.kind === 'text' ? part.text : part.octets;
    return [...octets.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name);
  });
}
