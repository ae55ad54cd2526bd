import { type Octets, upperAscii, visible } from '../../text/octets.js';
import { keywordChar, skip } from '../chars.js';
import type { CommandOptions, CommandProblem } from '../command.js';
import { commandTable } from '../registry.js';
import { checkCommand } from './check.js';
import { explainRefusal, type Trace } from './explain-refusal.js';
import { nearestWord } from './nearest-word.js';
import { Reader } from './reader.js';
import { tidyBlanks } from './tidy-blanks.js';

/**
 * Why a command does not fit the grammar. Blanks that are too many are told apart first, so that what is behind them
 * is judged as if they were not there. `isCutOff`: the command ends early because its literal was refused.
 */
export function diagnoseCommand(
  original: Octets,
  options: CommandOptions,
  isCutOff: boolean,
): readonly CommandProblem[] {
  const { text, problems, originalOffset } = tidyBlanks(original);
  if (text === '') return [...problems, emptyLine(original)];
  const trace = traceCommand(text, options);
  if (trace.head.fits || isExcused(trace, isCutOff)) return problems;
  return [...problems, moved(refuse(trace), originalOffset)];
}

function emptyLine(text: Octets): CommandProblem {
  const span = { start: 0, end: text.length };
  return { kind: 'empty', span, expected: 'a command', mistake: '', message: 'The line is empty.' };
}

function traceCommand(text: Octets, options: CommandOptions): Trace {
  const input = new Reader(text, options.dialect ?? 'both', options.placeholderEnd, 'trace');
  const head = checkCommand(input);
  return { text, options, head, at: input.furthest, expected: input.expected, input };
}

function isExcused(trace: Trace, isCutOff: boolean): boolean {
  return trace.input.uncertain || (isCutOff && trace.at >= trace.text.length) || touchesPlaceholder(trace);
}

/** What a placeholder will hold is not known, so a word that it is a part of is not refused; a missing one is. */
function touchesPlaceholder({ input, text, at }: Trace): boolean {
  if (input.placeholderEnd === undefined || at >= text.length) return false;
  const start = text.lastIndexOf(' ', at - 1) + 1;
  const end = text.indexOf(' ', at);
  const placeholder = text.slice(start, end === -1 ? text.length : end).indexOf('${');
  return placeholder !== -1 && input.placeholderEnd(text, start + placeholder) !== undefined;
}

function refuse(trace: Trace): CommandProblem {
  const { head, text, at } = trace;
  const { tagEnd, nameStart, nameEnd, definition } = head;
  if (trace.input.tooDeep) return tooDeep(at);
  if (nameEnd === tagEnd) return at < text.length ? badTag(text, at) : missingCommand(at);
  if (definition) return explainRefusal(trace);
  return nameEnd === nameStart ? missingCommand(at) : unknownCommand(trace);
}

function tooDeep(at: number): CommandProblem {
  return {
    kind: 'too-deep',
    span: { start: at, end: at + 1 },
    expected: 'less nesting',
    mistake: '',
    message: 'This is nested deeper than any server reads.',
  };
}

function badTag(text: Octets, at: number): CommandProblem {
  return {
    kind: 'tag',
    span: { start: at, end: at + 1 },
    expected: 'a tag',
    mistake: '',
    message: `A tag cannot have "${visible(text.slice(at, at + 1))}" in it.`,
  };
}

function missingCommand(at: number, expected = 'a command'): CommandProblem {
  return {
    kind: 'missing-command',
    span: { start: at, end: at },
    expected,
    mistake: '',
    message:
      expected === 'a command' ? 'Expected a command behind the tag.' : `Expected ${expected} behind UID.`,
  };
}

function unknownCommand({ text, at, expected, head }: Trace): CommandProblem {
  const wanted = expected[0]?.text ?? 'a command';
  const isAfterUid = wanted !== 'a command';
  if (at >= text.length) return missingCommand(text.length, wanted);
  const end = Math.max(nameEndIn(text, at), Math.min(at + 1, text.length));
  const name = text.slice(at, end);
  const near = otherName(upperAscii(name)) ?? nearestWord(name.replace(/;$/, ''), expected[0]?.words ?? []);
  const problem: CommandProblem = {
    kind: 'unknown-command',
    span: { start: at, end },
    expected: wanted,
    mistake: '',
    message: secretive.test(text.slice(0, head.tagEnd))
      ? 'Unknown command.'
      : unknownMessage(name, near, isAfterUid),
  };
  const known = doneWithTag(end, name) ?? uidBehindSet(text, at);
  if (known) return { ...problem, ...known };
  return near ? { ...problem, near, replacement: near } : problem;
}

/** A bracket or a wildcard that slipped in is a part of the name. */
function nameEndIn(text: Octets, at: number): number {
  const end = skip(text, at, keywordChar);
  return end === at || !/[\]%*\\]/.test(text[end] ?? '') ? end : nameEndIn(text, end + 1);
}

/** Words that stand where the tag belongs when somebody forgot it, or speaks another protocol: a password follows. */
const secretive = /^(PASS|PASSWORD|LOGIN|AUTH|AUTHENTICATE)$/i;

function unknownMessage(name: Octets, near: string | undefined, isAfterUid: boolean): string {
  const shown = visible(name.slice(0, 40));
  if (isAfterUid && commandTable.get(name))
    return `UID does not stand before ${shown}; it does before COPY, EXPUNGE, FETCH, MOVE, SEARCH and STORE.`;
  return `Unknown command "${shown}"${near ? `; did you mean ${near}?` : '.'}`;
}

/** What people write for a command, too far from its name to be near it. */
const otherNames: Readonly<Record<string, string>> = {
  CAPABILITIES: 'CAPABILITY',
  'COMPRESS=DEFLATE': 'COMPRESS DEFLATE',
  DEAUTHENTICATE: 'UNAUTHENTICATE',
  DESELECT: 'UNSELECT',
  JMAPACCESS: 'GETJMAPACCESS',
  LOGOFF: 'LOGOUT',
  STLS: 'STARTTLS',
};

function otherName(name: Octets): string | undefined {
  const withUid = /^UID[-_]?(FETCH|STORE|SEARCH|COPY|MOVE|EXPUNGE)$/.exec(name);
  return withUid ? `UID ${withUid[1]}` : otherNames[name];
}

/** `DONE` ends IDLE, and has no tag — RFC 9051 §6.3.13 */
function doneWithTag(end: number, name: Octets): Partial<CommandProblem> | undefined {
  if (upperAscii(name) !== 'DONE') return undefined;
  return {
    mistake: 'done-with-tag',
    message: 'DONE is no command: it ends IDLE, and stands alone, without a tag.',
    replacement: 'DONE',
    isSafe: true,
    replaced: { start: 0, end },
  };
}

/** `UID 5 FETCH FLAGS`: UID stands before the command. */
function uidBehindSet(text: Octets, at: number): Partial<CommandProblem> | undefined {
  const found = /^([\d:*,$]+) (FETCH|STORE|COPY|MOVE|EXPUNGE)\b/i.exec(text.slice(at, at + 200));
  if (!found) return undefined;
  return {
    mistake: 'uid-behind-command',
    message: 'UID stands before the command, and the set behind it, such as UID FETCH 5 FLAGS.',
    replacement: `${found[2]} ${found[1]}`,
    isSafe: true,
    replaced: { start: at, end: at + found[0].length },
  };
}

function moved(refusal: CommandProblem, originalOffset: (offset: number) => number): CommandProblem {
  const { span, replaced } = refusal;
  const move = ({ start, end }: { start: number; end: number }) => {
    const from = originalOffset(start);
    return { start: from, end: end === start ? from : originalOffset(end - 1) + 1 };
  };
  return { ...refusal, span: move(span), ...(replaced && { replaced: move(replaced) }) };
}
