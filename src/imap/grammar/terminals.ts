import { utf8Length } from '../../text/octets.js';
import { astringChar, atomChar, base64Char, type CharClass, isIn, quotedChar, skipArray } from '../chars.js';
import { named, node } from './combinators.js';
import { type Expectation, type Grammar, LITERAL, LITERAL8, type Reader } from './reader.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const DOLLAR = 0x24;

/** A run of octets of a class; placeholders count as such octets. */
export function run(charClass: CharClass, expectation: Expectation): Grammar {
  return (input) => {
    const start = input.at;
    const { octets } = input;
    let at = start;
    do {
      at = input.at = skipArray(octets, at, charClass);
    } while (input.placeholderEnd !== undefined && passPlaceholder(input) && (at = input.at) > 0);
    if (charClass !== atomChar) input.wordEnd = at;
    return at > start || input.miss(expectation);
  };
}

function passPlaceholder(input: Reader): boolean {
  return input.passPlaceholder() || input.passPlaceholderFromBrace();
}

/** `atom = 1*ATOM-CHAR` — RFC 9051 §9 */
export const atom: Grammar = run(atomChar, { text: 'a word' });

/** `1*ASTRING-CHAR`, the half of astring that is no string. */
const bareAstring: Grammar = run(astringChar, { text: 'a word or a string' });

const quotedStart: Expectation = { text: 'a quoted string' };
const quotedEnd: Expectation = { text: 'the closing quote' };
const quotedEscape: Expectation = { text: 'a quote or a backslash after the backslash' };
const quotedOctet: Expectation = { text: 'a character that may stand in quotes' };

/**
 * `quoted = DQUOTE *QUOTED-CHAR DQUOTE ; QUOTED-CHAR = <any TEXT-CHAR except quoted-specials> / "\" quoted-specials /
 * UTF8-2 / UTF8-3 / UTF8-4` — RFC 9051 §9; RFC 3501 §9 has no UTF-8 there.
 */
export const quoted: Grammar = (input) => {
  const { text, octets } = input;
  if (octets[input.at] !== QUOTE) return passesPlaceholder(input) || input.miss(quotedStart);
  const start = input.at;
  let eightBit = false;
  let at = start + 1;
  while (at < text.length) {
    const octet = octets[at] as number;
    if (isIn(octet, quotedChar)) at++;
    else if (octet === QUOTE) return closeQuoted(input, start, at + 1, eightBit);
    else if (octet === BACKSLASH) {
      const escaped = octets[at + 1];
      if (escaped !== QUOTE && escaped !== BACKSLASH) return input.miss(quotedEscape, at);
      at += 2;
    } else {
      const length =
        octet >= 0x80 && octet < LITERAL && input.dialect !== 'rfc3501' ? utf8Length(text, at) : 0;
      if (length === 0) return input.miss(quotedOctet, at);
      eightBit = true;
      at += length;
    }
  }
  return input.miss(quotedEnd, at);
};

function closeQuoted(input: Reader, start: number, end: number, eightBit: boolean): true {
  input.at = end;
  if (eightBit && input.dialect === 'both') input.note('rfc9051', start, eightBitNote);
  return true;
}

const eightBitNote =
  'UTF-8 in a quoted string is for IMAP4rev2 (RFC 9051 §9) or after ENABLE UTF8=ACCEPT (RFC 6855); else it is sent as a literal.';

function passesPlaceholder(input: Reader): boolean {
  return input.placeholderEnd !== undefined && input.passPlaceholder();
}

/** `literal = "{" number ["+"] "}" CRLF *CHAR8` — RFC 9051 §9, RFC 7888 §8 */
export const literal: Grammar = mark(LITERAL, { text: 'a literal' });

/** `literal8 = "~{" number ["+"] "}" CRLF *OCTET` — RFC 9051 §9, RFC 3516 §7 */
export const literal8: Grammar = mark(LITERAL8, { text: 'a literal8, ~{n}' });

function mark(code: number, expectation: Expectation): Grammar {
  return (input) => {
    if (input.octetAt(input.at) !== code) return input.miss(expectation);
    input.at++;
    return true;
  };
}

/** `string = quoted / literal` — RFC 9051 §9 */
export const string: Grammar = named('a string in quotes or a literal', (input) =>
  input.octetAt(input.at) === LITERAL ? literal(input) : quoted(input),
);

/** `astring = 1*ASTRING-CHAR / string` — RFC 9051 §9 */
export const astring: Grammar = (input) => {
  const octet = input.octetAt(input.at);
  return octet === QUOTE ? quoted(input) : octet === LITERAL ? literal(input) : bareAstring(input);
};

/** `nil = "NIL"` — RFC 9051 §9 */
export const nil: Grammar = (input) => {
  const { at } = input;
  const isNil =
    (input.octetAt(at) | 0x20) === 0x6e &&
    (input.octetAt(at + 1) | 0x20) === 0x69 &&
    (input.octetAt(at + 2) | 0x20) === 0x6c;
  if (!isNil) return input.miss(nilExpectation);
  input.at += 3;
  return true;
};
const nilExpectation: Expectation = { text: 'NIL' };

/** `nstring = string / nil` — RFC 9051 §9 */
export const nstring: Grammar = named('a string in quotes, a literal or NIL', (input) =>
  (input.octetAt(input.at) | 0x20) === 0x6e ? nil(input) : string(input),
);

/** `base64 = *(4base64-char) [base64-terminal]`, not empty — RFC 9051 §9 */
export const base64: Grammar = node('base64', (input) => {
  const start = input.at;
  let at = skipArray(input.octets, start, base64Char);
  const letters = at - start;
  while (at - start < letters + 2 && input.octetAt(at) === 0x3d) at++;
  input.at = at;
  if (passPlaceholder(input)) return run(base64Char, base64Expectation)(input) || true;
  if (letters > 1 && (at - start) % 4 === 0) return true;
  return input.miss(letters === 0 ? base64Expectation : base64Padding, start);
});
const base64Expectation: Expectation = { text: 'base64' };
const base64Padding: Expectation = { text: 'base64 in groups of four characters, padded with =' };

/** `number = 1*DIGIT ; Unsigned 32-bit integer` — RFC 9051 §9 */
export const number: Grammar = node('number', digits('4294967295', 0, { text: 'a number' }));

/** `nz-number = digit-nz *DIGIT ; Non-zero unsigned 32-bit integer` — RFC 9051 §9 */
export const nzNumber: Grammar = node('number', digits('4294967295', 1, { text: 'a number from 1' }));

/** `number64 = 1*DIGIT ; Unsigned 63-bit integer` — RFC 9051 §9 */
export const number64: Grammar = node('number', digits('9223372036854775807', 0, { text: 'a number' }));

/** `nz-number64 = digit-nz *DIGIT ; Unsigned 63-bit integer` — RFC 9051 §9 */
export const nzNumber64: Grammar = node(
  'number',
  digits('9223372036854775807', 1, { text: 'a number from 1' }),
);

/** `mod-sequence-value = 1*DIGIT ; Positive unsigned 63-bit integer` — RFC 7162 §7 */
export const modSequence: Grammar = node(
  'mod-sequence',
  digits('9223372036854775807', 1, { text: 'a mod-sequence, a number from 1' }),
);

/** `mod-sequence-valzer = "0" / mod-sequence-value` — RFC 7162 §7 */
export const modSequenceOrZero: Grammar = node(
  'mod-sequence',
  digits('9223372036854775807', 0, { text: 'a mod-sequence, a number' }),
);

/** A number up to `max` as text; `least` 1 forbids zero, and zeros in front. */
export function digits(max: string, least: 0 | 1, expectation: Expectation): Grammar {
  const tooLarge: Expectation = { text: `a number up to ${max}` };
  return (input) => {
    const { octets } = input;
    const start = input.at;
    let at = start;
    let octet = octets[at] as number;
    while (octet >= 0x30 && octet <= 0x39) octet = octets[++at] as number;
    input.at = at;
    if (octet === DOLLAR && passesPlaceholder(input)) {
      while (isDigit(input.peek())) input.at++;
      return true;
    }
    if (at === start) return input.miss(expectation, start);
    if (least === 1 && octets[start] === 0x30) return input.miss(expectation, start);
    if (at - start < max.length) return true;
    return isUpTo(max, input.text.slice(start, at)) || input.miss(tooLarge, start);
  };
}

function isDigit(octet: number): boolean {
  return octet >= 0x30 && octet <= 0x39;
}

function isUpTo(max: string, digitsOf: string): boolean {
  const significant = digitsOf.replace(/^0+(?=.)/, '');
  return significant.length < max.length || (significant.length === max.length && significant <= max);
}
