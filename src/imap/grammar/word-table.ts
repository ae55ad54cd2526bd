import { upperAscii } from '../../text/octets.js';
import { createOctetArray, type OctetArray } from './octet-array.js';

/** Keywords and what they mean, found in a text without cutting the word out of it and in any case of letters. */
export class WordTable<Value> {
  readonly words: readonly string[];
  readonly #entries: Readonly<Record<string, Value>>;
  #slots: (string | undefined)[] = [];
  #values: (Value | undefined)[] = [];

  constructor(entries: Readonly<Record<string, Value>>) {
    this.words = Object.keys(entries);
    this.#entries = entries;
  }

  /** What the word from `start` to `end` means, if it is in the table. */
  find(octets: OctetArray, start: number, end: number): Value | undefined {
    if (this.#slots.length === 0) this.#fill();
    const mask = this.#slots.length - 1;
    for (let slot = hash(octets, start, end) & mask; ; slot = (slot + 1) & mask) {
      const word = this.#slots[slot];
      if (word === undefined) return undefined;
      if (isSameWord(word, octets, start, end)) return this.#values[slot];
    }
  }

  /** What a whole word means. */
  get(word: string): Value | undefined {
    return this.find(createOctetArray(word), 0, word.length);
  }

  /** At the first look-up: there are a hundred tables, and a script needs a few of them. */
  #fill(): void {
    const size = 2 << Math.ceil(Math.log2(this.words.length + 1));
    this.#slots = new Array(size).fill(undefined);
    this.#values = new Array(size).fill(undefined);
    for (const [word, value] of Object.entries(this.#entries)) this.#put(word, value);
  }

  #put(name: string, value: Value): void {
    const word = upperAscii(name);
    const mask = this.#slots.length - 1;
    let slot = hash(createOctetArray(word), 0, word.length) & mask;
    while (this.#slots[slot] !== undefined) slot = (slot + 1) & mask;
    this.#slots[slot] = word;
    this.#values[slot] = value;
  }
}

function hash(octets: OctetArray, start: number, end: number): number {
  let sum = end - start;
  for (let at = start; at < end; at++) sum = (Math.imul(sum, 31) + ((octets[at] as number) | 0x20)) | 0;
  return sum ^ (sum >>> 7);
}

/** True when a text has an upper-case word from `start` to `end`, in any case of letters. */
export function isSameWord(upper: string, octets: OctetArray, start: number, end: number): boolean {
  if (upper.length !== end - start) return false;
  for (let index = 0; index < upper.length; index++) {
    const letter = octets[start + index] as number;
    const folded = letter >= 0x61 && letter <= 0x7a ? letter - 0x20 : letter;
    if (folded !== upper.charCodeAt(index)) return false;
  }
  return true;
}
