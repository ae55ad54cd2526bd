import type { MismatchClass } from '../script/ast.js';
import { type Octets, visible } from '../text/octets.js';
import type { Span } from '../text/source.js';

/** One difference between an expected and an actual response; the spans are in their octets. */
export interface Difference {
  readonly class: MismatchClass;
  readonly message: string;
  readonly expected: Span | undefined;
  readonly actual: Span | undefined;
}

/** No value is shown longer in a message. */
const longestShown = 60;

/** A value in a message. */
export function show(octets: Octets): string {
  if (octets.length <= longestShown) return visible(octets);
  return `${visible(octets.slice(0, longestShown - 1))}…`;
}

/** `a`, `a and b`, `a, b and c`, `a, b, c and 7 others` */
export function showList(texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  if (others.length === 0) return first;
  if (texts.length > 4) return `${texts.slice(0, 3).join(', ')} and ${texts.length - 3} others`;
  return `${texts.slice(0, -1).join(', ')} and ${others.at(-1)}`;
}
