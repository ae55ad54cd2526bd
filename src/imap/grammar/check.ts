import { atomChar, skipArray, tagChar } from '../chars.js';
import { type CommandDefinition, commandTable, uidCommandTable } from '../registry.js';
import { END, type OctetArray } from './octet-array.js';
import type { Expectation, Reader } from './reader.js';
import { isSameWord } from './word-table.js';

/** What stands at the beginning of a command, and whether all of it fits the grammar. */
export interface CommandHead {
  readonly tagEnd: number;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly definition: CommandDefinition | undefined;
  readonly fits: boolean;
}

const tagExpectation: Expectation = { text: 'a tag' };
const blank: Expectation = { text: 'a blank' };
const commandExpectation: Expectation = { text: 'a command', words: commandTable.words };
const uidExpectation: Expectation = {
  text: 'a command such as FETCH',
  words: uidCommandTable.words,
};
const newCommand: Expectation = { text: 'a command of RFC 9051' };
const endExpectation: Expectation = { text: 'the end of the command' };
const SPACE = 0x20;

/** `command = tag SP (command-any / command-auth / command-nonauth / command-select) CRLF` — RFC 9051 §9 */
export function checkCommand(input: Reader): CommandHead {
  const { octets } = input;
  const tagEnd = passTag(input);
  if (tagEnd === 0 || octets[tagEnd] !== SPACE) {
    input.miss(tagEnd === 0 ? tagExpectation : blank);
    return { tagEnd, nameStart: tagEnd, nameEnd: tagEnd, definition: undefined, fits: false };
  }
  const nameStart = tagEnd + 1;
  let nameEnd = skipArray(octets, nameStart, atomChar);
  let definition = commandTable.find(octets, nameStart, nameEnd);
  if (definition === undefined && isUid(octets, nameStart, nameEnd)) {
    const start = Math.min(nameEnd + 1, input.text.length);
    nameEnd = skipArray(octets, start, atomChar);
    definition = uidCommandTable.find(octets, start, nameEnd);
    if (definition === undefined) input.miss(uidExpectation, start);
  } else if (definition === undefined) input.miss(commandExpectation, nameStart);
  input.at = nameEnd;
  const fits =
    definition === undefined ? isExperimental(octets, nameStart, nameEnd) : checkArguments(input, definition);
  return { tagEnd, nameStart, nameEnd, definition, fits };
}

/** `tag = 1*<any ASTRING-CHAR except "+">` — RFC 9051 §9 */
function passTag(input: Reader): number {
  const { octets } = input;
  let at = 0;
  do {
    at = input.at = skipArray(octets, at, tagChar);
  } while (input.placeholderEnd !== undefined && passPlaceholder(input) && (at = input.at) > 0);
  return at;
}

function passPlaceholder(input: Reader): boolean {
  return input.passPlaceholder() || input.passPlaceholderFromBrace();
}

function checkArguments(input: Reader, definition: CommandDefinition): boolean {
  if (definition.dialect === 'rfc3501' && input.dialect !== 'rfc3501' && !noteOld(input, definition))
    return false;
  if (!definition.arguments(input)) return false;
  return input.at >= input.text.length || input.miss(endExpectation);
}

/** CHECK and LSUB are not in RFC 9051. */
function noteOld(input: Reader, { name }: CommandDefinition): boolean {
  if (input.dialect === 'rfc9051') return input.miss(newCommand, input.at - name.length);
  input.note('rfc3501', input.at - name.length, `${name} is gone in RFC 9051.`);
  return true;
}

function isUid(octets: OctetArray, start: number, end: number): boolean {
  return end - start === 3 && isWholeWord(octets, end) && isSameWord('UID', octets, start, end);
}

/** `x-command = "X" atom <experimental command arguments>` — RFC 3501 §9 */
function isExperimental(octets: OctetArray, start: number, end: number): boolean {
  return isWholeWord(octets, end) && end > start + 1 && isSameWord('X', octets, start, start + 1);
}

function isWholeWord(octets: OctetArray, end: number): boolean {
  return octets[end] === SPACE || octets[end] === END;
}
