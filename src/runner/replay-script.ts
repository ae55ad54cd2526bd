import type { ServerUrl } from '../imap/url.js';
import type { ReplayEvent } from '../replay/event.js';
import type { PolicyChanges } from '../replay/policy.js';
import type { ScriptResult } from '../replay/result.js';
import type { Script } from '../script/ast.js';
import type { Credentials } from '../session/credentials.js';
import type { Octets } from '../text/octets.js';
import type { TlsSettings } from '../transport/connect.js';

/** What to replay, where, and with what of the outside world. */
export interface ReplayRequest {
  readonly script: Script;
  /** What was recorded: further expectations, under `transcriptPolicy`. */
  readonly transcript?: Script;
  /** Where to connect: already resolved (the command line before the script's `%server`, see `findServer`). */
  readonly server: ServerUrl;
  /** `--var` and `.env`: values as UTF-8 octets. */
  readonly variables?: ReadonlyMap<Octets, Octets>;
  /** What `${env:NAME}` may read. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Values that are never shown; those of `credentials` are always secret. */
  readonly secrets?: readonly Octets[];
  /** Who logs in: by the name that `%login NAME` and `%on … user=NAME` give, or the default user. */
  readonly credentials?: (user: Octets | undefined) => Credentials | undefined;
  /** `--strict`, `--ignore` and the like: they change how scripts and transcripts are compared. */
  readonly policy?: PolicyChanges;
  /** Reads a file of `{@path}`, `%include` and `%mailbox`. The path is already joined with the script's folder. */
  readonly readFile: (path: string) => Promise<ReadFile>;
  /** Milliseconds, from any start. */
  readonly clock: () => number;
  /** Unique to the run and short, letters and digits: `${run}`, and part of `${mailbox}`. */
  readonly runId: string;
  readonly onEvent?: (event: ReplayEvent) => void;
  /** Aborting ends the script as interrupted; its cleanup still runs. */
  readonly signal?: AbortSignal;
  /** Milliseconds. */
  readonly timeouts?: { readonly connect?: number; readonly answer?: number };
  readonly tls?: TlsSettings;
  /** Whether `%login` may send a password in the clear to another machine. */
  readonly allowClearText?: boolean;
  /** Whether a transcript is wanted. */
  readonly record?: boolean;
}

export type ReadFile =
  | { readonly kind: 'content'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly message: string };

export interface Replayed {
  readonly result: ScriptResult;
  /** What was said, as a script; undefined when it was not asked for or there is nothing to record. */
  readonly transcript: Octets | undefined;
}

/** Plays one script against one server. Never rejects: what goes wrong is in the result. */
export declare function replayScript(request: ReplayRequest): Promise<Replayed>;

/** The URL of the script's first `%server`, for when the command line names none. */
export function findServer(script: Script): Octets | undefined {
  for (const item of script.items) {
    if (item.kind === 'directive' && item.body.name === 'server') return item.body.url;
  }
  return undefined;
}
