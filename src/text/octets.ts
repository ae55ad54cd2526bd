/**
 * A string whose every character is one octet (U+0000 to U+00FF). The core handles bytes in this form: offsets
 * in it are octet offsets, nothing is lost, and comparing and slicing are as fast as on any string.
 */
export type Octets = string;

/** The bytes as octets. */
export function octetsOf(bytes: Uint8Array): Octets {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** The octets as bytes. */
export function bytesOf(octets: Octets): Uint8Array {
  return Buffer.from(octets, 'latin1');
}

/** Text (UTF-16) as the octets of its UTF-8 form. */
export function encodeUtf8(text: string): Octets {
  return isAscii(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

/** True when no octet is above 0x7F. */
export function isAscii(octets: string): boolean {
  return !/[^\x00-\x7f]/.test(octets);
}

/** Lower-cases A to Z only, as IMAP compares keywords. */
export function lowerAscii(octets: Octets): Octets {
  return isAscii(octets) ? octets.toLowerCase() : octets.replace(/[A-Z]+/g, (word) => word.toLowerCase());
}

/** Upper-cases a to z only. */
export function upperAscii(octets: Octets): Octets {
  return isAscii(octets) ? octets.toUpperCase() : octets.replace(/[a-z]+/g, (word) => word.toUpperCase());
}

/**
 * The octets as text that is safe to write to a terminal: valid UTF-8 is decoded; control characters (C0, DEL, C1),
 * invisible and direction-changing characters and octets that are not UTF-8 become `\xHH` (or `\u{H}`). Nothing else
 * is changed, so a backslash stands for itself.
 */
export function visible(octets: Octets): string {
  if (!/[^\x20-\x7e]/.test(octets)) return octets;
  let shown = '';
  for (let at = 0; at < octets.length; ) {
    const length = utf8Length(octets, at);
    shown += length === 0 ? hex(octets.charCodeAt(at)) : showCharacter(octets.slice(at, at + length));
    at += Math.max(length, 1);
  }
  return shown;
}

/** Any text (UTF-16) made safe for a terminal in the same way. */
export function visibleText(text: string): string {
  return /[^\x20-\x7e]/.test(text) ? visible(Buffer.from(text, 'utf8').toString('latin1')) : text;
}

/**
 * The length in octets of the well-formed UTF-8 character at an offset; 0 when there is none (RFC 3629 §4).
 */
export function utf8Length(octets: Octets, at: number): 0 | 1 | 2 | 3 | 4 {
  const first = octets.charCodeAt(at);
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return tails(octets, at, 1) ? 2 : 0;
  const second = octets.charCodeAt(at + 1);
  if (first >= 0xe0 && first <= 0xef) {
    if ((first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f)) return 0;
    return tails(octets, at, 2) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    if ((first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f)) return 0;
    return tails(octets, at, 3) ? 4 : 0;
  }
  return 0;
}

function tails(octets: Octets, at: number, count: number): boolean {
  for (let offset = 1; offset <= count; offset++) {
    if ((octets.charCodeAt(at + offset) & 0xc0) !== 0x80 || at + offset >= octets.length) return false;
  }
  return true;
}

function hex(octet: number): string {
  return `\\x${octet.toString(16).padStart(2, '0')}`;
}

/** Control, format (zero-width, direction), unassigned-looking separators and blanks other than the ASCII one. */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]|(?! )\p{Zs}/u;

function showCharacter(utf8: Octets): string {
  if (utf8.length === 1) return utf8 >= ' ' && utf8 <= '~' ? utf8 : hex(utf8.charCodeAt(0));
  const character = Buffer.from(utf8, 'latin1').toString('utf8');
  return hidden.test(character) ? `\\u{${character.codePointAt(0)?.toString(16)}}` : character;
}
