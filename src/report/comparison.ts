import { type DiffLine, type DiffRow, diffTranscripts } from '../match/diff.js';
import { isDifferent } from '../match/is-different.js';
import type { Outcome } from '../replay/result.js';
import type { MismatchClass, Script } from '../script/ast.js';
import { visible } from '../text/octets.js';
import { positionAt } from '../text/source.js';

/** One script on several servers: plain data, without secrets. The first server is what the others are compared with. */
export interface ComparisonResult {
  readonly version: 1;
  /** Without user and password, such as `dovecot:`. */
  readonly servers: readonly string[];
  readonly scripts: readonly ComparedScript[];
}

export interface ComparedScript {
  readonly path: string;
  /** Of each server: what became of the script by its own statements. */
  readonly outcomes: readonly Outcome[];
  readonly commands: readonly ComparedCommand[];
}

/** A command, or the greeting, with what each server said to it. */
export interface ComparedCommand {
  readonly title: string;
  readonly answers: readonly ComparedAnswer[];
}

export interface ComparedAnswer {
  /** OK, NO, BAD or BYE; '' where it was not asked or said nothing. */
  readonly status: string;
  /** What differs from the first server's, by what it means. */
  readonly differences: readonly LineDifference[];
}

export interface LineDifference {
  readonly class: MismatchClass;
  /** Only words for people or an order without meaning differ. */
  readonly isSlight: boolean;
  /** What the first server said. */
  readonly first: string | undefined;
  /** What this one said instead. */
  readonly other: string | undefined;
}

/** Puts what servers said to one script side by side; undefined where nothing was said. */
export function compareTranscripts(transcripts: readonly (Script | undefined)[]): readonly ComparedCommand[] {
  const sides = transcripts.map((script) => (script ? readSide(script) : undefined));
  const fullest = sides.reduce((a, b) => ((b?.length ?? 0) > (a?.length ?? 0) ? b : a));
  const [first] = transcripts;
  const differences = transcripts.map((script, index) =>
    index === 0 || !first || !script ? undefined : groupDifferences(first, script),
  );
  return (fullest ?? []).map(({ title }, at) => ({
    title,
    answers: sides.map((side, index) => ({
      status: side?.[at]?.status ?? '',
      differences: differences[index]?.get(at) ?? [],
    })),
  }));
}

/** Whether any server said something that means something else than what the first one said. */
export function hasDifference({ answers }: ComparedCommand): boolean {
  return answers.some(({ differences }) => differences.some(({ isSlight }) => !isSlight));
}

interface Said {
  readonly title: string;
  status: string;
  /** Where it is in the transcript. */
  readonly line: number;
}

/** The greeting, then the commands, in order. */
function readSide(script: Script): readonly Said[] {
  const greeting: Said = { title: 'greeting', status: '', line: 0 };
  const said = [greeting];
  const open = new Map<string, Said>([['*', greeting]]);
  for (const item of script.items) {
    if (item.kind === 'client' && item.role === 'command') {
      const [first] = item.segments;
      const title = visible(first?.line.text ?? '') + (first?.literal ? '{…}' : '');
      const command: Said = { title, status: '', line: positionAt(script.source, item.span.start).line };
      said.push(command);
      open.delete('*');
      open.set(item.tag, command);
    }
    if (item.kind !== 'server') continue;
    const [tag = '', word = ''] = (item.segments[0]?.line.text ?? '').split(' ', 2);
    const answered = open.get(tag);
    if (!answered || !/^(?:OK|NO|BAD|BYE|PREAUTH)$/i.test(word)) continue;
    answered.status = word.toUpperCase();
    open.delete(tag);
  }
  return said;
}

/** What differs between two transcripts, by the number of the command it belongs to; 0 is the greeting. */
function groupDifferences(first: Script, other: Script): ReadonlyMap<number, readonly LineDifference[]> {
  const starts = startsOf(first);
  const otherStarts = startsOf(other);
  const groups = new Map<number, LineDifference[]>();
  let current = 0;
  for (const row of diffTranscripts(first, other).rows) {
    current = numberOf(row, starts, otherStarts) ?? current;
    const difference = isDifferent(row) ? describe(row) : undefined;
    // What the client said differs only where a server refused a part of it, or had closed.
    if (!difference || difference.first?.startsWith('C: ') || difference.other?.startsWith('C: ')) continue;
    const group = groups.get(current) ?? [];
    group.push(difference);
    groups.set(current, group);
  }
  return new Map([...groups].map(([command, group]) => [command, pairUp(group)]));
}

/** Lines that say the same at other places, but for the words for people, are the same. */
function pairUp(group: readonly LineDifference[]): readonly LineDifference[] {
  const others = new Map<string, LineDifference[]>();
  for (const one of group) {
    if (one.first !== undefined || one.other === undefined) continue;
    const key = withoutWords(one.other);
    const same = others.get(key) ?? [];
    same.push(one);
    others.set(key, same);
  }
  const taken = new Set<LineDifference>();
  const paired = group.map((one) => {
    if (one.first === undefined || one.other !== undefined) return one;
    const partner = others.get(withoutWords(one.first))?.pop();
    if (!partner) return one;
    taken.add(partner);
    return { class: 'text' as const, isSlight: true, first: one.first, other: partner.other };
  });
  return paired.filter((one) => !taken.has(one));
}

/** The line up to its `resp-text` (RFC 9051 §9), the words of its code in one order. */
function withoutWords(line: string): string {
  const found = /^S: \* (OK|NO|BAD|BYE|PREAUTH)(?: \[([^\]]*)\])?(?= |$)/i.exec(line);
  if (!found) return line;
  const [, status = '', code = ''] = found;
  return [status, ...code.split(/[ ()]+/).toSorted()].join(' ').toUpperCase();
}

/** The lines at which commands begin. */
function startsOf(script: Script): ReadonlyMap<number, number> {
  return new Map(readSide(script).map(({ line }, index) => [line, index]));
}

function numberOf(
  row: DiffRow,
  starts: ReadonlyMap<number, number>,
  otherStarts: ReadonlyMap<number, number>,
): number | undefined {
  if (row.kind !== 'actual') return starts.get(row.expected.number);
  return row.actual.from === 'client' ? otherStarts.get(row.actual.number) : undefined;
}

function describe(row: DiffRow): LineDifference | undefined {
  if (!('class' in row)) return undefined;
  const first = row.kind === 'actual' ? undefined : row.expected;
  const other = row.kind === 'expected' ? undefined : row.actual;
  if (![first, other].some((line) => line && line.from !== 'other')) return undefined;
  const areContinuations = first?.text.startsWith('+') === true && other?.text.startsWith('+') === true;
  const isSlight = row.class === 'text' || row.class === 'order' || areContinuations;
  return { class: row.class, isSlight, first: show(first), other: show(other) };
}

function show(line: DiffLine | undefined): string | undefined {
  return line && `${{ client: 'C: ', server: 'S: ', other: '' }[line.from]}${line.text}`;
}
