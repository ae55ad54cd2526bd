import type { ClientMessage, ScriptStream } from '../script/ast.js';
import type { Octets } from '../text/octets.js';

/**
 * Gives tags that the script does not have, numbered by the place of the command and written like the script's first
 * numbered tag; to one command always the same. Looks at the script only at the first call.
 */
export function createFreeTags(script: ScriptStream): (message: ClientMessage) => Octets {
  let give: ((message: ClientMessage) => Octets) | undefined;
  const given = new Map<number, Octets>();
  return (message) => {
    give ??= createGiver(script);
    const tag = given.get(message.span.start) ?? give(message);
    given.set(message.span.start, tag);
    return tag;
  };
}

function createGiver({ items }: ScriptStream): (message: ClientMessage) => Octets {
  const tags: Octets[] = [];
  const places = new Map<number, number>();
  for (const item of items) {
    if (item.kind === 'client' && item.role === 'command') places.set(item.span.start, tags.push(item.tag));
  }
  const taken = new Set(tags);
  const write = styleOf(tags);
  let beyond = 0;
  return (message) => {
    let number = places.get(message.span.start) ?? 1;
    if (taken.has(write(number))) {
      number = Math.max(number, beyond);
      while (taken.has(write(number))) number++;
      beyond = number + 1;
    }
    const tag = write(number);
    taken.add(tag);
    return tag;
  };
}

/** `A001` makes `A002` the tag of the second command; without a numbered tag it is `a2`. */
function styleOf(tags: readonly Octets[]): (number: number) => Octets {
  const model = tags
    .map((tag) => /^([A-Za-z][A-Za-z.-]*)(\d{1,9})$/.exec(tag))
    .find((match) => match !== null);
  const [, letters = 'a', digits = ''] = model ?? [];
  return (number) => letters + String(number).padStart(digits.length, '0');
}
