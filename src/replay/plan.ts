import type { Expectation } from '../match/match.js';
import type { ClientMessage, Directive, Item, ServerMessage } from '../script/ast.js';
import type { PlacedItem } from '../script/include.js';
import type { Octets } from '../text/octets.js';
import { positionAt, type Source } from '../text/source.js';
import type { PolicyChanges } from './policy.js';
import { isTag } from './tag.js';

/** What to do, in order, and what belongs to what: everything that can be known before the server says a word. */
export interface Plan {
  readonly actions: readonly Action[];
  readonly commands: readonly PlannedCommand[];
  /** Lines before the first client line: of the greeting, by connection. */
  readonly greetings: ReadonlyMap<Octets, readonly Expectation[]>;
}

export type Action =
  | {
      readonly kind: 'send';
      readonly command: PlannedCommand;
      readonly message: ClientMessage;
      readonly source: Source;
    }
  | { readonly kind: 'expect'; readonly connection: Octets; readonly expectation: Expectation }
  | {
      readonly kind: 'directive';
      readonly directive: Directive;
      readonly source: Source;
      readonly line: number;
    };

/** A command with all that is written about it. */
export interface PlannedCommand {
  /** Which one it is, from 0. */
  readonly number: number;
  readonly connection: Octets;
  readonly message: ClientMessage;
  /** Answers to AUTHENTICATE, the DONE of IDLE. */
  readonly followers: readonly ClientMessage[];
  readonly source: Source;
  /** From 1. */
  readonly line: number;
  readonly expectations: readonly Expectation[];
  /** The action that is its tagged answer; -1 when none is written. */
  readonly answeredAt: number;
  /** The action that is its last line: it may come when other connections have been played meanwhile. */
  readonly endsAt: number;
  /** From directives directly under it. */
  readonly policy: readonly PolicyChanges[];
  readonly timeout: number | undefined;
}

type Draft = { -readonly [Key in keyof PlannedCommand]: PlannedCommand[Key] } & {
  expectations: Expectation[];
  followers: ClientMessage[];
  policy: PolicyChanges[];
};

/** What one connection's lines belong to, while they are read. */
interface Thread {
  readonly greeting: Expectation[];
  /** Commands whose tagged answer is still to be read, by the item that is it. */
  readonly open: Map<number, Draft>;
  /** Lines for the next tagged answer; when no command is open, for `owner`. */
  pending: Expectation[];
  owner: Draft | undefined;
  /** The newest command: whose answers and DONE follow. */
  newest: Draft | undefined;
}

/** Reads a script's items as actions. */
export function planScript(items: readonly PlacedItem[]): Plan {
  const planner = new Planner(pairAnswers(items));
  items.forEach(({ item, source }, index) => {
    planner.take(item, source, index);
  });
  return planner.finish();
}

class Planner {
  readonly #answers: ReadonlyMap<number, number>;
  readonly #actions: Action[] = [];
  readonly #commands: Draft[] = [];
  readonly #threads = new Map<Octets, Thread>();
  #connection: Octets = '';
  /** The command that a directive on the next line is about. */
  #above: Draft | undefined;

  constructor(answers: ReadonlyMap<number, number>) {
    this.#answers = answers;
  }

  take(item: Item, source: Source, index: number): void {
    if (item.kind === 'client') this.#client(item, source, index);
    else if (item.kind === 'server') this.#server(item, source, index);
    else if (item.kind === 'directive') this.#directive(item, source);
    else this.#above = undefined;
  }

  finish(): Plan {
    for (const thread of this.#threads.values()) handOver(thread);
    const greetings = new Map([...this.#threads].map(([name, { greeting }]) => [name, greeting]));
    return { actions: this.#actions, commands: this.#commands, greetings };
  }

  #client(message: ClientMessage, source: Source, index: number): void {
    const thread = this.#thread();
    const followed = message.role === 'command' ? undefined : thread.newest;
    const command = followed ?? this.#command(thread, message, source);
    followed?.followers.push(message);
    const answer = this.#answers.get(index);
    if (answer !== undefined) thread.open.set(answer, command);
    this.#actions.push({ kind: 'send', command, message, source });
    for (const continuation of continuationsIn(message)) {
      thread.pending.push({ message: continuation, source });
    }
    this.#above = command;
  }

  #command(thread: Thread, message: ClientMessage, source: Source): Draft {
    if (thread.open.size === 0) handOver(thread);
    const command: Draft = {
      number: this.#commands.length,
      connection: this.#connection,
      message,
      followers: [],
      source,
      line: positionAt(source, message.span.start).line,
      expectations: [],
      answeredAt: -1,
      endsAt: -1,
      policy: [],
      timeout: undefined,
    };
    thread.owner = command;
    thread.newest = command;
    this.#commands.push(command);
    return command;
  }

  #server(message: ServerMessage, source: Source, index: number): void {
    const thread = this.#thread();
    const expectation = { message, source };
    thread.pending.push(expectation);
    const answered = thread.open.get(index);
    if (answered) {
      thread.open.delete(index);
      thread.owner = answered;
      answered.answeredAt = this.#actions.length;
      handOver(thread);
    }
    if (thread.owner && thread.open.size === 0) thread.owner.endsAt = this.#actions.length;
    this.#above = answered ?? thread.newest;
    this.#actions.push({ kind: 'expect', connection: this.#connection, expectation });
  }

  #directive(directive: Directive, source: Source): void {
    const { body } = directive;
    const change = policyChangeOf(directive);
    if (this.#above && change) {
      this.#above.policy.push(change);
    } else if (this.#above && body.name === 'timeout') {
      this.#above.timeout = body.milliseconds;
    } else {
      this.#above = undefined;
      if (body.name === 'on') this.#connection = body.connection;
      const { line } = positionAt(source, directive.span.start);
      this.#actions.push({ kind: 'directive', directive, source, line });
    }
  }

  #thread(): Thread {
    const known = this.#threads.get(this.#connection);
    if (known) return known;
    const thread: Thread = {
      greeting: [],
      open: new Map(),
      pending: [],
      owner: undefined,
      newest: undefined,
    };
    this.#threads.set(this.#connection, thread);
    return thread;
  }
}

function handOver(thread: Thread): void {
  if (thread.pending.length === 0) return;
  (thread.owner?.expectations ?? thread.greeting).push(...thread.pending);
  thread.pending = [];
}

function continuationsIn(message: ClientMessage): ServerMessage[] {
  const found: ServerMessage[] = [];
  for (const { literal } of message.segments)
    if (literal && 'continuation' in literal && literal.continuation) found.push(literal.continuation);
  return found;
}

/**
 * The item that is a command's tagged answer, by the item that is the command. Of several commands with the tag it is
 * the newest one; older ones only wait on when they were sent together with it, without a server line between. A command
 * whose tag nobody can read may be answered with any.
 */
function pairAnswers(items: readonly PlacedItem[]): ReadonlyMap<number, number> {
  const answers = new Map<number, number>();
  const open = new Map<string, Unanswered[]>();
  let connection: Octets = '';
  let batch = 0;
  items.forEach(({ item }, index) => {
    if (item.kind === 'directive' && item.body.name === 'on') connection = item.body.connection;
    if (item.kind === 'server') batch++;
    if (item.kind !== 'client' && item.kind !== 'server') return;
    const key = `${connection} ${isTag(item.tag) ? item.tag : ''}`;
    if (item.kind === 'client' && item.role === 'command') {
      const own = { command: index, batch };
      // Those of one list were sent together.
      const waiting = open.get(key);
      if (waiting?.[0]?.batch === batch) waiting.push(own);
      else open.set(key, [own]);
    } else if (item.kind === 'server' && item.form === 'tagged') {
      const newest = open.get(key)?.pop() ?? open.get(`${connection} `)?.pop();
      if (newest) answers.set(newest.command, index);
    }
  });
  return answers;
}

interface Unanswered {
  readonly command: number;
  readonly batch: number;
}

/** What a directive changes about comparing, if that is what it does. */
export function policyChangeOf({ body }: Directive): PolicyChanges | undefined {
  switch (body.name) {
    case 'match':
      return { mode: body.mode };
    case 'extra':
      return { extra: body.mode };
    case 'strict':
      return { strict: body.classes };
    case 'ignore':
      return { ignore: body.classes };
    default:
      return undefined;
  }
}
