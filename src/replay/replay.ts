import type { ClientMachine, ClientOutput, ConnectionName, TransportFailure } from '../session/machine.js';
import type { ReplayEvent } from './event.js';
import { Player, type ReplayOptions } from './player.js';
import type { ScriptResult } from './result.js';
import type { ConversationEntry } from './transcript.js';

export type { ReplayOptions } from './player.js';

/** Plays a script, without I/O: the sequence of what it does is a generator that yields how long it waits for input. */
export class Replay implements ClientMachine<ReplayEvent> {
  readonly #player: Player;
  readonly #flow: Generator<number, void, void>;
  readonly #outputs: ClientOutput<ReplayEvent>[] = [];
  #isOver = false;

  constructor(options: ReplayOptions) {
    this.#player = new Player(options, (output) => this.#outputs.push(output));
    this.#flow = this.#player.play();
  }

  opened(connection: ConnectionName, security: string): void {
    this.#player.opened(connection, security);
  }

  secured(connection: ConnectionName, security: string): void {
    this.#player.opened(connection, security);
  }

  receive(connection: ConnectionName, bytes: Uint8Array): void {
    this.#player.session(connection)?.receive(bytes);
  }

  fail(connection: ConnectionName, failure: TransportFailure): void {
    this.#player.session(connection)?.fail(failure);
  }

  interrupt(): void {
    this.#player.interrupt();
  }

  timeout(): void {
    this.#player.timeout();
  }

  next(): ClientOutput<ReplayEvent> {
    for (;;) {
      const output = this.#outputs.shift();
      if (output) return output;
      if (this.#isOver) return { kind: 'end' };
      const { done, value } = this.#flow.next();
      if (done) this.#isOver = true;
      else this.#outputs.push({ kind: 'need-input', milliseconds: value });
    }
  }

  /** How it went, once it ended. */
  get result(): ScriptResult {
    return this.#player.result();
  }

  /** What was said, when it was to be recorded. */
  get conversation(): readonly ConversationEntry[] {
    return this.#player.conversation;
  }
}
