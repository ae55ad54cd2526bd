import type { Octets } from '../../text/octets.js';
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
  const reader = new GroupReader(problems);
  for (const line of readLines(lines, end, environment, problems)) reader.take(line);
  return { header, items: reader.finish(), problems };
}

/** A group while it is read. */
interface OpenGroup {
  readonly line: number;
  readonly connection: number;
  readonly commands: OpenCommand[];
  readonly lines: ImaptestLine[];
}

interface OpenCommand {
  /** `tag1`; undefined for the only one of a group. */
  readonly tag: Octets | undefined;
  readonly content: Content;
  readonly line: number;
  answer: ImaptestAnswer | undefined;
}

class GroupReader {
  readonly #items: ImaptestItem[] = [];
  readonly #problems: ImportProblem[];
  readonly #greeting: ImaptestLine[] = [];
  #group: OpenGroup | undefined;
  /** Those inside the group: the command is sent, then imaptest waits. */
  #pauses: Extract<ImaptestItem, { kind: 'sleep' }>[] = [];
  /** What stands behind the newest line of the group: inside it, if the group goes on. */
  #notes: Exclude<ImaptestItem, { kind: 'group' | 'greeting' }>[] = [];

  constructor(problems: ImportProblem[]) {
    this.#problems = problems;
  }

  take({ line, content }: LogicalLine): void {
    const text = textOf(content);
    if (text.trim() === '' && content.length === 1) this.#notes.push({ kind: 'blank' });
    else if (text.startsWith('#')) this.#notes.push({ kind: 'comment', text });
    else if (text.startsWith('!sleep')) this.#notes.push({ kind: 'sleep', duration: text.slice(6).trim() });
    else if (text.startsWith('!output'))
      this.#notes.push({ kind: 'comment', text: `# ${text.slice(7).trim()}` });
    else if (/^[*!?] /.test(text)) this.#expect(text, content, line);
    else this.#command(content, line);
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
    lines.push({ kind: 'expectation', presence, content: cut(content, 2), line });
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
    const { connection, rest } = readConnection(content);
    const [, tag, status, end] =
      /^(?:(tag\d*)\s+)?(?:(ok|no|bad|"")(\s+|$))?/i.exec(textOf(rest)) ?? ([] as (string | undefined)[]);
    const head = tag === undefined ? 0 : tag.length + blanksAt(textOf(rest), tag.length);
    const answer = status === undefined ? undefined : statusOf(status);
    const behind = cut(rest, head + (status === undefined ? 0 : status.length + (end?.length ?? 0)));
    const open = answer === undefined ? undefined : this.#openCommand(tag, connection);
    if (open && answer !== undefined) {
      this.#goOn(this.#group?.lines ?? []);
      open.answer = { status: answer, prefix: behind };
    } else if (textOf(behind).trim() === '' && behind.length <= 1)
      this.#problems.push({ line, message: `No command waits for this answer: "${textOf(content)}".` });
    else this.#begin({ connection, tag, content: behind, line, answer });
  }

  /** The command that an answer is for. */
  #openCommand(tag: Octets | undefined, connection: number | undefined): OpenCommand | undefined {
    const group = this.#group;
    if (!group || (connection !== undefined && connection !== group.connection)) return undefined;
    return group.commands.find((command) => command.tag === tag && command.answer === undefined);
  }

  #begin(command: {
    connection: number | undefined;
    tag: Octets | undefined;
    content: Content;
    line: number;
    answer: ImaptestAnswer['status'] | undefined;
  }): void {
    const { tag, content, line } = command;
    const connection = command.connection ?? 1;
    const answer = command.answer === undefined ? undefined : { status: command.answer, prefix: [] };
    const joins =
      tag !== undefined &&
      this.#group?.commands.every((other) => other.tag !== undefined && other.answer === undefined);
    if (joins) this.#goOn(this.#group?.lines ?? []);
    else {
      this.#close();
      this.#group = { line, connection, commands: [], lines: [] };
    }
    this.#group?.commands.push({ tag, content, line, answer });
  }

  #close(): void {
    const group = this.#group;
    this.#group = undefined;
    for (const { line, answer } of group?.commands ?? []) {
      if (answer === undefined)
        this.#problems.push({ line, message: 'Expected ok, no, bad or "" to say what the answer is.' });
    }
    if (group) this.#items.push({ kind: 'group', ...group });
    this.#items.push(...this.#pauses, ...this.#notes);
    this.#pauses = [];
    this.#notes = [];
  }
}

function readConnection(content: Content): { connection: number | undefined; rest: Content } {
  const [head, number] = /^(\d{1,3})\s+/.exec(textOf(content)) ?? [];
  if (head === undefined) return { connection: undefined, rest: content };
  return { connection: Number(number), rest: cut(content, head.length) };
}

function statusOf(word: Octets): ImaptestAnswer['status'] {
  const upper = word.toUpperCase();
  return upper === 'OK' || upper === 'NO' || upper === 'BAD' ? upper : '';
}

function blanksAt(text: Octets, at: number): number {
  return /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
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
