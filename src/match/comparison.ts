import type { Shape } from '../imap/response-shapes.js';
import type { Value } from '../imap/value.js';
import type { MismatchClass } from '../script/ast.js';
import type { PlaceholderForm } from '../script/placeholder.js';
import { lowerAscii, type Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';
import { canonicalOf } from './canonical.js';
import type { Captures } from './captures.js';
import type { Difference } from './difference.js';
import type { ExpectedResponse } from './expected-response.js';
import { explainMismatch } from './explain.js';
import { matchPattern } from './pattern.js';

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
  /** Whether letters are the same in any case, where IMAP would tell them apart too. */
  readonly isCaseless: boolean;
  /** Only whether something differs is asked: long texts are not looked through line by line. */
  readonly isTrial: boolean;
  /** Such as `FETCH 2`: what every message begins with. */
  readonly subject: string;
  /** As in the policy. */
  readonly command: Octets | undefined;

  constructor(
    expected: ExpectedResponse,
    actual: Octets,
    captures: Captures,
    {
      allowsMore,
      isCaseless,
      isTrial,
      subject,
      command,
    }: Pick<Comparison, 'allowsMore' | 'isCaseless' | 'isTrial' | 'subject' | 'command'>,
  ) {
    this.expected = expected;
    this.actual = actual;
    this.captures = captures;
    this.allowsMore = allowsMore;
    this.isCaseless = isCaseless;
    this.isTrial = isTrial;
    this.subject = subject;
    this.command = command;
  }

  /** The same comparison to be tried on a part: it leaves no captures behind. */
  fork(): Comparison {
    return new Comparison(this.expected, this.actual, this.captures.fork(), { ...this, isTrial: true });
  }

  /** The form of a placeholder that is a whole value. */
  formOf(value: Value): PlaceholderForm | undefined {
    return value.kind === 'atom' ? this.expected.solePlaceholder(value)?.form : undefined;
  }

  /** Contents of values with this shape are the same exactly when this makes them equal. */
  canonicalOf(shape: Shape): (content: Octets) => Octets {
    const canonical = canonicalOf(shape);
    return this.isCaseless ? (content) => lowerAscii(canonical(content)) : canonical;
  }

  /** Whether a part of the actual octets is what a part of the expected ones says as text; captures are made. */
  fits(wanted: Span, came: Span): boolean {
    const { expected, captures } = this;
    const ignoresCase = this.isCaseless;
    const parts = expected.template(wanted.start, wanted.end);
    const found = matchPattern(parts, this.#cut(came), captures, { ignoresCase });
    if (found) captures.bind(found, () => expected.placeAt(wanted.start));
    return found !== undefined;
  }

  /** Why it does not fit, where placeholders have to do with it. */
  explain(wanted: Span, came: Span): string {
    return explainMismatch(this.expected.template(wanted.start, wanted.end), this.#cut(came), this.captures);
  }

  #cut({ start, end }: Span): Octets {
    return this.actual.slice(start, end);
  }

  report(
    mismatch: MismatchClass,
    message: string,
    expected: Span | undefined,
    actual: Span | undefined,
    members?: readonly number[],
  ): void {
    this.differences.push({
      class: mismatch,
      message,
      expected: expected && { start: expected.start, end: expected.end },
      actual: actual && { start: actual.start, end: actual.end },
      ...(members === undefined ? {} : { members }),
    });
  }

  /** A message about a part of the response, with the response before it. */
  about(name: string, text: string): string {
    if (name === '' || name === this.subject) return `${this.subject}${text}`;
    // `* OK [UIDNEXT]` and `UIDNEXT`: said once.
    if (this.subject.endsWith(` [${name.split(' ', 1)[0]}]`)) return `${name}${text}`;
    const own = name.startsWith(`${this.subject} `) ? name.slice(this.subject.length + 1) : name;
    return `${this.subject}: ${own}${text}`;
  }
}

/** What a value says, whether it is written as atom, quoted string or literal. */
export function contentOf(value: Value, octets: Octets): Octets {
  return value.kind === 'atom' || value.kind === 'string' ? value.text : octets.slice(value.start, value.end);
}

/** A response without its line end. */
export function wholeOf(octets: Octets): Span {
  const end = octets.endsWith('\n') ? octets.length - 1 : octets.length;
  return { start: 0, end: octets[end - 1] === '\r' ? end - 1 : end };
}
