import type { Octets } from '../text/octets.js';
import type { Value } from './value.js';

/**
 * One response of a server (RFC 9051 §7, RFC 3501 §7). What the grammar does not know is kept as data, what it cannot
 * read as `malformed`; `octets` are all of it, with its literals and line end.
 */
export type Response =
  | ContinuationResponse
  | TaggedResponse
  | StatusResponse
  | DataResponse
  | MalformedResponse;

interface Received {
  readonly octets: Octets;
}

/** `+ text`: a command continuation request. */
export interface ContinuationResponse extends Received {
  readonly kind: 'continuation';
  readonly code: ResponseCode | undefined;
  readonly text: Octets;
}

/** `tag OK/NO/BAD [code] text` */
export interface TaggedResponse extends Received {
  readonly kind: 'tagged';
  readonly tag: Octets;
  readonly status: 'OK' | 'NO' | 'BAD';
  readonly code: ResponseCode | undefined;
  readonly text: Octets;
}

/** `* OK/NO/BAD/PREAUTH/BYE [code] text` */
export interface StatusResponse extends Received {
  readonly kind: 'status';
  readonly status: 'OK' | 'NO' | 'BAD' | 'PREAUTH' | 'BYE';
  readonly code: ResponseCode | undefined;
  readonly text: Octets;
}

/** Any other untagged response: `* 3 FETCH (…)` has number 3, name `FETCH` and the list as its one value. */
export interface DataResponse extends Received {
  readonly kind: 'data';
  /** In upper case. */
  readonly name: Octets;
  /** The number before the name, as in `* 3 EXISTS`. */
  readonly number: number | undefined;
  readonly values: readonly Value[];
}

/** A line that is no response, such as one with an unfinished quoted string. */
export interface MalformedResponse extends Received {
  readonly kind: 'malformed';
  /** What was expected, and where in `octets`. */
  readonly expected: string;
  readonly at: number;
}

/** `[UIDVALIDITY 1]`: name in upper case, and what follows it as data; `text` is that part as it stood. */
export interface ResponseCode {
  readonly name: Octets;
  readonly values: readonly Value[];
  readonly text: Octets;
}

/** How to read a response that somebody wrote as an expectation: where a `${…}` that begins at an offset ends. */
export interface ResponseSyntax {
  readonly placeholderEnd?: (octets: Octets, at: number) => number | undefined;
}

/** Reads one whole response, as a framer gives it. Never throws. */
export declare function parseResponse(octets: Octets, syntax?: ResponseSyntax): Response;
