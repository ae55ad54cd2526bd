import type { MismatchClass, Script } from '../script/ast.js';
import { align, forEachGap, type Gap, type Key } from './align.js';
import { type Block, splitBlocks, type Unit } from './diff-units.js';

export { diffWords, type WordRange } from './words.js';

/** Two transcripts side by side: rows in order, ready to be shown. */
export interface TranscriptDiff {
  readonly rows: readonly DiffRow[];
  /** True where the sides were too different to be compared line by line everywhere. */
  readonly coarse: boolean;
}

/**
 * `equal`: the same octets. `matched`: different octets that mean the same, or that a pattern allows. `changed`: one
 * line against another. `expected` and `actual`: a line that only that side has.
 */
export type DiffRow =
  | { readonly kind: 'equal' | 'matched'; readonly expected: DiffLine; readonly actual: DiffLine }
  | {
      readonly kind: 'changed';
      readonly expected: DiffLine;
      readonly actual: DiffLine;
      readonly class: MismatchClass;
    }
  | { readonly kind: 'expected'; readonly expected: DiffLine; readonly class: MismatchClass }
  | { readonly kind: 'actual'; readonly actual: DiffLine; readonly class: MismatchClass };

export interface DiffLine {
  /** From 1. */
  readonly number: number;
  /** `other`: comments, directives and blank lines. */
  readonly from: 'client' | 'server' | 'other';
  /** Safe to show; without the `C: ` or `S: ` and the line end. */
  readonly text: string;
}

/**
 * Aligns two transcripts by command, what belongs to a command by response, and a response by line. The rows hold the
 * lines of both sides in their order. Takes about linear time.
 */
export function diffTranscripts(expected: Script, actual: Script): TranscriptDiff {
  const writer = new RowWriter();
  writer.pairBlocks(splitBlocks(expected), splitBlocks(actual));
  return { rows: writer.rows, coarse: writer.coarse };
}

/** Commands belong together when they are the same; else but for the tag; else by what is still the same. */
const blockKeys: readonly Key<Block>[] = [
  ({ command }) => command?.key ?? '',
  ({ command }) => command && withoutTag(command.key),
  ({ command }) => command && `${command.item.tag} ${command.item.name}`,
  ({ command }) => command?.item.name,
  ({ command }) => command?.item.tag,
];

function withoutTag(line: string): string {
  return line.slice(line.indexOf(' ') + 1);
}

const unitKeys: readonly Key<Unit>[] = [(unit) => `${unit.item.kind} ${unit.key}`];

/** Writes rows while it walks through both sides. */
class RowWriter {
  readonly rows: DiffRow[] = [];
  coarse = false;

  pairBlocks(expected: readonly Block[], actual: readonly Block[]): void {
    this.#walk(expected, actual, blockKeys, {
      pair: (e, a) => {
        this.#pairUnits(e.before, a.before);
        if (e.command && a.command) this.#pairMessages(e.command, a.command);
        this.#pairUnits(e.after, a.after);
      },
      expected: (block) => unitsOf(block).forEach((unit) => this.#expected(unit)),
      actual: (block) => unitsOf(block).forEach((unit) => this.#actual(unit)),
    });
  }

  #pairUnits(expected: readonly Unit[], actual: readonly Unit[]): void {
    this.#walk(expected, actual, unitKeys, {
      pair: (e, a) => this.#pairMessages(e, a),
      expected: (unit) => this.#expected(unit),
      actual: (unit) => this.#actual(unit),
    });
  }

  #walk<Item>(
    expected: readonly Item[],
    actual: readonly Item[],
    keys: readonly Key<Item>[],
    on: {
      readonly pair: (expected: Item, actual: Item) => void;
      readonly expected: (item: Item) => void;
      readonly actual: (item: Item) => void;
    },
  ): void {
    const { pairs, coarse } = align(expected, actual, keys);
    this.coarse ||= coarse;
    forEachGap(pairs, expected.length, actual.length, (gap, next) => {
      for (const item of expected.slice(gap.expectedStart, gap.expectedEnd)) on.expected(item);
      for (const item of actual.slice(gap.actualStart, gap.actualEnd)) on.actual(item);
      if (next) on.pair(expected[next[0]]!, actual[next[1]]!);
    });
  }

  #pairMessages(expected: Unit, actual: Unit): void {
    if (expected.key === actual.key) {
      expected.lines.forEach((line, index) => this.#push('equal', line, actual.lines[index]!));
      return;
    }
    this.#changed(expected, actual, 'value');
  }

  #changed(expected: Unit, actual: Unit, mismatch: MismatchClass): void {
    const { pairs } = align(expected.lines, actual.lines, [(line) => line.text]);
    forEachGap(pairs, expected.lines.length, actual.lines.length, (gap, next) => {
      this.#changedLines(expected, actual, gap, mismatch);
      if (next) this.#push('equal', expected.lines[next[0]]!, actual.lines[next[1]]!);
    });
  }

  #changedLines(expected: Unit, actual: Unit, gap: Gap, mismatch: MismatchClass): void {
    const e = expected.lines.slice(gap.expectedStart, gap.expectedEnd);
    const a = actual.lines.slice(gap.actualStart, gap.actualEnd);
    const count = Math.min(e.length, a.length);
    for (let n = 0; n < count; n++)
      this.rows.push({ kind: 'changed', expected: e[n]!, actual: a[n]!, class: mismatch });
    for (const line of e.slice(count)) this.rows.push({ kind: 'expected', expected: line, class: mismatch });
    for (const line of a.slice(count)) this.rows.push({ kind: 'actual', actual: line, class: mismatch });
  }

  #push(kind: 'equal' | 'matched', expected: DiffLine, actual: DiffLine): void {
    this.rows.push({ kind, expected, actual });
  }

  #expected(unit: Unit): void {
    for (const line of unit.lines) this.rows.push({ kind: 'expected', expected: line, class: 'missing' });
  }

  #actual(unit: Unit): void {
    for (const line of unit.lines) this.rows.push({ kind: 'actual', actual: line, class: 'unexpected' });
  }
}

function unitsOf({ before, command, after }: Block): readonly Unit[] {
  return command ? [...before, command, ...after] : [...before, ...after];
}
