import { limits } from '../imap/limits.js';
import type { Diagnostic } from '../text/diagnostic.js';
import { type Octets, upperAscii } from '../text/octets.js';
import type { Source, Span } from '../text/source.js';
import type {
  ClientMessage,
  Comment,
  Directive,
  Item,
  Line,
  Notation,
  Script,
  ScriptStream,
  Segment,
  ServerMessage,
} from './ast.js';
import { readDirective } from './directive.js';
import { LineReader } from './line-reader.js';
import { MessageReader } from './message-reader.js';
import { isEscaped, notationAt, type Side, sideOf } from './notation.js';
import { parseTemplate } from './placeholder.js';
import { createProblem } from './problem.js';
import { isStatusResponse, taggedAnswerEnd } from './server-form.js';
import { readSuppression } from './suppression.js';

/** Reads a script. Never throws; takes any octets; what is wrong is in `problems`; linear in the length. */
export function parseScript(source: Source): Script {
  const parser = new Parser(source);
  const items: Item[] = [];
  for (let item = parser.next(); item; item = parser.next()) items.push(item);
  return { source, items, problems: parser.problemsInOrder() };
}

/** As `parseScript`, for a script of any length: an item is read when it is asked for, and again at the next pass. */
export function streamScript(source: Source): ScriptStream {
  let problems: readonly Diagnostic[] | undefined;
  const items = {
    *[Symbol.iterator]() {
      const parser = new Parser(source);
      for (let item = parser.next(); item; item = parser.next()) yield item;
      problems ??= parser.problemsInOrder();
    },
  };
  return {
    source,
    items,
    get problems() {
      return (problems ??= parseScript(source).problems);
    },
  };
}

/** What the client's next lines are on one connection: commands, or what AUTHENTICATE or IDLE wait for. */
type Mode = { readonly kind: 'command' } | { readonly kind: 'authenticate' | 'idle'; readonly tag: Octets };

/** True for what some editors begin their files with: no comment of the writer's, and no part of what is sent. */
export function isByteOrderMark({ text }: Comment): boolean {
  return text === byteOrderMark;
}

const commandMode: Mode = { kind: 'command' };
const byteOrderMark = '\xef\xbb\xbf';

class Parser {
  private readonly text: Octets;
  private readonly line: LineReader;
  private readonly problems: Diagnostic[] = [];
  private readonly names = new Map<Octets, Octets>();
  private readonly modes = new Map<Octets, Mode>();
  private mode: Mode = commandMode;
  private connection: Octets = '';
  private pipeline: Span | undefined;
  private at = 0;

  constructor(source: Source) {
    this.text = source.text;
    this.line = new LineReader(source.text);
  }

  /** The next item; undefined behind the last one. */
  next(): Item | undefined {
    const { at } = this;
    if (at >= this.text.length) return undefined;
    if (at === 0 && this.text.startsWith(byteOrderMark)) return this.readByteOrderMark();
    this.line.moveTo(at);
    const item = this.readItem(at);
    this.at = this.line.next;
    return item;
  }

  /** Of all items, once they are read. */
  problemsInOrder(): readonly Diagnostic[] {
    if (this.pipeline) this.report('pipeline', this.pipeline, 'Expected %end after this %pipeline.');
    return this.problems.toSorted((a, b) => a.span.start - b.span.start);
  }

  private readByteOrderMark(): Comment {
    const span = { start: 0, end: byteOrderMark.length };
    const fix = { title: 'Remove the byte order mark', safe: true, edits: [{ span, text: '' }] };
    const message = 'Byte order mark at the start of the file. Save the file as UTF-8 without it.';
    this.problems.push(createProblem('byteOrderMark', span, message, { fix }));
    this.at = span.end;
    return { kind: 'comment', span, text: byteOrderMark, end: '' };
  }

  private readItem(at: number): Item {
    if (this.line.stop === at) {
      return { kind: 'blank', span: { start: at, end: this.line.next }, end: this.line.end };
    }
    switch (this.text.charCodeAt(at)) {
      case 0x23:
        return this.readComment(at);
      case 0x25:
        return this.readDirective(at);
      case 0x2a:
        return this.text.charCodeAt(at + 1) === 0x20 && this.line.stop > at + 1
          ? this.readServer(at, '')
          : this.readClient(at, '');
      case 0x2b:
        return this.readServer(at, '');
    }
    const notation = notationAt(this.text, at, this.line.stop);
    const side = sideOf(notation);
    if (side === 'server') return this.readServer(at, notation);
    if (side === undefined && taggedAnswerEnd(this.text, at, this.line.stop) !== -1)
      return this.readServer(at, '');
    return this.readClient(at, notation);
  }

  private readComment(at: number): Comment {
    const text = this.text.slice(at, this.line.stop);
    const { suppression, problem } = readSuppression(text, at);
    if (problem) this.problems.push(problem);
    const comment = {
      kind: 'comment',
      span: { start: at, end: this.line.next },
      text,
      end: this.line.end,
    } as const;
    return suppression ? { ...comment, suppression } : comment;
  }

  private readDirective(at: number): Directive {
    const text = this.text.slice(at, this.line.stop);
    const { word, body, problem } = readDirective(text, at);
    if (problem) this.problems.push(problem);
    const span = { start: at, end: this.line.next };
    if (body.name === 'on') this.switchConnection(body.connection);
    if (body.name === 'pipeline') this.openPipeline({ start: at, end: word.end });
    if (body.name === 'end') this.closePipeline({ start: at, end: word.end });
    if (this.line.hasBrace()) for (const found of parseTemplate(text, at).problems) this.problems.push(found);
    return { kind: 'directive', span, text, end: this.line.end, word, body };
  }

  private switchConnection(connection: Octets): void {
    this.modes.set(this.connection, this.mode);
    this.connection = connection;
    this.mode = this.modes.get(connection) ?? commandMode;
  }

  private openPipeline(span: Span): void {
    if (this.pipeline) {
      const related = [{ span: this.pipeline, message: 'opened here' }];
      this.report(
        'pipeline',
        span,
        'Expected %end before the next %pipeline: they cannot be nested.',
        related,
      );
    }
    this.pipeline = span;
  }

  private closePipeline(span: Span): void {
    if (!this.pipeline) this.report('pipeline', span, 'Expected %pipeline before this %end.');
    this.pipeline = undefined;
  }

  private readClient(start: number, notation: Notation): ClientMessage {
    const role = this.roleOf(start + notation.length);
    const segments = this.readSegments('client', start, notation, role === 'command');
    const span = this.spanOf(start, segments);
    if (span.end - span.start > limits.commandLine) this.checkLength(segments);
    if (role !== 'command') {
      if (role === 'done') this.mode = commandMode;
      return { kind: 'client', span, role, tag: '', name: '', segments };
    }
    const text = commandText(segments);
    const tagEnd = text.indexOf(' ');
    const tag = tagEnd === -1 ? text : text.slice(0, tagEnd);
    const name = tagEnd === -1 ? '' : this.nameOf(secondWord(text, tagEnd + 1));
    this.mode = modeAfter(name, tag);
    return { kind: 'client', span, role, tag, name, segments };
  }

  private checkLength(segments: readonly Segment[]): void {
    for (const { line } of segments) {
      if (line.raw.length <= limits.commandLine) continue;
      const span = { start: line.textStart + limits.commandLine, end: line.textStart + line.raw.length };
      const message = `This line has ${line.raw.length} octets, and no server takes more than ${limits.commandLine}. Send what is long as a literal.`;
      this.problems.push(createProblem('longLine', span, message));
    }
  }

  /** The word in upper case; one string for all commands of a name. */
  private nameOf(word: Octets): Octets {
    const known = this.names.get(word);
    if (known !== undefined) return known;
    const name = upperAscii(word);
    if (word.length <= 16 && this.names.size < 256) this.names.set(word, name);
    return name;
  }

  private roleOf(textStart: number): ClientMessage['role'] {
    switch (this.mode.kind) {
      case 'command':
        return 'command';
      case 'authenticate':
        return this.text.slice(textStart, this.line.stop).includes(' ') ? 'command' : 'answer';
      case 'idle':
        return /^DONE$/i.test(this.text.slice(textStart, Math.min(this.line.stop, textStart + 5)))
          ? 'done'
          : 'command';
    }
  }

  private readServer(start: number, notation: Notation): ServerMessage {
    const textStart = start + notation.length;
    const { stop } = this.line;
    const first = this.text[textStart];
    const tagEnd = first === '*' || first === '+' ? -1 : taggedAnswerEnd(this.text, textStart, stop);
    const tag = tagEnd === -1 ? '' : this.text.slice(textStart, tagEnd);
    const holdsLiterals =
      tagEnd === -1 && this.line.hasBrace() && !isStatusResponse(this.text, textStart, stop);
    const segments = this.readSegments('server', start, notation, holdsLiterals);
    const form = tagEnd !== -1 ? 'tagged' : first === '+' ? 'continuation' : 'untagged';
    if (this.mode.kind !== 'command' && tag === this.mode.tag && tag !== '') this.mode = commandMode;
    return {
      kind: 'server',
      span: this.spanOf(start, segments),
      presence: notation === 'S?: ' ? 'may' : notation === 'S!: ' ? 'never' : 'must',
      form,
      tag,
      segments,
    };
  }

  /** Shares the line's span where it is the message's too: there are millions. */
  private spanOf(start: number, segments: readonly Segment[]): Span {
    const only = segments.length === 1 ? segments[0]?.line.span : undefined;
    return only?.end === this.line.next ? only : { start, end: this.line.next };
  }

  /** Reads a message's lines and literals. Afterwards `line` is its last line. */
  private readSegments(side: Side, start: number, notation: Notation, holdsLiterals: boolean): Segment[] {
    if (!isEscaped(notation) && !this.line.hasBrace()) {
      return [{ line: this.plainLine(start, notation, this.line.stop) }];
    }
    return new MessageReader(
      this.line,
      this.problems,
      { side, notated: notation !== '' },
      holdsLiterals,
    ).read(start, notation);
  }

  private plainLine(start: number, notation: Notation, stop: number): Line {
    const textStart = start + notation.length;
    const raw = this.text.slice(textStart, stop);
    return { span: { start, end: this.line.next }, notation, raw, text: raw, textStart, end: this.line.end };
  }

  private report(kind: 'pipeline', span: Span, message: string, related: Diagnostic['related'] = []): void {
    this.problems.push(createProblem(kind, span, message, { related }));
  }
}

function commandText(segments: readonly Segment[]): Octets {
  let text = '';
  for (const { line, literal } of segments) {
    text += line.text;
    if (literal) return text;
  }
  return text;
}

function secondWord(text: Octets, start: number): Octets {
  const end = text.indexOf(' ', start);
  return end === -1 ? text.slice(start) : text.slice(start, end);
}

function modeAfter(name: Octets, tag: Octets): Mode {
  if (name === 'AUTHENTICATE') return { kind: 'authenticate', tag };
  return name === 'IDLE' ? { kind: 'idle', tag } : commandMode;
}
