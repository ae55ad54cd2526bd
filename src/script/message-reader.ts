import type { Diagnostic } from '../text/diagnostic.js';
import type { Octets } from '../text/octets.js';
import { type Announcement, findAnnouncement, findMisplacedHeredoc } from './announcement.js';
import type { Line, LineEnd, Literal, Notation, Segment, ServerMessage } from './ast.js';
import { isOpenLine, unescapeText } from './escape.js';
import type { LineReader } from './line-reader.js';
import { type Announcer, CountedReader, readHeredoc } from './literal-body.js';
import { isEscaped, notationAt, sideOf } from './notation.js';
import { parseTemplate } from './placeholder.js';
import { createProblem } from './problem.js';
import { taggedAnswerEnd } from './server-form.js';

/** Where a segment's line begins. */
interface Place {
  readonly at: number;
  readonly notation: Notation;
  readonly escaped: boolean;
}

/** The server's line between an announcement and the data: `+`, or the answer that refuses the data. */
type Reaction =
  | { readonly kind: 'continuation'; readonly message: ServerMessage }
  | { readonly kind: 'refusal' };

/** Reads one message that has literals, escapes or placeholders. Afterwards `line` is the message's last line. */
export class MessageReader {
  private readonly text: Octets;
  private readonly segments: Segment[] = [];

  constructor(
    private readonly line: LineReader,
    private readonly problems: Diagnostic[],
    private readonly announcer: Announcer,
    private readonly holdsLiterals: boolean,
  ) {
    this.text = line.text;
  }

  read(at: number, notation: Notation): Segment[] {
    let place: Place | undefined = { at, notation, escaped: isEscaped(notation) };
    while (place) place = this.readSegment(place);
    return this.segments;
  }

  /** Reads a line and its literal; gives where the message goes on. */
  private readSegment(place: Place): Place | undefined {
    const from = place.at + place.notation.length;
    const found = this.holdsLiterals
      ? findAnnouncement(this.text, from, this.line.stop, place.escaped)
      : undefined;
    switch (found?.form) {
      case undefined:
        return this.readRest(place);
      case 'file':
        return this.readFile(place, found);
      case 'counted':
        return this.readCounted(place, found);
      case 'heredoc':
        return this.readHeredoc(place, found);
    }
  }

  private readRest(place: Place): Place | undefined {
    const { stop, next, end } = this.line;
    const line = this.createLine(place, stop, next, end);
    this.segments.push({ line });
    const misplaced = this.holdsLiterals ? findMisplacedHeredoc(this.text, line.textStart, stop) : undefined;
    if (misplaced) this.problems.push(createProblem('heredocPlace', misplaced, misplacedMessage));
    return line.open ? this.placeAfterOpen() : undefined;
  }

  /** After `\c` the message goes on in the next line, if that is one of the same side by its notation. */
  private placeAfterOpen(): Place | undefined {
    const at = this.line.next;
    if (at >= this.text.length) return undefined;
    this.line.moveTo(at);
    const notation = notationAt(this.text, at, this.line.stop);
    if (sideOf(notation) === this.announcer.side) return { at, notation, escaped: isEscaped(notation) };
    this.line.endAt(at);
    return undefined;
  }

  private readFile(place: Place, found: Announcement): Place {
    const line = this.createLine(place, found.start, found.end, '');
    this.segments.push({ line, literal: { form: 'file', ...this.announced(found), path: found.content } });
    return { at: found.end, notation: '', escaped: place.escaped };
  }

  private readCounted(place: Place, found: Announcement): Place | undefined {
    const inline = found.end < this.line.stop;
    const bodyStart = inline ? found.end : this.line.next;
    const line = this.createLine(place, found.start, bodyStart, inline ? '' : this.line.end);
    const count = Number(found.content);
    const announced = this.announced(found);
    const reaction = inline ? undefined : this.readReaction(line, found, bodyStart);
    if (reaction?.kind === 'refusal') {
      this.segments.push({ line, literal: { form: 'refused', ...announced, count } });
      this.line.endAt(bodyStart);
      return undefined;
    }
    const rawStart = reaction ? reaction.message.span.end : bodyStart;
    const dataStart = inline ? rawStart + escapedLineEnd.length : rawStart;
    const reader = new CountedReader(this.line, this.announcer, this.answers(line), count, dataStart);
    const body = inline ? reader.readInline() : reader.read();
    const literal: Literal = {
      form: 'counted',
      ...announced,
      count,
      raw: this.text.slice(rawStart, body.end),
      bodySpan: { start: rawStart, end: body.end },
      octets: body.octets,
      lines: body.lines,
      ...(reaction && { continuation: reaction.message }),
    };
    this.segments.push({ line, literal });
    if (body.octets.length === count) return this.placeAfter(body.end, body.escaped);
    this.reportShort(found, body.octets.length);
    this.line.endAt(body.end);
    return undefined;
  }

  private readHeredoc(place: Place, found: Announcement): Place | undefined {
    const bodyStart = this.line.next;
    const line = this.createLine(place, found.start, bodyStart, this.line.end);
    const reaction = this.readReaction(line, found, bodyStart);
    const continuation = reaction?.kind === 'continuation' ? reaction.message : undefined;
    const rawStart = continuation ? continuation.span.end : bodyStart;
    const word = found.content;
    const body = readHeredoc(this.line, rawStart, word, this.announcer);
    const wordEnd = body.end + word.length;
    const raw = this.text.slice(rawStart, body.end);
    const literal: Literal = {
      form: 'heredoc',
      ...this.announced(found),
      word,
      raw,
      bodySpan: { start: rawStart, end: body.end },
      octets: body.octets,
      terminator: body.found ? { start: body.end, end: wordEnd } : undefined,
      ...(continuation && { continuation }),
    };
    this.segments.push({ line, literal });
    this.add(body.problems);
    this.add(parseTemplate(raw, rawStart).problems);
    if (!body.found) {
      this.reportHeredoc(found);
      this.line.endAt(body.end);
      return undefined;
    }
    this.line.moveTo(wordEnd);
    return { at: wordEnd, notation: '', escaped: body.escaped };
  }

  /** Where the command goes on behind a literal's data; an empty line where another message follows at once. */
  private placeAfter(end: number, escaped: boolean): Place | undefined {
    if (this.text[end - 1] !== '\n') {
      if (end > this.line.stop) this.line.moveTo(end);
      return { at: end, notation: '', escaped };
    }
    this.line.moveTo(end);
    const notation = notationAt(this.text, end, this.line.stop);
    const side = sideOf(notation);
    const own = this.announcer.notated && side === this.announcer.side ? notation : '';
    if (!this.isOtherSide(end, notation)) return { at: end, notation: own, escaped: isEscaped(own) };
    this.problems.push(createProblem('commandEnd', { start: end, end: this.line.stop }, commandEndMessage));
    this.line.endAt(end);
    return { at: end, notation: '', escaped: false };
  }

  /** True when the line is certainly not the rest of this message, but one of the other side. */
  private isOtherSide(start: number, notation: Notation): boolean {
    const side = sideOf(notation);
    if (this.announcer.notated && side !== undefined) return side !== this.announcer.side;
    if (this.announcer.side === 'server') return false;
    return /^(?:\* |\+)/.test(this.text.slice(start, start + 2)) || this.isOwnAnswer(start, this.firstWord());
  }

  private isOwnAnswer(start: number, tag: Octets): boolean {
    const tagEnd = taggedAnswerEnd(this.text, start, this.line.stop);
    return tagEnd !== -1 && this.text.slice(start, tagEnd) === tag;
  }

  /** Knows the server's answer to this message, among lines that are not said to be anyone's. */
  private answers(line: Line): (at: number) => boolean {
    if (this.announcer.side === 'server') return () => false;
    const tag = this.firstWord(this.segments[0]?.line ?? line);
    return (at) => this.isOwnAnswer(at, tag);
  }

  private firstWord(line: Line | undefined = this.segments[0]?.line): Octets {
    const text = line?.text ?? '';
    const end = text.indexOf(' ');
    return end === -1 ? text : text.slice(0, end);
  }

  /** The server's line behind an announcement that waits for one. */
  private readReaction(line: Line, found: Announcement, at: number): Reaction | undefined {
    if (this.announcer.side === 'server' || found.nonSynchronising || at >= this.text.length)
      return undefined;
    this.line.moveTo(at);
    const notation = notationAt(this.text, at, this.line.stop);
    if (sideOf(notation) === 'client') return undefined;
    if (this.text[at + notation.length] === '+') {
      return { kind: 'continuation', message: this.readContinuation(at, notation) };
    }
    return this.isRefused(at, this.firstWord(this.segments[0]?.line ?? line))
      ? { kind: 'refusal' }
      : undefined;
  }

  /** Whether the answer here refuses the data. Where lines say that they are the server's, others may come before it. */
  private isRefused(start: number, tag: Octets): boolean {
    for (let at = start; at < this.text.length; at = this.line.next) {
      this.line.moveTo(at);
      const notation = notationAt(this.text, at, this.line.stop);
      if (this.isRefusal(at + notation.length, tag)) return true;
      if (sideOf(notation) !== 'server') return false;
    }
    return false;
  }

  private isRefusal(from: number, tag: Octets): boolean {
    if (/^\* BYE(?: |\r?\n|$)/i.test(this.text.slice(from, from + 7))) return true;
    return (
      this.isOwnAnswer(from, tag) && !/^ OK/i.test(this.text.slice(from + tag.length, from + tag.length + 3))
    );
  }

  private readContinuation(at: number, notation: Notation): ServerMessage {
    const place = { at, notation, escaped: isEscaped(notation) };
    const line = this.createLine(place, this.line.stop, this.line.next, this.line.end);
    return {
      kind: 'server',
      span: line.span,
      presence: 'must',
      form: 'continuation',
      tag: '',
      segments: [{ line }],
    };
  }

  private createLine(place: Place, stop: number, spanEnd: number, end: LineEnd): Line {
    const textStart = place.at + place.notation.length;
    const raw = this.text.slice(textStart, stop);
    const span = { start: place.at, end: spanEnd };
    this.add(parseTemplate(raw, textStart).problems);
    const { notation } = place;
    if (!place.escaped) return { span, notation, raw, text: raw, textStart, end };
    const { text, problems } = unescapeText(raw, textStart);
    this.add(problems);
    const line = { span, notation, raw, text, textStart, end, escaped: true } as const;
    return isOpenLine(raw, 0, raw.length) ? { ...line, open: true } : line;
  }

  private add(found: readonly Diagnostic[]): void {
    for (const problem of found) this.problems.push(problem);
  }

  private announced({ start, end, nonSynchronising, binary }: Announcement) {
    const announcement = this.text.slice(start, end);
    return { announcement, announcementSpan: { start, end }, nonSynchronising, binary };
  }

  private reportShort(found: Announcement, length: number): void {
    const span = { start: found.start, end: found.end };
    const message = `This literal announces ${found.content} octets, but only ${length} follow. Expected {${length}}, or more lines; {<<EOM} counts for you.`;
    const announcement = this.text.slice(found.start, found.end).replace(found.content, String(length));
    const fix = { title: `Announce ${length} octets`, safe: false, edits: [{ span, text: announcement }] };
    this.problems.push(createProblem('shortLiteral', span, message, { fix }));
  }

  private reportHeredoc({ start, end, content }: Announcement): void {
    const message = `Expected a line that begins with "${content}" to end what begins here.`;
    this.problems.push(createProblem('heredocEnd', { start, end }, message));
  }
}

/** What stands between an announcement and its data in an escaped line. */
const escapedLineEnd = '\\r\\n';

const misplacedMessage =
  'Expected the line to end after this: the content begins on the next line. For a plain "{" write \\x7b in a "C\\: " or "S\\: " line.';

const commandEndMessage =
  "Expected an empty line, or the rest of the command, after the literal's data: the line end of the command is still to come.";
