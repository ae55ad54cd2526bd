import type { Octets } from '../text/octets.js';

/** Remembers tags: a set that does not grow while tags count up, as nearly all of them do. */
export class TagRegister {
  readonly #others = new Set<Octets>();
  #series: Series | undefined;

  /** False when the tag is known already. */
  add(tag: Octets): boolean {
    const series = this.#series;
    const number = series ? numberIn(series, tag) : Number.NaN;
    if (series && number === series.last + 1) {
      series.last = number;
      return this.#others.size === 0 || !this.#others.has(tag);
    }
    if ((series && number >= series.first && number <= series.last) || this.#others.has(tag)) return false;
    this.#series ??= begin(tag);
    if (series || !this.#series) this.#others.add(tag);
    return true;
  }
}

/** `A008`, `A009`, …: the tags that a prefix makes with the numbers from first to last. */
interface Series {
  readonly prefix: Octets;
  readonly digits: number;
  readonly first: number;
  last: number;
}

function begin(tag: Octets): Series | undefined {
  const match = /^(.*?)(\d{1,9})$/.exec(tag);
  if (!match) return undefined;
  const [, prefix = '', digits = ''] = match;
  return { prefix, digits: digits.length, first: Number(digits), last: Number(digits) };
}

/** The number of a tag that is written like the series' own; NaN for any other. */
function numberIn({ prefix, digits }: Series, tag: Octets): number {
  const length = tag.length - prefix.length;
  if (length < digits || length > 15 || !tag.startsWith(prefix)) return Number.NaN;
  if (length > digits && tag[prefix.length] === '0') return Number.NaN;
  let number = 0;
  for (let at = prefix.length; at < tag.length; at++) {
    const digit = tag.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}
