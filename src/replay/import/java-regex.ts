import type { TemplatePart } from '../../script/placeholder.js';
import type { Octets } from '../../text/octets.js';
import { placeholder, text } from './script-text.js';

/**
 * A regular expression as MPT writes them, as a template: escaped characters are themselves, `\d+` is
 * `${_:number}`, `.*` is `${*}`, and what else matches more than one text is `${_:/…/}`.
 */
export function templateOfRegex(regex: Octets): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let depth = 0;
  let run = '';
  for (const atom of readAtoms(regex)) {
    for (const part of partsOf(atom, depth)) {
      if (part.kind === 'text') {
        run += part.text;
        continue;
      }
      if (run !== '') parts.push(text(run));
      run = '';
      parts.push(part);
    }
    if (atom.literal === '(') depth++;
    if (atom.literal === ')') depth--;
  }
  return run === '' ? parts : [...parts, text(run)];
}

/** One thing of a regular expression with how often it may come. */
interface Atom {
  readonly source: Octets;
  /** Without the `+` of Java that gives nothing back. */
  readonly quantifier: Octets;
  /** What it matches, when that is only one text. */
  readonly literal: Octets | undefined;
}

function readAtoms(regex: Octets): Atom[] {
  const atoms: Atom[] = [];
  for (let at = 0; at < regex.length; ) {
    const end = atomEnd(regex, at);
    const source = regex.slice(at, end);
    const [said = '', quantifier = ''] =
      /^((?:[*+?]|\{\d+(?:,\d*)?\})\??)\+?/.exec(regex.slice(end, end + 20)) ?? [];
    atoms.push({ source, quantifier, literal: literalOf(source, atoms.at(-1)?.literal) });
    at = end + said.length;
  }
  return atoms;
}

function atomEnd(regex: Octets, at: number): number {
  if (regex[at] === '\\') return Math.min(at + 2, regex.length);
  if (regex[at] === '[') return closing(regex, at, ']');
  if (regex[at] === '(') return closing(regex, at, ')');
  return at + 1;
}

function closing(regex: Octets, from: number, bracket: Octets): number {
  let depth = 0;
  for (let at = from; at < regex.length; at++) {
    if (regex[at] === '\\') at++;
    else if (regex[at] === regex[from]) depth++;
    else if (regex[at] === bracket && --depth === 0) return at + 1;
  }
  return regex.length;
}

/**
 * `\*` is a star, and `\r` the octet of Java's `Pattern`. Behind a backslash `\Seen` is meant as it stands, though `\S`
 * would be any character.
 */
function literalOf(source: Octets, before: Octets | undefined): Octets | undefined {
  if (source.length === 1) return /[.^$|]/.test(source) ? undefined : source;
  if (source[0] !== '\\') return undefined;
  const character = source.slice(1);
  return /[a-z]/i.test(character) && before !== '\\' ? controls[character] : character;
}

const controls: Readonly<Record<string, Octets>> = { r: '\r', n: '\n', t: '\t', f: '\f' };

/** `depth`: how many lists are open. */
function partsOf({ source, quantifier, literal }: Atom, depth: number): readonly TemplatePart[] {
  if (literal !== undefined && quantifier === '') return [text(literal)];
  // A full stop is what it looks like, though it would match any character.
  if (source === '.' && quantifier === '') return [text('.')];
  const isNumber = source === '\\d' || source === '[0-9]';
  if (isNumber && quantifier === '+') return [placeholder('${_:number}')];
  if (source === '.' && quantifier.startsWith('*')) return [placeholder('${*}')];
  if (source === '.' && quantifier.startsWith('+')) return [placeholder('${_}')];
  // A member of a list that may be there or not.
  if (depth > 0 && quantifier === '?' && source.startsWith('( ')) return [text(' '), placeholder('${*}')];
  if (depth > 0 && quantifier === '?' && source.endsWith(' )')) return [placeholder('${*}'), text(' ')];
  return [placeholder(`\${_:/${withoutQuotes(source)}${quantifier}/}`)];
}

/** `("a"|"b")`: strings are compared by what they hold. */
function withoutQuotes(source: Octets): Octets {
  return source.startsWith('(')
    ? source.replace(/(?<=[(|])\\?"((?:\\[^"]|[^"\\|[])*)\\?"(?=[|)])/g, '$1')
    : source;
}
