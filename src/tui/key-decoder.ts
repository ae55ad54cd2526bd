import type { Key } from './keys.js';

/**
 * Splits what a terminal sends into keys. Keys that were typed fast come as one chunk, and a slow line cuts a key's
 * escape sequence in two: an unfinished one is kept for the next chunk, or given up with `flush`.
 */
export class KeyDecoder {
  #pending = '';

  decode(chunk: string): Key[] {
    const text = this.#pending + chunk;
    this.#pending = '';
    const keys: Key[] = [];
    for (let at = 0; at < text.length; ) {
      const rest = text.slice(at, at + longestSequence);
      if (unfinished.test(rest)) {
        this.#pending = rest.length < longestSequence ? rest : '';
        break;
      }
      const token = tokenOf(rest);
      keys.push(...keyOf(token));
      at += token.length;
    }
    return keys;
  }

  /** True when an escape came that may be the Esc key or the beginning of another one. */
  get isWaiting(): boolean {
    return this.#pending !== '';
  }

  /** The key of what is waiting, now that nothing followed; a sequence that never ended is none. */
  flush(): Key[] {
    const keys = keyOf(this.#pending);
    this.#pending = '';
    return keys;
  }
}

/** In UTF-16 units. What goes on for longer is no key, and is not kept. */
const longestSequence = 64;

/** An escape alone, or a control sequence whose final byte has not come (ECMA-48 §5.4). */
const unfinished = /^\x1b(?:\[[\x30-\x3f]*[\x20-\x2f]*|O)?$/;

/** A control sequence, a single shift, Alt and a character, or one character. */
const token = /^(?:\x1b\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]|\x1bO[\s\S]|\x1b[^\x1b[O]|[\s\S])/u;

function tokenOf(text: string): string {
  return token.exec(text)?.[0] ?? text.slice(0, 1);
}

/** The key of a token; none for a sequence that no key of ours sends. */
function keyOf(text: string): Key[] {
  const named = sequences[text];
  if (named !== undefined) return [named];
  if (text === '' || text.startsWith('\x1b')) return [];
  if (text < ' ') return [`ctrl+${String.fromCharCode(text.charCodeAt(0) + 0x60)}`];
  return [text];
}

const sequences: Readonly<Record<string, Key>> = {
  '\x1b': 'escape',
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  ' ': 'space',
  '\x7f': 'backspace',
  '\b': 'backspace',
  '\x1b[Z': 'shift+tab',
  ...arrows('A', 'up'),
  ...arrows('B', 'down'),
  ...arrows('C', 'right'),
  ...arrows('D', 'left'),
  ...arrows('H', 'home'),
  ...arrows('F', 'end'),
  '\x1b[1~': 'home',
  '\x1b[7~': 'home',
  '\x1b[4~': 'end',
  '\x1b[8~': 'end',
  '\x1b[5~': 'pageup',
  '\x1b[6~': 'pagedown',
  '\x1bOM': 'enter',
};

function arrows(final: string, key: Key): Record<string, Key> {
  return { [`\x1b[${final}`]: key, [`\x1bO${final}`]: key };
}
