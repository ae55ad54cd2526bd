import { type Octets, utf8Length, visible } from './octets.js';
import { lineSpan, positionAt, type Source, type Span } from './source.js';

/** Lines of a source with the place that is meant, safe to show and ready to be laid out. */
export interface Excerpt {
  readonly rows: readonly ExcerptRow[];
  /** Terminal columns of the caret line, from 0, under the row that is marked. */
  readonly caret: { readonly start: number; readonly length: number };
}

export interface ExcerptRow {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  readonly marked: boolean;
}

export interface ExcerptOptions {
  /** How many lines before the marked one are shown; 1 unless told. */
  readonly before?: number;
  /** Places that must not be shown, in order: each becomes `‹redacted›`. */
  readonly secrets?: readonly Span[];
}

/** Octets around the place that a long line is cut to. */
const reach = { before: 60, after: 100 };

/** The line that a span begins in, and what stands before it. */
export function excerptOf(source: Source, span: Span, options: ExcerptOptions = {}): Excerpt {
  const { line } = positionAt(source, span.start);
  const secrets = options.secrets ?? [];
  const first = Math.max(1, line - (options.before ?? 1));
  const rows: ExcerptRow[] = [];
  for (let number = first; number < line; number++) {
    rows.push({
      number,
      text: showLine(source, lineSpan(source, number), secrets, span).text,
      marked: false,
    });
  }
  const marked = showLine(source, lineSpan(source, line), secrets, span);
  rows.push({ number: line, text: marked.text, marked: true });
  return { rows, caret: { start: marked.start, length: Math.max(1, marked.end - marked.start) } };
}

interface ShownLine {
  readonly text: string;
  /** The columns that the place takes. */
  readonly start: number;
  readonly end: number;
}

function showLine(source: Source, line: Span, secrets: readonly Span[], place: Span): ShownLine {
  const window = cut(line, place);
  let text = window.start > line.start ? '…' : '';
  let column = text.length;
  let start: number | undefined;
  let end: number | undefined;
  for (let at = window.start; at < window.end; ) {
    if (start === undefined && at >= place.start) start = column;
    if (end === undefined && at >= place.end) end = column;
    const secret = secrets.find((span) => at >= span.start && at < span.end);
    const next = secret ? Math.min(secret.end, window.end) : at + Math.max(1, utf8Length(source.text, at));
    if (secret && place.start > at && place.start < next) start ??= column;
    const shown = secret ? '‹redacted›' : visible(source.text.slice(at, next) as Octets);
    text += shown;
    column += columnsOf(shown);
    at = next;
  }
  start ??= column;
  return { text: window.end < line.end ? `${text}…` : text, start, end: Math.max(end ?? column, start) };
}

function cut(line: Span, place: Span): Span {
  if (line.end - line.start <= reach.before + reach.after) return line;
  const from = place.start >= line.start && place.start <= line.end ? place.start : line.start;
  return {
    start: Math.max(line.start, from - reach.before),
    end: Math.min(line.end, from + reach.after),
  };
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** How many terminal columns a text takes: wide characters two, combining marks none. */
export function columnsOf(text: string): number {
  if (!/[^\x20-\x7e]/.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += wide.test(character) ? 2 : /^\p{M}$/u.test(character) ? 0 : 1;
  return columns;
}
