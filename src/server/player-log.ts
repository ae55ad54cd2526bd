import { createRedactor } from '../imap/secret.js';
import { bytesOf, type Octets, visible } from '../text/octets.js';

/** What happens while a transcript plays the server; texts are safe to show. */
export type PlayerEvent =
  | { readonly kind: 'heard' | 'said'; readonly text: string }
  /** That was not what the client should have sent: `expected`, at the line `line` of the file (0: nothing more). */
  | { readonly kind: 'strayed'; readonly expected: string; readonly line: number }
  /** All of the transcript was played. */
  | { readonly kind: 'finished' };

export type PlayerOutput =
  | { readonly kind: 'event'; readonly event: PlayerEvent }
  | { readonly kind: 'send'; readonly bytes: Uint8Array }
  /** Turn to TLS, then say so with `secured`. */
  | { readonly kind: 'start-tls' }
  /** Nothing to do until something comes. */
  | { readonly kind: 'need-input' }
  /** Close the connection. */
  | { readonly kind: 'end' };

/** What a player wants done and tells, in order. Knows which of the words on its connection are secret. */
export class PlayerLog {
  readonly #outputs: PlayerOutput[] = [];
  readonly #redactor = createRedactor();

  get isEmpty(): boolean {
    return this.#outputs.length === 0;
  }

  take(): PlayerOutput | undefined {
    return this.#outputs.shift();
  }

  /** Sends these octets, and tells it. */
  say(octets: Octets): void {
    this.#outputs.push({ kind: 'send', bytes: bytesOf(octets) });
    this.#tell('said', this.#redactor.server(octets));
  }

  /** Tells what the client sent: a line with its line end, or the data of a literal. */
  hear(octets: Octets): void {
    this.#tell('heard', this.#redactor.client(octets));
  }

  /** A literal that a line has announced does not come: the server would not have it. */
  dropLiteral(line: Octets): void {
    this.#redactor.server(`${line.trim().split(/[ \t]/, 1)[0]} BAD\r\n`);
  }

  add(event: PlayerEvent): void {
    this.#outputs.push({ kind: 'event', event });
  }

  startTls(): void {
    this.#outputs.push({ kind: 'start-tls' });
  }

  #tell(kind: 'heard' | 'said', octets: Octets): void {
    const told = octets.slice(0, longestTold).replace(/\r\n$/, '');
    for (const text of told.split('\r\n')) this.add({ kind, text: visible(text) });
  }
}

/** How much of a message is told, in octets. */
const longestTold = 16_384;
