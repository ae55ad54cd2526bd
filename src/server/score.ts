import { createRedactor } from '../imap/secret.js';
import type {
  ClientMessage,
  Directive,
  RequiredCapability,
  Script,
  Segment,
  ServerMessage,
} from '../script/ast.js';
import { type Octets, visible } from '../text/octets.js';
import { positionAt } from '../text/source.js';
import { type ExpectedWord, expectLine, expectWords } from './client-expectation.js';

/** A transcript as whoever plays its server reads it: what the client is to send, and what is done then. */
export interface Score {
  readonly lines: readonly ScoreLine[];
  /** In the order in which they are done. */
  readonly cues: readonly Cue[];
  /** What the server says that it can do when the transcript does not show it: what its directives ask for. */
  readonly capabilities: readonly Octets[];
}

/** What the client is to send next. */
export interface ScoreLine {
  /** `answer`: a line that answers AUTHENTICATE or ends IDLE. `login`: the client logs in, in any way. */
  readonly kind: 'command' | 'answer' | 'login';
  /** The words of a command; an answer is one word. */
  readonly words: readonly ExpectedWord[];
  /** The index of the command that it belongs to, which is its own when it is one. */
  readonly command: number;
  /** True when the server refused a literal: the command ends with the announcement. */
  readonly isRefused: boolean;
  /** What the server says to go ahead with each literal; undefined where the transcript does not show it. */
  readonly goAheads: readonly (ServerMessage | undefined)[];
  /** Its first line, safe to show, and where it is: the line of the file, from 1. */
  readonly text: string;
  readonly number: number;
}

/** What the server does once `after` lines of the client were heard. */
export type Cue =
  | {
      readonly kind: 'say';
      readonly after: number;
      readonly message: ServerMessage;
      /** Whose tag a tagged answer bears. */
      readonly command: number | undefined;
    }
  | { readonly kind: 'greet' | 'start-tls' | 'close'; readonly after: number };

/**
 * Reads a transcript as a score. A tagged answer comes as soon as its command was heard, and what stands before it too,
 * even where the transcript shows further commands before: a client that does not pipeline would wait for ever.
 */
export function createScore(script: Script): Score {
  const greeting = findGreeting(script);
  const writer = new ScoreWriter(script, greeting);
  for (const item of script.items) {
    if (item === greeting) continue;
    if (item.kind === 'client') writer.addLine(item);
    else if (item.kind === 'server' && item.presence === 'must') writer.addMessage(item);
    else if (item.kind === 'directive') writer.addDirective(item);
  }
  return writer.finish();
}

class ScoreWriter {
  readonly #script: Script;
  readonly #lines: ScoreLine[] = [];
  readonly #cues: Cue[] = [];
  /** The messages of the commands, by the index of their line. */
  readonly #commands = new Map<number, ClientMessage>();
  readonly #byTag = new Map<Octets, number>();
  readonly #redactor = createRedactor();
  /** Messages that belong to a tagged answer, if one follows before the client's next line. */
  #waiting: ServerMessage[] = [];

  readonly #capabilities = ['IMAP4rev1'];

  constructor(script: Script, greeting: ServerMessage | undefined) {
    this.#script = script;
    if (greeting) this.#cues.push({ kind: 'say', after: 0, message: greeting, command: undefined });
    else this.#cues.push({ kind: 'greet', after: 0 });
  }

  addLine(message: ClientMessage): void {
    this.#say(undefined);
    const isCommand = message.role === 'command';
    const index = this.#lines.length;
    const literals = message.segments.flatMap(({ literal }) => (literal ? [literal] : []));
    if (isCommand) {
      this.#commands.set(index, message);
      this.#byTag.set(message.tag, index);
    }
    this.#lines.push({
      words: isCommand ? expectWords(message) : [expectLine(message)],
      kind: isCommand ? 'command' : 'answer',
      command: isCommand ? index : (this.#lines.at(-1)?.command ?? index),
      isRefused: literals.at(-1)?.form === 'refused',
      goAheads: literals.map((literal) => ('continuation' in literal ? literal.continuation : undefined)),
      text: visible(this.#redactor.client(writeMessage(message.segments)).split('\r\n', 1)[0] ?? ''),
      number: positionAt(this.#script.source, message.span.start).line,
    });
  }

  addMessage(message: ServerMessage): void {
    this.#redactor.server(writeMessage(message.segments));
    this.#waiting.push(message);
    if (message.form === 'tagged') this.#say(this.#byTag.get(message.tag));
  }

  addDirective({ body, span }: Directive): void {
    if (body.name === 'closed') this.#addClosing();
    else if (body.name === 'login') this.#addLogin(span.start);
    else if (body.name === 'require') this.#addCapabilities(body.capabilities);
  }

  #addClosing(): void {
    this.#say(undefined);
    this.#cues.push({ kind: 'close', after: this.#lines.length });
  }

  #addLogin(start: number): void {
    this.#capabilities.push('AUTH=PLAIN', 'SASL-IR');
    this.#lines.push({
      ...{
        kind: 'login',
        words: [],
        command: this.#lines.length,
        isRefused: false,
        goAheads: [],
        text: 'a login',
      },
      number: positionAt(this.#script.source, start).line,
    });
  }

  #addCapabilities(required: readonly RequiredCapability[]): void {
    for (const { capability, absent } of required) if (!absent) this.#capabilities.push(capability);
  }

  /** After LOGOUT or a BYE that ends it, a transcript's server has closed the connection. */
  finish(): Score {
    this.#say(undefined);
    const last = this.#cues.at(-1);
    const hasLeft = last?.kind === 'say' && isUntagged(last.message, 'BYE');
    if (hasLeft || this.#commands.get(this.#lines.length - 1)?.name === 'LOGOUT')
      this.#cues.push({ kind: 'close', after: this.#lines.length });
    return { lines: this.#lines, cues: this.#cues, capabilities: this.#capabilities };
  }

  #say(answered: number | undefined): void {
    const after = answered === undefined ? this.#lines.length : this.#linesUpTo(answered);
    for (const message of this.#waiting) {
      const command = message.form === 'tagged' ? answered : undefined;
      this.#cues.push({ kind: 'say', after, message, command });
    }
    this.#waiting = [];
    if (answered === undefined || this.#commands.get(answered)?.name !== 'STARTTLS') return;
    const last = this.#cues.at(-1);
    if (last?.kind === 'say' && /^\S+ OK\b/i.test(textOf(last.message)))
      this.#cues.push({ kind: 'start-tls', after });
  }

  /** How many lines there are up to the last one of a command. */
  #linesUpTo(command: number): number {
    return this.#lines.findLastIndex((line) => line.command === command) + 1;
  }
}

/** The greeting that a transcript shows: the first thing that is said in it. */
function findGreeting({ items }: Script): ServerMessage | undefined {
  const first = items.find(({ kind }) => kind === 'client' || kind === 'server');
  return first?.kind === 'server' && isUntagged(first, 'OK|PREAUTH|BYE') ? first : undefined;
}

function textOf(message: ServerMessage): Octets {
  return message.segments[0]?.line.text ?? '';
}

function isUntagged(message: ServerMessage, statuses: string): boolean {
  return new RegExp(`^\\* (?:${statuses})\\b`, 'i').test(textOf(message));
}

/** A message as on the wire, for what only looks at it; files are left out. */
function writeMessage(segments: readonly Segment[]): Octets {
  const parts = segments.map(({ line, literal }) => {
    if (!literal) return line.text;
    if (!('octets' in literal)) return line.text + literal.announcement;
    return `${line.text}{${literal.octets.length}}\r\n${literal.octets}`;
  });
  return `${parts.join('')}\r\n`;
}
