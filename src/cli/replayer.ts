import { setMaxListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { nearestWord } from '../imap/grammar/nearest-word.js';
import { limits } from '../imap/limits.js';
import type { ReplayEvent } from '../replay/event.js';
import { interrupted } from '../replay/failures.js';
import type { PolicyChanges } from '../replay/policy.js';
import type { RunResult, ScriptResult } from '../replay/result.js';
import { findServer, type ReadFile, type Replayed, replayScript } from '../runner/replay-script.js';
import type { MismatchClass } from '../script/ast.js';
import { channelBindingTypes } from '../session/channel-binding.js';
import { encodeUtf8, type Octets, visible } from '../text/octets.js';
import type { Invocation, Options } from './command.js';
import { type Config, readConfig } from './config.js';
import { ExitStatus, worst } from './exit-status.js';
import { type Host, readBytes } from './host.js';
import { keepIn } from './keep-literals.js';
import { readDotEnv, secretsOf } from './passwords.js';
import { type Plan, readPlan } from './plan.js';
import { isPlan, type PlanOrRefusal, refused } from './read-plans.js';
import { createServers, type Servers } from './server-choice.js';
import { UsageError } from './usage-error.js';

/** Replays scripts the way the command line says. */
export interface Replayer {
  readonly servers: Servers;
  /** Reads a script and what was recorded of it on that kind of server. */
  plan(path: string): Promise<Plan>;
  /** `stop` ends this one alone. */
  replay(plan: Plan, onEvent?: (event: ReplayEvent) => void, stop?: AbortSignal): Promise<Replayed>;
}

export interface ReplayerOptions {
  /** Whether the transcript of a script is wanted. */
  readonly record: (plan: Plan) => boolean;
  readonly signal: AbortSignal;
  /** The results of all scripts are one report: they share what may be in memory. */
  readonly isOneRun?: boolean;
}

export async function createReplayer(
  invocation: Invocation,
  { record, signal, isOneRun = true }: ReplayerOptions,
): Promise<Replayer> {
  const { host, options } = invocation;
  const config = await readConfig(host, options.text('config'));
  const variables = await readVariables(host, config, options);
  const servers = await createServers(invocation, config, variables);
  const answer = readDuration(options.text('timeout'));
  const policy = readPolicy(options);
  const folder = options.text('keep');
  const keep = folder === undefined ? undefined : keepIn(invocation, folder);
  const room = isOneRun ? { left: limits.shownPerRun } : undefined;
  const secrets = [...secretsOf(host.env), ...readSecrets(options, variables)];
  return {
    servers,
    async plan(path) {
      const plan = await readPlan(host, path, {
        profileOf: (script) => options.text('profile') ?? servers.profileOf(script),
        kindOf: servers.kindOf,
      });
      // Where it goes nowhere, that is known before anything is sent.
      servers.labelOf(plan.script);
      return plan;
    },
    async replay(plan, onEvent, stop = signal) {
      const server = await servers.open(plan.script).catch(async (error: unknown) => {
        // Ctrl-C on a terminal also ends what a server is being started with, before we hear of it: news come between turns.
        await nextTurn().then(nextTurn);
        if (stop.aborted) return undefined;
        // What one script says of its server concerns that script alone.
        if (options.text('server') === undefined && findServer(plan.script) !== undefined && isOfUse(error))
          return refused(plan.path, error);
        throw error;
      });
      if (server && 'outcome' in server) return { result: server, transcript: undefined };
      if (!server)
        return { result: notPlayed(plan, { kind: 'errored', failure: stopped }), transcript: undefined };
      try {
        const refusal = refuseImport(plan, server.credentials);
        if (refusal) return { result: refusal, transcript: undefined };
        return await replayScript({
          script: plan.script,
          ...(plan.transcript ? { transcript: plan.transcript } : {}),
          server: server.url,
          tls: server.tls,
          proxy: server.proxy,
          credentials: server.credentials,
          variables: withUsers(variables, plan, server.credentials),
          environment: host.env,
          secrets,
          policy,
          readFile: (path) => readFile(host, path),
          clock: host.now,
          runId: host.randomHex(6),
          mailboxPrefix: server.mailboxPrefix,
          signal: stop,
          ...(onEvent ? { onEvent } : {}),
          ...(answer === undefined
            ? {}
            : { timeouts: { answer, connect: Math.min(answer, limits.connect) } }),
          channelBinding: channelBindingTypes.find((type) => type === options.text('channelBinding')),
          allowClearText: options.flag('clearTextLogin'),
          skipsUnfilled: plan.imported !== undefined,
          record: record(plan),
          room,
          keepLiteral: keep?.(plan.path),
        });
      } finally {
        await server.stop();
      }
    },
  };
}

/** What can be put right, other than that the user interrupted a question. */
function isOfUse(error: unknown): boolean {
  return error instanceof UsageError && error.status !== ExitStatus.interrupted;
}

/** The result of a script of which nothing was sent. */
export function notPlayed({ path, transcript }: Plan, outcome: ScriptResult['outcome']): ScriptResult {
  return { path, transcript: transcript?.source.path, outcome, milliseconds: 0, steps: [] };
}

const stopped = { kind: 'transport', ...interrupted } as const;

/** A test of another program that cannot be played: one that was not understood, or that needs another user. */
function refuseImport(plan: Plan, credentials: (user: Octets) => unknown): ScriptResult | undefined {
  const { imported } = plan;
  const [problem] = imported?.problems ?? [];
  if (problem) {
    const { line, column = 1, message } = problem;
    return notPlayed(plan, {
      kind: 'errored',
      failure: { kind: 'script', line, column, message: visible(message) },
    });
  }
  const missing = imported?.users.find((user) => credentials(user) === undefined);
  if (missing === undefined) return undefined;
  return notPlayed(plan, {
    kind: 'skipped',
    reason: `needs a user "${visible(missing)}" in the configuration`,
  });
}

/** In tests of another program the names of further users are variables: `${user2}`. */
function withUsers(
  variables: ReadonlyMap<Octets, Octets>,
  { imported }: Plan,
  credentials: (user: Octets) => { readonly user: Octets } | undefined,
): ReadonlyMap<Octets, Octets> {
  const users = (imported?.users ?? []).map((name) => [name, credentials(name)?.user ?? name] as const);
  return users.length === 0 ? variables : new Map([...users, ...variables]);
}

/** The result of a run from the results of its scripts. */
export function sumUp(
  scripts: readonly ScriptResult[],
  run: { server: string; options?: readonly string[]; startedAt: number; endedAt: number },
): RunResult {
  return {
    version: 1,
    server: run.server,
    ...(run.options ? { options: run.options } : {}),
    startedAt: new Date(run.startedAt).toISOString(),
    milliseconds: run.endedAt - run.startedAt,
    scripts,
  };
}

/** The one server of all the scripts, or how many there were; '' where no script could be read. */
export function labelServers(servers: Servers, read: readonly PlanOrRefusal[]): string {
  const labels = [...new Set(read.filter(isPlan).map(({ script }) => servers.labelOf(script)))];
  if (labels.length === 0) return '';
  return labels.length === 1 ? (labels[0] ?? '') : `${labels.length} servers`;
}

export function statusOf(scripts: readonly ScriptResult[]): ExitStatus {
  return worst(scripts.map(({ outcome }) => statusOfOutcome(outcome)));
}

function statusOfOutcome(outcome: ScriptResult['outcome']): ExitStatus {
  switch (outcome.kind) {
    case 'passed':
    case 'skipped':
      return ExitStatus.fine;
    case 'failed':
      return ExitStatus.differences;
    case 'errored':
      if (outcome.failure.kind === 'script') return ExitStatus.usage;
      return outcome.failure.code === 'interrupted' ? ExitStatus.interrupted : ExitStatus.unreachable;
  }
}

/**
 * Runs something that Ctrl-C and SIGTERM may interrupt: the first one asks it to come to an end (cleanup still runs), the
 * second one ends the program.
 */
export async function withInterrupt(
  host: Host,
  work: (signal: AbortSignal) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const controller = new AbortController();
  // Each connection listens, and there may be many at once.
  setMaxListeners(0, controller.signal);
  const stopListening = host.onSignal(() => {
    if (controller.signal.aborted) host.exit(ExitStatus.interrupted);
    controller.abort();
  });
  try {
    const status = await work(controller.signal);
    return controller.signal.aborted ? ExitStatus.interrupted : status;
  } finally {
    stopListening();
  }
}

async function readFile(host: Host, path: string): Promise<ReadFile> {
  const content = await readBytes(host, path);
  return content.kind === 'content' ? content : { kind: 'failed', message: content.message };
}

async function readVariables(
  host: Host,
  config: Config,
  options: Options,
): Promise<ReadonlyMap<Octets, Octets>> {
  const variables = new Map<Octets, Octets>();
  const set = (name: string, value: string) => variables.set(encodeUtf8(name), encodeUtf8(value));
  for (const [name, value] of Object.entries(config.variables)) set(name, value);
  for (const [name, value] of Object.entries(await readDotEnv(host))) set(name, value);
  for (const text of options.texts('var')) {
    const at = text.indexOf('=');
    if (at < 1) throw new UsageError(`--var ${text}: expected name=value.`);
    set(text.slice(0, at), text.slice(at + 1));
  }
  return variables;
}

function readSecrets(options: Options, variables: ReadonlyMap<Octets, Octets>): readonly Octets[] {
  return options.texts('secret').map((name) => {
    const value = variables.get(encodeUtf8(name));
    if (value === undefined) throw new UsageError(`--secret ${name}: there is no variable of that name.`);
    return value;
  });
}

const classes: readonly MismatchClass[] = ['status', 'missing', 'unexpected', 'value', 'order', 'text'];

function readPolicy(options: Options): PolicyChanges {
  const strict = readClasses('--strict', options.text('strict'));
  const ignore = readClasses('--ignore', options.text('ignore'));
  return { ...(strict ? { strict } : {}), ...(ignore ? { ignore } : {}) };
}

function readClasses(option: string, text: string | undefined): readonly MismatchClass[] | undefined {
  return text?.split(',').map((word) => {
    const known = classes.find((name) => name === word.trim());
    if (known) return known;
    const near = nearestWord(word, classes);
    throw new UsageError(
      `${option} ${word}: ${near ? `did you mean ${near}?` : `expected some of ${classes.join(', ')}.`}`,
    );
  });
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/** `500ms`, `20s`, `2m` in milliseconds. */
export function readDuration(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const found = /^(\d+)(ms|s|m)$/.exec(text);
  if (!found) throw new UsageError(`--timeout ${text}: expected a duration such as 500ms, 20s or 2m.`);
  return Number(found[1]) * (units[found[2] ?? ''] ?? 1);
}
