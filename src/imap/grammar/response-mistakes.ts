import type { Octets } from '../../text/octets.js';
import type { Span } from '../../text/source.js';

/** A response that is refused at an octet. */
export interface RefusedResponse {
  readonly text: Octets;
  readonly at: number;
  /** In upper case; empty when nobody has registered it. */
  readonly name: string;
  readonly nameStart: number;
  readonly expected: readonly string[];
  /** It would fit without the blank at its end. */
  readonly fitsWithoutBlank: boolean;
}

/** What servers, and people who write down what they should say, are known to do. */
export interface ResponseMistake {
  readonly message: string;
  /** A better place for it. */
  readonly span?: Partial<Span>;
}

/** The mistake by its name; undefined when it is none of the usual ones. */
export function findResponseMistake(refused: RefusedResponse): ResponseMistake | undefined {
  for (const find of finders) {
    const found = find(refused);
    if (found) return found;
  }
  return undefined;
}

type Finder = (refused: RefusedResponse) => ResponseMistake | undefined;

/** The more special first. */
const finders: readonly Finder[] = [
  blankAtEnd,
  blankBeforeParenthesis,
  blankBetween,
  missingText,
  untaggedOnly,
  numbersOnly,
  comma,
  unquotedName,
  zero,
  missingNumber,
  superfluousNumber,
  starFlag,
  attributeWithoutBackslash,
  eightBitName,
  bracketInFlag,
  bareItem,
  peek,
  nilDate,
  emptySet,
];

function blankAtEnd({ text, at, expected, fitsWithoutBlank }: RefusedResponse): ResponseMistake | undefined {
  const start = text.trimEnd().length;
  if (start === text.length || at < start) return undefined;
  return {
    message: fitsWithoutBlank
      ? 'The response ends in a blank, which the grammar does not have: where nothing follows, no blank does.'
      : `Expected ${expected.at(-1)} behind this blank, but the response ends here.`,
    span: { start, end: text.length },
  };
}

function blankBeforeParenthesis({ text, at }: RefusedResponse): ResponseMistake | undefined {
  if (text[at] === ' ' && /^ +\)/.test(text.slice(at)))
    return { message: 'No blank stands before a closing parenthesis.', span: { end: at + 1 } };
  if (text[at] !== ')' || text[at - 1] !== ' ') return undefined;
  return { message: 'No blank stands before a closing parenthesis.', span: { start: at - 1, end: at } };
}

function blankBetween({ text, at }: RefusedResponse): ResponseMistake | undefined {
  if (text[at] !== ' ') return undefined;
  if (text[at - 1] === ' ') return { message: 'Expected exactly one blank here.' };
  if (text[at - 1] === '(') return { message: 'No blank stands behind an opening parenthesis.' };
  if (text.slice(at - 1, at + 2) !== ') (') return undefined;
  return { message: 'No blank stands between these parentheses.' };
}

function missingText({ text, at, expected }: RefusedResponse): ResponseMistake | undefined {
  if (at < text.length || !expected.includes('a blank and a text for people')) return undefined;
  return {
    message: text.endsWith(']')
      ? 'Expected a blank behind the code; a text for people follows it.'
      : 'Expected a blank and a text for people, but the response ends here.',
    span: { start: at - 1, end: at },
  };
}

function untaggedOnly({ text, expected }: RefusedResponse): ResponseMistake | undefined {
  const found = /^\S+ (BYE|PREAUTH)(?= |$)/i.exec(text.slice(0, 200));
  if (!found?.[1] || !expected.some((one) => /a tag and OK/.test(one))) return undefined;
  const word = found[1].toUpperCase();
  const end = found[0].length;
  return {
    message: `${word} never has a tag: * ${word}. What ends a command is OK, NO or BAD.`,
    span: { start: end - word.length, end },
  };
}

function comma({ text, at, expected }: RefusedResponse): ResponseMistake | undefined {
  const start = text[at] === ',' ? at : at - 1;
  if (text[start] !== ',' || !expected.includes('a blank')) return undefined;
  return { message: 'Blanks stand between the members, not commas.', span: { start, end: start + 1 } };
}

function unquotedName({ text, at, expected }: RefusedResponse): ResponseMistake | undefined {
  if (!/^[A-Za-z]/.test(text.slice(at, at + 1)) || !expected.some((one) => one.startsWith('extended data')))
    return undefined;
  return { message: 'Expected the end of the response: a name with a blank in it stands in quotes.' };
}

function numbersOnly({ text, at, name }: RefusedResponse): ResponseMistake | undefined {
  if ((name !== 'SEARCH' && name !== 'SORT') || !/^[,:]/.test(text.slice(at, at + 1))) return undefined;
  return { message: `${name} has single numbers with blanks between them; sets are what ESEARCH has.` };
}

function zero({ text, at, expected }: RefusedResponse): ResponseMistake | undefined {
  if (!/^0+(?=[ ):,\]]|$)/.test(text.slice(at, at + 20)) || !expected.some((one) => /from 1/.test(one)))
    return undefined;
  return { message: 'Expected a number from 1: there is no message, and no UID, with the number 0.' };
}

function missingNumber({ name, nameStart, expected }: RefusedResponse): ResponseMistake | undefined {
  if (!expected.includes('a number before this response')) return undefined;
  if (name === '') return { message: 'Expected a number here: digits.' };
  return {
    message: `Expected a number before ${name}, such as * 5 ${name}.`,
    span: { start: nameStart, end: nameStart + name.length },
  };
}

function superfluousNumber({ name, at, nameStart, expected }: RefusedResponse): ResponseMistake | undefined {
  if (!expected.includes('no number before this response')) return undefined;
  return { message: `No number stands before ${name}.`, span: { start: at, end: nameStart - 1 } };
}

function starFlag({ text, at, name }: RefusedResponse): ResponseMistake | undefined {
  if (text.slice(at - 1, at + 1) !== '\\*' || (name !== 'FLAGS' && name !== 'FETCH')) return undefined;
  return {
    message:
      '\\* is no flag: it stands only in [PERMANENTFLAGS (…)], and says that new keywords can be made.',
    span: { start: at - 1, end: at + 1 },
  };
}

function attributeWithoutBackslash({ text, at, expected }: RefusedResponse): ResponseMistake | undefined {
  if (!expected.includes('an attribute such as \\HasNoChildren')) return undefined;
  const written = /^[A-Za-z]{1,30}/.exec(text.slice(at, at + 30))?.[0];
  return written === undefined
    ? undefined
    : { message: `Attributes of a mailbox begin with a backslash: \\${written}.` };
}

function eightBitName({ text, at, expected }: RefusedResponse): ResponseMistake | undefined {
  if (!/^[\x80-\xff]/.test(text.slice(at, at + 1)) || /^"|for people/.test(expected.at(-1) ?? ''))
    return undefined;
  const start = text.slice(0, at).search(/[^ ()]*$/);
  if (text[start] === '"')
    return { message: 'A string in quotes is ASCII or UTF-8; other octets are sent as a literal.' };
  return {
    message:
      'Characters beyond ASCII stand in quotes, where the client asked for UTF-8; else a name is in modified UTF-7, and a value in a literal.',
  };
}

function bracketInFlag({ text, at, expected }: RefusedResponse): ResponseMistake | undefined {
  if (text[at] !== ']' || !expected.includes('")"')) return undefined;
  return { message: 'A "]" cannot stand in a flag or keyword, which are atoms.' };
}

/** `MODSEQ 4`, `EMAILID M1` */
function bareItem({ text, at, expected }: RefusedResponse): ResponseMistake | undefined {
  const item = /(MODSEQ|EMAILID|THREADID|MAILBOXID) $/i.exec(text.slice(0, at))?.[1];
  const found = /^[A-Za-z0-9_-]{1,255}/.exec(text.slice(at, at + 255))?.[0];
  if (!item || !found || !expected.some((one) => /parentheses/.test(one))) return undefined;
  return { message: `The value of ${item.toUpperCase()} stands in parentheses: (${found}).` };
}

/** `BODY.PEEK[]` is what a client asks for. */
function peek({ text, at, expected }: RefusedResponse): ResponseMistake | undefined {
  if (!expected.includes('an item without PEEK')) return undefined;
  const end = text.indexOf('[', at);
  return {
    message: 'PEEK stands in the command only: the answer has the item without it.',
    span: { end: end === -1 ? text.length : end },
  };
}

function nilDate({ text, at, expected }: RefusedResponse): ResponseMistake | undefined {
  if (!/^NIL\b/i.test(text.slice(at, at + 4)) || !expected.some((one) => /^a date and time/.test(one)))
    return undefined;
  return { message: `Expected ${expected.at(-1)}: every message has one, so it is never NIL.` };
}

/** A list that must have a member. */
function emptySet({ text, at, expected }: RefusedResponse): ResponseMistake | undefined {
  if (text.slice(at - 1, at + 1) !== '()') return undefined;
  return {
    message: `Expected ${expected.at(-1)}: this list is never empty.`,
    span: { start: at - 1, end: at + 1 },
  };
}
