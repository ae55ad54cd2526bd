import type { Octets } from '../../../text/octets.js';

/**
 * A mistake people make by habit, known by its name: the pattern is looked for around the octet that is refused and
 * must reach it. The message says what is wrong and what to do; it quotes nothing but keywords, for the
 * rest may be a password.
 */
export interface Mistake {
  /** Stable, kebab-case. */
  readonly name: string;
  /** In which commands; in all unless told. */
  readonly commands?: RegExp;
  /** What one of the expectations at the octet is, for people; anything unless told. */
  readonly wanted?: RegExp;
  /** Not within a quoted string. */
  readonly outsideQuotes?: boolean;
  /** Only in a word, or instead of one, that could have been a string in quotes. */
  readonly inString?: boolean;
  /** Only right at the octet. */
  readonly here?: boolean;
  /** Also where the command ends too early. */
  readonly atEnd?: boolean;
  /** Global. It is tried on what stands behind the command's name and its blank. */
  readonly pattern: RegExp;
  readonly message: string | ((found: RegExpExecArray) => string);
  /** What should stand instead of what the pattern found. */
  readonly replacement?: Octets | ((found: RegExpExecArray) => Octets | undefined);
  /** The replacement may not be what was meant. */
  readonly isGuess?: boolean;
}

/** In which command something was refused, where, and what was expected. */
export interface Refused {
  readonly command: Octets;
  readonly text: Octets;
  readonly at: number;
  /** Where the arguments begin. */
  readonly argumentStart: number;
  readonly expected: readonly string[];
  /** A string in quotes could stand there, or in place of the word that ends there. */
  readonly isInString: boolean;
}

export interface FoundMistake {
  readonly name: string;
  readonly message: string;
  readonly replacement: Octets | undefined;
  readonly isGuess: boolean;
  /** What the replacement replaces. */
  readonly start: number;
  readonly end: number;
}

/** Stands for a literal, whose octets no replacement can move. */
const literalMark = /[\u0100\u0101]/;

/** How far around the octet a pattern is looked for: it bounds the time. */
const reach = 300;

export function findMistake(mistakes: readonly Mistake[], refused: Refused): FoundMistake | undefined {
  const from = Math.max(refused.argumentStart, refused.at - reach);
  const window = refused.text.slice(from, refused.at + reach);
  for (const mistake of mistakes) {
    if (!isPossible(mistake, refused)) continue;
    const found = findAround(mistake, window, Math.max(0, refused.at - from));
    if (!found || (mistake.outsideQuotes && isInQuotes(window, found.index))) continue;
    if (mistake.replacement !== undefined && literalMark.test(found[0])) continue;
    return describe(mistake, found, from);
  }
  return undefined;
}

function isPossible(mistake: Mistake, { command, text, at, expected, isInString }: Refused): boolean {
  if (at >= text.length && !mistake.atEnd) return false;
  if (mistake.inString && !isInString) return false;
  if (mistake.commands && !mistake.commands.test(command)) return false;
  return !mistake.wanted || expected.some((one) => mistake.wanted?.test(one));
}

function findAround({ pattern, here }: Mistake, window: Octets, at: number): RegExpExecArray | undefined {
  if (here) return findHere(pattern, window, at);
  for (const found of window.matchAll(pattern)) {
    if (found.index > at) return undefined;
    if (found.index + found[0].length >= at) return found;
  }
  return undefined;
}

function findHere(pattern: RegExp, window: Octets, at: number): RegExpExecArray | undefined {
  const sticky = new RegExp(pattern, pattern.flags.replace('g', 'y'));
  sticky.lastIndex = at;
  return sticky.exec(window) ?? undefined;
}

function isInQuotes(window: Octets, at: number): boolean {
  const quotes = window.slice(0, at).replace(/\\./gs, '').match(/"/g);
  return (quotes?.length ?? 0) % 2 === 1;
}

function describe(mistake: Mistake, found: RegExpExecArray, from: number): FoundMistake {
  const { name, message, replacement, isGuess = false } = mistake;
  return {
    name,
    message: typeof message === 'function' ? message(found) : message,
    isGuess,
    replacement: typeof replacement === 'function' ? replacement(found) : replacement,
    start: from + found.index - (replacement === '' && found[0] === found.input ? 1 : 0),
    end: from + found.index + found[0].length,
  };
}
