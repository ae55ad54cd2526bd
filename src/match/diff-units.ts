import type { Response } from '../imap/response.js';
import type {
  ClientMessage,
  HeredocLiteral,
  Item,
  Notation,
  ScriptStream,
  ServerMessage,
} from '../script/ast.js';
import { notationAt, sideOf } from '../script/notation.js';
import { type Octets, visible } from '../text/octets.js';
import type { Source, Span } from '../text/source.js';
import type { DiffLine, LiteralData } from './diff.js';
import { ExpectedResponse } from './expected-response.js';
import { kindOf, subjectOf } from './response-subject.js';

/** One item of a script as the lines it has in the file. */
export class Unit<Kind extends Item = Item> {
  readonly item: Kind;
  readonly source: Source;
  readonly lines: readonly DiffLine[];
  /** What the lines say, whatever their notation and line ends. */
  readonly key: Octets;
  #about: About | undefined;

  constructor(item: Kind, source: Source, lines: readonly DiffLine[], key: Octets) {
    this.item = item;
    this.source = source;
    this.lines = lines;
    this.key = key;
  }

  isServer(): this is Unit<ServerMessage> {
    return this.item.kind === 'server';
  }

  isClient(): this is Unit<ClientMessage> {
    return this.item.kind === 'client';
  }

  /** What kind of message it is; undefined for comments and directives, of which one is not another's other form. */
  get kind(): string | undefined {
    return this.#readAbout().kind;
  }

  /** What a server's message is about; undefined for anything else. */
  get subject(): string | undefined {
    return this.#readAbout().subject;
  }

  #readAbout(): About {
    this.#about ??= this.isServer() ? describeServer(this) : { kind: clientKind(this), subject: undefined };
    return this.#about;
  }
}

interface About {
  readonly kind: string | undefined;
  readonly subject: string | undefined;
}

/** What must not come is no other form of what came. */
function describeServer(unit: Unit<ServerMessage>): About {
  const { presence, form, tag } = unit.item;
  if (presence === 'never') return { kind: undefined, subject: undefined };
  if (form === 'tagged') return { kind: form, subject: `${form} ${tag}` };
  const response = readNumbered(unit.key) ?? readUnit(unit).response;
  const kind = kindOf(response);
  const subject = subjectOf(response);
  return { kind, subject: subject === undefined ? undefined : `${kind} ${subject}` };
}

/** Most lines of long transcripts are of this form; they need not be read to the end to know what they are about. */
function readNumbered(octets: Octets): Response | undefined {
  const [, number, word = ''] = /^\* (\d{1,15}) ([A-Za-z]+)(?= |$)/.exec(octets) ?? [];
  if (number === undefined) return undefined;
  const numberAtom = { kind: 'atom', text: number, start: 2, end: 2 + number.length } as const;
  const name = word.toUpperCase();
  return { kind: 'data', octets, name, number: Number(number), numberAtom, values: [] };
}

function clientKind(unit: Unit): string | undefined {
  return unit.isClient() ? 'client' : undefined;
}

/** A server's message as the response it describes. */
export function readUnit({ item, source }: Unit<ServerMessage>): ExpectedResponse {
  return new ExpectedResponse({ message: item, source });
}

/** A command with what comes before it (comments) and after it; the first block of a script has no command. */
export interface Block {
  readonly before: readonly Unit[];
  readonly command: Unit<ClientMessage> | undefined;
  readonly after: readonly Unit[];
}

/** Takes a script apart into blocks, units and lines, as they are asked for: most are needed for a moment only. */
export function* splitBlocks(script: ScriptStream): Generator<Block, undefined> {
  let before: Unit[] = [];
  let after: Unit[] = [];
  let command: Block['command'];
  for (const unit of splitUnits(script)) {
    if (!isCommand(unit)) {
      after.push(unit);
      continue;
    }
    const next = takeTrailing(after);
    yield { before, command, after };
    before = next;
    command = unit;
    after = [];
  }
  yield { before, command, after };
}

function isCommand(unit: Unit): unit is Unit<ClientMessage> {
  return unit.isClient() && unit.item.role === 'command';
}

/** Takes comments, directives and blank lines off the end. */
function takeTrailing(units: Unit[]): Unit[] {
  let from = units.length;
  while (from > 0 && units[from - 1]!.lines[0]?.from === 'other') from--;
  return units.splice(from);
}

function* splitUnits({ source, items }: ScriptStream): Generator<Unit> {
  let number = 1;
  for (const item of items) {
    const raw = splitLines(source.text, item);
    const lines = raw.map(({ from, text, literal }): DiffLine => {
      const line = { number: number++, from, text: visible(text) };
      return literal ? { ...line, literal } : line;
    });
    yield new Unit(item, source, lines, keyOf(item, raw));
  }
}

function keyOf(item: Item, lines: readonly RawLine[]): Octets {
  const key = lines.length === 1 ? lines[0]!.text : lines.map(({ text }) => text).join('\n');
  return item.kind === 'server' && item.presence === 'never' ? `S!: ${key}` : key;
}

interface RawLine {
  readonly from: DiffLine['from'];
  readonly text: Octets;
  readonly literal?: LiteralData;
}

function splitLines(text: Octets, item: Item): readonly RawLine[] {
  if (item.kind === 'client' || item.kind === 'server') {
    const [segment, ...others] = item.segments;
    const isOneLine = others.length === 0 && segment && !segment.literal;
    return isOneLine ? [{ from: item.kind, text: segment.line.raw }] : splitMessage(text, item);
  }
  return [{ from: 'other', text: item.kind === 'blank' ? '' : item.text }];
}

/** Takes a message apart that has literals, or lines that go on. */
function splitMessage(text: Octets, message: ClientMessage | ServerMessage): RawLine[] {
  const { starts, continuations } = notedPlaces(message);
  const bodies = bodiesOf(message);
  const lines: RawLine[] = [];
  const { end } = message.span;
  let noted = 0;
  for (let at = message.span.start; at < end; ) {
    const lineFeed = text.indexOf('\n', at);
    const next = lineFeed === -1 || lineFeed >= end ? end : lineFeed + 1;
    while (noted < starts.length && starts[noted]! < at) noted++;
    const start = starts[noted] ?? next;
    const hasNotation = start <= next && notations.has(text.slice(at, start));
    const isContinuation = continuations.some(({ span }) => at >= span.start && at < span.end);
    while (bodies[0] && bodies[0].span.end <= at) bodies.shift();
    const body =
      bodies[0] && at >= bodies[0].span.start && next <= bodies[0].span.end ? bodies[0] : undefined;
    lines.push({
      from: isContinuation ? 'server' : message.kind,
      text: text.slice(hasNotation ? start : at, next).replace(/\r?\n$/, ''),
      ...(body && { literal: body.data }),
    });
    at = next;
  }
  return lines;
}

/** Where the data of the literals stands, in order; a line that goes on behind them is none of theirs. */
function bodiesOf({ segments }: ClientMessage | ServerMessage): { span: Span; data: LiteralData }[] {
  return segments.flatMap(({ literal }) =>
    literal?.form === 'counted' || literal?.form === 'heredoc'
      ? [{ span: literal.bodySpan, data: { octets: literal.octets.length } }]
      : [],
  );
}

const notations: ReadonlySet<string> = new Set(['C: ', 'C:', 'C\\: ', 'S: ', 'S:', 'S\\: ', 'S?: ', 'S!: ']);

/** Where texts begin behind their notation, in order, and the server's lines within a client message. */
function notedPlaces({ segments }: ClientMessage | ServerMessage): {
  readonly starts: readonly number[];
  readonly continuations: readonly ServerMessage[];
} {
  const starts: number[] = [];
  const continuations: ServerMessage[] = [];
  for (const { line, literal } of segments) {
    starts.push(line.textStart);
    if (literal?.form !== 'counted' && literal?.form !== 'heredoc') continue;
    if (literal.continuation) {
      continuations.push(literal.continuation);
      starts.push(...notedPlaces(literal.continuation).starts);
    }
    if (literal.form === 'counted') for (const { start } of literal.lines) starts.push(start);
    else if (line.notation !== '') starts.push(...bodyStarts(literal, line.notation));
  }
  return { starts, continuations };
}

/** Where the lines of a heredoc begin behind the notation that each of them has, the one that ends it too. */
function bodyStarts({ raw, bodySpan }: HeredocLiteral, announced: Notation): number[] {
  const starts: number[] = [];
  for (let at = 0, next = 0; at < raw.length; at = next) {
    next = raw.indexOf('\n', at) + 1 || raw.length;
    const stop = at + raw.slice(at, next).replace(/\r?\n$/, '').length;
    const notation = notationAt(raw, at, stop);
    if (sideOf(notation) === sideOf(announced)) starts.push(bodySpan.start + at + notation.length);
    else if (at === 0) return [];
  }
  return starts;
}
