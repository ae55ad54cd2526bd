import type { ClientMessage, Directive, RequiredCapability, Script, ServerMessage } from '../script/ast.js';
import type { Octets } from '../text/octets.js';
import { positionAt } from '../text/source.js';
import { type ExpectedWord, expectLine, expectWords } from './client-expectation.js';
import { type PlacedItem, splitConnections } from './connection-parts.js';
import { LineTexts } from './line-texts.js';

/** One connection of a transcript as whoever plays its server reads it: what the client is to send, and what is done then. */
export interface Score {
  /** Which of the transcript's connections it is. */
  readonly index: number;
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

/** What the server does once enough was heard: `after` lines on its own connection, `meanwhile` on the others. */
export type Cue = Action & { readonly after: number; readonly meanwhile: readonly number[] };

/** `command`: whose tag a tagged answer bears. */
export type Action =
  | { readonly kind: 'say'; readonly message: ServerMessage; readonly command: number | undefined }
  | { readonly kind: 'greet' | 'start-tls' | 'close' };

/**
 * Reads a transcript as a score. A tagged answer comes as soon as its command was heard, and what stands before it too,
 * even where the transcript shows further commands before: a client that does not pipeline would wait for ever.
 */
export function createScores(script: Script): readonly Score[] {
  return splitConnections(script).map(({ items }, index) => {
    const greeting = findGreeting(items);
    const writer = new ScoreWriter(script, index, greeting, new LineTexts(items));
    for (const placed of items) if (placed.item !== greeting) writer.add(placed);
    return writer.finish();
  });
}

/** A line of the file. Its words are read when it is its turn, since a transcript may be long. */
function createLine(
  message: ClientMessage,
  texts: LineTexts,
  parts: Omit<ScoreLine, 'words' | 'text'>,
): ScoreLine {
  let words: readonly ExpectedWord[] | undefined;
  return {
    ...parts,
    get words() {
      words ??= parts.kind === 'command' ? expectWords(message) : [expectLine(message)];
      return words;
    },
    get text() {
      return texts.of(message);
    },
  };
}

class ScoreWriter {
  readonly #script: Script;
  readonly #index: number;
  readonly #lines: ScoreLine[] = [];
  readonly #cues: Cue[] = [];
  /** The messages of the commands, by the index of their line. */
  readonly #commands = new Map<number, ClientMessage>();
  readonly #byTag = new Map<Octets, number>();
  readonly #texts: LineTexts;
  readonly #capabilities = ['IMAP4rev1'];
  /** Messages that belong to a tagged answer, if one follows before the client's next line. */
  #waiting: { readonly message: ServerMessage; readonly meanwhile: readonly number[] }[] = [];
  /** How many lines were sent on each connection where the item stands that is added. */
  #meanwhile: readonly number[] = [];

  constructor(script: Script, index: number, greeting: ServerMessage | undefined, texts: LineTexts) {
    this.#script = script;
    this.#texts = texts;
    this.#index = index;
    if (greeting) this.#addCue({ kind: 'say', message: greeting, command: undefined });
    else this.#addCue({ kind: 'greet' });
  }

  add({ item, meanwhile }: PlacedItem): void {
    this.#meanwhile = meanwhile;
    if (item.kind === 'client') this.#addLine(item);
    else if (item.kind === 'server' && item.presence === 'must') this.#addMessage(item);
    else if (item.kind === 'directive') this.#addDirective(item);
  }

  #addLine(message: ClientMessage): void {
    this.#say(undefined);
    const isCommand = message.role === 'command';
    const index = this.#lines.length;
    const literals = message.segments.flatMap(({ literal }) => (literal ? [literal] : []));
    if (isCommand) {
      this.#commands.set(index, message);
      this.#byTag.set(message.tag, index);
    }
    this.#lines.push(
      createLine(message, this.#texts, {
        kind: isCommand ? 'command' : 'answer',
        command: isCommand ? index : (this.#lines.at(-1)?.command ?? index),
        isRefused: literals.at(-1)?.form === 'refused',
        goAheads: literals.map((literal) => ('continuation' in literal ? literal.continuation : undefined)),
        number: positionAt(this.#script.source, message.span.start).line,
      }),
    );
  }

  #addMessage(message: ServerMessage): void {
    this.#waiting.push({ message, meanwhile: this.#meanwhile });
    if (message.form === 'tagged') this.#say(this.#byTag.get(message.tag));
  }

  #addDirective({ body, span }: Directive): void {
    if (body.name === 'closed') this.#addClosing();
    else if (body.name === 'login') this.#addLogin(span.start);
    else if (body.name === 'require') this.#addCapabilities(body.capabilities);
  }

  #addClosing(): void {
    this.#say(undefined);
    this.#addCue({ kind: 'close' });
  }

  #addLogin(start: number): void {
    this.#say(undefined);
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
      this.#addCue({ kind: 'close' });
    return { index: this.#index, lines: this.#lines, cues: this.#cues, capabilities: this.#capabilities };
  }

  #say(answered: number | undefined): void {
    const after = answered === undefined ? this.#lines.length : this.#linesUpTo(answered);
    for (const { message, meanwhile } of this.#waiting) {
      const command = message.form === 'tagged' ? answered : undefined;
      this.#addCue({ kind: 'say', message, command }, after, meanwhile);
    }
    this.#waiting = [];
    if (answered === undefined || this.#commands.get(answered)?.name !== 'STARTTLS') return;
    const last = this.#cues.at(-1);
    if (last?.kind === 'say' && /^\S+ OK\b/i.test(textOf(last.message)))
      this.#addCue({ kind: 'start-tls' }, after);
  }

  #addCue(action: Action, after = this.#lines.length, meanwhile = this.#meanwhile): void {
    this.#cues.push({ ...action, after, meanwhile });
  }

  /** How many lines there are up to the last one of a command. */
  #linesUpTo(command: number): number {
    return this.#lines.findLastIndex((line) => line.command === command) + 1;
  }
}

/** The greeting that a transcript shows: the first thing that is said in it. */
function findGreeting(items: readonly PlacedItem[]): ServerMessage | undefined {
  const first = items.find(({ item }) => item.kind !== 'directive')?.item;
  return first?.kind === 'server' && isUntagged(first, 'OK|PREAUTH|BYE') ? first : undefined;
}

function textOf(message: ServerMessage): Octets {
  return message.segments[0]?.line.text ?? '';
}

function isUntagged(message: ServerMessage, statuses: string): boolean {
  return new RegExp(`^\\* (?:${statuses})\\b`, 'i').test(textOf(message));
}
