import { atomChar, skip, tagChar } from '../chars.js';
import { type CommandDefinition, commandTable, uidCommandTable } from '../registry.js';
import type { Expectation, Reader } from './reader.js';

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
  const { text } = input;
  const tagEnd = passTag(input);
  if (tagEnd === 0 || text.charCodeAt(tagEnd) !== SPACE) {
    input.miss(tagEnd === 0 ? tagExpectation : blank);
    return { tagEnd, nameStart: tagEnd, nameEnd: tagEnd, definition: undefined, fits: false };
  }
  const nameStart = tagEnd + 1;
  let nameEnd = skip(text, nameStart, atomChar);
  let definition = commandTable.find(text, nameStart, nameEnd);
  if (definition === undefined && isUid(text, nameStart, nameEnd)) {
    const start = nameEnd + 1;
    nameEnd = skip(text, start, atomChar);
    definition = uidCommandTable.find(text, start, nameEnd);
    if (definition === undefined) input.miss(uidExpectation, start);
  } else if (definition === undefined) input.miss(commandExpectation, nameStart);
  input.at = nameEnd;
  const fits =
    definition === undefined ? isExperimental(text, nameStart, nameEnd) : checkArguments(input, definition);
  return { tagEnd, nameStart, nameEnd, definition, fits };
}

/** `tag = 1*<any ASTRING-CHAR except "+">` — RFC 9051 §9 */
function passTag(input: Reader): number {
  const { text } = input;
  let at = 0;
  do {
    at = input.at = skip(text, at, tagChar);
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

function isUid(text: string, start: number, end: number): boolean {
  return (
    end - start === 3 &&
    (end === text.length || text.charCodeAt(end) === SPACE) &&
    (text.charCodeAt(start) | 0x20) === 0x75 &&
    (text.charCodeAt(start + 1) | 0x20) === 0x69 &&
    (text.charCodeAt(start + 2) | 0x20) === 0x64
  );
}

/** `x-command = "X" atom <experimental command arguments>` — RFC 3501 §9 */
function isExperimental(text: string, start: number, end: number): boolean {
  const isWhole = end === text.length || text.charCodeAt(end) === SPACE;
  return isWhole && end > start + 1 && (text.charCodeAt(start) | 0x20) === 0x78;
}
