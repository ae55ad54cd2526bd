import type { Value } from '../imap/value.js';
import type { MismatchClass } from '../script/ast.js';
import type { PlaceholderForm } from '../script/placeholder.js';
import type { Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';
import type { Captures } from './captures.js';
import type { Difference } from './difference.js';
import type { ExpectedResponse } from './expected-response.js';

/** A list on both sides and what it is called. */
export interface Place {
  readonly name: string;
  readonly expected: Span;
  readonly actual: Span;
}

/** One expected response against one actual one: what is needed on the way through both, and what was found to differ. */
export class Comparison {
  readonly differences: Difference[] = [];
  readonly expected: ExpectedResponse;
  readonly actual: Octets;
  readonly captures: Captures;
  /** Whether open lists may have further members. */
  readonly allowsMore: boolean;
  /** Such as `FETCH 2`: what every message begins with. */
  readonly subject: string;

  constructor(
    expected: ExpectedResponse,
    actual: Octets,
    captures: Captures,
    { allowsMore, subject }: { readonly allowsMore: boolean; readonly subject: string },
  ) {
    this.expected = expected;
    this.actual = actual;
    this.captures = captures;
    this.allowsMore = allowsMore;
    this.subject = subject;
  }

  /** The same comparison to be tried on a part: it leaves no captures behind. */
  fork(): Comparison {
    return new Comparison(this.expected, this.actual, this.captures.fork(), this);
  }

  /** The form of a placeholder that is a whole value. */
  formOf(value: Value): PlaceholderForm | undefined {
    return value.kind === 'atom' ? this.expected.solePlaceholder(value)?.form : undefined;
  }

  report(
    mismatch: MismatchClass,
    message: string,
    expected: Span | undefined,
    actual: Span | undefined,
  ): void {
    this.differences.push({
      class: mismatch,
      message,
      expected: expected && { start: expected.start, end: expected.end },
      actual: actual && { start: actual.start, end: actual.end },
    });
  }

  /** A message about a part of the response, with the response before it. */
  about(name: string, text: string): string {
    if (name === '' || name === this.subject) return `${this.subject}${text}`;
    const own = name.startsWith(`${this.subject} `) ? name.slice(this.subject.length + 1) : name;
    return `${this.subject}: ${own}${text}`;
  }
}

/** What a value says, whether it is written as atom, quoted string or literal. */
export function contentOf(value: Value, octets: Octets): Octets {
  return value.kind === 'atom' || value.kind === 'string' ? value.text : octets.slice(value.start, value.end);
}
