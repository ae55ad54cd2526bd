import type { Octets } from '../text/octets.js';

/** The names that values have got: within a family the same value has the same name. */
export class MaskNames {
  readonly #families = new Map<string, Map<Octets, Octets>>();
  readonly #counts = new Map<Octets, number>();
  /** What tells a mailbox that was selected from others, by its name; on any connection. */
  readonly mailboxes = new Map<Octets, string>();

  /** The name of a value that has one. */
  find(family: string, value: Octets): Octets | undefined {
    return this.#families.get(family)?.get(value);
  }

  /** The name of a value; one after `stem` if it has none yet. */
  nameOf(family: string, value: Octets, stem: Octets): Octets {
    const name = this.find(family, value) ?? this.#newName(stem);
    this.set(family, value, name);
    return name;
  }

  /** What stands for a value that has no name of its own, such as `uid+1`. */
  set(family: string, value: Octets, name: Octets): void {
    const values = this.#families.get(family);
    if (values) values.set(value, name);
    else this.#families.set(family, new Map([[value, name]]));
  }

  /** The values of one family turn out to be of another. */
  join(family: string, other: string): void {
    for (const [value, name] of this.#families.get(family) ?? [])
      if (this.find(other, value) === undefined) this.set(other, value, name);
    this.#families.delete(family);
  }

  #newName(stem: Octets): Octets {
    const count = (this.#counts.get(stem) ?? 0) + 1;
    this.#counts.set(stem, count);
    return count === 1 ? stem : `${stem}${count}`;
  }
}
