import type { Placeholder, PlaceholderType, TemplatePart } from '../script/placeholder.js';
import { lowerAscii, type Octets } from '../text/octets.js';
import type { Bindings, Values } from './captures.js';
import { readRegex } from './regex.js';

/**
 * Compares a text with a template. Gives the values of the names that were not bound before, or undefined when the
 * text is another. Takes about linear time: a placeholder takes what stands before the next occurrence of the text
 * behind it that leaves it a value of its kind, and is not reconsidered.
 */
export function matchPattern(
  parts: readonly TemplatePart[],
  subject: Octets,
  bindings: Values,
  { ignoresCase = false }: { readonly ignoresCase?: boolean } = {},
): Bindings | undefined {
  const fold = ignoresCase ? lowerAscii : (text: Octets) => text;
  const folded = fold(subject);
  const found = new Map<Octets, Octets>();
  const lookUp: LookUp = (name) => found.get(name) ?? bindings.get(name);
  const fixedText = (part: TemplatePart | undefined) => {
    const text = part && textOf(part, lookUp);
    return text === undefined ? undefined : fold(text);
  };
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const text = fixedText(part);
    if (text !== undefined) {
      if (!folded.startsWith(text, at)) return undefined;
      at += text.length;
      continue;
    }
    const hole = part as Placeholder;
    const follower = parts[index + 1];
    const end =
      follower === undefined
        ? endAtLast(hole, subject, at, '', parts.length === 1, lookUp)
        : findEnd(hole, subject, at, fixedText(follower), folded, index + 2 === parts.length, lookUp);
    if (end === undefined) return undefined;
    remember(hole, subject.slice(at, end), found);
    at = end;
  }
  return at === subject.length ? found : undefined;
}

/** The value of a name, if it has one. */
export type LookUp = (name: Octets) => Octets | undefined;

/** The one text that a part can stand for; undefined when it can stand for several. */
export function textOf(part: TemplatePart, lookUp: LookUp): Octets | undefined {
  if (part.kind === 'text') return part.text;
  const { form, raw } = part;
  if (form.kind === 'invalid') return raw;
  if (form.kind === 'name') return lookUp(form.name);
  if (form.kind === 'environment') return lookUp(`env:${form.name}`);
  if (form.kind !== 'offset') return undefined;
  const base = lookUp(form.name);
  return base === undefined || !isNumber(base) ? base : String(BigInt(base) + BigInt(form.offset));
}

function isNumber(text: Octets): boolean {
  return /^\d{1,20}$/.test(text);
}

/** How many places of the following text are tried: enough for people's patterns, too few to take long. */
const maxTries = 64;

function findEnd(
  hole: Placeholder,
  subject: Octets,
  at: number,
  follower: Octets | undefined,
  folded: Octets,
  isLast: boolean,
  lookUp: LookUp,
): number | undefined {
  if (follower === undefined) return endOfRun(hole, subject, at);
  if (isLast)
    return folded.endsWith(follower) ? endAtLast(hole, subject, at, follower, false, lookUp) : undefined;
  let end = folded.indexOf(follower, at);
  for (let tries = 0; end !== -1 && tries < maxTries; tries++) {
    if (accepts(hole, subject.slice(at, end), lookUp)) return end;
    end = folded.indexOf(follower, end + 1);
  }
  return undefined;
}

/** The end of a placeholder that takes everything but the text behind it. `isWhole`: it is all there is. */
function endAtLast(
  hole: Placeholder,
  subject: Octets,
  at: number,
  follower: Octets,
  isWhole: boolean,
  lookUp: LookUp,
): number | undefined {
  const end = subject.length - follower.length;
  if (end < at) return undefined;
  return (isWhole && end === at && isAnyValue(hole)) || accepts(hole, subject.slice(at, end), lookUp)
    ? end
    : undefined;
}

/** A placeholder with another behind it takes as many octets of its kind as there are. */
function endOfRun(hole: Placeholder, subject: Octets, at: number): number | undefined {
  const { form } = hole;
  const run = form.kind === 'offset' ? runs.number : 'type' in form ? runs[form.type.kind] : /(?:)/y;
  run.lastIndex = at;
  return run.test(subject) ? run.lastIndex : undefined;
}

const runs: Readonly<Record<PlaceholderType['kind'], RegExp>> = {
  value: /\S+/y,
  astring: /\S+/y,
  regex: /\S+/y,
  number: /\d+/y,
  'at-least': /\d+/y,
  date: /\S+/y,
  atom: /[^\x00-\x20\x7f-\xff(){%*"\\\]]+/y,
};

function isAnyValue({ form }: Placeholder): boolean {
  return (form.kind === 'any' || form.kind === 'name') && form.type.kind === 'value';
}

/** Whether a text is of a placeholder's kind. */
function accepts({ form }: Placeholder, text: Octets, lookUp: LookUp): boolean {
  if (form.kind === 'rest') return true;
  if (form.kind === 'offset') return isNumber(text);
  if (form.kind !== 'any' && form.kind !== 'name') return false;
  const { type } = form;
  if (type.kind === 'regex') return readRegex(type.pattern)?.accepts(text) ?? false;
  if (type.kind !== 'at-least') return kinds[type.kind].test(text);
  const least = leastOf(type, lookUp);
  return isNumber(text) && (least === undefined || BigInt(text) >= least);
}

/** The number that an other one must not be below; undefined where its name has none. */
export function leastOf(
  { name, number }: Extract<PlaceholderType, { kind: 'at-least' }>,
  lookUp: LookUp,
): bigint | undefined {
  const base = name === undefined ? '0' : lookUp(name);
  return base === undefined || !isNumber(base) ? undefined : BigInt(base) + BigInt(number);
}

const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const zone = '(?:[+-]\\d{4}|[A-Za-z]{1,5})';

const kinds: Readonly<Record<Exclude<PlaceholderType['kind'], 'regex' | 'at-least'>, RegExp>> = {
  value: /^.+$/s,
  astring: /^.+$/s,
  number: /^\d+$/,
  /** `date` and `date-time` (RFC 9051 §9), and `date-time` of RFC 5322 §3.3. */
  date: new RegExp(
    `^(?: \\d|\\d\\d?)-${month}-\\d{4}(?: \\d\\d:\\d\\d:\\d\\d [+-]\\d{4})?$|` +
      `^(?:[A-Za-z]{3}, ?)? ?\\d\\d? ${month} \\d{2,4} \\d\\d?:\\d\\d(?::\\d\\d)? ${zone}(?: \\([^()]*\\))?$`,
    'i',
  ),
  atom: /^[^\x00-\x20\x7f-\xff(){%*"\\\]]+$/,
};

function remember({ form }: Placeholder, text: Octets, found: Map<Octets, Octets>): void {
  if (form.kind === 'name') found.set(form.name, text);
  if (form.kind === 'offset') found.set(form.name, String(BigInt(text) - BigInt(form.offset)));
}
