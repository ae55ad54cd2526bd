import type { Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';
import { announcementBefore } from './announcement.js';
import { distanceBetween } from './grammar/nearest-word.js';
import type { PlaceholderEnd } from './lexer.js';
import { createValueRedactor, redactSpans } from './redact.js';
import { findCommand } from './registry.js';
import { readHead } from './response-head.js';

export { createValueRedactor, redacted, redactValues } from './redact.js';

/** Hides the secrets of one connection, in what is sent and in what servers repeat of it. The user name is none. */
export interface Redactor {
  /** What the client sends next: a message, or as much of it as goes out before the server is waited for. */
  client(octets: Octets): Octets;
  /** What the server sends next: one response. Its tagged answer ends an AUTHENTICATE and refuses a literal. */
  server(octets: Octets): Octets;
}

export interface SecretSyntax {
  /** Where a `${…}` ends, in a script: a secret that is just one is kept, since it shows nothing. */
  readonly placeholderEnd?: PlaceholderEnd;
}

/** A redactor for a new connection. `known` secrets, such as the configured password, are hidden everywhere. */
export function createRedactor(known: Iterable<Octets> = [], syntax: SecretSyntax = {}): Redactor {
  const places = new SecretPlaces(syntax);
  const secrets = new Set(known);
  let redactKnown = createValueRedactor(secrets);
  let learned = 0;
  const learn = () => {
    if (learned === places.found.length) return;
    for (const secret of places.found.slice(learned)) secrets.add(secret);
    learned = places.found.length;
    redactKnown = createValueRedactor(secrets);
  };
  return {
    client: (octets) => {
      const spans = places.inMessage(octets);
      learn();
      return redactKnown(redactSpans(octets, spans));
    },
    server: (octets) => {
      places.inResponse(octets);
      return redactKnown(redactSpans(octets, urlTokens(octets, 0, octets.length)));
    },
  };
}

/** What the octets are that come next: a new line, or, behind or in a literal, a part of a command. */
type Expected = 'message' | 'user' | 'password' | 'argument';

/** A mechanism's answers from the client, by their number from 0, that hold a user name and no secret. */
const openAnswers: Readonly<Record<Octets, (answer: number, decoded: Octets) => boolean>> = {
  ANONYMOUS: (_, decoded) => !decoded.includes('\0'),
  EXTERNAL: (_, decoded) => !decoded.includes('\0'),
  LOGIN: (answer, decoded) => answer === 0 && !decoded.includes('\0'),
  'SCRAM-SHA-1': opensScram,
  'SCRAM-SHA-1-PLUS': opensScram,
  'SCRAM-SHA-256': opensScram,
  'SCRAM-SHA-256-PLUS': opensScram,
};

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
    this.#user += octets.slice(at, stop);
    if (this.#literalLeft === 0) this.#expected = 'password';
    return [];
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
    const { mechanism } = this.#exchange;
    const decoded = Buffer.from(answer, 'base64').toString('latin1');
    const isOpen = Object.hasOwn(openAnswers, mechanism) ? openAnswers[mechanism] : undefined;
    if (answer === '=' || isOpen?.(this.#exchange.answers++, decoded)) return [];
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

interface FoundCommand {
  readonly tag: Octets;
  readonly name: SecretCommand | undefined;
  /** Behind its name. */
  readonly end: number;
}

type SecretCommand = 'LOGIN' | 'AUTHENTICATE';

/**
 * What a line is, as far as secrets go. Mistyped lines show passwords too, so where the second word is no command, the
 * name may be nearly right, glued to its neighbours, or another of the first words.
 */
function findSecretCommand(line: Octets): FoundCommand {
  const first = readWord(line, 0);
  const second = readWord(line, first.end);
  const tag = first.text;
  const known = findCommand(second.text);
  if (known) return { tag, name: secretCommands.get(known.name), end: second.end };
  for (const word of [second, first, readWord(line, second.end)]) {
    const found = nearSecretCommand(word);
    if (found) return { tag, ...found };
  }
  return { tag, name: undefined, end: 0 };
}

/** Within an exchange, any other line is an answer, even one with a blank that slipped into its base64. */
function looksLikeCommand(line: Octets): boolean {
  const name = readWord(line, readWord(line, 0).end).text;
  return /^([A-Z.-]+|[a-z.-]+)$/.test(name) || findCommand(name) !== undefined;
}

const secretCommands: ReadonlyMap<string, SecretCommand> = new Map([
  ['LOGIN', 'LOGIN'],
  ['AUTHENTICATE', 'AUTHENTICATE'],
]);

function nearSecretCommand({
  text,
  end,
}: Word): { readonly name: SecretCommand; readonly end: number } | undefined {
  const typed = text.slice(0, 40);
  const meant = withoutErasures(typed).toUpperCase();
  const glued = /^(?:.*?[^a-z])?login/is.exec(typed);
  if (glued) return { name: 'LOGIN', end: end - text.length + glued[0].length };
  if (meant.startsWith('AUTH') || distanceBetween(meant, 'AUTHENTICATE') <= 2)
    return { name: 'AUTHENTICATE', end };
  return distanceBetween(meant, 'LOGIN') <= 2 ? { name: 'LOGIN', end } : undefined;
}

interface Word {
  readonly text: Octets;
  readonly end: number;
}

function readWord(line: Octets, from: number): Word {
  const start = skipBlanks(line, from, line.length);
  const end = wordEnd(line, start, line.length);
  return { text: line.slice(start, end), end };
}

/** What was meant, where a backspace or DEL takes back the character before it. */
function withoutErasures(word: Octets): Octets {
  const kept: string[] = [];
  for (const octet of word) {
    if (octet === '\b' || octet === '\x7f') kept.pop();
    else kept.push(octet);
  }
  return kept.join('');
}

/** `client-first-message = [gs2-header] username "," nonce` — RFC 5802 §7: no secret yet. */
function opensScram(answer: number, decoded: Octets): boolean {
  return answer === 0 && /^[nyp][^\0]*,r=/.test(decoded);
}

/**
 * The password in an answer of PLAIN (RFC 4616), the token of OAUTHBEARER and XOAUTH2 (RFC 7628), or all of it unless
 * that is too short to be one for sure.
 */
function secretOf(decoded: Octets): Octets {
  const plain = /^[^\0]*\0[^\0]*\0([^\0]+)$/.exec(decoded);
  const token = /\x01auth=Bearer ([^\x01]+)/i.exec(decoded);
  return plain?.[1] ?? token?.[1] ?? (decoded.length < 4 ? '' : decoded);
}

/** `iurlauth = iurlauth-rump ":" uauth-mechanism ":" enc-urlauth` — RFC 5092 §11: who has the last part may read. */
function urlTokens(octets: Octets, from: number, end: number): Span[] {
  const text = octets.slice(from, end);
  if (!text.includes(';')) return [];
  return Array.from(text.matchAll(/;URLAUTH=[^:\s"]{0,512}:[^:\s"]{0,64}:([^\s")}]+)/gi), (found) => {
    const stop = from + found.index + found[0].length;
    return { start: stop - (found[1]?.length ?? 0), end: stop };
  });
}

/** Behind the closing quote; undefined when it is missing. */
function quotedEnd(octets: Octets, from: number, end: number): number | undefined {
  for (let at = from + 1; at < end; at++) {
    if (octets[at] === '\\') at++;
    else if (octets[at] === '"') return at + 1;
  }
  return undefined;
}

/** Behind the first character that people put between a name and a password, unless it comes first. */
function separatorEnd(octets: Octets, at: number, end: number): number | undefined {
  const text = octets.slice(at, end);
  const separator = text.includes('${') ? undefined : /(?<=[^:/;,|=])[:/;,|=]/.exec(text);
  return separator ? at + separator.index + 1 : undefined;
}

function unquoted(text: Octets): Octets {
  return /^".*"$/s.test(text) && text.length > 1 ? text.slice(1, -1).replace(/\\(["\\])/g, '$1') : text;
}

function skipBlanks(octets: Octets, from: number, end: number): number {
  let at = from;
  while (at < end && (octets[at] === ' ' || octets[at] === '\t')) at++;
  return at;
}

function wordEnd(octets: Octets, from: number, end: number): number {
  let at = from;
  while (at < end && octets[at] !== ' ' && octets[at] !== '\t') at++;
  return at;
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
