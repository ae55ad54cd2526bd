import { close, open, space } from '../combinators.js';
import { END, type OctetArray } from '../octet-array.js';
import type { Grammar, Reader } from '../reader.js';
import { WordTable } from '../word-table.js';

const SPACE = 0x20;
const QUOTE = 0x22;
const OPEN = 0x28;
const CLOSE = 0x29;
const SQUARE_CLOSE = 0x5d;
const BACKSLASH = 0x5c;

/** A piece in whose place an expectation may have a pattern such as `${_}`. */
export function orPattern(piece: Grammar): Grammar {
  return (input) => passPattern(input) || piece(input);
}

/** `"(" piece *(SP piece) ")"`; in an expectation also `${_}` for all of it, and `${*}` for any of its members. */
export function listOf(piece: Grammar, mayBeEmpty = false): Grammar {
  return (input) => {
    if (passPattern(input)) return true;
    if (!open(input)) return false;
    if (mayBeEmpty && input.peek() === CLOSE) return close(input);
    do {
      if (!passPattern(input) && !piece(input)) return false;
    } while (space(input));
    return close(input);
  };
}

/** Passes a pattern that is all that stands here. */
export function passPattern(input: Reader): boolean {
  if (input.placeholderEnd === undefined) return false;
  const start = input.at;
  if (input.passPlaceholder() && isBoundary(input.peek())) return true;
  input.at = start;
  return false;
}

function isBoundary(octet: number): boolean {
  return octet === SPACE || octet === CLOSE || octet === SQUARE_CLOSE || octet === END;
}

/** Data of any form, as an extension may have it: up to a blank or a parenthesis that is not its own. */
export const anyData: Grammar = (input) => {
  const start = input.at;
  const end = dataEnd(input.octets, start);
  if (end === undefined) return input.miss({ text: '")"' }, input.text.length);
  input.at = end;
  return end > start || input.miss({ text: 'a value' });
};

function dataEnd(octets: OctetArray, start: number): number | undefined {
  let depth = 0;
  let at = start;
  for (let octet = octets[at] as number; octet !== END; octet = octets[++at] as number) {
    if (octet === OPEN) depth++;
    else if (octet === CLOSE && --depth < 0) return at;
    else if (octet === SPACE && depth === 0) return at;
    else if (octet === QUOTE) at = stringEnd(octets, at);
  }
  return depth > 0 ? undefined : at;
}

/** The last octet of a string in quotes, or of the text when it has no end. */
function stringEnd(octets: OctetArray, start: number): number {
  for (let at = start + 1; octets[at] !== END; at++) {
    if (octets[at] === QUOTE) return at;
    if (octets[at] === BACKSLASH && octets[at + 1] !== END) at++;
  }
  return start;
}

/**
 * A name and what belongs to it. One that is not in the table is an extension's: its name and value are taken as they
 * are, and it is remembered, for it may be misspelled.
 */
export function itemOf(what: string, entries: Readonly<Record<string, Grammar>>): Grammar {
  const table = new WordTable(entries);
  const expectation = { text: what, words: table.words };
  return (input) => {
    const start = input.at;
    const end = nameEnd(input.octets, start);
    if (end === start) return input.miss(expectation);
    input.at = end;
    const rest = table.find(input.octets, start, end);
    if (rest) return rest(input);
    input.stranger(start, table.words);
    if (input.octetAt(input.at) === 0x5b) input.at = sectionEnd(input.octets, input.at);
    return space(input) && anyData(input);
  };
}

/** `[…]`, and what stands behind it up to a blank. */
function sectionEnd(octets: OctetArray, start: number): number {
  let at = start;
  while (octets[at] !== SQUARE_CLOSE && octets[at] !== END) at++;
  while (!isBoundary(octets[at] as number) || octets[at] === SQUARE_CLOSE) at++;
  return at;
}

function nameEnd(octets: OctetArray, start: number): number {
  let at = start;
  while (!isNameEnd(octets[at] as number)) at++;
  return at;
}

function isNameEnd(octet: number): boolean {
  return octet <= SPACE || octet > 0x7e || nameEnds.has(octet);
}

const nameEnds: ReadonlySet<number> = new Set(Buffer.from('()[]<>{}"\\%*'));
