import type { ChannelBindings } from '../session/channel-binding.js';
import type { ClientMachine, ClientOutput, ConnectionName, TransportFailure } from '../session/machine.js';
import type { ReplayEvent } from './event.js';
import type { Flow } from './flow.js';
import { Player, type ReplayOptions } from './player.js';
import type { ScriptResult } from './result.js';
import type { ConversationEntry } from './transcript.js';

export type { ReplayOptions } from './player.js';

/** Plays a script, without I/O: the sequence of what it does is a generator that yields how long it waits for input. */
export class Replay implements ClientMachine<ReplayEvent> {
  readonly #player: Player;
  readonly #flow: Flow<void>;
  readonly #outputs: ClientOutput<ReplayEvent>[] = [];
  /** How many of them there are: the array keeps its room. */
  #waiting = 0;
  #given = 0;
  #isOver = false;

  constructor(options: ReplayOptions) {
    this.#player = new Player(options, (output) => this.#add(output));
    this.#flow = this.#player.play();
  }

  opened(name: ConnectionName, security: string, bindings: ChannelBindings = {}): void {
    const link = this.#player.wire.links.get(name);
    if (!link) return;
    link.isUp = true;
    link.security = security;
    link.bindings = bindings;
    this.#add({ kind: 'event', event: { kind: 'connected', connection: name, security } });
  }

  secured(name: ConnectionName, security: string, bindings?: ChannelBindings): void {
    this.#player.wire.links.get(name)?.session.secured();
    this.opened(name, security, bindings);
  }

  receive(name: ConnectionName, bytes: Uint8Array): void {
    const link = this.#player.wire.links.get(name);
    if (!link) return;
    link.session.receive(bytes);
    if (!link.session.failure || link.isClosed) return;
    link.isClosed = true;
    this.#add({ kind: 'close', connection: name });
  }

  fail(name: ConnectionName, failure: TransportFailure): void {
    this.#player.wire.links.get(name)?.session.fail(failure);
  }

  interrupt(): void {
    this.#player.wire.isInterrupted = true;
  }

  timeout(): void {
    this.#player.wire.isTimeUp = true;
  }

  next(): ClientOutput<ReplayEvent> {
    for (;;) {
      if (this.#given < this.#waiting) return this.#take();
      if (this.#isOver) return end;
      const { done, value } = this.#flow.next();
      if (done) this.#isOver = true;
      else if (value !== undefined) this.#add({ kind: 'need-input', milliseconds: value });
    }
  }

  #add(output: ClientOutput<ReplayEvent>): void {
    this.#outputs[this.#waiting++] = output;
  }

  #take(): ClientOutput<ReplayEvent> {
    const output = this.#outputs[this.#given]!;
    this.#outputs[this.#given++] = end;
    if (this.#given === this.#waiting) this.#given = this.#waiting = 0;
    return output;
  }

  /** How it went, once it ended. */
  get result(): ScriptResult {
    return this.#player.result();
  }

  /** What was said, when it was to be recorded; undefined when it was too much. */
  get conversation(): readonly ConversationEntry[] | undefined {
    return this.#player.isUnrecordable ? undefined : this.#player.conversation;
  }
}

const end: ClientOutput<ReplayEvent> = { kind: 'end' };
