import type { Octets } from '../text/octets.js';

/** What can be seen of a text in one look at each of its octets, so that a rule is asked only where it may find something. */
export const traits = {
  /** A control character, the tab and DEL among them. */
  control: 1,
  /** An octet above 0x7F. */
  eightBit: 2,
  /** A blank at the beginning, at the end, or after another blank. */
  blanks: 4,
  quote: 8,
  apostrophe: 16,
  parenthesis: 32,
  backslash: 64,
  brace: 128,
  ampersand: 256,
  closingBracket: 2048,
  /** Not of the octets: the grammar refuses the command. */
  problem: 512,
  /** Not of the octets: only one of RFC 3501 and RFC 9051 has the command as it is. */
  note: 4096,
  /** Not of the octets: the command has a name that nobody has registered, where an extension may add one. */
  stranger: 8192,
  /** The command has a literal, or goes on in another line. */
  literal: 1024,
} as const;

const special: Record<string, number> = {
  '"': traits.quote,
  "'": traits.apostrophe,
  '(': traits.parenthesis,
  ')': traits.parenthesis,
  '\\': traits.backslash,
  '{': traits.brace,
  '&': traits.ampersand,
  ']': traits.closingBracket,
};

/** Copies a text's octets into an array, which is long enough, and gives the text's traits as one number. */
export function copyOctets(text: Octets, array: Uint16Array): number {
  let found = 0;
  let before = 0x20;
  for (let at = 0; at < text.length; at++) {
    const octet = text.charCodeAt(at);
    array[at] = octet;
    found |= octet === 0x20 && before === 0x20 ? traits.blanks : (traitOf[octet] as number);
    before = octet;
  }
  return before === 0x20 && text.length > 0 ? found | traits.blanks : found;
}

/** As long as there are values: the marks that stand for literals have no traits. */
const traitOf = Uint16Array.from({ length: 512 }, (_, octet) => {
  if (octet > 0xff) return 0;
  if (octet < 0x20 || octet === 0x7f) return traits.control;
  return octet > 0x7f ? traits.eightBit : (special[String.fromCharCode(octet)] ?? 0);
});
