import type { Diagnostic } from '../text/diagnostic.js';
import type { Octets } from '../text/octets.js';
import { type Announcement, findAnnouncement, findMisplacedHeredoc } from './announcement.js';
import type { Line, LineEnd, Notation, Segment, ServerMessage } from './ast.js';
import { isOpenLine, unescapeText } from './escape.js';
import type { LineReader } from './line-reader.js';
import { type Announcer, CountedReader, readHeredoc } from './literal-body.js';
import { isEscaped, notationAt, sideOf } from './notation.js';
import { parseTemplate } from './placeholder.js';
import { createProblem, quote } from './problem.js';
import { type Reaction, reactionAt } from './reaction.js';
import { isAnswerTo } from './server-form.js';

/** Where a segment's line begins. */
interface Place {
  readonly at: number;
  readonly notation: Notation;
  readonly escaped: boolean;
}

/** Reads one message that has literals, escapes or placeholders. Afterwards `line` is the message's last line. */
export class MessageReader {
  private readonly text: Octets;
  private readonly segments: Segment[] = [];
  /** The first word: what the server's answer begins with. */
  private tag: Octets | undefined;

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
    return this.endAt(at);
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
    const reaction = inline ? undefined : this.reactionAt(bodyStart, found);
    if (reaction === 'refusal') {
      const count = Number(found.content);
      this.segments.push({ line, literal: { form: 'refused', ...this.announced(found), count } });
      return this.endAt(bodyStart);
    }
    const continuation = reaction && this.readContinuation(bodyStart);
    return this.readData(line, found, continuation, continuation?.span.end ?? bodyStart, inline);
  }

  private readData(
    line: Line,
    found: Announcement,
    continuation: ServerMessage | undefined,
    start: number,
    inline: boolean,
  ): Place | undefined {
    const count = Number(found.content);
    const dataStart = inline ? start + escapedLineEnd.length : start;
    const reader = new CountedReader(this.line, this.announcer, (at) => this.isAnswer(at), count, dataStart);
    const { octets, lines, end, escaped } = inline ? reader.readInline() : reader.read();
    const body = { count, raw: this.text.slice(start, end), bodySpan: { start, end }, octets, lines };
    const literal = { form: 'counted', ...this.announced(found), ...body } as const;
    this.segments.push({ line, literal: continuation ? { ...literal, continuation } : literal });
    if (octets.length === count) return this.placeAfter(end, escaped);
    this.reportShort(found, octets);
    return this.endAt(end);
  }

  private readHeredoc(place: Place, found: Announcement): Place | undefined {
    const bodyStart = this.line.next;
    const line = this.createLine(place, found.start, bodyStart, this.line.end);
    const hasContinuation = this.reactionAt(bodyStart, found) === 'continuation';
    const continuation = hasContinuation ? this.readContinuation(bodyStart) : undefined;
    const start = continuation?.span.end ?? bodyStart;
    const word = found.content;
    const { octets, end, wordEnd, escaped, problems } = readHeredoc(this.line, start, word, this.announcer);
    const raw = this.text.slice(start, end);
    const terminator = wordEnd === undefined ? undefined : { start: end, end: wordEnd };
    const body = { word, raw, bodySpan: { start, end }, octets, terminator };
    const literal = { form: 'heredoc', ...this.announced(found), ...body } as const;
    this.segments.push({ line, literal: continuation ? { ...literal, continuation } : literal });
    this.add(problems);
    this.add(parseTemplate(raw, start).problems);
    if (wordEnd === undefined) {
      this.reportHeredoc(found);
      return this.endAt(end);
    }
    this.line.moveTo(wordEnd);
    const behind: Place = { at: wordEnd, notation: '', escaped };
    return this.readLostRest(behind, word) ?? behind;
  }

  private endAt(offset: number): undefined {
    this.line.endAt(offset);
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
    this.endAt(end);
    return { at: end, notation: '', escaped: false };
  }

  /** True when the line is certainly not the rest of this message, but one of the other side. */
  private isOtherSide(start: number, notation: Notation): boolean {
    const side = sideOf(notation);
    if (this.announcer.notated && side !== undefined) return side !== this.announcer.side;
    if (this.announcer.side === 'server') return false;
    return /^(?:\* |\+)/.test(this.text.slice(start, start + 2)) || this.isAnswer(start);
  }

  /** True when the server's answer to this message stands at an offset, which is in the line at hand. */
  private isAnswer(at: number): boolean {
    return this.announcer.side === 'client' && isAnswerTo(this.tag ?? '', this.text, at, this.line.stop);
  }

  private reactionAt(at: number, { nonSynchronising }: Announcement): Reaction | undefined {
    const waits = this.announcer.side === 'client' && !nonSynchronising;
    return waits ? reactionAt(this.line, at, this.tag ?? '') : undefined;
  }

  private readContinuation(at: number): ServerMessage {
    const notation = notationAt(this.text, at, this.line.stop);
    const { stop, next, end } = this.line;
    const line = this.createLine({ at, notation, escaped: isEscaped(notation) }, stop, next, end);
    const { span } = line;
    return { kind: 'server', span, presence: 'must', form: 'continuation', tag: '', segments: [{ line }] };
  }

  private createLine(place: Place, stop: number, spanEnd: number, end: LineEnd): Line {
    const textStart = place.at + place.notation.length;
    const raw = this.text.slice(textStart, stop);
    const span = { start: place.at, end: spanEnd };
    const { notation } = place;
    this.add(parseTemplate(raw, textStart).problems);
    if (!place.escaped) {
      this.tag ??= firstWord(raw);
      return { span, notation, raw, text: raw, textStart, end };
    }
    const { text, problems } = unescapeText(raw, textStart);
    this.tag ??= firstWord(text);
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

  /** The last line end that follows is the message's own: it is due behind the data, and counted with it there is none. */
  private reportShort(found: Announcement, octets: Octets): void {
    const length = octets.endsWith('\r\n') ? octets.length - 2 : octets.length;
    const span = { start: found.start, end: found.end };
    const before = length < octets.length ? ' before the last line end' : '';
    const message = `This literal announces ${quote(found.content)} octets, but only ${length} follow${before}. Expected {${length}}, or more lines; {<<EOM} counts for you.`;
    const announcement = this.text.slice(found.start, found.end).replace(found.content, String(length));
    const fix = { title: `Announce ${length} octets`, safe: false, edits: [{ span, text: announcement }] };
    this.problems.push(createProblem('shortLiteral', span, message, { fix }));
  }

  /** What goes on behind a heredoc stands in the line of its word; it is taken for that on the next line too. */
  private readLostRest(behind: Place, word: Octets): Place | undefined {
    const { stop, next, end } = this.line;
    const notation = notationAt(this.text, next, next + notationWidth);
    const side = sideOf(notation) ?? this.announcer.side;
    const from = next + notation.length;
    const goesOn = this.text[from] === ')' || (this.text[from] === ' ' && this.isInList());
    if (behind.at < stop || next === stop || side !== this.announcer.side || !goesOn) return undefined;
    this.segments.push({ line: this.createLine(behind, stop, next, end) });
    this.line.moveTo(next);
    const span = { start: from, end: this.line.stop };
    const right = quote(word + this.text.slice(from, this.line.stop));
    const message = `Expected this in the line before, directly behind "${quote(word)}": "${right}".`;
    const title = `Move it behind ${quote(word)}`;
    const fix = { title, safe: true, edits: [{ span: { start: stop, end: from }, text: '' }] };
    this.problems.push(createProblem('heredocRest', span, message, { fix }));
    return { at: next, notation, escaped: isEscaped(notation) };
  }

  /** True when a list is open in the lines of the message; parentheses in quotes are text. */
  private isInList(): boolean {
    const lines = this.segments.map(({ line }) => line.text.replace(/"(?:[^"\\]|\\.)*"/g, '')).join('');
    return lines.split('(').length > lines.split(')').length;
  }

  private reportHeredoc({ start, end, content }: Announcement): void {
    const message = `Expected a line that begins with "${quote(content)}" to end what begins here.`;
    this.problems.push(createProblem('heredocEnd', { start, end }, message));
  }
}

function firstWord(text: Octets): Octets {
  const end = text.indexOf(' ');
  return end === -1 ? text : text.slice(0, end);
}

/** The longest notation has five octets. */
const notationWidth = 6;

/** What stands between an announcement and its data in an escaped line. */
const escapedLineEnd = '\\r\\n';

const misplacedMessage =
  'Expected the line to end after this: the content begins on the next line, and what follows it goes below its end, as in "S: )". For a plain "{" write \\x7b in a "C\\: " or "S\\: " line.';

const commandEndMessage =
  "Expected an empty line, or the rest of the command, after the literal's data: the line end of the command is still to come.";
