/**
 * A protocol without I/O: it is told what happened and asked what to do next. Whoever drives it calls `next` until it
 * gets a `need-input` or an `end`, does what it says, and reports back. So a replay can be tested from tables of bytes, a
 * transcript can stand in for a server, and a timeout is an input.
 */
export interface Machine<Event> {
  /** Bytes came from the peer, in any chunks. */
  receive(bytes: Uint8Array): void;
  /** The time of the last `need-input` ran out, or its pause is over. */
  timeout(): void;
  /** The connection ended or an order could not be carried out. */
  fail(failure: TransportFailure): void;
  /** TLS, asked for by `start-tls`, stands. */
  secured(): void;
  next(): Output<Event>;
}

export type Output<Event> =
  | { readonly kind: 'event'; readonly event: Event }
  | { readonly kind: 'send'; readonly bytes: Uint8Array }
  | { readonly kind: 'start-tls' }
  /** Nothing to do until something comes; `timeout` is to be called after so many milliseconds. */
  | { readonly kind: 'need-input'; readonly milliseconds: number }
  /** Nothing more will be done: the connection is to be closed. */
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
  | 'answer-timeout'
  | 'closed'
  | 'reset'
  | 'tls'
  | 'certificate'
  | 'not-imap'
  | 'limit'
  | 'interrupted'
  | 'other';
