import type { ClientMessage, Segment } from '../script/ast.js';
import { unescapeText } from '../script/escape.js';
import { type PlaceholderForm, type PlaceholderType, parseTemplate } from '../script/placeholder.js';
import { encodeUtf8, lowerAscii, type Octets } from '../text/octets.js';
import { hasTag, type Piece, splitWords, type Word } from './words.js';

/** The values that places in client lines took, by name. */
export type Taken = Map<Octets, Octets>;

/** A word that a client must send. */
export interface ExpectedWord extends Word {
  /** Set where the word holds places for any value: what it must look like, and their names in order. */
  readonly pattern?: { readonly regex: RegExp; readonly names: readonly (Octets | undefined)[] };
  /** True where any words do: for secrets that were not recorded, and a literal that was never sent. */
  readonly isAnything: boolean;
}

/** What a client must send for a message of the transcript to be its own. */
export function expectWords(message: ClientMessage): readonly ExpectedWord[] {
  const places: Place[] = [];
  const pieces = message.segments.flatMap((segment) => writePieces(segment, places));
  return splitWords(pieces).map((word) => expectWord(word, places));
}

/** The same for what is no command: the whole line is one word. */
export function expectLine(message: ClientMessage): ExpectedWord {
  const places: Place[] = [];
  const text = message.segments.map((segment) => writeLine(segment, places)).join('');
  return expectWord({ kind: 'atom', text }, places);
}

/** Compares a command as a whole, or without the tags where both have one: a client has tags of its own. */
export function isLine(
  expected: readonly ExpectedWord[] | undefined,
  actual: readonly Word[],
  compare: (expected: readonly ExpectedWord[], actual: readonly Word[]) => boolean,
): boolean {
  if (!expected) return false;
  if (compare(expected, actual)) return true;
  return hasTag(expected) && hasTag(actual) && compare(expected.slice(1), actual.slice(1));
}

/** Whether these are the words that were expected; what places took goes to `taken`. */
export function areWords(expected: readonly ExpectedWord[], actual: readonly Word[], taken: Taken): boolean {
  const last = expected.at(-1);
  if (last?.isAnything && actual.length >= expected.length)
    return areWords(expected.slice(0, -1), actual.slice(0, expected.length - 1), taken);
  return actual.length === expected.length && expected.every((word, at) => isWord(word, actual[at], taken));
}

/** Whether these words can become the expected ones when a string follows. */
export function canGoOn(expected: readonly ExpectedWord[], actual: readonly Word[]): boolean {
  if (expected.at(-1)?.isAnything && actual.length >= expected.length) return true;
  return expected.length > actual.length && areWords(expected.slice(0, actual.length), actual, new Map());
}

/** Whether a word, or a line as one, is what was expected. Atoms are equal in any case, as keywords are. */
export function isWord(expected: ExpectedWord, actual: Word | undefined, taken: Taken): boolean {
  if (!actual || isSeparator(expected) !== isSeparator(actual)) return false;
  if (expected.isAnything) return true;
  if (expected.pattern) return takePattern(expected.pattern, actual.text, taken);
  return expected.kind === 'atom' && actual.kind === 'atom'
    ? lowerAscii(expected.text) === lowerAscii(actual.text)
    : expected.text === actual.text;
}

/** `rest`: any words. The others stand for one value each. */
type Place = { readonly kind: 'rest' } | { readonly kind: 'one'; readonly form: PlaceholderForm };

/** Places stand in the text as characters that no octet is, so that it can be cut into words like any other. */
const firstPlace = 0x100;
const redacted = encodeUtf8('‹redacted›');

function writePieces(segment: Segment, places: Place[]): Piece[] {
  const text: Piece = { kind: 'text', text: writeLine(segment, places) };
  const { literal } = segment;
  if (!literal) return [text];
  const content = 'octets' in literal ? literal.octets : undefined;
  return [
    text,
    {
      kind: 'literal',
      text: content === undefined ? addPlace({ kind: 'rest' }, places) : writeText(content, places),
    },
  ];
}

/** A line as on the wire. In one with escapes, a `${` that is spelled with them is text. */
function writeLine({ line }: Segment, places: Place[]): string {
  const isEscaped = line.notation.includes('\\');
  return isEscaped
    ? writeText(line.raw, places, (text) => unescapeText(text).text)
    : writeText(line.raw, places);
}

function writeText(raw: Octets, places: Place[], undo = (text: Octets) => text): string {
  return parseTemplate(raw)
    .parts.map((part) =>
      part.kind === 'text' ? undo(part.text) : addPlace({ kind: 'one', form: part.form }, places),
    )
    .join('')
    .replaceAll(redacted, () => addPlace({ kind: 'rest' }, places));
}

function addPlace(place: Place, places: Place[]): string {
  places.push(place);
  return String.fromCharCode(firstPlace + places.length - 1);
}

function expectWord(word: Word, places: readonly Place[]): ExpectedWord {
  const parts = word.text.split(/([^\x00-\xff])/);
  if (parts.length === 1) return { ...word, isAnything: false };
  const own = parts.filter(isOdd).map((character) => places[character.charCodeAt(0) - firstPlace]);
  if (word.text.length === 1 && own[0]?.kind === 'rest') return { ...word, isAnything: true };
  const sources = parts.map((part, at) =>
    at % 2 ? `(?<p${at >> 1}>${sourceOf(own[at >> 1])})` : escapeRegex(part),
  );
  return {
    ...{ kind: word.kind, text: word.text, isAnything: false },
    pattern: { regex: new RegExp(`^${sources.join('')}$`, 's'), names: own.map(nameOf) },
  };
}

function isOdd(_: unknown, at: number): boolean {
  return at % 2 === 1;
}

function nameOf(place: Place | undefined): Octets | undefined {
  return place?.kind === 'one' && place.form.kind === 'name' ? place.form.name : undefined;
}

function sourceOf(place: Place | undefined): string {
  const form = place?.kind === 'one' ? place.form : undefined;
  return form?.kind === 'name' || form?.kind === 'any' ? typeSource(form.type) : '.*';
}

/** A pattern that names groups of its own is not asked: the names could be taken. */
function typeSource(type: PlaceholderType): string {
  if (type.kind === 'number' || type.kind === 'at-least') return '\\d+';
  return type.kind === 'regex' && !/\(\?<\w/.test(type.pattern) ? `(?:${type.pattern})` : '.*';
}

/** A pattern of the transcript's may be slow on a long text: then it is not asked. */
const longestSubject = 10_000;

function takePattern(
  { regex, names }: NonNullable<ExpectedWord['pattern']>,
  text: string,
  taken: Taken,
): boolean {
  const found = text.length > longestSubject ? undefined : regex.exec(text);
  for (const [at, name] of names.entries())
    if (name && found) taken.set(name, found.groups?.[`p${at}`] ?? '');
  return found !== null;
}

function isSeparator(word: Word): boolean {
  return word.kind === 'blank' || word.kind === 'parenthesis';
}

function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
