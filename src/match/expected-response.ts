import { parseResponse, type Response, type ResponseSyntax } from '../imap/response.js';
import type { Value } from '../imap/value.js';
import type { Line, Literal, ServerMessage } from '../script/ast.js';
import { lineTemplate } from '../script/line-template.js';
import { type Placeholder, parseTemplate, placeholderEnd, type TemplatePart } from '../script/placeholder.js';
import type { Octets } from '../text/octets.js';
import { positionAt, type Source } from '../text/source.js';
import type { CapturePlace } from './captures.js';

/** An expected response and the file it is written in. */
export interface Expectation {
  readonly message: ServerMessage;
  readonly source: Source;
}

/** An expectation as the response it describes, with the places of its placeholders. */
export class ExpectedResponse {
  readonly message: ServerMessage;
  /** As on the wire, heredocs as literals; placeholders stand as they are written. */
  readonly octets: Octets;
  readonly response: Response;
  readonly #source: Source;
  readonly #places: readonly PlacedPlaceholder[];
  readonly #origins: readonly Origin[];

  constructor({ message, source }: Expectation) {
    const writer = new TemplateWriter(source, message);
    this.message = message;
    this.#source = source;
    this.#places = writer.places;
    this.#origins = writer.origins;
    this.octets = writer.octets;
    this.response = parseResponse(this.octets, this.hasPlaceholders ? syntaxOf(writer) : undefined);
  }

  get hasPlaceholders(): boolean {
    return this.#places.length > 0;
  }

  /** What stands between two offsets of `octets`, taken apart at its placeholders. */
  template(start: number, end: number): readonly TemplatePart[] {
    const parts: TemplatePart[] = [];
    let at = start;
    for (let index = this.#firstPlaceFrom(start); index < this.#places.length; index++) {
      const place = this.#places[index]!;
      if (place.end > end) break;
      if (place.start > at) parts.push({ kind: 'text', text: this.octets.slice(at, place.start) });
      parts.push(place.placeholder);
      at = place.end;
    }
    if (at < end || parts.length === 0) parts.push({ kind: 'text', text: this.octets.slice(at, end) });
    return parts;
  }

  /** The content of an atom or a string as a template: quoting is undone. */
  content(value: Value): readonly TemplatePart[] {
    if (!this.hasPlaceholders && value.kind !== 'list' && value.kind !== 'nil')
      return [{ kind: 'text', text: value.text }];
    if (value.kind !== 'string') return this.template(value.start, value.end);
    if (value.form !== 'quoted') return this.template(value.end - value.text.length, value.end);
    return this.template(value.start + 1, value.end - 1).map((part) =>
      part.kind === 'text' ? { kind: 'text', text: part.text.replace(/\\(["\\])/g, '$1') } : part,
    );
  }

  /** The placeholder that a value is, when it is nothing else. */
  solePlaceholder({ start, end }: Value): Placeholder | undefined {
    const place = this.#places[this.#firstPlaceFrom(start)];
    return place?.start === start && place.end === end ? place.placeholder : undefined;
  }

  /** Where an offset of `octets` is written. */
  placeAt(offset: number): CapturePlace {
    const origin = this.#origins.findLast(({ start }) => start <= offset);
    const at = origin?.sourceOffset ?? this.message.span.start;
    return { path: this.#source.path, line: positionAt(this.#source, at).line };
  }

  /** The index of the first placeholder that does not begin before an offset. */
  #firstPlaceFrom(offset: number): number {
    let low = 0;
    let high = this.#places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#places[middle]!.start < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Only what was written as a placeholder is one: not a `${` that an escape made, nor one in counted octets. */
function syntaxOf({ octets, places }: TemplateWriter): ResponseSyntax {
  const ends = new Map(places.map(({ start, end }) => [start, end]));
  return { placeholderEnd: (text, at) => (text === octets ? ends.get(at) : placeholderEnd(text, at)) };
}

interface PlacedPlaceholder {
  readonly start: number;
  readonly end: number;
  readonly placeholder: Placeholder;
}

/** Where a line of the wire octets is in the file. */
interface Origin {
  readonly start: number;
  readonly sourceOffset: number;
}

class TemplateWriter {
  octets = '';
  readonly places: PlacedPlaceholder[] = [];
  readonly origins: Origin[] = [];
  readonly #source: Source;

  constructor(source: Source, { segments }: ServerMessage) {
    this.#source = source;
    for (const { line, literal } of segments) {
      this.origins.push({ start: this.octets.length, sourceOffset: line.textStart });
      this.#addParts(lineTemplate(line));
      if (literal) this.#addLiteral(literal, line);
    }
    if (!segments.at(-1)?.line.open) this.octets += '\r\n';
  }

  #addParts(parts: readonly TemplatePart[]): void {
    for (const part of parts) {
      const start = this.octets.length;
      this.octets += part.kind === 'text' ? part.text : part.raw;
      if (part.kind === 'placeholder')
        this.places.push({ start, end: this.octets.length, placeholder: part });
    }
  }

  #addLiteral(literal: Literal, line: Line): void {
    if (literal.form === 'file' || literal.form === 'refused') {
      this.octets += literal.announcement;
      return;
    }
    this.octets += `${literal.binary ? '~' : ''}{${literal.octets.length}}\r\n`;
    const lines = literal.form === 'counted' ? literal.lines.map(({ start }) => start) : undefined;
    this.#addOrigins(literal.octets, lines ?? this.#lineStarts(literal.bodySpan.start, literal.bodySpan.end));
    if (literal.form === 'heredoc') this.#addParts(parseTemplate(literal.octets).parts);
    else this.octets += literal.octets;
    this.origins.push({ start: this.octets.length, sourceOffset: line.textStart });
  }

  #addOrigins(octets: Octets, sourceOffsets: readonly number[]): void {
    let start = 0;
    for (const sourceOffset of sourceOffsets) {
      this.origins.push({ start: this.octets.length + start, sourceOffset });
      const lineFeed = octets.indexOf('\n', start);
      if (lineFeed === -1) return;
      start = lineFeed + 1;
    }
  }

  #lineStarts(start: number, end: number): number[] {
    const starts = [start];
    const { text } = this.#source;
    for (let at = text.indexOf('\n', start); at !== -1 && at + 1 < end; at = text.indexOf('\n', at + 1))
      starts.push(at + 1);
    return starts;
  }
}
