import { encodeUtf8, type Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';
import { literalsIn } from './literals-in.js';

/** What stands for a secret in everything that is printed, saved or recorded. */
export const redacted: Octets = encodeUtf8('‹redacted›');

/** The octets with secrets replaced, however they are written: as they are, quoted, in a URL, in base64. */
export function redactValues(octets: Octets, secrets: Iterable<Octets>): Octets {
  return createValueRedactor(secrets)(octets);
}

/** Hides secrets in a text. Of one that is cut the end may be the beginning of a secret. */
export type Conceal = (octets: Octets, isCut?: boolean) => Octets;

/**
 * The same for many texts: the forms of the secrets are worked out once. Where the base64 of one was found over several
 * lines, each of these is hidden from then on, also where it stands alone.
 */
export function createValueRedactor(secrets: Iterable<Octets>): Conceal {
  const forms = Array.from(new Set(secrets), formsOf).flat();
  const pieces = new Pieces();
  return (octets, isCut = false) => {
    if (forms.length === 0) return octets;
    const folded = findFolded(octets, forms);
    for (const { start, end } of folded) pieces.add(octets.slice(start, end).split('\r\n'));
    const whole = forms.flatMap((form) => findForm(octets, form));
    const begun = isCut ? forms.flatMap((form) => findBegun(octets, form)) : [];
    const found = [...folded, ...whole, ...begun, ...pieces.findIn(octets)];
    if (found.length === 0) return octets;
    const spans = merge(found);
    return replace(octets, [...spans.map(hide), ...recount(octets, spans)]);
  };
}

/**
 * Lines of base64 that hold a part of a secret. Each run of base64 digits of a text is looked up once, however many there
 * are; when they are more than are kept, every run that is long enough is taken for one.
 */
class Pieces {
  readonly #known = new Set<Octets>();
  #octets = 0;

  add(lines: readonly Octets[]): void {
    for (const line of lines) {
      if (line === '' || this.#known.has(line) || this.#isFull) continue;
      this.#octets += line.length;
      this.#known.add(line);
    }
  }

  findIn(octets: Octets): Span[] {
    if (this.#known.size === 0) return [];
    const runs = Array.from(octets.matchAll(base64Runs), ({ 0: run, index }) => ({ run, index }));
    return runs
      .filter(({ run }) => this.#known.has(run) || (this.#isFull && run.length >= shortestPiece))
      .map(({ run, index }) => ({ start: index, end: index + run.length }));
  }

  get #isFull(): boolean {
    return this.#octets > mostPieces;
  }
}

/** Octets of such lines that are kept. */
const mostPieces = 262_144;

/** Line ends may have been made visible already: their letters are no digits. */
const base64Runs = /(?:(?<=\\x0[ad])|(?<![A-Za-z0-9+/=_-]))[A-Za-z0-9+/=_-]+/g;

/** The octets with what is in the spans replaced; spans that touch or overlap become one. */
export function redactSpans(octets: Octets, spans: readonly Span[]): Octets {
  return spans.length === 0 ? octets : replace(octets, merge(spans).map(hide));
}

interface Replacement {
  readonly span: Span;
  readonly text: Octets;
}

function hide(span: Span): Replacement {
  return { span, text: redacted };
}

/** The numbers of announced literals that become longer or shorter, so that the message still reads as one. */
function recount(octets: Octets, spans: readonly Span[]): Replacement[] {
  let at = 0;
  return literalsIn(octets).flatMap(({ count, contentStart, end }) => {
    while (at < spans.length && spans[at]!.start < contentStart) at++;
    let size = end - contentStart;
    const first = at;
    for (; at < spans.length && spans[at]!.end <= end; at++) size += redacted.length - lengthOf(spans[at]!);
    return at === first ? [] : [{ span: count, text: `${size}` }];
  });
}

function lengthOf({ start, end }: Span): number {
  return end - start;
}

function replace(octets: Octets, replacements: readonly Replacement[]): Octets {
  let result = '';
  let at = 0;
  for (const { span, text } of replacements.toSorted((a, b) => a.span.start - b.span.start)) {
    result += octets.slice(at, span.start) + text;
    at = span.end;
  }
  return result + octets.slice(at);
}

function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && span.start <= last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else merged.push(span);
  }
  return merged;
}

/**
 * - `plain`: as it stands.
 * - `word`: the same, for what is so short that it may be part of any word; only where no letter or digit adjoins.
 * - `base64`: a part of the base64 form; all of the base64 around it goes.
 */
interface Form {
  readonly kind: 'plain' | 'word' | 'base64';
  readonly text: Octets;
}

const shortest = 4;

function formsOf(value: Octets): Form[] {
  // The line end of a literal's last line is no secret: what stands behind it would run into what hides it.
  const trimmed = value.replace(/[\r\n]+$/, '');
  const secret = trimmed.length < shortest ? value : trimmed;
  if (trimmed === '') return [];
  const kind = secret.length < shortest ? 'word' : 'plain';
  const written = [secret, secret.replace(/["\\]/g, '\\$&'), percentEncoded(secret)];
  const encoded = secret.length < shortest ? [base64(secret)] : base64Parts(secret);
  return [
    ...Array.from(new Set(written), (text): Form => ({ kind, text })),
    ...Array.from(new Set(encoded), (text): Form => ({ kind: kind === 'word' ? kind : 'base64', text })),
  ];
}

function percentEncoded(secret: Octets): Octets {
  return secret.replace(/[^A-Za-z0-9._~-]/g, (octet) => `%${base16(octet)}`);
}

function base16(octet: Octets): string {
  return octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
}

function base64(octets: Octets): Octets {
  return Buffer.from(octets, 'latin1').toString('base64');
}

/**
 * What base64 makes of a secret wherever it begins: of each of the three alignments, the digits that depend on the
 * secret alone; also in the alphabet for URLs.
 */
function base64Parts(secret: Octets): Octets[] {
  const parts = [0, 1, 2].map((before) => {
    const bits = 8 * (before + secret.length);
    return base64('\0'.repeat(before) + secret).slice(Math.ceil((8 * before) / 6), Math.floor(bits / 6));
  });
  return [...parts, ...parts.map((part) => part.replaceAll('+', '-').replaceAll('/', '_'))];
}

function findForm(octets: Octets, { kind, text: whole }: Form): Span[] {
  // A server may repeat a part of what it was sent.
  const text = kind === 'base64' ? whole.slice(0, telling) : whole;
  const spans: Span[] = [];
  for (let at = octets.indexOf(text); at !== -1; at = octets.indexOf(text, at)) {
    const span =
      kind === 'base64' ? digitsAround(octets, at, text.length) : { start: at, end: at + text.length };
    if (kind !== 'word' || stands(octets, span)) spans.push(span);
    at = span.end;
  }
  return spans;
}

/** What a secret begins with where the octets end: what is shorter may be part of any word. */
function findBegun(octets: Octets, { text }: Form): Span[] {
  const head = text.slice(0, shortest);
  const from = Math.max(0, octets.length - text.length + 1);
  if (text.length <= shortest) return [];
  for (let at = octets.indexOf(head, from); at !== -1; at = octets.indexOf(head, at + 1))
    if (text.startsWith(octets.slice(at))) return [{ start: at, end: octets.length }];
  return [];
}

/** Base64 that goes on in the next line, as mail has it (RFC 2045 §6.8). */
function findFolded(octets: Octets, forms: readonly Form[]): Span[] {
  if (!isFolded(octets)) return [];
  const joined = octets.replaceAll('\r\n', '');
  const places = forms
    .filter(({ kind }) => kind === 'base64')
    .flatMap(({ text }) => placesOf(joined, text).map((start) => ({ start, end: start + text.length })))
    .toSorted((a, b) => a.start - b.start);
  const spans: Span[] = [];
  // Where the text without line ends goes on in the one that has them.
  let removed = 0;
  let next = octets.indexOf('\r\n');
  let last: Span = { start: 0, end: 0 };
  for (const { start, end } of places) {
    for (; next !== -1 && next - removed <= start; next = octets.indexOf('\r\n', next + 2)) removed += 2;
    const from = start + removed;
    let to = end + removed;
    let isBroken = false;
    for (let fold = next; fold !== -1 && fold < to; fold = octets.indexOf('\r\n', fold + 2)) {
      to += 2;
      isBroken = true;
    }
    // All of a long run is found at its first place.
    if (!isBroken || to <= last.end) continue;
    last = digitsAround(octets, from, to - from);
    spans.push(last);
  }
  return spans;
}

function placesOf(octets: Octets, text: Octets): number[] {
  const places: number[] = [];
  for (let at = octets.indexOf(text); at !== -1; at = octets.indexOf(text, at + text.length)) places.push(at);
  return places;
}

/** Whether a line ends and the next one begins with what may be base64: most text has a blank or a full stop there. */
function isFolded(octets: Octets): boolean {
  for (let at = octets.indexOf('\r\n'); at !== -1; at = octets.indexOf('\r\n', at + 2))
    if (isBase64Digit(octets.charCodeAt(at - 1)) && isBase64Digit(octets.charCodeAt(at + 2))) return true;
  return false;
}

/** What is short may be part of any word. */
const shortestPiece = 8;

/** So many digits of base64 (nine octets) are no chance. */
const telling = 12;

function digitsAround(octets: Octets, at: number, length: number): Span {
  let start = at;
  let end = at + length;
  while (start > 0 && isBase64Digit(octets.charCodeAt(start - 1))) start--;
  while (end < octets.length && isBase64Digit(octets.charCodeAt(end))) end++;
  return { start, end };
}

/** Of either alphabet, or padding. */
function isBase64Digit(code: number): boolean {
  return (
    isAlphanumeric(code) || code === 0x2b || code === 0x2d || code === 0x2f || code === 0x3d || code === 0x5f
  );
}

function stands(octets: Octets, { start, end }: Span): boolean {
  return !isAlphanumeric(octets.charCodeAt(start - 1)) && !isAlphanumeric(octets.charCodeAt(end));
}

function isAlphanumeric(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}
