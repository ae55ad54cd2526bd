import type { Response } from '../imap/response.js';
import type { MismatchClass, ServerMessage } from '../script/ast.js';
import type { Octets } from '../text/octets.js';
import type { Source } from '../text/source.js';
import type { Mismatch } from './mismatch.js';

/** How answers are compared (docs/language.md, "What must come"). */
export interface MatchPolicy {
  /** `exact` compares octets; `data` compares what they mean. */
  readonly mode: 'data' | 'exact';
  /** Whether further untagged responses, FETCH items, STATUS items, attributes and capability words may come. */
  readonly extra: 'allow' | 'deny';
  /** The classes of difference that fail; the others are shown. */
  readonly failing: ReadonlySet<MismatchClass>;
}

/** What a script states is the least that must come. */
export declare const scriptPolicy: MatchPolicy;

/** What a recorded transcript states is all that may come. */
export declare const transcriptPolicy: MatchPolicy;

/** The values that placeholders and `%set` have given to names. */
export type Bindings = ReadonlyMap<Octets, Octets>;

/** An expected response and the file it is written in. */
export interface Expectation {
  readonly message: ServerMessage;
  readonly source: Source;
}

export interface MatchResult {
  readonly mismatches: readonly Mismatch[];
  /** The given bindings and the new ones. */
  readonly bindings: Bindings;
}

/**
 * Compares what a command was expected to bring with what it brought: untagged responses, continuation requests and
 * the tagged answer. The assignment of expected to actual responses is the one with the least differences.
 */
export declare function matchAnswers(
  expected: readonly Expectation[],
  actual: readonly Response[],
  policy: MatchPolicy,
  bindings: Bindings,
): MatchResult;

/** Whether one response is what one expectation says, in full: what a script waits for before it sends on. */
export declare function isMet(
  expectation: Expectation,
  actual: Response,
  policy: MatchPolicy,
  bindings: Bindings,
): boolean;
