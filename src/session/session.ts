import { Framer, type FramerBounds, type KeepLiteral, type Unfinished } from '../imap/framer.js';
import { limits } from '../imap/limits.js';
import { parseResponse, type Response, skimResponse } from '../imap/response.js';
import {
  advance,
  type ConnectionState,
  greet,
  initialState,
  type Outcome,
  type Step,
} from '../imap/state.js';
import { type Octets, octetsOf, upperAscii } from '../text/octets.js';
import { type Capabilities, capabilitiesIn } from './capabilities.js';
import type { TransportFailure } from './machine.js';
import { describeStranger } from './stranger.js';

/**
 * One connection as a client sees it: bytes in, responses out, and what is known of the server meanwhile. Without I/O.
 */
export class Session {
  readonly #framer: Framer;
  #opening: Octets | undefined = '';
  #failure: TransportFailure | undefined;
  #state: ConnectionState = initialState;
  #capabilities: Capabilities | undefined;
  #octetsReceived = 0;
  /** Of the responses that somebody may still keep. */
  #octetsParsed = 0;

  constructor(keep?: KeepLiteral, bounds: FramerBounds = limits) {
    this.#framer = new Framer(bounds, keep);
  }

  /** Where the connection is; see RFC 9051 §3. */
  get state(): ConnectionState {
    return this.#state;
  }

  /** What the server said it can, as long as that holds: a login or TLS makes it stale (RFC 9051 §6.1.1). */
  get capabilities(): Capabilities | undefined {
    return this.#capabilities;
  }

  /** Why nothing more will come, once all that came is read. */
  get failure(): TransportFailure | undefined {
    return this.#failure;
  }

  /** All octets that came so far: what tells a slow server from one that drips. */
  get octetsReceived(): number {
    return this.#octetsReceived;
  }

  /** Those of them that stand before the next response, or are a part of it already. */
  get octetsRead(): number {
    return this.#octetsReceived - this.#framer.unread;
  }

  /** A response that has begun and not ended. */
  get unfinished(): Unfinished | undefined {
    return this.#framer.unfinished;
  }

  receive(bytes: Uint8Array): void {
    if (this.#failure) return;
    this.#octetsReceived += bytes.length;
    if (this.#framer.waiting > limits.unread) this.giveUp(unread);
    if (this.#opening !== undefined) this.#recognise(bytes);
    if (!this.#failure) this.#framer.receive(bytes);
  }

  fail(failure: TransportFailure): void {
    this.#failure ??= failure;
    this.#framer.end();
  }

  /** Ends it for what the server sends: what came and was not read is not read any more. */
  giveUp(failure: TransportFailure): void {
    this.fail(failure);
    this.discard();
  }

  /** The next whole response. The first one is the greeting. */
  read(): Response | undefined {
    const framed = this.#framer.next();
    if (!framed) return undefined;
    if (framed.kind === 'limit') {
      this.fail({ code: 'limit', message: framed.message, hint: '' });
      return undefined;
    }
    const response = this.#parse(framed.octets);
    this.#opening = undefined;
    this.#capabilities = capabilitiesIn(response) ?? this.#capabilities;
    return response;
  }

  greeted(status: 'OK' | 'PREAUTH' | 'BYE'): void {
    this.#state = greet(this.#state, status);
  }

  /** A command went out that makes what is known of the server stale. */
  forgetCapabilities(): void {
    this.#capabilities = undefined;
  }

  /** A command was answered. */
  answered(command: Step, outcome: Outcome): void {
    this.#state = advance(this.#state, command, outcome);
  }

  /** Nobody keeps what was read any more: what may stay in memory is counted anew. */
  countAnew(): void {
    this.#octetsParsed = 0;
    this.#framer.countAnew();
  }

  /** TLS stands. Nothing from before counts (RFC 9051 §6.2.1). */
  secured(): void {
    this.#state = { ...this.#state, secure: true };
    this.#capabilities = undefined;
  }

  /** Throws away what came and was not read, and gives it back. */
  discard(): Octets {
    return this.#framer.discard();
  }

  #parse(octets: Octets): Response {
    this.#octetsParsed += octets.length;
    const isMuch = this.#octetsParsed > limits.parsedResponses;
    return isMuch ? skimResponse(octets) : parseResponse(octets);
  }

  /** Looks at the first octets for protocols that are not this one: they may never send a line end. */
  #recognise(bytes: Uint8Array): void {
    this.#opening += octetsOf(bytes.subarray(0, 16));
    const stranger = describeStranger(upperAscii(this.#opening ?? ''));
    if (stranger) this.fail(stranger);
  }
}

const unread: TransportFailure = {
  code: 'limit',
  message: 'the server sends more than is kept in memory while nobody listens',
  hint: '',
};
