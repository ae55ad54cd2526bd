import type { Octets } from '../../text/octets.js';
import { templateOfRegex } from './java-regex.js';
import type { MptLine } from './mpt-file.js';

/** What a side says up to the end of its line, literals included. */
export interface MptMessage {
  readonly kind: 'message';
  readonly from: Side;
  readonly line: number;
  readonly parts: readonly MptPart[];
}

type Side = 'client' | 'server';

export type MptPart =
  /** Of a server it is a regular expression. */
  { readonly kind: 'text'; readonly text: Octets } | MptLiteral;

export interface MptLiteral {
  readonly kind: 'literal';
  readonly octets: Octets;
  readonly isBinary: boolean;
  readonly isNonSync: boolean;
}

/** A line of the client around a literal whose octets are not all there. */
export interface MptFragment {
  readonly kind: 'fragment';
  readonly line: number;
  readonly text: Octets;
  readonly isData: boolean;
}

/** What neither side says. */
export type MptRemark = Exclude<MptLine, SpokenLine>;
export type MptItem = MptMessage | MptFragment | MptRemark;
type SpokenLine = Extract<MptLine, { kind: Side }>;

/**
 * Puts the lines of a message together: in MPT the octets of a literal are further `C:` or `S:` lines. Where those of a
 * server are patterns, or their number is one, the literal becomes any one value.
 */
export function gatherMessages(lines: readonly MptLine[]): readonly MptItem[] {
  return new Gatherer(lines).run();
}

class Gatherer {
  readonly #lines: readonly MptLine[];
  readonly #said: Readonly<Record<Side, readonly number[]>>;
  readonly #closings: readonly (number | undefined)[];
  readonly #items: MptItem[] = [];
  #at = 0;

  constructor(lines: readonly MptLine[]) {
    this.#lines = lines;
    this.#said = { client: octetsSaid(lines, 'client'), server: octetsSaid(lines, 'server') };
    this.#closings = findClosings(lines);
  }

  run(): readonly MptItem[] {
    while (this.#at < this.#lines.length) {
      const line = this.#lines[this.#at]!;
      if (isRemark(line)) {
        this.#items.push(line);
        this.#at++;
      } else this.#message(line);
    }
    return this.#items;
  }

  #message(first: SpokenLine): void {
    const { kind, line } = first;
    const start = this.#at++;
    const parts: MptPart[] = [];
    let rest = wordsOf(first);
    for (;;) {
      const { index = 0, groups } = announcements[kind].exec(rest) ?? {};
      if (!groups) break;
      const before = rest.slice(0, index);
      if (kind === 'client' && !groups.plus) this.#skipInvitation();
      if (!this.#isWhole(kind, Number(groups.size))) {
        if (kind === 'client') {
          this.#fragments(start);
          return;
        }
        rest = `${before}.+${this.#behindPatterns()}`;
        break;
      }
      const { octets, behind } = this.#read(kind, Number(groups.size));
      const literal = { octets, isBinary: groups.tilde === '~', isNonSync: groups.plus === '+' };
      parts.push({ kind: 'text', text: before }, { kind: 'literal', ...literal });
      rest = behind;
    }
    this.#items.push({ kind: 'message', from: kind, line, parts: [...parts, { kind: 'text', text: rest }] });
  }

  /** Whether so many octets stand in the next lines, as they are; a client's command goes on behind them. */
  #isWhole(kind: Side, size: number): boolean {
    const said = this.#said[kind][this.#at] ?? 0;
    return kind === 'client' ? said > size : said >= size;
  }

  /** What a server says before the octets is that it waits for them, which is known. */
  #skipInvitation(): void {
    let end = this.#at;
    while (isSilent(this.#lines[end])) end++;
    const line = this.#lines[end];
    if (line?.kind !== 'server' || !line.regex.startsWith('\\+')) return;
    for (; this.#at < end; this.#at++) this.#note(this.#lines[this.#at]!);
    this.#at++;
  }

  /** The octets of a literal, and what stands behind them. */
  #read(kind: Side, size: number): { readonly octets: Octets; readonly behind: Octets } {
    let data = '';
    // Where they end with a line, the message goes on in the next.
    while (data.length <= size && this.#at < this.#lines.length) {
      const line = this.#lines[this.#at]!;
      if (isSilent(line)) this.#note(line);
      else if (line.kind === kind && data.length === size) {
        this.#at++;
        return { octets: data, behind: wordsOf(line) };
      } else if (line.kind === kind) data += `${plainText(line)}\r\n`;
      else break;
      this.#at++;
    }
    const behind = data.slice(size).replace(/\r?\n$/, '');
    return { octets: data.slice(0, size), behind: kind === 'client' ? behind : escapeText(behind) };
  }

  #fragments(start: number): void {
    for (this.#at = start; this.#at < this.#lines.length; this.#at++) {
      const line = this.#lines[this.#at]!;
      if (line.kind === 'client') this.#items.push({ ...line, kind: 'fragment', isData: this.#at > start });
      else if (isSilent(line)) this.#note(line);
      else return;
    }
  }

  /** A remark inside a message is told before it; blank lines there mean nothing. */
  #note(line: MptLine): void {
    if (line.kind === 'comment') this.#items.push(line);
  }

  /** The end of the line that the literal is part of: it may begin with the end of its octets. */
  #behindPatterns(): Octets {
    const closing = this.#closings[this.#at];
    const line = closing === undefined ? undefined : this.#lines[closing];
    if (closing === undefined || line?.kind !== 'server') return '';
    this.#at = closing + 1;
    return /(?: [A-Z].*)?\\\)$/.exec(line.regex)?.[0] ?? '';
  }
}

/** `{8}` behind a blank is meant as it stands, though it would say how many blanks there are. */
const announcements = {
  client: /(?<tilde>~?)\{(?<size>\d{1,7})(?<plus>\+?)\}$/,
  server: /(?<tilde>~?)(?:\\|(?<=[ ~]))\{(?<size>\d{1,7}|\\d\+)\\?\}$/,
};

function isRemark(line: MptLine): line is MptRemark {
  return line.kind !== 'client' && line.kind !== 'server';
}

function isSilent(line: MptLine | undefined): boolean {
  return line?.kind === 'comment' || line?.kind === 'blank';
}

function wordsOf(line: SpokenLine): Octets {
  return line.kind === 'client' ? line.text : line.regex;
}

/** The one text that a line says. */
function plainText(line: SpokenLine): Octets | undefined {
  if (line.kind === 'client') return line.text;
  const parts = templateOfRegex(line.regex);
  return parts.every((part) => part.kind === 'text') ? parts.map((part) => part.text).join('') : undefined;
}

/** For each line, how many octets a side says from there on without a pattern and without being interrupted. */
function octetsSaid(lines: readonly MptLine[], kind: Side): readonly number[] {
  const said: number[] = [];
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at]!;
    const text = line.kind === kind ? plainText(line) : undefined;
    const following = said[at + 1] ?? 0;
    said[at] = isSilent(line) ? following : text === undefined ? 0 : text.length + 2 + following;
  }
  return said;
}

/** For each line, which of the server's from there on ends as a list does. */
function findClosings(lines: readonly MptLine[]): readonly (number | undefined)[] {
  const closings: (number | undefined)[] = [];
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at]!;
    if (line.kind === 'server') closings[at] = line.regex.endsWith('\\)') ? at : closings[at + 1];
  }
  return closings;
}

/** A regular expression for a text. */
function escapeText(text: Octets): Octets {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
