import type { Octets } from '../text/octets.js';
import type { ChannelBindings } from './channel-binding.js';

/** The name of a connection: `%on NAME`, or empty for the one a script begins with. */
export type ConnectionName = string;

/**
 * A client without I/O, of any number of connections: it is told what happened and asked what to do next. Whoever drives
 * it calls `next` until it gets a `need-input` or an `end`, does what it says, and reports back. So a replay can be tested
 * from tables of bytes, and a timeout is an input. Nothing it is told after it gave `end` has an effect.
 */
export interface ClientMachine<Event> {
  /** The connection asked for by `open` stands; `security` is such as `TLSv1.3`, empty in the clear. */
  opened(connection: ConnectionName, security: string, bindings?: ChannelBindings): void;
  /** The bytes may be others when it returns: what is to be kept of them is copied. */
  receive(connection: ConnectionName, bytes: Uint8Array): void;
  /** TLS, asked for by `start-tls`, stands. */
  secured(connection: ConnectionName, security: string, bindings?: ChannelBindings): void;
  /** The connection could not be opened or secured, or it ended. */
  fail(connection: ConnectionName, failure: TransportFailure): void;
  /** The user wants it to end. */
  interrupt(): void;
  /** The time of the last `need-input` ran out, or its pause is over. */
  timeout(): void;
  next(): ClientOutput<Event>;
}

export type ClientOutput<Event> =
  | { readonly kind: 'event'; readonly event: Event }
  | { readonly kind: 'open'; readonly connection: ConnectionName }
  /** Goes out together with what is sent behind it, unless `isUrgent`. */
  | {
      readonly kind: 'send';
      readonly connection: ConnectionName;
      readonly octets: Octets;
      readonly isUrgent?: boolean;
    }
  | { readonly kind: 'start-tls'; readonly connection: ConnectionName }
  /** From here on both sides deflate (RFC 4978); `received` came already and is to be inflated first. */
  | { readonly kind: 'start-deflate'; readonly connection: ConnectionName; readonly received: Uint8Array }
  /** What still comes is not read any more, however much that is. */
  | { readonly kind: 'close'; readonly connection: ConnectionName }
  /** Nothing to do until something comes; `timeout` is to be called after so many milliseconds. */
  | { readonly kind: 'need-input'; readonly milliseconds: number }
  /** Nothing more will be done: all connections are to be closed. */
  | { readonly kind: 'end' };

/** How the world failed. `message` is for people and safe to print; `code` is stable. */
export interface TransportFailure {
  readonly code: TransportFailureCode;
  readonly message: string;
  /** What to do about it; empty when nothing is known. */
  readonly hint: string;
}

export type TransportFailureCode =
  | 'refused'
  | 'unreachable'
  | 'name-not-found'
  | 'connect-timeout'
  | 'proxy'
  | 'answer-timeout'
  | 'closed'
  | 'reset'
  | 'tls'
  | 'certificate'
  | 'not-imap'
  | 'limit'
  | 'interrupted'
  | 'other';
