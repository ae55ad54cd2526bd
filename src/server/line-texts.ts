import { createRedactor } from '../imap/secret.js';
import type { ClientMessage, Segment } from '../script/ast.js';
import { type Octets, visible } from '../text/octets.js';
import type { PlacedItem } from './connection-parts.js';

/** The first lines of what a transcript's client sends, safe to show. They are made when one is asked for. */
export class LineTexts {
  readonly #items: readonly PlacedItem[];
  #texts: ReadonlyMap<ClientMessage, string> | undefined;

  constructor(items: readonly PlacedItem[]) {
    this.#items = items;
  }

  of(message: ClientMessage): string {
    this.#texts ??= redactLines(this.#items);
    return this.#texts.get(message) ?? '';
  }
}

/** All of them at once: what is secret in a line depends on those before it. */
function redactLines(items: readonly PlacedItem[]): ReadonlyMap<ClientMessage, string> {
  const redactor = createRedactor();
  const texts = new Map<ClientMessage, string>();
  for (const { item } of items) {
    if (item.kind === 'server') redactor.server(writeMessage(item.segments));
    if (item.kind !== 'client') continue;
    const [first = ''] = redactor.client(writeMessage(item.segments)).split('\r\n', 1);
    texts.set(item, visible(first));
  }
  return texts;
}

/** A message as on the wire; files are left out. */
function writeMessage(segments: readonly Segment[]): Octets {
  const parts = segments.map(({ line, literal }) => {
    if (!literal) return line.text;
    if (!('octets' in literal)) return line.text + literal.announcement;
    return `${line.text}{${literal.octets.length}}\r\n${literal.octets}`;
  });
  return `${parts.join('')}\r\n`;
}
