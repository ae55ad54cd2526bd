import type { Octets } from '../text/octets.js';

/** The values that placeholders and `%set` have given to names. */
export type Bindings = ReadonlyMap<Octets, Octets>;

/** What is asked for the value of a name. */
export type Values = Pick<Bindings, 'get'>;

/** Where a name got its value: the file and the line, from 1. */
export interface CapturePlace {
  readonly path: string;
  readonly line: number;
}

/** The values of names while answers are compared; a fork can be tried and thrown away. */
export class Captures implements Values {
  readonly #before: Values;
  readonly #placesBefore: Pick<ReadonlyMap<Octets, CapturePlace>, 'get'>;
  readonly #found = new Map<Octets, Octets>();
  /** Computed when somebody asks: most forks are thrown away. */
  readonly #places = new Map<Octets, () => CapturePlace>();

  constructor(before: Values, placesBefore: Pick<ReadonlyMap<Octets, CapturePlace>, 'get'> = new Map()) {
    this.#before = before;
    this.#placesBefore = placesBefore;
  }

  get(name: Octets): Octets | undefined {
    return this.#found.get(name) ?? this.#before.get(name);
  }

  placeOf(name: Octets): CapturePlace | undefined {
    return this.#places.get(name)?.() ?? this.#placesBefore.get(name);
  }

  bind(found: Bindings, place: () => CapturePlace): void {
    for (const [name, value] of found) {
      this.#found.set(name, value);
      this.#places.set(name, place);
    }
  }

  /** What a fork found holds here too. */
  take(fork: Captures): void {
    for (const [name, value] of fork.#found) this.#found.set(name, value);
    for (const [name, place] of fork.#places) this.#places.set(name, place);
  }

  fork(): Captures {
    return new Captures(this, { get: (name) => this.placeOf(name) });
  }

  /** What was found here, not before. */
  get found(): Bindings {
    return this.#found;
  }

  get places(): ReadonlyMap<Octets, CapturePlace> {
    return new Map([...this.#places].map(([name, place]) => [name, place()]));
  }
}
