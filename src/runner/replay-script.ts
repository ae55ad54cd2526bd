import { limits } from '../imap/limits.js';
import type { ServerUrl } from '../imap/url.js';
import type { ReplayEvent } from '../replay/event.js';
import { type PlacedItem, planScript } from '../replay/plan.js';
import type { PolicyChanges } from '../replay/policy.js';
import { Replay } from '../replay/replay.js';
import type { ScriptResult } from '../replay/result.js';
import type { Script } from '../script/ast.js';
import type { Credentials } from '../session/credentials.js';
import { type Octets, octetsOf } from '../text/octets.js';
import type { TlsSettings } from '../transport/connect.js';
import { drive } from '../transport/drive.js';

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
export async function replayScript(request: ReplayRequest): Promise<Replayed> {
  const { script, transcript } = request;
  const files = await loadFiles(script, request.readFile);
  const credentials = request.credentials ?? (() => undefined);
  const timeouts = { connect: limits.connect, answer: limits.answer, ...request.timeouts };
  const replay = new Replay({
    path: script.source.path,
    plan: planScript(placeItems(script)),
    recorded: transcript && { path: transcript.source.path, plan: planScript(placeItems(transcript)) },
    server: request.server,
    variables: request.variables ?? new Map(),
    environment: request.environment ?? {},
    credentials,
    secrets: [...(request.secrets ?? []), ...passwordsFor(script, credentials)],
    policy: request.policy ?? {},
    findFile: (path) => files.get(path),
    clock: request.clock,
    runId: request.runId,
    timeouts,
    allowClearText: request.allowClearText ?? false,
    record: request.record ?? false,
  });
  await drive(replay, {
    url: request.server,
    tls: request.tls ?? {},
    timeout: timeouts.connect,
    onEvent: request.onEvent ?? (() => {}),
    signal: request.signal,
  });
  return { result: replay.result, transcript: undefined };
}

function placeItems({ items, source }: Script): PlacedItem[] {
  return items.map((item) => ({ item, source }));
}

/** The passwords of everybody who may log in: they are never shown. */
function passwordsFor(
  script: Script,
  credentials: (user: Octets | undefined) => Credentials | undefined,
): Octets[] {
  const users = new Set<Octets | undefined>([undefined]);
  for (const item of script.items) {
    if (item.kind === 'directive' && 'user' in item.body) users.add(item.body.user);
  }
  return [...users].flatMap((user) => credentials(user)?.password ?? []);
}

/** The files that literals name, by the path as it is written. */
async function loadFiles(
  script: Script,
  readFile: ReplayRequest['readFile'],
): Promise<ReadonlyMap<Octets, Octets>> {
  const files = new Map<Octets, Octets>();
  for (const item of script.items) {
    if (item.kind !== 'client') continue;
    for (const { literal } of item.segments) {
      if (literal?.form !== 'file' || files.has(literal.path)) continue;
      const read = await readFile(besideOf(script.source.path, decodeUtf8(literal.path)));
      if (read.kind === 'content') files.set(literal.path, octetsOf(read.bytes));
    }
  }
  return files;
}

/** A path as seen from the folder of a file. */
function besideOf(file: string, path: string): string {
  const folder = /^.*[/\\]/s.exec(file)?.[0] ?? '';
  return /^([/\\]|[A-Za-z]:)/.test(path) ? path : folder + path;
}

function decodeUtf8(octets: Octets): string {
  return Buffer.from(octets, 'latin1').toString('utf8');
}

/** The URL of the script's first `%server`, for when the command line names none. */
export function findServer(script: Script): Octets | undefined {
  for (const item of script.items) {
    if (item.kind === 'directive' && item.body.name === 'server') return item.body.url;
  }
  return undefined;
}
