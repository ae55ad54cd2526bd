import type { Octets } from '../../text/octets.js';
import { type Piece, text } from './script-text.js';

/** The mailboxes that a script creates and subscribes: what has to go when it ends. */
export class MailboxNames {
  readonly #created = new Map<Octets, readonly Piece[]>();
  readonly #subscribed = new Map<Octets, readonly Piece[]>();

  add(name: readonly Piece[]): void {
    this.#created.set(keyOf(name), name);
  }

  /** Looks whether a command creates one. */
  learn(command: readonly Piece[]): void {
    const words = splitWords(command);
    const verb = keyOf(words[0] ?? []).toLowerCase();
    const name = withoutSeparator(words[verb === 'rename' ? 2 : 1] ?? []);
    if (name.length === 0) return;
    if (verb === 'create' || verb === 'rename') this.add(name);
    if (verb === 'subscribe') this.#subscribed.set(keyOf(name), name);
  }

  /** The deepest first. */
  created(): readonly (readonly Piece[])[] {
    return [...this.#created].toSorted(([a], [b]) => b.length - a.length).map(([, name]) => name);
  }

  subscribed(): readonly (readonly Piece[])[] {
    return [...this.#subscribed.values()];
  }
}

function keyOf(pieces: readonly Piece[]): Octets {
  return pieces
    .map((piece) =>
      piece.kind === 'text' ? piece.text : piece.kind === 'placeholder' ? piece.raw : piece.octets,
    )
    .join('');
}

/** The first words of a command; a quoted one may hold blanks. */
function splitWords(command: readonly Piece[]): Piece[][] {
  const words: Piece[][] = [[]];
  let isQuoted = false;
  for (const piece of command) {
    if (piece.kind !== 'text') {
      words.at(-1)?.push(piece);
      continue;
    }
    for (const [part] of piece.text.matchAll(/ +|"|[^ "]+/g)) {
      if (part === '"') isQuoted = !isQuoted;
      if (part.startsWith(' ') && !isQuoted) words.push([]);
      else words.at(-1)?.push(text(part));
    }
  }
  return words;
}

/** `CREATE a/` creates `a`: a name with a separator at its end says that there will be others in it. */
function withoutSeparator(name: readonly Piece[]): readonly Piece[] {
  const last = name.at(-1);
  if (last?.kind === 'placeholder' && name.length > 1) return /sep/.test(last.raw) ? name.slice(0, -1) : name;
  if (last?.kind !== 'text') return name;
  return [...name.slice(0, -1), text(last.text.replace(/[./]$/, ''))];
}
