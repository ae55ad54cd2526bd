import type { Octets } from '../text/octets.js';

/** A script's own regular expression, and the longest value that it is tried on. */
export interface BoundedRegex {
  readonly longest: number;
  /** Whether a whole value matches; false for longer ones. */
  accepts(value: Octets): boolean;
}

const known = new Map<Octets, BoundedRegex | undefined>();

/** Reads `/pattern/`; undefined when it is no regular expression. */
export function readRegex(pattern: Octets): BoundedRegex | undefined {
  if (!known.has(pattern)) {
    if (known.size >= 1000) known.clear();
    known.set(pattern, compile(pattern));
  }
  return known.get(pattern);
}

function compile(pattern: Octets): BoundedRegex | undefined {
  try {
    const regex = new RegExp(`^(?:${pattern})$`, 's');
    const longest = longestFor(pattern);
    return { longest, accepts: (value) => value.length <= longest && regex.test(value) };
  } catch {
    return undefined;
  }
}

/** About how many steps a search may take: less than a second. */
const maxSteps = 1e8;
const longestOfAll = 4096;

/**
 * A search goes back and tries again: k loops in a row take up to n^k steps for n octets, each option doubles them, and
 * a loop over what can be gone through in several ways takes 2^n. So it is the length that keeps the time in bounds.
 */
function longestFor(pattern: Octets): number {
  const { loops, options, areNested } = measure(pattern);
  if (areNested) return Math.floor(Math.log2(maxSteps));
  return Math.min(longestOfAll, Math.floor((maxSteps / 2 ** options) ** (1 / Math.max(loops, 1))));
}

interface Measure {
  loops: number;
  options: number;
  areNested: boolean;
}

/** Escapes and classes are taken whole, so that what is in them counts for nothing. */
const tokens =
  /\\.|\[(?:\\.|[^\]\\])*\]|(?<open>\((?:\?(?:[:=!]|<[^>]*>?))?)|(?<close>\))|(?<loop>[*+]|\{\d+,\d*\})|(?<count>\{\d+\})|(?<option>[?|])|./gs;

function measure(pattern: Octets): Measure {
  const found: Measure = { loops: 0, options: 0, areNested: false };
  /** For each group that is open, the outermost first: whether there are several ways through it. */
  const groups = [false];
  let isBehindGroup = false;
  for (const { groups: token } of pattern.matchAll(tokens)) {
    if (token?.open) groups.push(false);
    if (token?.loop) found.loops++;
    if (token?.option) found.options++;
    if ((token?.loop || token?.count) && isBehindGroup) found.areNested = true;
    isBehindGroup = token?.close !== undefined && groups.length > 1 && groups.pop() === true;
    if (token?.loop || token?.option || isBehindGroup) groups[groups.length - 1] = true;
  }
  return found;
}
