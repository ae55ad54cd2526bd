import type { Mismatch } from '../match/mismatch.js';
import type { TransportFailure } from '../session/machine.js';
import type { ScriptLine, ScriptPlace } from './script-place.js';

/**
 * What a run was and did: plain data (JSON without loss), the one thing that reporters and the terminal UI read.
 * All texts are safe to print: octets are made visible, secrets are gone. Times are milliseconds.
 */
export interface RunResult {
  readonly version: 1;
  /** The server's URL without user and password, such as `imap://127.0.0.1:143` or `sandbox:`; '' where nothing was played. */
  readonly server: string;
  /** The options with which `tagline run` plays one of the scripts the same way, without passwords; undefined where it cannot. */
  readonly options?: readonly string[];
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly milliseconds: number;
  readonly scripts: readonly ScriptResult[];
}

export interface ScriptResult {
  readonly path: string;
  /** The transcript it was compared with, if there is one. */
  readonly transcript: string | undefined;
  readonly outcome: Outcome;
  readonly milliseconds: number;
  readonly steps: readonly StepResult[];
  /** What became of it before, when it was tried again: each did not pass. */
  readonly earlier?: readonly Attempt[];
}

/** One try of a script. */
export type Attempt = Pick<ScriptResult, 'outcome' | 'milliseconds' | 'steps'>;

/** Whether it passed, but not at once. */
export function isFlaky({ outcome, earlier = [] }: ScriptResult): boolean {
  return outcome.kind === 'passed' && earlier.length > 0;
}

/** A step is a command with its answers, the greeting, or a directive that does something. */
export interface StepResult extends ScriptLine {
  /** From 1; 0 for the greeting. */
  readonly line: number;
  /** `a1 LOGIN bob ‹redacted›`, `greeting`, `%wait 1s`. */
  readonly title: string;
  readonly outcome: Outcome;
  readonly milliseconds: number;
  /** What went over the wire, in order. */
  readonly exchange: readonly ExchangeLine[];
  /** Of a step that failed: the earlier one but for which it might not have. */
  readonly cause?: Cause;
}

/**
 * An earlier command whose answer left the connection, or the mailboxes, in another state than the script states, or told
 * of fewer messages.
 */
export interface Cause extends ScriptLine {
  /** Of the command, in upper case, such as `SELECT`. */
  readonly name: string;
  /** How it was answered. */
  readonly status: 'OK' | 'NO' | 'BAD';
  /** How many messages it should have told of, and told of: fewer. */
  readonly exists?: { readonly stated: number; readonly came: number };
}

export interface ExchangeLine {
  readonly from: 'client' | 'server';
  /** One message; line ends inside it (literals) are `\n`; the last one is left out. */
  readonly text: string;
}

export type Outcome =
  | { readonly kind: 'passed'; readonly notes: readonly Mismatch[] }
  | { readonly kind: 'failed'; readonly mismatches: readonly Mismatch[] }
  | { readonly kind: 'errored'; readonly failure: Failure }
  | { readonly kind: 'skipped'; readonly reason: string };

/** Why something could not be carried out: the world's fault, or the script's. */
export type Failure =
  | ({ readonly kind: 'transport' } & TransportFailure)
  | ({ readonly kind: 'script'; readonly message: string } & ScriptPlace);
