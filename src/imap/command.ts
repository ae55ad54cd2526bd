import { type Octets, upperAscii } from '../text/octets.js';
import type { Span } from '../text/source.js';
import type { Argument } from './grammar/argument.js';
import { type CommandHead, checkCommand } from './grammar/check.js';
import { diagnoseCommand } from './grammar/diagnose.js';
import {
  type Dialect,
  type DialectNote,
  LITERAL,
  LITERAL8,
  type PlaceholderEnd,
  Reader,
  type Stranger,
} from './grammar/reader.js';
import type { CommandDefinition } from './registry.js';

/** A line of a command as on the wire, without line end and without the announcement of its literal. */
export interface CommandPart {
  readonly text: Octets;
  readonly literal?: {
    readonly binary: boolean;
    /** `refused`: its octets were never sent, and the command ends there. */
    readonly form?: string;
    readonly octets?: Octets;
  };
}

export interface CommandOptions {
  /** Which revision's grammar is taken; both unless told. */
  readonly dialect?: Dialect;
  /** Where a `${…}` that begins at an offset ends; without it there are no placeholders. */
  readonly placeholderEnd?: PlaceholderEnd;
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
  /** What should stand there instead, where that is clear. */
  readonly replacement?: Octets;
  /** What the replacement replaces, when that is not the span itself. */
  readonly replaced?: Span;
  /** The replacement is what was meant, beyond doubt. */
  readonly isSafe?: boolean;
  /** A known word that is near to the one found. */
  readonly near?: string;
}

/** Reads one command. Never throws; linear time. */
export function parseCommand(parts: readonly CommandPart[], options: CommandOptions = {}): Command {
  const text = joinParts(parts);
  const input = new Reader(text, options.dialect ?? 'both', options.placeholderEnd);
  const head = checkCommand(input);
  const refused = head.fits ? none : diagnoseCommand(text, options, endsInRefusedLiteral(parts));
  const problems = text.length === parts[0]?.text.length ? refused : [...refused, ...findNul(parts)];
  const { traits, notes = none, strangers = none } = input;
  return new Command(text, head, problems, notes, strangers, traits, options);
}

const none: readonly never[] = [];

/**
 * One client command. Spans are offsets in `text`: the parts' texts in order, with one character above U+00FF for
 * each literal. `placeIn` tells which part such an offset is in.
 */
export class Command {
  private tree: readonly Argument[] | undefined;

  constructor(
    readonly text: Octets,
    private readonly head: CommandHead,
    readonly problems: readonly CommandProblem[],
    /** What only one of RFC 3501 and RFC 9051 has. */
    readonly notes: readonly DialectNote[],
    /** Names that nobody has registered, where an extension may add its own. */
    readonly strangers: readonly Stranger[],
    /** Of the text, as one number (octet-traits.ts). */
    readonly traits: number,
    private readonly options: CommandOptions,
  ) {}

  get tag(): Octets {
    return this.text.slice(0, this.head.tagEnd);
  }

  /** Undefined for a command that nobody knows. */
  get definition(): CommandDefinition | undefined {
    return this.head.definition;
  }

  /** In upper case, with UID where it stands before: `FETCH`, `UID FETCH`. Empty when there is none. */
  get name(): Octets {
    const { definition } = this.head;
    return definition?.name ?? upperAscii(this.text.slice(this.nameSpan.start, this.nameSpan.end));
  }

  get nameSpan(): Span {
    return { start: this.head.nameStart, end: this.head.nameEnd };
  }

  /** What stands behind the name and its blank. */
  get argumentText(): Octets {
    return this.text.slice(this.head.nameEnd + 1);
  }

  /** The argument tree, built when first asked for; empty when there is a problem. */
  get arguments(): readonly Argument[] {
    this.tree ??= this.problems.length > 0 ? none : this.readArguments();
    return this.tree;
  }

  private readArguments(): readonly Argument[] {
    const { dialect, placeholderEnd } = this.options;
    const input = new Reader(this.text, dialect ?? 'both', placeholderEnd, 'record');
    checkCommand(input);
    return input.arguments;
  }
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

/** `literal = … *CHAR8 ; CHAR8 = %x01-ff` — RFC 9051 §9: NUL stands only in a literal8. */
function findNul(parts: readonly CommandPart[]): CommandProblem[] {
  const problems: CommandProblem[] = [];
  let at = 0;
  for (const { text, literal } of parts) {
    at += text.length;
    if (!literal) continue;
    if (!literal.binary && literal.octets?.includes('\0')) problems.push(nulInLiteral(at));
    at++;
  }
  return problems;
}

function nulInLiteral(at: number): CommandProblem {
  return {
    kind: 'literal',
    span: { start: at, end: at + 1 },
    expected: 'a literal without NUL',
    mistake: 'nul-in-literal',
    message: 'A literal cannot hold NUL; a literal8, ~{n}, can, where the server has BINARY.',
  };
}

/** The server refused the literal, so the command ends there and is whole as far as it goes. */
function endsInRefusedLiteral(parts: readonly CommandPart[]): boolean {
  const last = parts.at(-1);
  return last?.literal !== undefined && (last.literal.form === 'refused' || last.text === '');
}
