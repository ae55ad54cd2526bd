import type { Octets } from '../../text/octets.js';
import type { ImportProblem } from './imported.js';

/** Text and the literals in it, in turn. */
export type Content = readonly ContentPart[];

export type ContentPart =
  | { readonly kind: 'text'; readonly text: Octets }
  | { readonly kind: 'literal'; readonly octets: Octets; readonly binary: boolean };

/** What `!ifenv` asks for. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A line with its literals; `text` is the first text of it. */
export interface LogicalLine {
  readonly line: number;
  readonly content: Content;
}

/** The lines behind the header, as far as their conditions hold. */
export function* readLines(
  lines: readonly Octets[],
  from: number,
  environment: Environment,
  problems: ImportProblem[],
): Generator<LogicalLine> {
  const conditions: Condition[] = [];
  for (let at = from; at < lines.length; ) {
    const line = at + 1;
    const first = (lines[at] ?? '').replace(/\r$/, '');
    const condition = /^!(ifenv|ifnenv|else|endif)\b\s*(\S*)/.exec(first);
    if (condition) {
      const problem = applyCondition(conditions, condition[1] ?? '', condition[2] ?? '', environment, line);
      if (problem !== undefined) problems.push({ line, message: problem });
      at++;
      continue;
    }
    const read = readLogicalLine(lines, at);
    if (!read.isClosed) problems.push({ line, message: 'Expected a line that begins with "}}}".' });
    if (conditions.every(({ holds }) => holds)) yield { line, content: read.content };
    at = read.next;
  }
  for (const { line } of conditions) problems.push({ line, message: 'Expected !endif for this condition.' });
}

/** An `!ifenv` that is open. */
interface Condition {
  readonly line: number;
  readonly holds: boolean;
  readonly isElse: boolean;
}

/** Gives what is wrong with a condition, if something is. */
function applyCondition(
  conditions: Condition[],
  word: string,
  name: string,
  environment: Environment,
  line: number,
): string | undefined {
  const isSet = environment[name] !== undefined;
  if (/^ifn?env$/.test(word) && name === '') return `Expected the name of a variable behind !${word}.`;
  if (word === 'ifenv' || word === 'ifnenv') {
    conditions.push({ line, holds: isSet === (word === 'ifenv'), isElse: false });
    return undefined;
  }
  const last = conditions.pop();
  if (!last) return `Expected !ifenv before !${word}.`;
  if (word === 'else') conditions.push({ ...last, holds: !last.holds, isElse: true });
  return word === 'else' && last.isElse ? 'Expected !endif: this !ifenv has an !else already.' : undefined;
}

interface ReadLine {
  readonly content: Content;
  /** The next line's index. */
  readonly next: number;
  readonly isClosed: boolean;
}

/** A line that ends in `{{{` goes on with the lines up to the one that begins with `}}}`, and behind that. */
function readLogicalLine(lines: readonly Octets[], from: number): ReadLine {
  const content: ContentPart[] = [];
  let rest = (lines[from] ?? '').replace(/\r$/, '');
  let at = from + 1;
  for (;;) {
    const [, head, tilde] = (rest.startsWith('#') ? null : /^(.*?)(~?)\{\{\{$/s.exec(rest)) ?? [];
    if (head === undefined) {
      if (rest !== '' || content.length === 0) content.push({ kind: 'text', text: rest });
      return { content, next: at, isClosed: true };
    }
    if (head !== '') content.push({ kind: 'text', text: head });
    const end = indexFrom(lines, at, (line) => line.startsWith('}}}'));
    const body = lines.slice(at, end === -1 ? lines.length : end);
    const binary = tilde === '~';
    content.push({ kind: 'literal', octets: bodyOf(body, binary), binary });
    if (end === -1) return { content, next: lines.length, isClosed: false };
    rest = (lines[end] ?? '').slice('}}}'.length).replace(/\r$/, '');
    at = end + 1;
  }
}

function indexFrom(lines: readonly Octets[], from: number, isIt: (line: Octets) => boolean): number {
  for (let index = from; index < lines.length; index++) if (isIt(lines[index] ?? '')) return index;
  return -1;
}

/** The last line end is not part of it. A literal8 has the line ends of the file. */
function bodyOf(lines: readonly Octets[], binary: boolean): Octets {
  if (binary) return lines.join('\n');
  return lines.map((line) => line.replace(/\r$/, '')).join('\r\n');
}
