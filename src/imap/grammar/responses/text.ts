import { atomChar, skipArray } from '../../chars.js';
import { octet, space } from '../combinators.js';
import { END } from '../octet-array.js';
import type { Expectation, Grammar, Reader } from '../reader.js';
import { WordTable } from '../word-table.js';
import { codeGrammars } from './code.js';

const OPEN = 0x5b;
const codes = new WordTable(codeGrammars);
const closeBracket = octet(']');

/** Expected where a status ends without the text for people that RFC 3501 and RFC 9051 have behind it. */
export const textExpectation: Expectation = { text: 'a blank and a text for people' };
const textOctet: Expectation = { text: 'text without NUL and line ends' };

/** `SP resp-text ; resp-text = ["[" resp-text-code "]" SP] [text]` — RFC 9051 §9 */
export const statusText: Grammar = (input) => {
  if (input.peek() === END) return input.miss(textExpectation);
  if (!space(input)) return false;
  if (input.peek() === OPEN && !passCode(input)) return false;
  return passText(input);
};

/**
 * `"[" resp-text-code "]" SP` — RFC 9051 §9. What has no name or no end is text; a code that nobody has registered may
 * have any arguments.
 */
function passCode(input: Reader): boolean {
  const start = input.at + 1;
  const end = skipArray(input.octets, start, atomChar);
  const grammar = codes.find(input.octets, start, end);
  if (grammar === undefined) {
    const close = input.text.indexOf(']', end);
    if (end === start || close === -1) return true;
    input.at = end;
    input.stranger(start, codes.words);
    input.at = close + 1;
  } else {
    input.at = end;
    if (!grammar(input) || !closeBracket(input)) return false;
  }
  return input.peek() === END ? input.miss(textExpectation) : space(input);
}

/** `text = 1*TEXT-CHAR`; octets above 0x7F are what servers write who speak to people — RFC 5255 §3.1 */
function passText(input: Reader): boolean {
  const { octets } = input;
  let at = input.at;
  while (octets[at] !== 0 && octets[at] !== 0x0a && octets[at] !== 0x0d && octets[at] !== END) at++;
  input.at = at;
  return octets[at] === END || input.miss(textOctet);
}

/** `continue-req = "+" SP (resp-text / base64) CRLF` — RFC 9051 §9 */
export const continuation: Grammar = (input) => {
  if (input.peek() === END) return input.miss(textExpectation);
  return space(input) && passText(input);
};
