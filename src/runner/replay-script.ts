import type { KeepLiteral } from '../imap/framer.js';
import { limits } from '../imap/limits.js';
import type { ServerUrl } from '../imap/url.js';
import { createMasker } from '../match/mask.js';
import type { ReplayEvent } from '../replay/event.js';
import { planScript } from '../replay/plan.js';
import type { PolicyChanges } from '../replay/policy.js';
import { Replay } from '../replay/replay.js';
import type { ScriptResult } from '../replay/result.js';
import type { SharedRoom } from '../replay/room.js';
import { recordTranscript } from '../replay/transcript.js';
import { createBindings, createVariables, valuesOfRun } from '../replay/variables.js';
import type { Script } from '../script/ast.js';
import { fillTemplate } from '../script/expand.js';
import type { PlacedItem } from '../script/include.js';
import type { ChannelBindingType } from '../session/channel-binding.js';
import type { Credentials } from '../session/credentials.js';
import type { Octets } from '../text/octets.js';
import type { TlsSettings } from '../transport/connect.js';
import { drive } from '../transport/drive.js';
import type { ProxyAddress } from '../transport/proxy-url.js';
import { type ReadFiles, readLiterals, readScript } from './read-script.js';

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
  readonly readFile: ReadFiles;
  /** Milliseconds, from any start. */
  readonly clock: () => number;
  /** Unique to the run and short, letters and digits: `${run}`, and part of `${mailbox}`. */
  readonly runId: string;
  /** What `${mailbox}` begins with where the server keeps all mailboxes below one: `INBOX.`. */
  readonly mailboxPrefix?: Octets;
  readonly onEvent?: (event: ReplayEvent) => void;
  /** Aborting ends the script as interrupted; its cleanup still runs. */
  readonly signal?: AbortSignal;
  /** Milliseconds. */
  readonly timeouts?: { readonly connect?: number; readonly answer?: number };
  readonly tls?: TlsSettings;
  /** What connections go through. */
  readonly proxy?: ProxyAddress | undefined;
  /** Whether `%login` may send a password in the clear to another machine. */
  readonly allowClearText?: boolean;
  /** Whether a command of which a variable is not known fails alone, as in tests of imaptest. */
  readonly skipsUnfilled?: boolean;
  /** What `%login` by a -PLUS mechanism is tied to, where it is not the default of the TLS version. */
  readonly channelBinding?: ChannelBindingType | undefined;
  /** Whether a transcript is wanted. */
  readonly record?: boolean;
  /** What the results of all scripts of a run may take in memory; undefined for one script alone. */
  readonly room?: SharedRoom | undefined;
  /** Where literals go that are too large to be kept in memory (`--keep`). */
  readonly keepLiteral?: KeepLiteral | undefined;
}

export type { ReadFile } from './read-script.js';

export interface Replayed {
  readonly result: ScriptResult;
  /** What was said, as a script; undefined when it was not asked for, or was more than `limits.recorded`. */
  readonly transcript: Octets | undefined;
}

/** Plays one script against one server. Never rejects: what goes wrong is in the result. */
export async function replayScript(request: ReplayRequest): Promise<Replayed> {
  const { script, transcript: recorded } = request;
  const credentials = request.credentials ?? (() => undefined);
  const { items, problems } = await readScript(script, request.readFile);
  const secrets = [...(request.secrets ?? []), ...passwordsFor(items, credentials, request)];
  const { runId, mailboxPrefix = '' } = request;
  const timeouts = { connect: limits.connect, answer: limits.answer, ...request.timeouts };
  const files = await readLiterals(items, request.readFile);
  const replay = new Replay({
    path: script.source.path,
    plan: planScript(items),
    problems,
    recorded: recorded && {
      path: recorded.source.path,
      plan: planScript(recorded.items.map((item) => ({ item, source: recorded.source }))),
    },
    server: request.server,
    variables: request.variables ?? new Map(),
    environment: request.environment ?? {},
    credentials,
    secrets,
    policy: request.policy ?? {},
    findFile: files,
    clock: request.clock,
    runId,
    mailboxPrefix,
    nonce: () => Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64'),
    timeouts,
    isProxied: request.proxy !== undefined,
    allowClearText: request.allowClearText ?? false,
    skipsUnfilled: request.skipsUnfilled ?? false,
    channelBinding: request.channelBinding,
    record: request.record ?? false,
    room: request.room,
    keepLiteral: request.keepLiteral,
  });
  await drive(replay, {
    url: request.server,
    tls: request.tls ?? {},
    proxy: request.proxy,
    timeout: timeouts.connect,
    onEvent: request.onEvent ?? (() => {}),
    signal: request.signal,
  });
  const mask = createMasker({ values: valuesOfRun({ runId, mailboxPrefix }), now: Date.now() });
  const { conversation } = replay;
  const transcript =
    request.record && conversation ? recordTranscript(conversation, mask, secrets) : undefined;
  return { result: replay.result, transcript };
}

/** The passwords of everybody who may log in: they are never shown. */
function passwordsFor(
  items: readonly PlacedItem[],
  credentials: (user?: Octets) => Credentials | undefined,
  { script, server, runId, variables = new Map(), environment = {} }: ReplayRequest,
): Octets[] {
  const options = {
    path: script.source.path,
    server,
    variables,
    environment,
    credentials,
    secrets: [],
    runId,
  };
  const bindings = new Map(createBindings(options));
  const fill = (text: Octets) => {
    const filled = fillTemplate(text, createVariables(options, bindings, undefined));
    return filled.kind === 'filled' ? filled.octets : text;
  };
  const users = new Set<Octets | undefined>([undefined]);
  for (const { item } of items) {
    if (item.kind !== 'directive') continue;
    const { body } = item;
    if (body.name === 'set') bindings.set(body.variable, fill(body.value));
    if ('user' in body) users.add(body.user && fill(body.user));
  }
  return [...users].flatMap((user) => credentials(user)?.password ?? []);
}

/** The URL of the script's first `%server`, for when the command line names none. */
export function findServer(script: Script): Octets | undefined {
  for (const item of script.items) {
    if (item.kind === 'directive' && item.body.name === 'server') return item.body.url;
  }
  return undefined;
}
