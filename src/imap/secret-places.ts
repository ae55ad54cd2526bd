import type { Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';
import { announcementBefore } from './announcement.js';
import type { PlaceholderEnd } from './lexer.js';
import { readHead } from './response-head.js';
import { isOpenAnswer, secretOf } from './secret-answer.js';
import { findSecretCommand, looksLikeCommand } from './secret-command.js';
import { quotedEnd, skipBlanks, unquoted, wordEnd } from './typed-word.js';
import { urlTokens } from './url-token.js';

export interface SecretSyntax {
  /** Where a `${…}` ends, in a script: a secret that is just one is kept, since it shows nothing. */
  readonly placeholderEnd?: PlaceholderEnd;
}

/** What the octets are that come next: a new line, or, behind or in a literal, a part of a command. */
type Expected = 'message' | 'user' | 'password' | 'argument';

/** Tells where the secrets are in what a client sends. */
export class SecretPlaces {
  /** The secrets met so far, as the server understands them. */
  readonly found: Octets[] = [];
  readonly #placeholderEnd: PlaceholderEnd | undefined;
  #expected: Expected = 'message';
  #literalLeft = 0;
  #tag: Octets = '';
  #user: Octets = '';
  #exchange: { readonly mechanism: Octets; answers: number } | undefined;

  constructor(syntax: SecretSyntax = {}) {
    this.#placeholderEnd = syntax.placeholderEnd;
  }

  /** The secrets in what is sent next, as offsets in it. */
  inMessage(octets: Octets): readonly Span[] {
    const spans: Span[] = [];
    for (let at = 0; at < octets.length; ) {
      const isLiteral = this.#literalLeft > 0;
      const stop = isLiteral ? Math.min(at + this.#literalLeft, octets.length) : lineEnd(octets, at);
      const found = isLiteral ? this.#literal(octets, at, stop) : this.#line(octets, at, stop);
      for (const span of found) spans.push(span);
      at = stop;
    }
    return spans;
  }

  /** Whether something is to come that is no new command: only then a response makes a difference. */
  get isOpen(): boolean {
    return this.#expected !== 'message' || this.#literalLeft > 0 || this.#exchange !== undefined;
  }

  /** Takes note of a response: the tagged answer ends the command with its open literal and its exchange. */
  inResponse(octets: Octets): void {
    if (octets.startsWith('*')) return;
    const head = readHead(octets, withoutLineEnd(octets, 0, lineEnd(octets, 0)));
    if (head.kind !== 'tagged' || head.tag !== this.#tag) return;
    this.#expected = 'message';
    this.#literalLeft = 0;
    this.#exchange = undefined;
  }

  #literal(octets: Octets, at: number, stop: number): Span[] {
    this.#literalLeft -= stop - at;
    if (this.#expected === 'password') return this.#hide(octets.slice(at, stop), { start: at, end: stop });
    if (this.#expected === 'argument') return urlTokens(octets, at, stop);
    if (this.#literalLeft === 0) this.#expected = 'password';
    return this.#userLiteral(octets.slice(at, stop), at);
  }

  /** A number that is too large lets the password slip into the literal of the user name. */
  #userLiteral(text: Octets, at: number): Span[] {
    const [name = ''] = text.split(/[ \r\n]/, 1);
    this.#user += name;
    const rest = text.slice(name.length);
    const start = at + name.length + (rest.length - rest.trimStart().length);
    return this.#hide(rest.trim(), { start, end: start + rest.trim().length });
  }

  #line(octets: Octets, at: number, stop: number): Span[] {
    const end = withoutLineEnd(octets, at, stop);
    const literal = announcementBefore(octets, end, at);
    const spans = this.#content(octets, at, literal?.start ?? end);
    this.#literalLeft = literal?.count ?? 0;
    if (!literal) this.#expected = 'message';
    else if (literal.count === 0 && this.#expected === 'user') this.#expected = 'password';
    return spans;
  }

  /** Afterwards, what is expected is what a literal at the end of the line is. */
  #content(octets: Octets, at: number, end: number): Span[] {
    switch (this.#expected) {
      case 'user':
        return this.#userName(octets, at, end);
      case 'password':
        return this.#password(octets, at, end);
      case 'argument':
        return urlTokens(octets, at, end);
      case 'message':
        return this.#message(octets, at, end);
    }
  }

  #message(octets: Octets, at: number, end: number): Span[] {
    this.#expected = 'argument';
    const line = octets.slice(at, end);
    if (this.#exchange && !looksLikeCommand(line)) return this.#answer(line.trimEnd(), at);
    const command = findSecretCommand(line);
    this.#exchange = undefined;
    this.#tag = command.tag;
    if (command.name === 'AUTHENTICATE') return this.#authenticate(octets, at + command.end, end);
    if (command.name !== 'LOGIN') return urlTokens(octets, at, end);
    this.#expected = 'user';
    this.#user = '';
    return this.#userName(octets, at + command.end, end);
  }

  /**
   * `login = "LOGIN" SP userid SP password` — RFC 9051 §9; all behind the user name is the password. When nothing is, the
   * two may be one word, as in `bob:sesame`.
   */
  #userName(octets: Octets, from: number, end: number): Span[] {
    const at = skipBlanks(octets, from, end);
    if (at === end) return [];
    const argumentEnd = this.#argumentEnd(octets, at, end);
    const isAlone = octets[end] !== '{' && skipBlanks(octets, argumentEnd, end) === end;
    const stop = (isAlone ? separatorEnd(octets, at, argumentEnd) : undefined) ?? argumentEnd;
    this.#user = unquoted(octets.slice(at, stop));
    this.#expected = 'password';
    return this.#password(octets, stop, end);
  }

  #password(octets: Octets, from: number, end: number): Span[] {
    const start = skipBlanks(octets, from, end);
    const text = octets.slice(start, end).trimEnd();
    return this.#hide(text, { start, end: start + text.length });
  }

  /** `authenticate = "AUTHENTICATE" SP auth-type [SP initial-resp] *(CRLF base64)` — RFC 9051 §9 */
  #authenticate(octets: Octets, from: number, end: number): Span[] {
    const at = skipBlanks(octets, from, end);
    const stop = wordEnd(octets, at, end);
    this.#exchange = { mechanism: octets.slice(at, stop).toUpperCase(), answers: 0 };
    const start = skipBlanks(octets, stop, end);
    return start === end ? [] : this.#answer(octets.slice(start, end).trimEnd(), start);
  }

  #answer(answer: Octets, at: number): Span[] {
    if (!this.#exchange || answer === '' || answer === '*') return [];
    const { mechanism, answers } = this.#exchange;
    this.#exchange.answers++;
    const decoded = Buffer.from(answer, 'base64').toString('latin1');
    if (answer === '=' || isOpenAnswer(mechanism, answers, decoded)) return [];
    this.#learn(secretOf(decoded));
    return this.#hide(answer, { start: at, end: at + answer.length });
  }

  #hide(text: Octets, span: Span): Span[] {
    if (text === '' || this.#isPlaceholder(unquoted(text))) return [];
    this.#learn(unquoted(text));
    return [span];
  }

  /** A password that is the user name is told by the user name: hiding it everywhere would hide that too. */
  #learn(secret: Octets): void {
    if (secret !== '' && secret !== this.#user && this.found.length < mostFound) this.found.push(secret);
  }

  #isPlaceholder(text: Octets): boolean {
    return text.startsWith('${') && this.#placeholderEnd?.(text, 0) === text.length;
  }

  #argumentEnd(octets: Octets, at: number, end: number): number {
    if (octets[at] === '"') return quotedEnd(octets, at, end) ?? wordEnd(octets, at, end);
    const placeholder = octets[at] === '$' ? this.#placeholderEnd?.(octets, at) : undefined;
    return wordEnd(octets, Math.min(placeholder ?? at, end), end);
  }
}

const mostFound = 64;

/** Behind the first character that people put between a name and a password, unless it comes first. */
function separatorEnd(octets: Octets, at: number, end: number): number | undefined {
  const text = octets.slice(at, end);
  const separator = text.includes('${') ? undefined : /(?<=[^:/;,|=])[:/;,|=]/.exec(text);
  return separator ? at + separator.index + 1 : undefined;
}

function lineEnd(octets: Octets, from: number): number {
  const found = octets.indexOf('\n', from);
  return found === -1 ? octets.length : found + 1;
}

function withoutLineEnd(octets: Octets, from: number, stop: number): number {
  let end = stop;
  if (end > from && octets[end - 1] === '\n') end--;
  if (end > from && octets[end - 1] === '\r') end--;
  return end;
}
