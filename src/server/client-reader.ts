import { type Octets, octetsOf } from '../text/octets.js';

/** Cuts what a client sends into lines and counted data, as whoever reads it asks. Every octet is looked at once. */
export class ClientReader {
  #chunks: Octets[] = [];
  /** How many of the chunks are known to hold no line end. */
  #searched = 0;
  /** Octets that came and were not taken. */
  length = 0;

  receive(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#chunks.push(octetsOf(bytes));
    this.length += bytes.length;
  }

  /** The next line without its LF or CRLF; undefined until all of it came. */
  takeLine(): Octets | undefined {
    for (; this.#searched < this.#chunks.length; this.#searched++) {
      const chunk = this.#chunks[this.#searched] ?? '';
      const end = chunk.indexOf('\n');
      if (end === -1) continue;
      const line = this.#take(this.#searched, end + 1);
      return line.slice(0, line.endsWith('\r\n') ? -2 : -1);
    }
    return undefined;
  }

  /** The next octets; undefined until that many came. */
  takeData(count: number): Octets | undefined {
    if (this.length < count) return undefined;
    let left = count;
    let index = 0;
    for (; left > (this.#chunks[index]?.length ?? left); index++) left -= this.#chunks[index]?.length ?? 0;
    return this.#take(index, left);
  }

  /** As many of the next octets as came. */
  takeSome(count: number): Octets {
    return this.takeData(Math.min(count, this.length)) ?? '';
  }

  /** Drops all that came. */
  discard(): void {
    this.#chunks = [];
    this.#searched = 0;
    this.length = 0;
  }

  /** All chunks before `index`, and so many octets of that one. */
  #take(index: number, count: number): Octets {
    const last = this.#chunks[index] ?? '';
    const taken = [...this.#chunks.splice(0, index + 1).slice(0, index), last.slice(0, count)].join('');
    if (count < last.length) this.#chunks.unshift(last.slice(count));
    this.#searched = 0;
    this.length -= taken.length;
    return taken;
  }
}
