import { type Octets, upperAscii } from '../../text/octets.js';
import { keywordChar, skip } from '../chars.js';
import type { CommandOptions, CommandProblem, CommandProblemKind } from '../command.js';
import { type CommandHead, checkCommand } from './check.js';
import { mistakes } from './mistakes/index.js';
import { findMistake } from './mistakes/mistake.js';
import { nearestWord } from './nearest-word.js';
import { quotedEnd } from './quoted-end.js';
import { type Expectation, LITERAL, LITERAL8, Reader } from './reader.js';
import { argumentEnd, foundInWords, inWords } from './wording.js';

/** A command whose grammar was checked with a record of what was expected where. */
export interface Trace {
  readonly text: Octets;
  readonly options: CommandOptions;
  readonly head: CommandHead;
  /** The octet that is refused. */
  readonly at: number;
  readonly expected: readonly Expectation[];
  readonly input: Reader;
}

/** Their arguments may be secret: messages quote nothing of them. */
const secretive = /^(LOGIN|AUTHENTICATE|PROXYAUTH|XAPPLEPUSHSERVICE)$/;

/** Says what is wrong with the arguments of a command, and what to do. */
export function explainRefusal(trace: Trace): CommandProblem {
  const expected = expectedWords(trace);
  const usual = isExtra(trace, expected) ? extraArgument(trace) : refusedArgument(trace, expected);
  if (isBlankMissing(trace)) return missingBlank(trace);
  const mistake = findMistake(mistakes, {
    command: trace.head.definition?.name ?? '',
    text: trace.text,
    at: trace.at,
    argumentStart: trace.head.nameEnd + 1,
    expected,
    isInString: trace.input.wordEnd === trace.at || expected.some((one) => stringLike.test(one)),
  });
  if (!mistake) return usual;
  const { name, message, replacement, isGuess, start, end } = mistake;
  const { near: _near, replacement: _replacement, ...rest } = usual;
  const fix = replacement === undefined ? {} : { replacement, isSafe: !isGuess, replaced: { start, end } };
  const kind = usual.kind === 'extra-parenthesis' ? 'argument' : usual.kind;
  return { ...rest, kind, mistake: name, message, ...fix };
}

const stringLike = /^a (mailbox|reference|password|user|word or a string|URL)/;

/** `FETCH 1 PREVIEW(LAZY)`: with a blank between the two there is more of the command that fits. */
function isBlankMissing(trace: Trace): boolean {
  const { text, at } = trace;
  const isBoundary = /^(?:[^ ()"][("]|[\d)\]>*"][A-Z])/i.test(text.slice(at - 1, at + 1));
  if (!isBoundary || !trace.expected.some((one) => one.text === 'a blank')) return false;
  const { head, furthest } = retrace(trace, `${text.slice(0, at)} ${text.slice(at)}`);
  return head.fits || furthest > at + 1;
}

function missingBlank({ at }: Trace): CommandProblem {
  return {
    kind: 'argument',
    span: { start: at, end: at + 1 },
    expected: 'a blank',
    mistake: 'blank-is-missing',
    message: 'A blank is missing here.',
    replacement: ' ',
    replaced: { start: at, end: at },
    isSafe: true,
  };
}

function retrace({ options }: Trace, text: Octets): { head: CommandHead; furthest: number; words: string[] } {
  const input = new Reader(text, options.dialect ?? 'both', options.placeholderEnd, 'trace');
  const head = checkCommand(input);
  return { head, furthest: input.furthest, words: input.expected.map((one) => one.text) };
}

/**
 * What was expected, in words. Where only a blank was, that is what would have to follow it; where the command ends too
 * early, it is what cannot be left out, which is always tried last.
 */
function expectedWords(trace: Trace): readonly string[] {
  const { text, at, expected } = trace;
  const words = expected.map((one) => one.text);
  const isAtEnd = at >= text.length;
  if (isAtEnd && words.includes('")"')) return ['")"'];
  if (!words.includes('a blank') || (!isAtEnd && text[at] !== ')')) return isAtEnd ? words.slice(-1) : words;
  const behind = retrace(trace, `${text.slice(0, at)} ${text.slice(at)}`);
  if (behind.furthest !== at + 1) return words;
  return isAtEnd ? behind.words.slice(-1) : [...behind.words, ...words.filter((word) => word !== 'a blank')];
}

/** True when the command would be whole without what stands here. */
function isExtra(trace: Trace, expected: readonly string[]): boolean {
  const { text, at } = trace;
  if (at >= text.length) return false;
  if (expected.length === 1 && expected[0] === 'the end of the command') return text[at] === ' ';
  const isOptional = text[at - 1] === ' ' && expected.every((word) => word === '"("');
  if (!isOptional) return false;
  return retrace(trace, text.slice(0, at - 1)).head.fits;
}

function extraArgument({ text, at, head }: Trace): CommandProblem {
  const start = text[at] !== ' ' && text[at - 1] === ' ' ? at - 1 : at;
  const syntax = head.definition?.syntax ?? '';
  const takes = syntax.includes(' ') || !head.definition ? `it is ${syntax}` : 'it takes no arguments';
  return {
    kind: 'extra-argument',
    span: { start, end: text.length },
    expected: 'the end of the command',
    mistake: '',
    message: `Expected the end of the command: ${takes}.`,
    replacement: '',
  };
}

function refusedArgument(trace: Trace, expected: readonly string[]): CommandProblem {
  const { text, at, head } = trace;
  const end = argumentEnd(text, at);
  const isSecret = secretive.test(head.definition?.name ?? '');
  const near = isSecret ? undefined : nearestExpected(trace, end);
  const wanted = inWords(expected);
  const tail = isSecret
    ? '.'
    : `${foundInWords(text, at, end, 'command')}${near ? `; did you mean ${near}?` : '.'}`;
  return {
    kind: kindOf(trace, expected),
    span: { start: at, end },
    expected: wanted,
    mistake: '',
    message: `Expected ${wanted}${tail}`,
    ...(near && { near, replacement: near }),
  };
}

function kindOf({ text, at }: Trace, expected: readonly string[]): CommandProblemKind {
  if (expected.includes('the closing quote')) return 'open-quote';
  if (at >= text.length) return expected.at(-1) === '")"' ? 'open-parenthesis' : 'missing-argument';
  const octet = text.charCodeAt(at);
  if (octet === LITERAL || octet === LITERAL8 || text[at] === '{') return 'literal';
  if (text[at] === ')' && depthAt(text, at) === 0) return 'extra-parenthesis';
  return 'argument';
}

/** How many parentheses are open at an offset; those in quotes are text. */
function depthAt(text: Octets, end: number): number {
  let depth = 0;
  for (let at = 0; at < end; at++) {
    const octet = text[at];
    if (octet === '"') at = quotedEnd(text, at) - 1;
    else if (octet === '(') depth++;
    else if (octet === ')') depth--;
  }
  return depth;
}

function nearestExpected({ text, at, expected }: Trace, end: number): string | undefined {
  const words = expected.flatMap((one) => one.words ?? []);
  const isWord = end > at && skip(text, at, keywordChar) === end;
  return isWord ? nearestWord(upperAscii(text.slice(at, end)), words) : undefined;
}
