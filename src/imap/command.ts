import type { Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';
import type { Argument } from './grammar/argument.js';
import { checkCommand } from './grammar/check.js';
import { diagnoseCommand } from './grammar/diagnose.js';
import {
  type Dialect,
  type DialectNote,
  LITERAL,
  LITERAL8,
  type PlaceholderEnd,
  Reader,
} from './grammar/reader.js';
import type { CommandDefinition } from './registry.js';

/** A line of a command as on the wire, without line end and without the announcement of its literal. */
export interface CommandPart {
  readonly text: Octets;
  readonly literal?: { readonly binary: boolean; readonly form?: string };
}

export interface CommandOptions {
  /** Which revision's grammar is taken; both unless told. */
  readonly dialect?: Dialect;
  /** Where a `${…}` that begins at an offset ends; without it there are no placeholders. */
  readonly placeholderEnd?: PlaceholderEnd;
}

/**
 * One client command. Spans are offsets in `text`: the parts' texts in order, with one character above U+00FF for
 * each literal. `placeIn` tells which part such an offset is in.
 */
export interface Command {
  readonly text: Octets;
  readonly tag: Octets;
  /** In upper case, with UID where it stands before: `FETCH`, `UID FETCH`. Empty when there is none. */
  readonly name: Octets;
  readonly nameSpan: Span;
  /** Undefined for a command that nobody knows. */
  readonly definition: CommandDefinition | undefined;
  /** What stands behind the name and its blank. */
  readonly argumentText: Octets;
  readonly problems: readonly CommandProblem[];
  /** What only one of RFC 3501 and RFC 9051 has. */
  readonly notes: readonly DialectNote[];
  /** The argument tree; built when asked for, empty when there is a problem. */
  readonly arguments: readonly Argument[];
}

/** What can be wrong with a command line; stable. */
export type CommandProblemKind =
  /** The line is empty, or there are only blanks. */
  | 'empty'
  | 'leading-blank'
  | 'extra-blank'
  | 'tab'
  | 'trailing-blank'
  /** An octet that no tag may have. */
  | 'tag'
  /** A tag and nothing else. */
  | 'missing-command'
  | 'unknown-command'
  | 'open-quote'
  | 'open-parenthesis'
  | 'extra-parenthesis'
  /** Nested deeper than any server reads. */
  | 'too-deep'
  /** A literal where none may stand, or an announcement that is none. */
  | 'literal'
  /** An argument is missing at the end. */
  | 'missing-argument'
  /** Something follows the last argument. */
  | 'extra-argument'
  /** The argument is not what the grammar has there. */
  | 'argument';

export interface CommandProblem {
  readonly kind: CommandProblemKind;
  /** The fault, as narrow as it is; `start` is the very octet that is refused. */
  readonly span: Span;
  /** For people: what could stand there. */
  readonly expected: string;
  /** The name of a usual mistake, kebab-case; empty when it is none. */
  readonly mistake: string;
  /** One or two sentences for people: what is wrong and what to do. */
  readonly message: string;
  /** What the span should be instead, where that is clear. */
  readonly replacement?: Octets;
  /** A known word that is near to the one found. */
  readonly near?: string;
}

/** Reads one command. Never throws; linear time. */
export function parseCommand(parts: readonly CommandPart[], options: CommandOptions = {}): Command {
  const text = joinParts(parts);
  const input = new Reader(text, options.dialect ?? 'both', options.placeholderEnd);
  const head = checkCommand(input);
  const problems = head.fits ? none : diagnoseCommand(text, options, endsInRefusedLiteral(parts));
  return {
    text,
    tag: text.slice(0, head.tagEnd),
    name: head.name,
    nameSpan: { start: head.nameStart, end: head.nameEnd },
    definition: head.definition,
    get argumentText() {
      return text.slice(head.nameEnd + 1);
    },
    problems,
    notes: input.notes ?? none,
    get arguments() {
      return problems.length === 0 ? readArguments(text, options) : none;
    },
  };
}

const none: readonly never[] = [];

function readArguments(text: Octets, options: CommandOptions): readonly Argument[] {
  const input = new Reader(text, options.dialect ?? 'both', options.placeholderEnd);
  input.record = true;
  checkCommand(input);
  return input.arguments;
}

/** Where an offset in a command's text is: in which part, and there at which offset; a literal is at its part's end. */
export function placeIn(parts: readonly CommandPart[], offset: number): { part: number; offset: number } {
  let rest = offset;
  for (const [part, { text, literal }] of parts.entries()) {
    if (rest <= text.length && (literal || rest < text.length || part === parts.length - 1))
      return { part, offset: rest };
    rest -= text.length + (literal ? 1 : 0);
  }
  return { part: Math.max(0, parts.length - 1), offset: parts.at(-1)?.text.length ?? 0 };
}

function joinParts(parts: readonly CommandPart[]): Octets {
  const first = parts[0];
  if (parts.length === 1 && first && !first.literal) return first.text;
  let text = '';
  for (const part of parts) text += part.literal ? part.text + markOf(part.literal.binary) : part.text;
  return text;
}

function markOf(binary: boolean): string {
  return String.fromCharCode(binary ? LITERAL8 : LITERAL);
}

/** The server refused the literal, so the command ends there and is whole as far as it goes. */
function endsInRefusedLiteral(parts: readonly CommandPart[]): boolean {
  const last = parts.at(-1);
  return last?.literal !== undefined && (last.literal.form === 'refused' || last.text === '');
}
