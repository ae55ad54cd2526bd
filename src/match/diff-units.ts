import type { ClientMessage, Item, Script, ServerMessage } from '../script/ast.js';
import { type Octets, visible } from '../text/octets.js';
import type { Source } from '../text/source.js';
import type { DiffLine } from './diff.js';

/** One item of a script as the lines it has in the file. */
export interface Unit {
  readonly item: Item;
  readonly source: Source;
  readonly lines: readonly DiffLine[];
  /** What the lines say, whatever their notation and line ends. */
  readonly key: Octets;
}

/** A command with what comes before it (comments) and after it; the first block of a script has no command. */
export interface Block {
  readonly before: readonly Unit[];
  readonly command: (Unit & { readonly item: ClientMessage }) | undefined;
  readonly after: readonly Unit[];
}

/** Takes a script apart into blocks, units and lines. */
export function splitBlocks(script: Script): Block[] {
  let before: Unit[] = [];
  let after: Unit[] = [];
  const blocks: Block[] = [];
  let command: Block['command'];
  for (const unit of splitUnits(script)) {
    if (!isCommand(unit)) {
      after.push(unit);
      continue;
    }
    const next = takeTrailing(after);
    blocks.push({ before, command, after });
    before = next;
    command = unit;
    after = [];
  }
  blocks.push({ before, command, after });
  return blocks;
}

function isCommand(unit: Unit): unit is Unit & { readonly item: ClientMessage } {
  return unit.item.kind === 'client' && unit.item.role === 'command';
}

/** Takes comments, directives and blank lines off the end. */
function takeTrailing(units: Unit[]): Unit[] {
  let from = units.length;
  while (from > 0 && sideOf(units[from - 1]!.item) === 'other') from--;
  return units.splice(from);
}

function splitUnits(script: Script): Unit[] {
  let number = 1;
  return script.items.map((item) => {
    const lines = splitLines(script.source.text, item);
    const from = number;
    number += lines.length;
    return {
      item,
      source: script.source,
      key: lines.map((line) => line.text).join('\n'),
      lines: lines.map((line, index) => ({
        number: from + index,
        from: line.from,
        text: visible(line.text),
      })),
    };
  });
}

interface RawLine {
  readonly from: DiffLine['from'];
  readonly text: Octets;
}

function splitLines(text: Octets, item: Item): RawLine[] {
  const { starts, continuations } = notedPlaces(item);
  const lines: RawLine[] = [];
  for (let at = item.span.start; at < item.span.end; ) {
    const lineFeed = text.indexOf('\n', at);
    const next = lineFeed === -1 || lineFeed >= item.span.end ? item.span.end : lineFeed + 1;
    const start =
      starts.find((place) => place >= at && place <= next && notations.has(text.slice(at, place))) ?? at;
    const isContinuation = continuations.some(({ span }) => at >= span.start && at < span.end);
    lines.push({
      from: isContinuation ? 'server' : sideOf(item),
      text: text.slice(start, next).replace(/\r?\n$/, ''),
    });
    at = next;
  }
  return lines;
}

const notations: ReadonlySet<string> = new Set(['C: ', 'C:', 'C\\: ', 'S: ', 'S:', 'S\\: ']);

function sideOf(item: Item): DiffLine['from'] {
  return item.kind === 'client' || item.kind === 'server' ? item.kind : 'other';
}

/** Where texts begin behind their notation, in order, and the server's lines within a client message. */
function notedPlaces(item: Item): { starts: readonly number[]; continuations: readonly ServerMessage[] } {
  if (item.kind !== 'client' && item.kind !== 'server') return { starts: [], continuations: [] };
  const starts: number[] = [];
  const continuations: ServerMessage[] = [];
  for (const { line, literal } of item.segments) {
    starts.push(line.textStart);
    if (literal?.form === 'counted') for (const { start } of literal.lines) starts.push(start);
    if (literal?.form !== 'counted' && literal?.form !== 'heredoc') continue;
    if (!literal.continuation) continue;
    continuations.push(literal.continuation);
    starts.push(...notedPlaces(literal.continuation).starts);
  }
  return { starts, continuations };
}
