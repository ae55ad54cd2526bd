import type { Octets } from '../text/octets.js';

/** The values that placeholders and `%set` have given to names. */
export type Bindings = ReadonlyMap<Octets, Octets>;

/** Where a name got its value: the file and the line, from 1. */
export interface CapturePlace {
  readonly path: string;
  readonly line: number;
}

/** The values of names while answers are compared; a fork can be tried and thrown away. */
export class Captures {
  #values: ReadonlyMap<Octets, Octets>;
  #places: ReadonlyMap<Octets, CapturePlace>;

  constructor(values: Bindings, places: ReadonlyMap<Octets, CapturePlace> = new Map()) {
    this.#values = values;
    this.#places = places;
  }

  get values(): Bindings {
    return this.#values;
  }

  get places(): ReadonlyMap<Octets, CapturePlace> {
    return this.#places;
  }

  get(name: Octets): Octets | undefined {
    return this.#values.get(name);
  }

  placeOf(name: Octets): CapturePlace | undefined {
    return this.#places.get(name);
  }

  bind(found: Bindings, place: CapturePlace | undefined): void {
    if (found.size === 0) return;
    this.#values = new Map([...this.#values, ...found]);
    if (place)
      this.#places = new Map([...this.#places, ...[...found.keys()].map((name) => [name, place] as const)]);
  }

  fork(): Captures {
    return new Captures(this.#values, this.#places);
  }
}
