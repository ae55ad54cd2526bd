import { type LiteralPlace, literalsIn } from '../imap/literals-in.js';
import { redacted } from '../imap/redact.js';
import type { Response } from '../imap/response.js';
import type { SaidPart } from '../script/notate.js';
import { parseTemplate, type TemplatePart } from '../script/placeholder.js';
import type { Octets } from '../text/octets.js';
import { MaskNames } from './mask-names.js';
import { MaskScope } from './mask-scope.js';
import { findVolatileText } from './volatile-text.js';
import { findVolatileValues } from './volatile-values.js';

/** Gives responses, in the order they came, as templates: what changes from run to run is a placeholder. */
export interface Masker {
  /** A command goes out: it says which mailbox, and which numbers, the responses speak of. */
  said(command: Octets, connection?: Octets): void;
  mask(response: Response, connection?: Octets): readonly SaidPart[];
}

export interface MaskOptions {
  /** Values of the run by the name of their variable, such as `mailbox`: they are masked wherever they stand. */
  readonly values?: ReadonlyMap<Octets, Octets>;
  /** When the run is, in milliseconds since 1970: dates of other days are no dates of arrival, and stay. */
  readonly now?: number;
}

/** A part of a response that changes from run to run, and the placeholder for it. */
export interface Volatile {
  readonly start: number;
  readonly end: number;
  readonly placeholder: Octets;
}

/** A masker for one run. The same value always gets the same name: `${uidvalidity}`, `${uidvalidity2}`. */
export function createMasker({ values = new Map(), now }: MaskOptions = {}): Masker {
  const names = new MaskNames();
  const scopes = new Map<Octets, MaskScope>();
  const scopeOf = (connection: Octets) => {
    const scope = scopes.get(connection) ?? new MaskScope(names, connection);
    scopes.set(connection, scope);
    return scope;
  };
  return {
    said: (command, connection = '') => scopeOf(connection).said(command),
    mask: (response, connection = '') => {
      const scope = scopeOf(connection);
      const known = [...findRunValues(response.octets, values), ...findHidden(response.octets)];
      const found = [...findVolatileValues(response, scope, now), ...findVolatileText(response)];
      if (response.kind === 'tagged') scope.answered(response.tag);
      const volatiles = [...known, ...found.filter((each) => !overlapsAny(each, known))];
      return replaceAll(response, volatiles);
    },
  };
}

function overlapsAny({ start, end }: Volatile, others: readonly Volatile[]): boolean {
  return others.some((other) => start < other.end && other.start < end);
}

/** What the server repeated of a secret is not written down: nothing it says can be compared with that. */
function findHidden(octets: Octets): Volatile[] {
  if (!octets.includes(redacted)) return [];
  const hidden = octets.matchAll(new RegExp(`(?:${redacted})+`, 'g'));
  return Array.from(hidden, ({ 0: { length }, index: start }) => ({
    start,
    end: start + length,
    placeholder: '${_}',
  }));
}

function findRunValues(octets: Octets, values: ReadonlyMap<Octets, Octets>): Volatile[] {
  const found: Volatile[] = [];
  for (const [name, value] of values) {
    const next = (from: number) => (value === '' ? -1 : octets.indexOf(value, from));
    for (let at = next(0); at !== -1; at = next(at + value.length))
      found.push({ start: at, end: at + value.length, placeholder: `\${${name}}` });
  }
  return found;
}

/**
 * A literal in which something changes is one that counts for itself: what stands for it has another length. Both the
 * literals and what changes are taken in the order of the text, each once: there may be hundreds of thousands.
 */
function replaceAll({ kind, octets }: Response, volatiles: readonly Volatile[]): readonly SaidPart[] {
  if (volatiles.length === 0) return [{ kind: 'text', text: octets }];
  const sorted = volatiles.toSorted((a, b) => a.start - b.start);
  let taken = 0;
  const takeBefore = (end: number) => {
    const from = taken;
    while (taken < sorted.length && (sorted[taken]?.start ?? end) < end) taken++;
    return sorted.slice(from, taken);
  };
  const parts: SaidPart[][] = [];
  let outside: Volatile[] = [];
  let at = 0;
  for (const place of kind === 'data' ? literalsIn(octets) : []) {
    for (const each of takeBefore(place.contentStart)) outside.push(each);
    const inside: Volatile[] = [];
    for (const each of takeBefore(place.end)) (each.end <= place.end ? inside : outside).push(each);
    // Where the literal has a `${`, every one of them would be a placeholder.
    if (inside.length === 0 || octets.slice(place.contentStart, place.end).includes('${')) continue;
    parts.push(replaceBetween(octets, at, place.start, outside), [literalOf(octets, place, inside)]);
    outside = [];
    at = place.end;
  }
  for (const each of takeBefore(octets.length)) outside.push(each);
  return [...parts.flat(), ...replaceBetween(octets, at, octets.length, outside)];
}

function literalOf(
  octets: Octets,
  { contentStart, end, binary }: LiteralPlace,
  volatiles: readonly Volatile[],
): SaidPart {
  return { kind: 'literal', binary, parts: replaceBetween(octets, contentStart, end, volatiles) };
}

/** Of those that overlap the first one is replaced. */
function replaceBetween(
  octets: Octets,
  from: number,
  to: number,
  volatiles: readonly Volatile[],
): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = from;
  for (const { start, end, placeholder } of volatiles) {
    if (start < at || start >= to) continue;
    if (start > at) parts.push({ kind: 'text', text: octets.slice(at, start) });
    parts.push(...parseTemplate(placeholder).parts);
    at = end;
  }
  if (at < to) parts.push({ kind: 'text', text: octets.slice(at, to) });
  return parts;
}
