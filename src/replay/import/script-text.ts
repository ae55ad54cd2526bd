import { notate } from '../../script/notate.js';
import type { TemplatePart } from '../../script/placeholder.js';
import { parseTemplate } from '../../script/placeholder.js';
import { taggedAnswerEnd } from '../../script/server-form.js';
import { type Octets, visible } from '../../text/octets.js';

/** What a message is written of: text that stays text, placeholders, and literals. */
export type Piece = TemplatePart | LiteralPiece;

export interface LiteralPiece {
  readonly kind: 'literal';
  /** As on the wire. Where it is a template, placeholders in it are placeholders. */
  readonly octets: Octets;
  readonly binary: boolean;
  /** Sent without waiting: `{n+}`. */
  readonly isNonSync?: boolean;
  readonly isTemplate?: boolean;
}

export function text(octets: Octets): TemplatePart {
  return { kind: 'text', text: octets };
}

/** A placeholder as it is written, such as `${uid}`. */
export function placeholder(raw: Octets): TemplatePart {
  return { kind: 'placeholder', raw, span: { start: 0, end: raw.length }, form: { kind: 'invalid' } };
}

/** Placeholders in a text that is a template already. */
export function template(octets: Octets): readonly TemplatePart[] {
  return parseTemplate(octets).parts;
}

/** Whose line it is, and whether it must come, may come or must not come. */
export type Mark = 'C: ' | 'S: ' | 'S?: ' | 'S!: ';

/**
 * A message as lines of a script, the plainest way it can be written: as one would type it, with heredocs for what can
 * be counted, with escapes for what cannot be seen. Undefined when the language has no way to write it.
 */
export function printMessage(mark: Mark, pieces: readonly Piece[]): Octets | undefined {
  const segments = splitAtLiterals(pieces);
  const isPlain = segments.every(
    ({ line, literal }) => isPlainLine(line) && (!literal || isWritable(literal)),
  );
  const plain = isPlain ? printPlain(mark, segments) : undefined;
  const hasTemplate = segments.some(({ literal }) => literal?.isTemplate);
  if (plain !== undefined || hasTemplate) return plain;
  if (mark === 'S?: ' || mark === 'S!: ') return printPatterns(mark, pieces);
  return notate(mark === 'C: ' ? 'client' : 'server', [...pieces.flatMap(partsOf), text('\r\n')]);
}

interface Segment {
  readonly line: readonly TemplatePart[];
  readonly literal?: LiteralPiece;
}

function splitAtLiterals(pieces: readonly Piece[]): Segment[] {
  const segments: Segment[] = [];
  let line: TemplatePart[] = [];
  for (const piece of pieces) {
    if (piece.kind !== 'literal') {
      line.push(piece);
      continue;
    }
    segments.push({ line, literal: piece });
    line = [];
  }
  return [...segments, { line }];
}

/** True when the notation with escapes is not needed. */
function isPlainLine(line: readonly TemplatePart[]): boolean {
  return line.length === 0 || /^C: /.test(notate('client', [...line, text('.\r\n')]));
}

/**
 * What cannot be seen, and line ends that are not CRLF, need escapes: scripts are safe to `cat`. A template has to be a
 * heredoc.
 */
function isWritable({ octets, isTemplate }: LiteralPiece): boolean {
  if (isTemplate && !octets.endsWith('\r\n')) return false;
  const plain = octets.replaceAll('\r\n', '').replaceAll('\t', '');
  return visible(plain) === Buffer.from(plain, 'latin1').toString('utf8');
}

function printPlain(mark: Mark, segments: readonly Segment[]): Octets | undefined {
  let printed = '';
  let notation = '';
  for (const [index, { line, literal }] of segments.entries()) {
    const raw = rawOf(line);
    if (index === 0) notation = needsNotation(mark, raw) || raw === '' ? mark : '';
    if (/[ \t]$/.test(raw) && !literal) return undefined;
    printed += index > 0 ? raw : raw === '' ? mark.trimEnd() : notation + raw;
    if (!literal) continue;
    const next = segments[index + 1];
    const body = printLiteral(literal, rawOf(next?.line ?? []) + (next?.literal ? '{' : ''));
    if (notation !== '' && /^[CS](?:\\|[?!])?:/m.test(body)) return undefined;
    printed += body;
  }
  return `${printed}\n`;
}

/** Lines that may or must not come have no notation with escapes, but regular expressions have them. */
function printPatterns(mark: Mark, pieces: readonly Piece[]): Octets | undefined {
  if (!pieces.some((piece) => piece.kind === 'literal')) return undefined;
  const patterns = pieces.map((piece) => (piece.kind === 'literal' ? patternFor(piece.octets) : piece));
  return patterns.every((piece) => piece !== undefined) ? printMessage(mark, patterns) : undefined;
}

/** No placeholder is longer than 1024 octets. */
function patternFor(octets: Octets): TemplatePart | undefined {
  const pattern = escapeRegex(octets).replace(
    /[^ -~]/g,
    (octet) => `\\x${octet.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return pattern.length > 1000 ? undefined : placeholder(`\${_:/${pattern}/}`);
}

/** What a regular expression has to say to mean these octets. */
export function escapeRegex(octets: Octets): Octets {
  return octets.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Up to where the line goes on. */
function printLiteral({ octets, binary, isNonSync, isTemplate }: LiteralPiece, next: Octets): Octets {
  const lines = octets.replaceAll('\r\n', '\n');
  const tilde = binary ? '~' : '';
  const plus = isNonSync ? '+' : '';
  const canBeHeredoc = octets.endsWith('\r\n') && /^(?:$|[ )])/.test(next);
  if (!canBeHeredoc || (!isTemplate && octets.includes('${')))
    return `${tilde}{${octets.length}${plus}}\n${lines}`;
  const word = freeWord(lines);
  return `${tilde}{<<${word}${plus}}\n${lines}${word}`;
}

/** A word with which no line begins. */
function freeWord(lines: Octets): Octets {
  for (let number = 1; ; number++) {
    const word = number === 1 ? 'EOM' : `EOM${number}`;
    if (!new RegExp(`^${word}(?:[ )]|$)`, 'm').test(lines)) return word;
  }
}

/** Lines that would be read as something else without their notation. */
function needsNotation(mark: Mark, raw: Octets): boolean {
  const isAnswer = taggedAnswerEnd(raw, 0, raw.length) !== -1;
  if (mark === 'C: ') return isAnswer || /^(?:[#%+]|\* |[CS](?:\\|[?!])?:)/.test(raw);
  return mark !== 'S: ' || !(isAnswer || /^(?:\* |\+)/.test(raw));
}

function rawOf(line: readonly TemplatePart[]): Octets {
  return line.map((part) => (part.kind === 'text' ? part.text : part.raw)).join('');
}

function partsOf(piece: Piece): readonly TemplatePart[] {
  if (piece.kind !== 'literal') return [piece];
  const { octets, binary, isNonSync } = piece;
  return [text(`${binary ? '~' : ''}{${octets.length}${isNonSync ? '+' : ''}}\r\n${octets}`)];
}
