/**
 * How many columns a text takes on a terminal. Texts are safe to show already (`visible`): no control, format or
 * unassigned character is left, so what counts is whether a character is wide, combining, or neither.
 */
export function cellWidth(text: string): number {
  if (isNarrow(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** The beginning of a text that fits into so many columns. */
export function cutToWidth(text: string, width: number): string {
  return text.slice(0, offsetWithin(text, 0, width));
}

/** The offset of the first character from `start` on that does not fit into so many columns; one fits always. */
export function offsetBehind(text: string, start: number, width: number): number {
  const end = offsetWithin(text, start, width);
  return end > start || start >= text.length ? end : start + characterAt(text, start).length;
}

/** True where every character takes one column in every terminal. */
export function isNarrow(text: string): boolean {
  return !/[^\x20-\x7e]/.test(text);
}

function offsetWithin(text: string, start: number, width: number): number {
  if (isNarrow(text.slice(start, start + width + 1))) return Math.min(text.length, start + width);
  let used = 0;
  let at = start;
  while (at < text.length) {
    const character = characterAt(text, at);
    used += characterWidth(character);
    if (used > width) break;
    at += character.length;
  }
  return at;
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0x20);
}

function characterWidth(character: string): number {
  if (character <= '~') return 1;
  if (combining.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

/** Marks that join the character before them, and the vowels and finals of conjoining Hangul. */
const combining = /[\p{Mn}\p{Me}\u1160-\u11ff\ud7b0-\ud7ff]/u;

/** East Asian Width W and F (Unicode Annex 11), and what terminals draw as pictures. */
const wide =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18d08}\u{1aff0}-\u{1b2fb}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]|(?![\u{1f1e6}-\u{1f1ff}])\p{Emoji_Presentation}/u;
