import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import type { ServerUrl } from '../imap/url.js';
import type { ChannelBindings } from '../session/channel-binding.js';
import type { ClientMachine, ClientOutput, ConnectionName, TransportFailure } from '../session/machine.js';
import type { Octets } from '../text/octets.js';
import { type ByteSource, sourceOf } from './byte-source.js';
import { type Connected, type ConnectOptions, connect, upgrade } from './connect.js';
import { type Deflated, deflateOver } from './deflate.js';
import { describeLostConnection, describeProxied } from './failure.js';

export interface DriveOptions<Event> extends ConnectOptions {
  readonly url: ServerUrl;
  readonly onEvent: (event: Event) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Does what a machine asks for over real sockets until it ends. Rejects only with what the machine throws: a bug. */
export function drive<Event>(machine: ClientMachine<Event>, options: DriveOptions<Event>): Promise<void> {
  return new Promise((resolve, reject) => new Driver(machine, options, resolve, reject).start());
}

/** A connection that stands. */
interface Line {
  readonly socket: Socket;
  readonly source: ByteSource;
  /** Both directions, once they are deflated. */
  deflated: Deflated | undefined;
  /** Ends listening to it. */
  detach: () => void;
}

/**
 * Everything happens inside the socket's own events, without a hop through the event loop between an answer and the next
 * command: on loopback such a hop is a good part of a round trip.
 */
class Driver<Event> {
  readonly #machine: ClientMachine<Event>;
  readonly #options: DriveOptions<Event>;
  readonly #resolve: () => void;
  readonly #reject: (error: unknown) => void;
  readonly #lines = new Map<ConnectionName, Line>();
  #sending: Octets = '';
  #sendingTo: ConnectionName = '';
  #deadline = Number.POSITIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #timerEnd = Number.POSITIVE_INFINITY;
  #ended = false;
  #pumping = false;
  /** The machine was told something: also while it is asked. */
  #news = false;

  constructor(
    machine: ClientMachine<Event>,
    options: DriveOptions<Event>,
    resolve: () => void,
    reject: (error: unknown) => void,
  ) {
    this.#machine = machine;
    this.#options = options;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  start(): void {
    const { signal } = this.#options;
    if (signal?.aborted) this.#machine.interrupt();
    signal?.addEventListener('abort', this.#interrupt);
    this.#pump();
  }

  readonly #interrupt = (): void => {
    this.#machine.interrupt();
    this.#pump();
  };

  #pump(): void {
    this.#news = true;
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      while (this.#news && !this.#ended) {
        this.#news = false;
        while (this.#carryOut(this.#machine.next()));
      }
    } catch (error) {
      this.#reject(error);
      this.#end();
    }
    this.#pumping = false;
  }

  /** Whether there is more to do at once. What is sent together goes out in one packet. */
  #carryOut(output: ClientOutput<Event>): boolean {
    if (output.kind === 'event') {
      this.#options.onEvent(output.event);
      return true;
    }
    if (output.kind === 'send') {
      if (output.connection !== this.#sendingTo || output.octets.length > packed) this.#flush();
      this.#sendingTo = output.connection;
      this.#sending += output.octets;
      if (output.isUrgent || this.#sending.length > packed) this.#flush();
      return true;
    }
    this.#flush();
    switch (output.kind) {
      case 'open':
        this.#open(output.connection);
        return true;
      case 'start-tls':
        this.#secure(output.connection);
        return true;
      case 'start-deflate':
        this.#deflate(output.connection, output.received);
        return true;
      case 'close':
        this.#close(output.connection);
        return true;
      case 'need-input':
        this.#wait(output.milliseconds);
        return false;
      case 'end':
        this.#end();
        return false;
    }
  }

  #flush(): void {
    const octets = this.#sending;
    if (octets === '') return;
    this.#sending = '';
    const line = this.#lines.get(this.#sendingTo);
    const stream: Writable | undefined = line?.deflated?.writable ?? line?.socket;
    stream?.write(octets, 'latin1');
  }

  #open(connection: ConnectionName): void {
    connect(this.#options.url, this.#options).then((result) =>
      this.#attach(connection, result, (security, bindings) =>
        this.#machine.opened(connection, security, bindings),
      ),
    );
  }

  #secure(connection: ConnectionName): void {
    const plain = this.#lines.get(connection);
    if (!plain) return;
    plain.detach();
    upgrade(plain.socket, this.#options.url, this.#options).then((result) =>
      this.#attach(connection, result, (security, bindings) =>
        this.#machine.secured(connection, security, bindings),
      ),
    );
  }

  #deflate(connection: ConnectionName, received: Uint8Array): void {
    const line = this.#lines.get(connection);
    if (!line) return;
    line.detach();
    line.deflated = deflateOver(line.socket, line.source, received);
    this.#listen(connection, line);
  }

  #close(connection: ConnectionName): void {
    const line = this.#lines.get(connection);
    this.#lines.delete(connection);
    if (line) destroy(line);
  }

  #attach(
    connection: ConnectionName,
    result: Connected,
    tell: (security: string, bindings: ChannelBindings) => void,
  ): void {
    if (result.kind === 'failed') {
      this.#close(connection);
      this.#machine.fail(connection, result.failure);
    } else if (this.#ended) {
      result.socket.destroy();
    } else {
      const { socket, source } = result;
      const line: Line = { socket, source, deflated: undefined, detach: () => {} };
      this.#lines.set(connection, line);
      this.#listen(connection, line);
      tell(result.security, result.bindings);
    }
    this.#pump();
  }

  /** The bytes come from the socket, or from what inflates them. */
  #listen(connection: ConnectionName, line: Line): void {
    const { socket, deflated } = line;
    const stream: Readable = deflated?.readable ?? socket;
    const source = deflated ? sourceOf(deflated.readable) : line.source;
    const fail = (failure: TransportFailure) => {
      if (this.#lines.get(connection) !== line) return;
      this.#close(connection);
      this.#machine.fail(connection, describeProxied(failure, this.#options.proxy));
      this.#pump();
    };
    const listeners = {
      error: (error: Error) => fail(describeLostConnection(error, this.#options.url)),
      end: () => fail(!deflated || socket.readableEnded ? closed : deflateEnded),
      close: () => fail(closed),
    };
    for (const [name, listener] of Object.entries(listeners)) stream.on(name, listener);
    if (deflated) socket.on('error', listeners.error);
    const stop = source((bytes) => {
      this.#machine.receive(connection, bytes);
      this.#pump();
    });
    line.detach = () => {
      stop();
      for (const [name, listener] of Object.entries(listeners)) stream.off(name, listener);
    };
  }

  /** One timer serves all waits: it is only set anew when it would come too late, and asks again when it came too soon. */
  #wait(milliseconds: number): void {
    this.#deadline = performance.now() + milliseconds;
    if (this.#timer && this.#timerEnd <= this.#deadline) return;
    clearTimeout(this.#timer);
    this.#timerEnd = this.#deadline;
    this.#timer = setTimeout(this.#timeIsUp, Math.min(milliseconds, 2_147_483_647));
  }

  readonly #timeIsUp = (): void => {
    this.#timer = undefined;
    const left = this.#deadline - performance.now();
    if (left > 1) {
      this.#wait(left);
    } else {
      this.#machine.timeout();
      this.#pump();
    }
  };

  #end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#options.signal?.removeEventListener('abort', this.#interrupt);
    for (const line of this.#lines.values()) destroy(line);
    this.#resolve();
  }
}

/** Octets that are put together before they go out: thousands of commands at once are no packet any more. */
const packed = 65_536;

/** Also what was written and not taken, and what came and was not inflated, would keep the program from ending. */
function destroy({ socket, deflated }: Line): void {
  deflated?.readable.destroy();
  deflated?.writable.destroy();
  socket.destroy();
}

const closed: TransportFailure = { code: 'closed', message: 'the server closed the connection', hint: '' };

const deflateEnded: TransportFailure = {
  code: 'other',
  message: 'the server ended its deflated data and sends on behind that',
  hint: '',
};
