import type { Octets } from '../text/octets.js';

/** The names that values have got: within a family the same value has the same name. */
export class MaskNames {
  /** The UIDVALIDITY of the selected mailbox: UIDs and mod-sequences are a family of their own in each mailbox. */
  selected: Octets = '';
  readonly #names = new Map<string, Octets>();
  readonly #counts = new Map<Octets, number>();

  has(family: string, value: Octets): boolean {
    return this.#names.has(`${family} ${value}`);
  }

  /** The name of a value; one after `stem` if it has none yet. */
  nameOf(family: string, value: Octets, stem: Octets): Octets {
    const key = `${family} ${value}`;
    const name = this.#names.get(key) ?? this.#newName(stem);
    this.#names.set(key, name);
    return name;
  }

  #newName(stem: Octets): Octets {
    const count = (this.#counts.get(stem) ?? 0) + 1;
    this.#counts.set(stem, count);
    return count === 1 ? stem : `${stem}${count}`;
  }
}
