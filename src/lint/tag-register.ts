import type { Octets } from '../text/octets.js';

/** Remembers tags: a set that does not grow while tags count up, as nearly all of them do. */
export class TagRegister {
  readonly #others = new Set<Octets>();
  #series: Series | undefined;

  /** False when the tag is known already. */
  add(tag: Octets): boolean {
    const series = this.#series;
    if (series && tag === series.next) return this.#extend(series, tag);
    if ((series && isPartOf(series, tag)) || this.#others.has(tag)) return false;
    this.#series ??= begin(tag);
    if (!series && this.#series) return true;
    this.#others.add(tag);
    return true;
  }

  #extend(series: Series, tag: Octets): boolean {
    series.last++;
    series.next = write(series, series.last + 1);
    return this.#others.size === 0 || !this.#others.has(tag);
  }
}

/** `A008`, `A009`, …: the tags that a prefix makes with the numbers from first to last. */
interface Series {
  readonly prefix: Octets;
  readonly digits: number;
  readonly first: number;
  last: number;
  next: Octets;
}

function begin(tag: Octets): Series | undefined {
  const match = /^(.*?)(\d{1,9})$/.exec(tag);
  if (!match) return undefined;
  const [, prefix = '', digits = ''] = match;
  const first = Number(digits);
  const series = { prefix, digits: digits.length, first, last: first, next: '' };
  return { ...series, next: write(series, first + 1) };
}

function write({ prefix, digits }: Pick<Series, 'prefix' | 'digits'>, number: number): Octets {
  return prefix + String(number).padStart(digits, '0');
}

function isPartOf(series: Series, tag: Octets): boolean {
  if (!tag.startsWith(series.prefix)) return false;
  const number = Number(tag.slice(series.prefix.length));
  return number >= series.first && number <= series.last && tag === write(series, number);
}
