import { isIn, keywordChar, skipArray } from '../chars.js';
import type { ArgumentKind } from './argument.js';
import { type Expectation, type Grammar, none, type Reader } from './reader.js';
import { isSameWord, WordTable } from './word-table.js';

/** One after the other. */
export function sequence(...parts: readonly Grammar[]): Grammar {
  const [first, second, third, ...others] = parts;
  if (!first || !second) return first ?? nothing;
  if (!third) return (input) => first(input) && second(input);
  if (others.length === 0) return (input) => first(input) && second(input) && third(input);
  const rest = sequence(...others);
  return (input) => first(input) && second(input) && third(input) && rest(input);
}

/** The first that fits. Two that begin alike must not both hold themselves: time would grow with depth. */
export function choice(...alternatives: readonly Grammar[]): Grammar {
  return (input) => {
    const at = input.at;
    const count = input.arguments.length;
    for (let index = 0; index < alternatives.length; index++) {
      if (alternatives[index]!(input)) return true;
      input.backTo(at, count);
    }
    return false;
  };
}

/** The piece, or nothing. */
export function optional(piece: Grammar): Grammar {
  return (input) => {
    const at = input.at;
    const count = input.arguments.length;
    if (!piece(input)) input.backTo(at, count);
    return true;
  };
}

/** The piece any number of times. It must not be empty. */
export function many(piece: Grammar): Grammar {
  return (input) => {
    for (;;) {
      const at = input.at;
      const count = input.arguments.length;
      if (piece(input) && input.at > at) continue;
      input.backTo(at, count);
      return true;
    }
  };
}

/** The piece, and further ones behind a blank each. */
export function spaced(piece: Grammar): Grammar {
  return sequence(piece, many(sequence(space, piece)));
}

/** `"(" piece *(SP piece) ")"` */
export function list(piece: Grammar): Grammar {
  return node('list', sequence(open, spaced(piece), close));
}

/** `"(" [piece *(SP piece)] ")"` */
export function listOrEmpty(piece: Grammar): Grammar {
  return node('list', sequence(open, choice(close, sequence(spaced(piece), close))));
}

/** A piece that may hold itself: bounded, so that no line can exhaust the stack. */
export function nested(piece: Grammar): Grammar {
  return (input) => {
    if (!input.enter()) return false;
    const fits = piece(input);
    input.leave();
    return fits;
  };
}

/** For pieces that refer to themselves. */
export function lazy(piece: () => Grammar): Grammar {
  return (input) => piece()(input);
}

/** A piece that is a node of the argument tree. */
export function node(kind: ArgumentKind, piece: Grammar): Grammar {
  return (input) => {
    if (!input.record) return piece(input);
    const start = input.at;
    const siblings = input.arguments;
    input.arguments = none;
    const fits = piece(input);
    const children = input.arguments;
    input.arguments = siblings;
    if (fits) input.add(kind, start, children);
    return fits;
  };
}

/** A piece that people know by a name: when it does not even begin, the name is what was expected. */
export function named(text: string, piece: Grammar): Grammar {
  const expectation = { text };
  return (input) => {
    if (!input.trace) return piece(input);
    const at = input.at;
    const { furthest, expected } = input;
    input.expected = [...expected];
    if (piece(input)) return true;
    if (input.furthest > at) return false;
    input.furthest = furthest;
    input.expected = expected;
    return input.miss(expectation, at);
  };
}

/** A piece whose members need each other, which ABNF says in comments; what is lacking was expected at its last octet. */
export function complete(piece: Grammar, isComplete: (text: string) => boolean, lacking: string): Grammar {
  const expectation = { text: lacking };
  return (input) => {
    const start = input.at;
    if (!piece(input)) return false;
    if (input.uncertain || isComplete(input.text.slice(start, input.at))) return true;
    return input.blame(expectation, input.at - 1);
  };
}

/** The grammar that belongs to the keyword which stands here. */
export function words(what: string, entries: Readonly<Record<string, Grammar>>): Grammar {
  const table = new WordTable(entries);
  const expectation: Expectation = { text: what, words: table.words };
  return (input) => {
    const start = input.at;
    const end = skipArray(input.octets, start, keywordChar);
    const rest = end > start ? table.find(input.octets, start, end) : undefined;
    if (rest === undefined) return passUnknownWord(input, end) || input.miss(expectation, start);
    input.at = end;
    if (input.record) input.add('keyword', start, none);
    return rest(input);
  };
}

/** One keyword. */
export function word(text: string): Grammar {
  const expectation: Expectation = { text, words: [text] };
  return (input) => {
    const start = input.at;
    const end = start + text.length;
    if (!isSameWord(text, input.octets, start, end) || isIn(input.octetAt(end), keywordChar))
      return (
        passUnknownWord(input, skipArray(input.octets, start, keywordChar)) || input.miss(expectation, start)
      );
    input.at = end;
    if (input.record) input.add('keyword', start, none);
    return true;
  };
}

/** Nothing more: the keyword says it all. */
export function nothing(): boolean {
  return true;
}

/** One octet. */
export function octet(character: string, expectation: Expectation = { text: `"${character}"` }): Grammar {
  const code = character.charCodeAt(0);
  return (input) => {
    if (input.octetAt(input.at) !== code) return input.miss(expectation);
    input.at++;
    return true;
  };
}

/** SP: exactly one blank. */
export const space: Grammar = octet(' ', { text: 'a blank' });
export const open: Grammar = octet('(');
export const close: Grammar = octet(')');

/** A piece that only one revision of IMAP4 has; where both are taken, that is noted. */
export function only(dialect: 'rfc3501' | 'rfc9051', message: string, piece: Grammar): Grammar {
  const expectation = { text: dialect === 'rfc3501' ? 'what RFC 9051 has' : 'what RFC 3501 has' };
  return (input) => {
    const start = input.at;
    if (input.dialect !== 'both' && input.dialect !== dialect) return input.miss(expectation, start);
    if (!piece(input)) return false;
    if (input.dialect === 'both') input.note(dialect, start, message);
    return true;
  };
}

/** A keyword that is, or holds, a placeholder may be any. */
export function passUnknownWord(input: Reader, end: number): boolean {
  if (input.placeholderEnd === undefined) return false;
  const start = input.at;
  input.at = end;
  if (input.passPlaceholder()) {
    input.uncertain = true;
    input.at = Math.max(input.at, skipArray(input.octets, input.at, keywordChar));
    return true;
  }
  input.at = start;
  return false;
}
