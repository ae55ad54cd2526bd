import type { Placeholder, TemplatePart } from '../../script/placeholder.js';
import type { Octets } from '../../text/octets.js';
import { type ArgumentToken, readArguments } from './imaptest-arguments.js';
import type { Content } from './imaptest-lines.js';
import { ListWriter } from './imaptest-lists.js';
import { isModSequence } from './imaptest-variables.js';
import { escapeRegex, type Piece, placeholder, text } from './script-text.js';

/** What the variables of a group stand for. */
export interface Surroundings {
  /** `$tag` */
  readonly tag: Octets;
  /** The numbers of the messages that the group expunges, as `$1 expunge` names them, and as `1 expunge` does. */
  readonly expunged: readonly number[];
  readonly expungedByPlace: readonly number[];
  /** Whether other untagged responses, and members of lists, may come. */
  readonly ignoresExtra: boolean;
  /** What `$modseq2` is here. */
  readonly modseq: (name: Octets) => Octets;
  /** What our language calls a variable. */
  readonly nameOf: (name: Octets) => Octets;
  /** Told of what has no place in our language. */
  readonly loses: (what: string) => void;
}

/** A command as our language has it: `$name` is `${name}`, `$$` is `$`. */
export function translateCommand(content: Content, surroundings: Surroundings): readonly Piece[] {
  const known = (variable: Variable) => sent(variable, surroundings);
  const pieces = content.flatMap((part): readonly Piece[] =>
    part.kind === 'text' ? partsOf(part.text, known) : [translateLiteral(part, known)],
  );
  return pieces
    .map(asString)
    .map((piece, index) =>
      isCredential(piece) && isWord(pieces[index - 1], pieces[index + 1])
        ? placeholder(piece.raw.replace('}', ':astring}'))
        : piece,
    );
}

/** A literal that is one variable, which has no line end that a heredoc could have. */
function asString(piece: Piece): Piece {
  const [, name] = (piece.kind === 'literal' && piece.isTemplate && /^\$\{(\w+)\}$/.exec(piece.octets)) || [];
  return name === undefined ? piece : placeholder(`\${${name}:astring}`);
}

/** Users and passwords may need quotes. */
function isCredential(piece: Piece): piece is Placeholder {
  return piece.kind === 'placeholder' && /^\$\{(?:user|password)\d*\}$/.test(piece.raw);
}

function isWord(before: Piece | undefined, behind: Piece | undefined): boolean {
  const isApart = (piece: Piece | undefined, blank: RegExp) =>
    piece === undefined || (piece.kind === 'text' && blank.test(piece.text));
  return isApart(before, / $/) && isApart(behind, /^ /);
}

/** An untagged response, or what a tagged answer begins with, as our language has it. */
export function translateExpectation(content: Content, surroundings: Surroundings): readonly Piece[] {
  const known = (variable: Variable) => expected(variable, surroundings);
  const { tokens, name } = readArguments(content);
  const writer = new ListWriter({ ...surroundings, name });
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'text') writer.add(partsOf(token.text, known));
    else if (token.kind === 'literal')
      writer.add([expectedLiteral(token, tokens[index - 1], surroundings, known)]);
    else writer.take(token);
  }
  return writer.pieces;
}

function expectedLiteral(
  { octets, binary }: LiteralToken,
  before: ArgumentToken | undefined,
  surroundings: Surroundings,
  known: (variable: Variable) => TemplatePart,
): Piece {
  const nul = octets.indexOf('\0');
  if (nul !== -1) return upToNul(octets.slice(0, nul), surroundings);
  return translateLiteral({ octets, binary: binary && isBinaryData(before) }, known);
}

type LiteralToken = Extract<ArgumentToken, { kind: 'literal' }>;

/** `~{{{` also says that line ends are as in the file: elsewhere a server does not send a literal8. */
function isBinaryData(before: ArgumentToken | undefined): boolean {
  return before?.kind === 'text' && /\bbinary(?:\[[^\]]*\](?:<\d+>)?)? $/i.test(before.text);
}

/** imaptest compares up to the first NUL, and there are tests that pass only because of it. */
function upToNul(octets: Octets, { loses }: Surroundings): TemplatePart {
  loses('what follows the first NUL, as in imaptest');
  return placeholder(`\${_:/${escapeRegex(octets)}\\x00.*/}`);
}

/** What stands behind a `$`. */
type Variable =
  | { readonly kind: 'name'; readonly name: Octets }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'exactly'; readonly text: Octets }
  | { readonly kind: 'any' }
  | { readonly kind: 'rest' };

const syntax = /\$(?:\$|\{case:([^}]*)\}|\{(\w+)\}|(\w+)|(\]))?/g;

function partsOf(octets: Octets, meaning: (variable: Variable) => TemplatePart): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = 0;
  for (const match of octets.matchAll(syntax)) {
    const [raw, exactly, braced, bare, bracket] = match;
    if (match.index > at) parts.push(text(octets.slice(at, match.index)));
    at = match.index + raw.length;
    const name = braced ?? bare;
    if (raw === '$$') parts.push(text('$'));
    else if (exactly !== undefined) parts.push(meaning({ kind: 'exactly', text: exactly }));
    else if (bracket !== undefined) parts.push(meaning({ kind: 'rest' }), text(']'));
    else if (name === undefined) parts.push(meaning({ kind: 'any' }));
    else if (/^\d{1,9}$/.test(name)) parts.push(meaning({ kind: 'number', number: Number(name) }));
    else parts.push(meaning({ kind: 'name', name }));
  }
  if (at < octets.length) parts.push(text(octets.slice(at)));
  return joinTexts(parts);
}

function joinTexts(parts: readonly TemplatePart[]): readonly TemplatePart[] {
  const joined: TemplatePart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === 'text' && last?.kind === 'text')
      joined[joined.length - 1] = text(last.text + part.text);
    else joined.push(part);
  }
  return joined;
}

function translateLiteral(
  { octets, binary }: { readonly octets: Octets; readonly binary: boolean },
  meaning: (variable: Variable) => TemplatePart,
): Piece {
  const parts = partsOf(octets, meaning);
  const isTemplate = parts.some(({ kind }) => kind === 'placeholder');
  const written = parts.map((part) => (part.kind === 'text' ? part.text : part.raw)).join('');
  return { kind: 'literal', octets: written, binary, ...(isTemplate ? { isTemplate } : {}) };
}

function sent(variable: Variable, { tag, nameOf, loses }: Surroundings): TemplatePart {
  switch (variable.kind) {
    case 'name':
      return variable.name === 'tag' ? text(tag) : placeholder(`\${${nameOf(variable.name)}}`);
    case 'number':
      return text(String(variable.number));
    case 'exactly':
      return text(variable.text);
    case 'any':
    case 'rest':
      loses('a command cannot say "$"');
      return text('$');
  }
}

function expected(variable: Variable, surroundings: Surroundings): TemplatePart {
  const { tag, modseq, nameOf } = surroundings;
  switch (variable.kind) {
    case 'name':
      if (variable.name === 'tag') return text(tag);
      return placeholder(
        isModSequence(variable.name) ? modseq(variable.name) : `\${${nameOf(variable.name)}}`,
      );
    case 'number':
      return movedNumber(variable.number, surroundings);
    case 'exactly':
      return placeholder(`\${_:/${escapeRegex(variable.text)}/}`);
    case 'any':
      return placeholder('${_}');
    case 'rest':
      return placeholder('${*}');
  }
}

/** Messages before it may be expunged first, and servers differ in the order. */
function movedNumber(number: number, { expunged, expungedByPlace }: Surroundings): TemplatePart {
  const named = new Set(expunged.filter((other) => other < number)).size;
  const before = Math.min(named + expungedByPlace.filter((other) => other < number).length, number - 1);
  if (before === 0) return text(String(number));
  const numbers = Array.from({ length: before + 1 }, (_, moved) => number - moved);
  return placeholder(`\${_:/${numbers.join('|')}/}`);
}
