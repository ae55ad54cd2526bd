import type { Octets } from '../text/octets.js';
import { encodeUtf8 } from '../text/octets.js';
import type { Span } from '../text/source.js';
import { checkResponse } from './grammar/check-response.js';
import { diagnoseResponse, misspelled } from './grammar/diagnose-response.js';
import { LITERAL, LITERAL8, type PlaceholderEnd, Reader } from './grammar/reader.js';
import { redacted } from './redact.js';

/** A line of a response as on the wire, without line end and without the announcement of its literal. */
export interface ResponsePart {
  readonly text: Octets;
  readonly literal?: { readonly binary: boolean };
}

/** Where a response is none, and what was expected there. */
export interface ResponseProblem {
  readonly kind: ResponseProblemKind;
  /** In the parts' texts in order, with one character for each literal; `start` is the very octet that is refused. */
  readonly span: Span;
  /** For people: what could stand there. */
  readonly expected: string;
  /** One or two sentences for people. */
  readonly message: string;
}

export type ResponseProblemKind =
  /** The data are not what the grammar has there. */
  | 'data'
  /** A status ends without the text for people. */
  | 'missing-text'
  | 'too-deep'
  /** A name of nobody, near to one that is known: nothing that the grammar forbids. */
  | 'unknown-name';

/**
 * What the grammar of responses (RFC 9051 §7 and §9, RFC 3501 §7 and §9, and their extensions) does not have in what a
 * server says, or is expected to say with patterns in it. Never throws; linear time.
 */
export function findResponseProblem(
  parts: readonly ResponsePart[],
  placeholderEnd?: PlaceholderEnd,
): ResponseProblem | undefined {
  const written = joinParts(parts);
  const { text, isPatterned } = normalise(written, placeholderEnd);
  const ends = isPatterned ? patternEnd : undefined;
  const input = new Reader(text, 'both', ends);
  if (!checkResponse(input).fits) return diagnoseResponse(text, ends);
  return input.strangers
    ?.map((stranger) => misspelled(text, stranger))
    .find((problem) => problem !== undefined);
}

function joinParts(parts: readonly ResponsePart[]): Octets {
  const [first] = parts;
  if (first && parts.length === 1 && !first.literal) return first.text;
  let text = '';
  for (const part of parts) text += part.literal ? part.text + markOf(part.literal.binary) : part.text;
  return text;
}

function markOf(binary: boolean): string {
  return String.fromCharCode(binary ? LITERAL8 : LITERAL);
}

const ellipsis = encodeUtf8('…');

/** Patterns, what was hidden, and what somebody left out are the same here: they get the same form, as long as before. */
function normalise(
  written: Octets,
  placeholderEnd: PlaceholderEnd | undefined,
): { text: Octets; isPatterned: boolean } {
  if (!mayHavePattern.test(written)) return { text: written, isPatterned: false };
  let text = '';
  let copied = 0;
  for (let at = 0; at < written.length; ) {
    const end = patternEndAt(written, at, placeholderEnd);
    if (end === undefined) at++;
    else {
      text += `${written.slice(copied, at)}\${${'x'.repeat(end - at - 3)}}`;
      at = copied = end;
    }
  }
  return { text: text + written.slice(copied), isPatterned: copied > 0 };
}

const mayHavePattern = /\$\{|\xe2\x80|\.\.\./;

function patternEndAt(
  text: Octets,
  at: number,
  placeholderEnd: PlaceholderEnd | undefined,
): number | undefined {
  switch (text.charCodeAt(at)) {
    case 0x24:
      return placeholderEnd?.(text, at);
    case 0xe2:
      if (text.startsWith(ellipsis, at)) return at + ellipsis.length;
      return text.startsWith(redacted, at) ? at + redacted.length : undefined;
    case 0x2e:
      return /(?:^|[ (])$/.test(text.slice(Math.max(0, at - 1), at)) &&
        /^\.\.\.(?=[ )\]]|$)/.test(text.slice(at, at + 4))
        ? at + 3
        : undefined;
    default:
      return undefined;
  }
}

function patternEnd(text: Octets, at: number): number | undefined {
  uniform.lastIndex = at;
  return uniform.test(text) ? uniform.lastIndex : undefined;
}

const uniform = /\$\{x*\}/y;
