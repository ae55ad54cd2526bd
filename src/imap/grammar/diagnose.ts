import type { Octets } from '../../text/octets.js';
import { upperAscii, visible } from '../../text/octets.js';
import { keywordChar, skip } from '../chars.js';
import type { CommandOptions, CommandProblem, CommandProblemKind } from '../command.js';
import { checkCommand } from './check.js';
import { nearestWord } from './nearest-word.js';
import { LITERAL, LITERAL8, Reader } from './reader.js';
import { tidyBlanks } from './tidy-blanks.js';

/**
 * Why a command does not fit the grammar. Blanks that are too many are told apart first, so that what is behind them
 * is judged as if they were not there.
 */
export function diagnoseCommand(
  text: Octets,
  options: CommandOptions,
  isCutOff: boolean,
): readonly CommandProblem[] {
  const tidy = tidyBlanks(text);
  if (tidy.text === '')
    return [...tidy.problems, problem('empty', 0, text.length, 'a command', 'The line is empty.')];
  const refusal = refuse(tidy.text, options, isCutOff);
  return refusal ? [...tidy.problems, moved(refusal, tidy.originalOffset)] : tidy.problems;
}

function refuse(text: Octets, options: CommandOptions, isCutOff: boolean): CommandProblem | undefined {
  const input = new Reader(text, options.dialect ?? 'both', options.placeholderEnd, 'trace');
  const head = checkCommand(input);
  if (head.fits || input.uncertain) return undefined;
  const at = input.furthest;
  if (isCutOff && at >= text.length) return undefined;
  if (touchesPlaceholder(input, at)) return undefined;
  if (input.tooDeep)
    return problem('too-deep', at, at + 1, 'less nesting', 'This is nested deeper than any server reads.');
  if (head.tagEnd === 0 || (head.nameEnd === head.tagEnd && at < text.length))
    return problem('tag', at, at + 1, 'a tag', `A tag cannot have ${quote(text.slice(at, at + 1))}.`);
  if (head.nameEnd === head.tagEnd || head.nameEnd === head.nameStart)
    return problem('missing-command', at, at, 'a command', 'Expected a command behind the tag.');
  if (head.definition === undefined) return unknownCommand(input, head.nameStart, at);
  return refusedArgument(input, at);
}

function unknownCommand(input: Reader, nameStart: number, at: number): CommandProblem {
  const end = skip(input.text, at, keywordChar);
  const name = input.text.slice(at === nameStart ? nameStart : at, end);
  const near = nearestWord(name, input.expected[0]?.words ?? []);
  const message = `Unknown command ${quote(name)}${near ? `; did you mean ${near}?` : '.'}`;
  return {
    ...problem('unknown-command', at, Math.max(end, at + 1), 'a command', message),
    ...(near && { near, replacement: near }),
  };
}

function refusedArgument(input: Reader, at: number): CommandProblem {
  const { text } = input;
  const end = wordEnd(text, at);
  const expected = inWords(input.expected.map((one) => one.text));
  const found = text.slice(at, end);
  const near = nearestOf(input, found);
  const kind = kindOf(input, at);
  const but = at >= text.length ? 'the command ends here' : `found ${quote(found)}`;
  const hint = near ? `; did you mean ${near}?` : '.';
  return {
    ...problem(kind, at, end, expected, `Expected ${expected}, but ${but}${hint}`),
    ...(near && { near, replacement: near }),
  };
}

function kindOf(input: Reader, at: number): CommandProblemKind {
  const { text, expected } = input;
  const octet = text.charCodeAt(at);
  const wants = (what: string): boolean => expected.some((one) => one.text === what);
  if (wants('the closing quote')) return 'open-quote';
  if (at >= text.length) return wants('")"') ? 'open-parenthesis' : 'missing-argument';
  if (
    octet === LITERAL ||
    octet === LITERAL8 ||
    (octet === 0x7b && /^\{[^ }]*\}/.test(text.slice(at, at + 40)))
  )
    return 'literal';
  if (octet === 0x29 && !wants('")"')) return 'extra-parenthesis';
  return wants('the end of the command') && expected.length === 1 ? 'extra-argument' : 'argument';
}

function nearestOf(input: Reader, found: string): string | undefined {
  const word = found.slice(0, skip(found, 0, keywordChar));
  const words = input.expected.flatMap((one) => one.words ?? []);
  return words.length > 0 && word.length === found.length ? nearestWord(upperAscii(word), words) : undefined;
}

function inWords(expected: readonly string[]): string {
  const unique = [...new Set(expected)].slice(-4);
  return unique.length < 2
    ? (unique[0] ?? 'something else')
    : `${unique.slice(0, -1).join(', ')} or ${unique.at(-1)}`;
}

function wordEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && !' ()'.includes(text[end]!)) end++;
  return Math.max(end, Math.min(at + 1, text.length));
}

/** What a placeholder will hold is not known, so nothing that it is a part of is refused. */
function touchesPlaceholder(input: Reader, at: number): boolean {
  if (input.placeholderEnd === undefined) return false;
  const start = input.text.lastIndexOf(' ', at - 1) + 1;
  const end = wordEnd(input.text, at);
  return input.text.slice(start, end).includes('${');
}

function quote(text: string): string {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return `"${visible(shown.replace(/[\u0100\u0101]/g, '{…}').replace('…', '...'))}"`;
}

function problem(
  kind: CommandProblemKind,
  start: number,
  end: number,
  expected: string,
  message: string,
): CommandProblem {
  return { kind, span: { start, end }, expected, mistake: '', message };
}

function moved(refusal: CommandProblem, originalOffset: (offset: number) => number): CommandProblem {
  const start = originalOffset(refusal.span.start);
  const end = refusal.span.end === refusal.span.start ? start : originalOffset(refusal.span.end - 1) + 1;
  return { ...refusal, span: { start, end } };
}
