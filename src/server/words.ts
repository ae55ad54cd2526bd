import { isAll, tagChar } from '../imap/chars.js';

/** A part of a command, as far as it matters to compare two: blanks count, how a string is spelled does not. */
export interface Word {
  readonly kind: 'blank' | 'parenthesis' | 'atom' | 'string';
  /** Of a string, its content. */
  readonly text: string;
}

/** A command in pieces: what stands in its lines, and the content of its literals between them. */
export interface Piece {
  readonly kind: 'text' | 'literal';
  readonly text: string;
}

/** Cuts a command into words. Any text will do: a quote that nothing closes makes its rest one atom. */
export function splitWords(pieces: readonly Piece[]): Word[] {
  return pieces.flatMap((piece): Word[] =>
    piece.kind === 'literal' ? [{ kind: 'string', text: piece.text }] : splitText(piece.text),
  );
}

/** Whether these are the words of a line that begins with a tag, one blank and more. */
export function hasTag([tag, blank, command]: readonly Word[]): boolean {
  return tag?.kind === 'atom' && isAll(tag.text, tagChar) && blank?.kind === 'blank' && command !== undefined;
}

/** The tag to answer with: `*` where there is none. */
export function tagOf(words: readonly Word[]): string {
  return hasTag(words) ? (words[0]?.text ?? '*') : '*';
}

function splitText(text: string): Word[] {
  const words: Word[] = [];
  for (let at = 0; at < text.length; ) {
    const end = wordEnd(text, at);
    words.push(readWord(text.slice(at, end)));
    at = end;
  }
  return words;
}

function wordEnd(text: string, at: number): number {
  const octet = text[at] ?? '';
  if (octet === '"') return quotedEnd(text, at);
  if (octet === '(' || octet === ')') return at + 1;
  const isOther = isBlank(octet)
    ? (other: string) => !isBlank(other)
    : (other: string) => ' \t()"'.includes(other);
  let end = at + 1;
  while (end < text.length && !isOther(text[end] ?? '')) end++;
  return end;
}

function quotedEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '"') return at + 1;
    if (text[at] === '\\') at++;
  }
  return text.length;
}

function readWord(text: string): Word {
  if (isBlank(text[0] ?? '')) return { kind: 'blank', text };
  if (text === '(' || text === ')') return { kind: 'parenthesis', text };
  if (text.length > 1 && text.startsWith('"') && text.endsWith('"'))
    return { kind: 'string', text: text.slice(1, -1).replace(/\\(.)/gs, '$1') };
  return { kind: 'atom', text };
}

function isBlank(octet: string): boolean {
  return octet === ' ' || octet === '\t';
}
