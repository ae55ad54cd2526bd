import type { MismatchClass } from '../script/ast.js';
import { type Octets, visible } from '../text/octets.js';
import type { Span } from '../text/source.js';

/** One difference between an expected and an actual response; the spans are in their octets. */
export interface Difference {
  readonly class: MismatchClass;
  readonly message: string;
  readonly expected: Span | undefined;
  readonly actual: Span | undefined;
  /** Where the members of a list begin that it is about, where it is about members. */
  readonly members?: readonly number[];
  readonly kind?: MismatchKind;
}

/**
 * What a difference is besides its class:
 * - `others-came`: a response is missing, and others of its name are told in the message.
 * - `outdated-transcript`: it was recorded from another version of the script.
 */
export type MismatchKind = 'others-came' | 'outdated-transcript';

/** No value is shown longer in a message. */
const longestShown = 60;

/**
 * A value in a message. A long one is cut between two words, never within one: half of a secret is not known for one
 * when secrets are taken out.
 */
export function show(octets: Octets): string {
  if (octets.length <= longestShown) return visible(octets);
  const blank = octets.lastIndexOf(' ', longestShown);
  return blank > 0 ? `${visible(octets.slice(0, blank))} …` : `… (${octets.length} octets)`;
}

/** Two values in a message: long ones from the word on in which they differ. */
export function showBoth(a: Octets, b: Octets): readonly [string, string] {
  if (Math.max(a.length, b.length) <= longestShown) return [visible(a), visible(b)];
  let common = 0;
  while (common < a.length && a[common] === b[common]) common++;
  const start = common === 0 ? 0 : a.lastIndexOf(' ', common - 1) + 1;
  return start === 0 ? [show(a), show(b)] : [`… ${show(a.slice(start))}`, `… ${show(b.slice(start))}`];
}

/** `a`, `a and b`, `a, b and c`, `a, b, c and 7 others`. `count`: where these are only the first of more. */
export function showList(texts: readonly string[], count = texts.length): string {
  const [first = '', ...others] = texts;
  if (others.length === 0) return first;
  if (count > 4) return `${texts.slice(0, 3).join(', ')} and ${count - 3} others`;
  return `${texts.slice(0, -1).join(', ')} and ${others.at(-1)}`;
}
