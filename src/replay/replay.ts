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
  /** How many of the outputs were given. */
  #given = 0;
  #isOver = false;

  constructor(options: ReplayOptions) {
    this.#player = new Player(options, (output) => this.#outputs.push(output));
    this.#flow = this.#player.play();
  }

  opened(name: ConnectionName, security: string, bindings: ChannelBindings = {}): void {
    const link = this.#player.wire.links.get(name);
    if (!link) return;
    link.isUp = true;
    link.security = security;
    link.bindings = bindings;
    this.#outputs.push({ kind: 'event', event: { kind: 'connected', connection: name, security } });
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
    this.#outputs.push({ kind: 'close', connection: name });
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
      const output = this.#outputs[this.#given];
      if (output) {
        this.#given++;
        return output;
      }
      this.#outputs.length = 0;
      this.#given = 0;
      if (this.#isOver) return { kind: 'end' };
      const { done, value } = this.#flow.next();
      if (done) this.#isOver = true;
      else if (value !== undefined) this.#outputs.push({ kind: 'need-input', milliseconds: value });
    }
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
