import { createHash, type Hash } from 'node:crypto';
import { bytesOf, type Octets } from '../text/octets.js';

/** What stands for a literal that is too large to be kept: its length and its hash. */
export class StandIn {
  readonly #count: number;
  readonly #hash: Hash = createHash('sha256');

  constructor(count: number) {
    this.#count = count;
  }

  add(bytes: Uint8Array): void {
    this.#hash.update(bytes);
  }

  end(): Octets {
    return `<${this.#count} octets, SHA-256 ${this.#hash.digest('hex')}>`;
  }
}

/** How long the stand-in for a literal is. */
export function standInLength(count: number): number {
  return `<${count} octets, SHA-256 >`.length + 64;
}

/** Whether two texts are the same, though a stand-in may be all that is known of one. */
export function areSameText(one: Octets, other: Octets): boolean {
  if (one === other) return true;
  if (!isStandIn(one) && !isStandIn(other)) return false;
  return lengthOf(one) === lengthOf(other) && standInFor(one) === standInFor(other);
}

/** Octets with stand-ins in them, with the lengths that were announced on the wire. */
export function withTrueLengths(octets: Octets): Octets {
  if (!octets.includes('SHA-256')) return octets;
  return octets.replace(/\{\d+\}(\r?\n<(\d+) octets, SHA-256 [0-9a-f]{64}>)/g, '{$2}$1');
}

function lengthOf(octets: Octets): number {
  return isStandIn(octets) ? Number.parseInt(octets.slice(1), 10) : octets.length;
}

function isStandIn(octets: Octets): boolean {
  return /^<\d+ octets, SHA-256 [0-9a-f]{64}>$/.test(octets);
}

function standInFor(octets: Octets): Octets {
  if (isStandIn(octets)) return octets;
  const standIn = new StandIn(octets.length);
  standIn.add(bytesOf(octets));
  return standIn.end();
}
