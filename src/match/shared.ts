import type { Response } from '../imap/response.js';
import { shapeOfResponse } from '../imap/response-shapes.js';
import type { MatchMode } from '../script/ast.js';
import type { Captures } from './captures.js';
import type { ExpectedResponse } from './expected-response.js';
import { expectedSubject, kindOf, subjectOf } from './response-subject.js';

/** How many responses are looked at for one expectation. */
const maxCandidates = 64;

/**
 * Finds responses that may be what several lines say: a server may tell the flags of a message with its text or by
 * themselves. Not so with an EXPUNGE, of which each one counts.
 */
export class SharedResponses {
  readonly #actual: readonly Response[];
  #byKey: Map<string, Response[]> | undefined;

  readonly #mode: MatchMode;

  constructor(actual: readonly Response[], mode: MatchMode) {
    this.#actual = actual;
    this.#mode = mode;
  }

  /** One that is about the same as an expectation, and so may be the one to compare it with. */
  findAbout(
    expected: ExpectedResponse,
    captures: Captures,
    isSame: (actual: Response) => boolean = () => true,
  ): Response | undefined {
    const isKnown = expectedSubject(expected, captures) !== undefined;
    return isKnown ? this.find(expected, captures, isSame) : undefined;
  }

  /** One of those that are about the same as an expectation. */
  find(
    expected: ExpectedResponse,
    captures: Captures,
    isSame: (actual: Response) => boolean,
  ): Response | undefined {
    this.#byKey ??= index(this.#actual.filter(isRepeatable), this.#mode);
    const { response } = expected;
    const subject = expectedSubject(expected, captures, this.#mode);
    const key = subject === undefined ? kindOf(response) : keyOf(response, subject);
    return this.#byKey.get(key)?.slice(0, maxCandidates).find(isSame);
  }
}

function isRepeatable(response: Response): boolean {
  if (response.kind === 'data') return shapeOfResponse(response.name).order !== 'renumbers';
  return response.kind === 'status';
}

/** By kind, and by kind and subject; of those that are octet for octet the same the first. */
function index(responses: readonly Response[], mode: MatchMode): Map<string, Response[]> {
  const known = new Set<string>();
  const found = new Map<string, Response[]>();
  for (const response of responses) {
    if (known.has(response.octets)) continue;
    known.add(response.octets);
    const subject = subjectOf(response, mode);
    const keys = [kindOf(response), ...(subject === undefined ? [] : [keyOf(response, subject)])];
    for (const key of keys) {
      const same = found.get(key);
      if (same) same.push(response);
      else found.set(key, [response]);
    }
  }
  return found;
}

function keyOf(response: Response, subject: string): string {
  return `${kindOf(response)} ${subject}`;
}
