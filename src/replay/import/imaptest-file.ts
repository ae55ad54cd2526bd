import type { Octets } from '../../text/octets.js';
import { readArguments } from './imaptest-arguments.js';
import { type ImaptestHeader, readHeader } from './imaptest-header.js';
import { type Content, type Environment, type LogicalLine, readLines } from './imaptest-lines.js';
import type { ImportProblem } from './imported.js';

/** A script of imaptest, as it is written: nothing is filled in yet. */
export interface ImaptestFile {
  readonly header: ImaptestHeader;
  readonly items: readonly ImaptestItem[];
  readonly problems: readonly ImportProblem[];
}

export type ImaptestItem =
  | { readonly kind: 'blank' }
  | { readonly kind: 'comment'; readonly text: Octets }
  | { readonly kind: 'sleep'; readonly duration: Octets }
  | ImaptestGroup
  /** Untagged lines before the first command: of the greeting. */
  | { readonly kind: 'greeting'; readonly lines: readonly ImaptestLine[] };

/** Commands that are sent at once, what must come, and their answers. */
export interface ImaptestGroup {
  readonly kind: 'group';
  readonly line: number;
  readonly connection: number;
  readonly commands: readonly ImaptestCommand[];
  readonly lines: readonly ImaptestLine[];
  /** Whether the lines have to come in order. */
  readonly isOrdered: boolean;
}

export type ImaptestLine = ImaptestExpectation | { readonly kind: 'comment'; readonly text: Octets };

export interface ImaptestCommand {
  readonly content: Content;
  readonly line: number;
  /** Undefined when the file ends before it says. */
  readonly answer: ImaptestAnswer | undefined;
}

export interface ImaptestAnswer {
  /** `''` accepts any. */
  readonly status: 'OK' | 'NO' | 'BAD' | '';
  /** What the rest of the line must begin with; empty when anything may follow. */
  readonly prefix: Content;
}

export interface ImaptestExpectation {
  readonly kind: 'expectation';
  readonly presence: 'must' | 'never' | 'may';
  readonly content: Content;
  readonly line: number;
}

/** Reads a script of imaptest. Lines that mean nothing are problems, and left out. */
export function readImaptest(text: Octets, environment: Environment): ImaptestFile {
  const lines = text.split('\n');
  const headerEnd = lines.findIndex((line) => line.trim() === '');
  const end = headerEnd === -1 ? lines.length : headerEnd;
  const problems: ImportProblem[] = [];
  const header = readHeader(lines.slice(0, end), problems);
  const reader = new GroupReader(header.connections, problems);
  for (const line of readLines(lines, end, environment, problems)) reader.take(line);
  const items = reader.finish();
  if (!items.some(({ kind }) => kind === 'group' || kind === 'greeting'))
    problems.push({ line: lines.length, message: 'Expected a command behind the header and an empty line.' });
  return { header, items, problems };
}

/** A group while it is read. */
interface OpenGroup {
  readonly line: number;
  readonly connection: number;
  readonly commands: OpenCommand[];
  readonly lines: ImaptestLine[];
  isOrdered: boolean;
}

interface OpenCommand {
  /** The number of `tag1`; undefined for the only one of a group. */
  readonly tag: number | undefined;
  readonly content: Content;
  readonly line: number;
  answer: ImaptestAnswer | undefined;
}

class GroupReader {
  readonly #items: ImaptestItem[] = [];
  readonly #connections: number;
  readonly #problems: ImportProblem[];
  readonly #greeting: ImaptestLine[] = [];
  #group: OpenGroup | undefined;
  /** Those inside the group: the command is sent, then imaptest waits. */
  #pauses: Extract<ImaptestItem, { kind: 'sleep' }>[] = [];
  /** What stands behind the newest line of the group: inside it, if the group goes on. */
  #notes: Exclude<ImaptestItem, { kind: 'group' | 'greeting' }>[] = [];

  constructor(connections: number, problems: ImportProblem[]) {
    this.#connections = connections;
    this.#problems = problems;
  }

  take({ line, content }: LogicalLine): void {
    const text = textOf(content);
    if (!text.startsWith('#')) this.#checkVariables(content, line);
    if (text.trim() === '' && content.length === 1) this.#notes.push({ kind: 'blank' });
    else if (text.startsWith('#')) this.#notes.push({ kind: 'comment', text: text.trimEnd() });
    else if (/^[*!?](?: |$)/.test(text)) this.#expect(text, withoutLastBlanks(content), line);
    else if (/^!\w/.test(text)) this.#obey(text.trimEnd(), line);
    else this.#command(content, line);
  }

  /** `!sleep 200ms` and the like. */
  #obey(text: Octets, line: number): void {
    const [, word, rest = ''] = /^!(\w+) ?(.*)$/.exec(text) ?? [];
    if (word === 'sleep') this.#sleep(rest.trim(), line);
    else if (word === 'output') this.#notes.push({ kind: 'comment', text: `# ${rest.trim()}` });
    else if (word === 'ordered' && this.#group) this.#group.isOrdered = true;
    else this.#report(line, `Unknown "!${word}". Expected !sleep, !output, or !ordered behind a command.`);
  }

  #sleep(said: Octets, line: number): void {
    const duration = durationOf(said);
    if (duration !== undefined) this.#notes.push({ kind: 'sleep', duration });
    else this.#report(line, `Expected a duration such as 200ms behind !sleep, not "${said}".`);
  }

  finish(): readonly ImaptestItem[] {
    this.#close();
    return this.#items;
  }

  #expect(text: Octets, content: Content, line: number): void {
    const presence = text.startsWith('*') ? 'must' : text.startsWith('!') ? 'never' : 'may';
    const lines = this.#group?.lines ?? this.#greeting;
    if (lines === this.#greeting && lines.length === 0) this.#items.push({ kind: 'greeting', lines });
    this.#goOn(lines);
    const expected = cut(content, 2);
    if (textOf(expected).trim() === '' && expected.length === 1)
      this.#report(line, `Expected a response behind "${text.trim()}".`);
    this.#check(expected, line, 2);
    lines.push({ kind: 'expectation', presence, content: expected, line });
  }

  #checkVariables(content: Content, line: number): void {
    for (const [index, part] of content.entries()) {
      const broken = part.kind === 'text' ? /\$\{(?:\}|[^}]*$)/.exec(part.text) : null;
      if (!broken) continue;
      const message = broken[0] === '${}' ? 'Expected a name in "${}".' : 'Expected "}" behind this "${".';
      this.#problems.push({ line, ...(index === 0 ? { column: broken.index + 1 } : {}), message });
    }
  }

  /** `offset`: what stands before it in its line. */
  #check(content: Content, line: number, offset: number): void {
    const { problem } = readArguments(content);
    if (!problem) return;
    const { at, message } = problem;
    this.#problems.push({ line, ...(at === undefined ? {} : { column: offset + at + 1 }), message });
  }

  /** The group goes on: what was noted is in the middle of it. */
  #goOn(lines: ImaptestLine[]): void {
    for (const note of this.#notes) {
      if (note.kind === 'comment') lines.push(note);
      else if (note.kind === 'sleep') this.#pauses.push(note);
    }
    this.#notes = [];
  }

  #command(content: Content, line: number): void {
    const found = findMistake(content);
    if (found !== undefined) {
      this.#report(line, found);
      return;
    }
    const { connection, rest } = readConnection(content);
    const { tag, status, behind } = readHead(rest);
    const group = this.#group;
    const isWaiting = group?.commands.some(({ answer }) => answer === undefined) ?? false;
    if (status === undefined) this.#begin({ connection, tag, content: behind, line, answer: undefined });
    else if (isWaiting && (connection ?? group?.connection) === group?.connection) {
      this.#check(behind, line, textOf(content).length - textOf(behind).length);
      this.#answer(tag, { status, prefix: withoutLastBlanks(behind) }, line);
    } else if (textOf(behind).trim() === '' && behind.length <= 1)
      this.#report(line, `No command waits for this answer: "${textOf(content).trimEnd()}".`);
    else this.#begin({ connection, tag, content: behind, line, answer: { status, prefix: [] } });
  }

  #answer(tag: number | undefined, answer: ImaptestAnswer, line: number): void {
    const open = this.#group?.commands.find((command) => command.tag === tag);
    const name = tag === undefined ? 'a command without a tag' : `tag${tag}`;
    if (!open) this.#report(line, `No command waits for this answer: there is no ${name} before it.`);
    else if (open.answer) this.#report(line, `Expected one answer for ${name}, and this is another.`);
    else {
      this.#goOn(this.#group?.lines ?? []);
      open.answer = answer;
    }
  }

  #begin(command: {
    connection: number | undefined;
    tag: number | undefined;
    content: Content;
    line: number;
    answer: ImaptestAnswer | undefined;
  }): void {
    const { tag, content, line, answer } = command;
    if (command.connection === undefined && this.#connections > 1)
      this.#report(
        line,
        `Expected the number of a connection before the command, 1 to ${this.#connections}.`,
      );
    const connection = command.connection ?? 1;
    const group = this.#group;
    if (group && tag !== undefined && isOpenPipeline(group)) {
      if (group.commands.some((other) => other.tag === tag))
        this.#report(line, `Expected another tag: tag${tag} has a command already.`);
      if (group.connection !== connection)
        this.#report(
          line,
          `Expected connection ${group.connection}: commands that are sent at once share one.`,
        );
      this.#goOn(group.lines);
    } else {
      this.#close();
      this.#group = { line, connection, commands: [], lines: [], isOrdered: false };
    }
    this.#group?.commands.push({ tag, content, line, answer });
  }

  #report(line: number, message: string): void {
    this.#problems.push({ line, message });
  }

  #close(): void {
    const group = this.#group;
    this.#group = undefined;
    for (const { line, content, answer } of group?.commands ?? []) {
      if (answer === undefined) this.#report(line, `Expected ok, no, bad or "" ${forAnswerTo(content)}.`);
    }
    if (group) this.#items.push({ kind: 'group', ...group });
    this.#items.push(...this.#pauses, ...this.#notes);
    this.#pauses = [];
    this.#notes = [];
  }
}

/** `+ idling`, `}}}` and `{5}` have no place in such a script, and no command begins or ends so. */
function findMistake(content: Content): string | undefined {
  const last = content.at(-1);
  const [counted] = (last?.kind === 'text' && /~?\{\d+\+?\}\s*$/.exec(last.text)) || [];
  if (counted !== undefined)
    return `Expected "{{{", lines and "}}}" instead of "${counted.trim()}": literals are counted for you.`;
  const text = textOf(content);
  if (text.startsWith('}}}')) return 'Expected "{{{" at the end of a line before this "}}}".';
  if (/\{\{\{\s+$/.test(text)) return 'Expected nothing behind "{{{", no blank either.';
  return /^\+(?: |$)/.test(text)
    ? 'Expected no "+": what asks for more is waited for without being written.'
    : undefined;
}

function forAnswerTo(content: Content): string {
  const text = textOf(content).trim();
  return `to say what the answer to "${text.length > 40 ? `${text.slice(0, 40)}…` : text}" is`;
}

/** `200ms`, `10 msecs`, `1`: seconds unless it says. */
function durationOf(said: Octets): Octets | undefined {
  const [, number, unit = 's'] =
    /^(\d{1,6}) *(ms|msecs?|milliseconds?|s|secs?|seconds?|m|mins?|minutes?)?$/i.exec(said) ?? [];
  if (number === undefined) return undefined;
  return number + (/^m(?:s|il)/i.test(unit) ? 'ms' : unit.charAt(0).toLowerCase());
}

/** More commands with tags belong to it. */
function isOpenPipeline({ commands }: OpenGroup): boolean {
  return (
    commands.every(({ tag }) => tag !== undefined) && commands.some(({ answer }) => answer === undefined)
  );
}

function readConnection(content: Content): { connection: number | undefined; rest: Content } {
  const [head, number] = /^([1-9]\d{0,2})(?:\s+|$)/.exec(textOf(content)) ?? [];
  if (head === undefined) return { connection: undefined, rest: content };
  return { connection: Number(number), rest: cut(content, head.length) };
}

/** `tag1 ok `: further blanks belong to the command. */
function readHead(content: Content): {
  tag: number | undefined;
  status: ImaptestAnswer['status'] | undefined;
  behind: Content;
} {
  const [head = '', tag, status] =
    /^(?:tag0*([1-9]\d{0,8}) )?(?:(ok|no|bad|"")(?: |$))?/i.exec(textOf(content)) ?? [];
  return {
    tag: tag === undefined ? undefined : Number(tag),
    status: status === undefined ? undefined : statusOf(status),
    behind: cut(content, head.length),
  };
}

function statusOf(word: Octets): ImaptestAnswer['status'] {
  const upper = word.toUpperCase();
  return upper === 'OK' || upper === 'NO' || upper === 'BAD' ? upper : '';
}

/** The text that a line begins with. */
function textOf([first]: Content): Octets {
  return first?.kind === 'text' ? first.text : '';
}

/** Without the first octets. */
function cut(content: Content, length: number): Content {
  const [first, ...rest] = content;
  if (first?.kind !== 'text') return content;
  const text = first.text.slice(length);
  return text === '' && rest.length > 0 ? rest : [{ kind: 'text', text }, ...rest];
}

function withoutLastBlanks(content: Content): Content {
  const last = content.at(-1);
  return last?.kind === 'text'
    ? [...content.slice(0, -1), { kind: 'text', text: last.text.trimEnd() }]
    : content;
}
