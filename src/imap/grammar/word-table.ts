import { upperAscii } from '../../text/octets.js';

/** Keywords and what they mean, found in a text without cutting the word out of it and in any case of letters. */
export class WordTable<Value> {
  readonly words: readonly string[];
  readonly #slots: (string | undefined)[];
  readonly #values: (Value | undefined)[];

  constructor(entries: Readonly<Record<string, Value>>) {
    this.words = Object.keys(entries);
    const size = 2 << Math.ceil(Math.log2(this.words.length + 1));
    this.#slots = new Array(size).fill(undefined);
    this.#values = new Array(size).fill(undefined);
    for (const [word, value] of Object.entries(entries)) this.#put(word, value);
  }

  /** What the word from `start` to `end` means, if it is in the table. */
  find(text: string, start: number, end: number): Value | undefined {
    const mask = this.#slots.length - 1;
    for (let slot = hash(text, start, end) & mask; ; slot = (slot + 1) & mask) {
      const word = this.#slots[slot];
      if (word === undefined) return undefined;
      if (isSameWord(word, text, start, end)) return this.#values[slot];
    }
  }

  #put(name: string, value: Value): void {
    const word = upperAscii(name);
    const mask = this.#slots.length - 1;
    let slot = hash(word, 0, word.length) & mask;
    while (this.#slots[slot] !== undefined) slot = (slot + 1) & mask;
    this.#slots[slot] = word;
    this.#values[slot] = value;
  }
}

function hash(text: string, start: number, end: number): number {
  let sum = end - start;
  for (let at = start; at < end; at++) sum = (Math.imul(sum, 31) + (text.charCodeAt(at) | 0x20)) | 0;
  return sum ^ (sum >>> 7);
}

/** True when a text has an upper-case word from `start` to `end`, in any case of letters. */
export function isSameWord(upper: string, text: string, start: number, end: number): boolean {
  if (upper.length !== end - start) return false;
  for (let index = 0; index < upper.length; index++) {
    const letter = text.charCodeAt(start + index);
    const folded = letter >= 0x61 && letter <= 0x7a ? letter - 0x20 : letter;
    if (folded !== upper.charCodeAt(index)) return false;
  }
  return true;
}
