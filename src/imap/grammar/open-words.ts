import { upperAscii } from '../../text/octets.js';
import { astringChar, isIn, skipArray, tagLabelChar, tagLabelFirst } from '../chars.js';
import { close, many, nested, open, passUnknownWord, sequence, space } from './combinators.js';
import { nearestWord } from './nearest-word.js';
import { type Expectation, type Grammar, LITERAL, none } from './reader.js';
import { digits, quoted } from './terminals.js';
import { WordTable } from './word-table.js';

export interface Openness {
  /** Words that belong elsewhere in the command, so that they are no extension's here. */
  readonly others: () => readonly string[];
  /** Further words of which one that is near is no extension's. */
  readonly near?: readonly string[];
  /** Whether a value may follow: `tagged-ext-val`. */
  readonly hasValue: boolean;
}

/**
 * `tagged-ext = tagged-ext-label SP tagged-ext-val` — RFC 4466 §3: as `words`, and a word that is not in the table, nor
 * near to one that is, may be an extension's of which nothing is known here; the reader remembers it.
 */
export function openWords(
  what: string,
  entries: Readonly<Record<string, Grammar>>,
  { others, near = none, hasValue }: Openness,
): Grammar {
  const table = new WordTable(entries);
  const expectation: Expectation = { text: what, words: table.words };
  return (input) => {
    const start = input.at;
    const { octets } = input;
    const end = isIn(octets[start] as number, tagLabelFirst) ? skipArray(octets, start, tagLabelChar) : start;
    const rest = end > start ? table.find(octets, start, end) : undefined;
    if (rest) {
      input.at = end;
      if (input.record) input.add('keyword', start, none);
      return rest(input);
    }
    if (passUnknownWord(input, end)) return true;
    if (end === start || !isBoundary(octets[end] as number)) return input.miss(expectation, start);
    const word = upperAscii(input.text.slice(start, end));
    if (
      others().some((other) => upperAscii(other) === word) ||
      isMisspelled(word, table.words) ||
      nearestWord(word, near)
    )
      return input.miss(expectation, start);
    input.at = end;
    if (input.record) input.add('keyword', start, none);
    input.stranger(start, table.words);
    return !hasValue || !isAtValue(octets[end + 1] as number) || octets[end] !== 0x20 || value(input);
  };
}

/** Near to a known word, or two of them without a blank between. */
function isMisspelled(word: string, known: readonly string[]): boolean {
  if (nearestWord(word, known)) return true;
  return known.some((one) => word.startsWith(one) && known.includes(word.slice(one.length)));
}

function isBoundary(octet: number): boolean {
  return octet === 0x20 || octet === 0x29;
}

function isAtValue(octet: number): boolean {
  return octet === 0x28 || octet === 0x2a || (octet >= 0x30 && octet <= 0x39);
}

/** `tagged-ext-val = tagged-ext-simple / "(" [tagged-ext-comp] ")"` — RFC 4466 §3 */
const value: Grammar = (input) => {
  input.at++;
  return input.peek() === 0x28 ? list(input) : simple(input);
};

/** `tagged-ext-simple = sequence-set / number / number64` — RFC 9051 §9 */
const number = digits('9223372036854775807', 0, { text: 'a number' });
const simple: Grammar = (input) => {
  for (;;) {
    if (input.peek() === 0x2a) input.at++;
    else if (!number(input)) return false;
    if (input.peek() !== 0x3a && input.peek() !== 0x2c) return true;
    input.at++;
  }
};

/** `tagged-ext-comp = astring / tagged-ext-comp *(SP tagged-ext-comp) / "(" tagged-ext-comp ")"` — RFC 4466 §3 */
const bare: Expectation = { text: 'a word, a string or a list' };
const component: Grammar = (input) => {
  const octet = input.peek();
  if (octet === 0x28) return nestedList(input);
  if (octet === 0x22) return quoted(input);
  const end = octet === LITERAL ? input.at + 1 : skipArray(input.octets, input.at, astringChar);
  if (end === input.at) return input.miss(bare);
  input.at = end;
  return true;
};
const components: Grammar = sequence(component, many(sequence(space, component)));
const list: Grammar = sequence(open, (input) => input.peek() === 0x29 || components(input), close);
const nestedList: Grammar = nested(sequence(open, (input) => components(input), close));
