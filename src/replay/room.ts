import { limits } from '../imap/limits.js';

/** Octets that the results of a run may still take in memory: all of them stay there until its end. */
export interface SharedRoom {
  left: number;
}

/** The room of one script for what is shown of its session and of its differences. */
export class Room {
  readonly #shared: SharedRoom;
  #used = 0;

  constructor(shared: SharedRoom) {
    this.#shared = shared;
  }

  /** Takes room for something; false when it does not fit. */
  take(octets: number): boolean {
    this.#used += octets;
    const isSmall = this.#used <= limits.shownInAnyCase;
    const fits = isSmall || (this.#used <= limits.shownPerScript && octets <= this.#shared.left);
    if (fits) this.#shared.left -= octets;
    return fits;
  }
}
