import { isAscii, type Octets, utf8Length } from '../text/octets.js';

export type DecodedMailboxName = { readonly kind: 'name'; readonly text: string } | MailboxNameRefusal;

/** What is wrong with a name, where (an octet offset in it), and the same name in the right form, when that is clear. */
export interface MailboxNameRefusal {
  readonly kind: 'refused';
  readonly at: number;
  readonly message: string;
  readonly replacement: Octets | undefined;
}

/**
 * A mailbox name in modified UTF-7 (RFC 3501 §5.1.3): printable ASCII stands for itself, `&` is `&-`, and all else is
 * UTF-16 in base64, with `,` for `/`, between `&` and `-`.
 */
export function encodeMailboxName(text: string): Octets {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/&|[^ -~]+/g, (run) => (run === '&' ? '&-' : `&${encodeRun(run)}-`));
}

/** The text of a name in modified UTF-7, if it is in the one form that RFC 3501 §5.1.3 allows for it. */
export function decodeMailboxName(octets: Octets): DecodedMailboxName {
  let text = '';
  let shiftedUntil = -1;
  for (let at = 0; at < octets.length; ) {
    const plain = plainEnd(octets, at);
    text += octets.slice(at, plain);
    at = plain;
    if (at === octets.length) break;
    if (octets[at] !== '&') return refuse(octets, at, notAscii);
    const shift = readShift(octets, at);
    if (shift.kind === 'refused') return refuse(octets, shift.at, shift.message);
    if (at === shiftedUntil && !shift.isAmpersand) return refuse(octets, at, adjacentShifts);
    shiftedUntil = shift.isAmpersand ? -1 : shift.end;
    text += shift.text;
    at = shift.end;
  }
  return { kind: 'name', text };
}

/** INBOX has no case, unlike other names (RFC 9051 §5.1). */
export function isInbox(name: Octets): boolean {
  return name.length === 5 && name.toUpperCase() === 'INBOX';
}

const notAscii = 'Mailbox names with other letters than ASCII are written in modified UTF-7.';
const adjacentShifts = 'Expected one "&…-" here: two in a row are not allowed.';
const ampersand = 'A "&" in a mailbox name is written "&-".';
const slash = 'Expected "," here: modified UTF-7 writes base64 with "," in place of "/".';
const padding = 'Expected "-" here: modified UTF-7 has no "=" at the end.';
const fraction = 'The base64 between "&" and "-" is cut off: it is no whole number of characters.';
const surrogate = 'The base64 between "&" and "-" has half of a character.';
const printable = 'Printable ASCII letters stand for themselves in mailbox names, outside "&…-".';

type Shift =
  | { readonly kind: 'shift'; readonly text: string; readonly end: number; readonly isAmpersand: boolean }
  | { readonly kind: 'refused'; readonly at: number; readonly message: string };

/** Reads from `&` to `-`. */
function readShift(octets: Octets, at: number): Shift {
  let stop = at + 1;
  while (isDigit(octets.charCodeAt(stop))) stop++;
  if (octets[stop] !== '-') return { kind: 'refused', ...brokenShift(octets, at, stop) };
  if (stop === at + 1) return { kind: 'shift', text: '&', end: stop + 1, isAmpersand: true };
  const digits = octets.slice(at + 1, stop);
  const text = decodeRun(digits);
  const message = problemIn(digits, text);
  if (message) return { kind: 'refused', at, message };
  return { kind: 'shift', text, end: stop + 1, isAmpersand: false };
}

function brokenShift(octets: Octets, at: number, stop: number): { at: number; message: string } {
  const isClosed = octets.indexOf('-', stop) !== -1;
  if (isClosed && octets[stop] === '/') return { at: stop, message: slash };
  if (isClosed && octets[stop] === '=') return { at: stop, message: padding };
  return { at, message: ampersand };
}

/** Base64 of UTF-16 is right when it is what its text gives again. */
function problemIn(digits: Octets, text: string): string | undefined {
  if (/[ -~]/.test(text)) return printable;
  if (/\p{Surrogate}/u.test(text)) return surrogate;
  return encodeRun(text) === digits ? undefined : fraction;
}

function encodeRun(run: string): Octets {
  return Buffer.from(run, 'utf16le').swap16().toString('base64').replace(/=+$/, '').replaceAll('/', ',');
}

function decodeRun(digits: Octets): string {
  const bytes = Buffer.from(digits.replaceAll(',', '/'), 'base64');
  return Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le');
}

/** Behind the printable ASCII octets other than `&`. */
function plainEnd(octets: Octets, from: number): number {
  let at = from;
  while (at < octets.length && isPlain(octets.charCodeAt(at))) at++;
  return at;
}

function isPlain(code: number): boolean {
  return code >= 0x20 && code <= 0x7e && code !== 0x26;
}

function isDigit(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x2b ||
    code === 0x2c
  );
}

function refuse(octets: Octets, at: number, message: string): MailboxNameRefusal {
  return { kind: 'refused', at, message, replacement: rewrite(octets) };
}

/** The name as it must have been meant: what does not read as `&…-` is text, in UTF-8 if it has other than ASCII. */
function rewrite(octets: Octets): Octets | undefined {
  if (!isUtf8(octets)) return undefined;
  const text = Buffer.from(octets, 'latin1').toString('utf8');
  const meant = text.replace(/&([A-Za-z0-9+,/]*)=*-/g, (shift, digits: string) => meaning(digits) ?? shift);
  const replacement = encodeMailboxName(meant);
  return replacement === octets ? undefined : replacement;
}

function meaning(digits: string): string | undefined {
  if (digits === '') return '&';
  const text = decodeRun(digits);
  const isWhole =
    text !== '' && !/\p{Surrogate}/u.test(text) && encodeRun(text) === digits.replaceAll('/', ',');
  return isWhole ? text : undefined;
}

function isUtf8(octets: Octets): boolean {
  if (isAscii(octets)) return true;
  for (let at = 0; at < octets.length; ) {
    const length = utf8Length(octets, at);
    if (length === 0) return false;
    at += length;
  }
  return true;
}
