import type { MismatchClass, ScriptStream } from '../script/ast.js';
import { align, forEachGap, type Gap, type Key } from './align.js';
import { UnitJudge, type Verdict } from './diff-judge.js';
import { type Block, splitBlocks, type Unit } from './diff-units.js';
import { joinLines, MovedUnits } from './moved-units.js';

export { diffWords, type WordRange } from './words.js';

/** Two transcripts side by side: rows in order, ready to be shown. */
export interface TranscriptDiff {
  readonly rows: readonly DiffRow[];
  /** True where the sides were too different to be compared line by line everywhere. */
  readonly coarse: boolean;
}

/**
 * `equal`: the same octets. `matched`: different octets that mean the same, or that a pattern allows. `changed`: one
 * line against another. `moved`: both sides have the message, at different places; the row stands where it came, and its
 * class is `order` when nothing else differs. `expected` and `actual`: a line that only that side has.
 */
export type DiffRow =
  | { readonly kind: 'equal' | 'matched'; readonly expected: DiffLine; readonly actual: DiffLine }
  | TwoSidedRow<'changed'>
  | TwoSidedRow<'moved'>
  | { readonly kind: 'expected'; readonly expected: DiffLine; readonly class: MismatchClass }
  | { readonly kind: 'actual'; readonly actual: DiffLine; readonly class: MismatchClass };

/** The data of a literal: so many octets. */
export interface LiteralData {
  readonly octets: number;
}

interface TwoSidedRow<Kind> {
  readonly kind: Kind;
  readonly expected: DiffLine;
  readonly actual: DiffLine;
  readonly class: MismatchClass;
}

export interface DiffLine {
  /** From 1. */
  readonly number: number;
  /** `other`: comments, directives and blank lines. */
  readonly from: 'client' | 'server' | 'other';
  /** Safe to show; without the `C: ` or `S: ` and the line end. */
  readonly text: string;
  /** The literal whose data the line is, one object for all its lines; absent anywhere else. */
  readonly literal?: LiteralData;
}

/**
 * Aligns two transcripts by command, what belongs to a command by response, and a response by line. The rows hold the
 * lines of both sides in their order, but for what is expected elsewhere. Takes about linear time.
 */
export function diffTranscripts(expected: ScriptStream, actual: ScriptStream): TranscriptDiff {
  const writer = new RowWriter();
  writer.pairBlocks(splitBlocks(expected), splitBlocks(actual));
  return { rows: writer.finish(), coarse: writer.coarse };
}

/** Commands belong together when they are the same; else but for the tag; else by what is still the same. */
const firstKey = ({ command }: Block) => command?.key ?? '';
const blockKeys: readonly Key<Block>[] = [
  firstKey,
  ({ command }) => command && withoutTag(command.key),
  ({ command }) => command && `${command.item.tag} ${command.item.name}`,
  ({ command }) => command?.item.name,
  ({ command }) => command?.item.tag,
];

function restOf(first: Block | undefined, others: Iterator<Block, undefined>): readonly Block[] {
  const rest: Block[] = [];
  for (let block = first; block; block = others.next().value) rest.push(block);
  return rest;
}

function withoutTag(line: string): string {
  return line.slice(line.indexOf(' ') + 1);
}

/** What a command brought belongs together when it is the same, else when it is about the same, else of one kind. */
const unitKeys: readonly Key<Unit>[] = [
  ({ item, key }) => (item.kind === 'server' ? key : `${item.kind} ${key}`),
  (unit) => unit.subject,
  (unit) => unit.kind,
];

/** Writes rows while it walks through both sides. */
class RowWriter {
  coarse = false;
  /** Undefined where a message was expected that is found elsewhere. */
  readonly #rows: (DiffRow | undefined)[] = [];
  readonly #judge = new UnitJudge();
  readonly #moved = new MovedUnits(this.#rows);

  finish(): DiffRow[] {
    this.#moved.joinIdentical();
    return this.#rows.filter((row) => row !== undefined);
  }

  /** While the commands are the same they are paired as they come, which is how `align` begins. */
  pairBlocks(expected: Iterator<Block, undefined>, actual: Iterator<Block, undefined>): void {
    let e = expected.next().value;
    let a = actual.next().value;
    for (; e && a && firstKey(e) === firstKey(a); e = expected.next().value, a = actual.next().value)
      this.#pairBlock(e, a);
    this.#walk(restOf(e, expected), restOf(a, actual), blockKeys, {
      pair: (e, a) => this.#pairBlock(e, a),
      expected: (block) => this.#alone('expected', unitsOf(block)),
      actual: (block) => this.#alone('actual', unitsOf(block)),
    });
  }

  #pairBlock(expected: Block, actual: Block): void {
    const { count } = this.#moved;
    this.#pairUnits(expected.before, actual.before);
    if (expected.command && actual.command) {
      this.#judge.pairTags(expected.command.item.tag, actual.command.item.tag);
      this.#pair(expected.command, actual.command);
    }
    this.#judge.ignoresText = expected.after.some(ignoresText);
    this.#pairUnits(expected.after, actual.after);
    this.#judge.ignoresText = false;
    this.#moved.joinWithinCommand(count, this.#judge);
  }

  #pairUnits(expected: readonly Unit[], actual: readonly Unit[]): void {
    this.#walk(expected, actual, unitKeys, {
      pair: (e, a) => this.#pair(e, a),
      expected: (unit) => this.#alone('expected', [unit]),
      actual: (unit) => this.#alone('actual', [unit]),
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
    const { partners, coarse } = align(expected, actual, keys);
    this.coarse ||= coarse;
    const visitGap = (gap: Gap) => {
      for (const item of expected.slice(gap.expectedStart, gap.expectedEnd)) on.expected(item);
      for (const item of actual.slice(gap.actualStart, gap.actualEnd)) on.actual(item);
    };
    forEachGap(partners, actual.length, visitGap, (e, a) => on.pair(expected[e]!, actual[a]!));
  }

  #pair(expected: Unit, actual: Unit): void {
    const verdict = this.#judge.compare(expected, actual);
    if (verdict === 'equal') this.#pushEqual(expected.lines, actual.lines);
    else if (verdict === 'matched' && expected.lines.length !== actual.lines.length)
      this.#rows.push({
        kind: 'matched',
        expected: joinLines(expected.lines),
        actual: joinLines(actual.lines),
      });
    else this.#pairLines(expected.lines, actual.lines, verdict);
  }

  #pushEqual(expected: readonly DiffLine[], actual: readonly DiffLine[]): void {
    for (const [index, line] of expected.entries())
      this.#rows.push({ kind: 'equal', expected: line, actual: actual[index]! });
  }

  #pairLines(expected: readonly DiffLine[], actual: readonly DiffLine[], verdict: Verdict): void {
    const areSingle = expected.length === 1 && actual.length === 1;
    const { partners } = align(expected, actual, areSingle ? [] : [({ text }) => text]);
    const visitGap = (gap: Gap) => {
      const expectedLines = expected.slice(gap.expectedStart, gap.expectedEnd);
      this.#pairGap(expectedLines, actual.slice(gap.actualStart, gap.actualEnd), verdict);
    };
    forEachGap(partners, actual.length, visitGap, (e, a) =>
      this.#rows.push({ kind: 'equal', expected: expected[e]!, actual: actual[a]! }),
    );
  }

  #pairGap(expected: readonly DiffLine[], actual: readonly DiffLine[], verdict: Verdict): void {
    const count = Math.min(expected.length, actual.length);
    for (let index = 0; index < count; index++) {
      const lines = { expected: expected[index]!, actual: actual[index]! };
      if (verdict === 'matched' || verdict === 'equal') this.#rows.push({ kind: 'matched', ...lines });
      else this.#rows.push({ kind: 'changed', ...lines, class: verdict });
    }
    const name = verdict === 'matched' || verdict === 'equal' ? 'text' : verdict;
    for (const line of expected.slice(count))
      this.#rows.push({ kind: 'expected', expected: line, class: name });
    for (const line of actual.slice(count)) this.#rows.push({ kind: 'actual', actual: line, class: name });
  }

  #alone(side: 'expected' | 'actual', units: readonly Unit[]): void {
    for (const unit of units) {
      this.#moved.add(side, unit, this.#rows.length);
      for (const line of unit.lines) {
        if (side === 'expected') this.#rows.push({ kind: side, expected: line, class: classOfMissing(unit) });
        else this.#rows.push({ kind: side, actual: line, class: classOfUnexpected(unit) });
      }
    }
  }
}

/** `%ignore text` after a command is about what that command brought. */
function ignoresText({ item }: Unit): boolean {
  return item.kind === 'directive' && item.body.name === 'ignore' && item.body.classes.includes('text');
}

/** What need not come is shown, but not as missing; comments are nothing that could come. */
function classOfMissing({ item }: Unit): MismatchClass {
  if (item.kind === 'server') return item.presence === 'must' ? 'missing' : 'text';
  return item.kind === 'client' ? 'missing' : 'text';
}

function classOfUnexpected({ item }: Unit): MismatchClass {
  return item.kind === 'server' || item.kind === 'client' ? 'unexpected' : 'text';
}

function unitsOf({ before, command, after }: Block): readonly Unit[] {
  return command ? [...before, command, ...after] : [...before, ...after];
}
