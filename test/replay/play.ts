import { parseServerUrl } from '../../src/imap/url.js';
import { createMasker } from '../../src/match/mask.js';
import { planScript } from '../../src/replay/plan.js';
import { Replay, type ReplayOptions } from '../../src/replay/replay.js';
import type { ScriptResult } from '../../src/replay/result.js';
import { recordTranscript } from '../../src/replay/transcript.js';
import { parseScript } from '../../src/script/parser.js';
import { bytesOf, encodeUtf8, type Octets } from '../../src/text/octets.js';
import { createSource } from '../../src/text/source.js';

/** What the server does: a text is said, `closes` ends the connection, `waits` lets the time run out. */
export type Reply = Octets | typeof closes;
export const closes: unique symbol = Symbol('closes');

export interface Played {
  readonly result: ScriptResult;
  /** What went out, one entry a send. */
  readonly sent: readonly Octets[];
  readonly transcript: Octets;
  /** What it did, in order: what went out at once, and what it told. */
  readonly course: readonly string[];
  /** The times, in milliseconds, for which nothing came, one entry a wait. */
  readonly waits: readonly number[];
  /** False when it would never have ended. */
  readonly ended: boolean;
}

export interface PlayOptions extends Partial<ReplayOptions> {
  readonly transcript?: Octets;
  /** The chunks in which the server's octets come. */
  readonly chunk?: number;
  readonly server?: ReplayOptions['server'];
  /** The user stops it after so many sends. */
  readonly interruptedAfter?: number;
}

/** Plays a script without a network: the first reply comes when the connection stands, one more with each send. */
export function play(text: string, replies: readonly Reply[], options: PlayOptions = {}): Played {
  const replay = new Replay(optionsFor(text, options));
  const left = [...replies];
  const sent: Octets[] = [];
  const course: string[] = [];
  let waiting: { connection: string; octets: Octets; closes: boolean }[] = [];
  const reply = (connection: string) => {
    const next = left.shift();
    if (next === closes) waiting.push({ connection, octets: '', closes: true });
    else if (next !== undefined)
      waiting.push({ connection, octets: next.replaceAll(/\r?\n/g, '\r\n'), closes: false });
  };
  const waits: number[] = [];
  let ended = false;
  for (let rounds = 0; rounds < 100_000; rounds++) {
    const output = replay.next();
    if (output.kind === 'end') {
      ended = true;
      break;
    }
    if (output.kind === 'open') {
      replay.opened(output.connection, options.server?.scheme === 'imaps' ? 'TLSv1.3' : '');
      reply(output.connection);
    } else if (output.kind === 'send') {
      sent.push(output.octets);
      if (output.isUrgent) course.push(`sent ${output.octets.trimEnd()}`);
      if (sent.length === options.interruptedAfter) replay.interrupt();
      else reply(output.connection);
    } else if (output.kind === 'event') {
      const { event } = output;
      if (event.kind === 'step-started') course.push(`began ${event.title}`);
      if (event.kind === 'step-finished') course.push(`${event.step.outcome.kind} ${event.step.title}`);
    } else if (output.kind === 'start-tls') {
      replay.secured(output.connection, 'TLSv1.3');
    } else if (output.kind === 'close') {
      course.push(`closed ${output.connection}`);
      waiting = waiting.filter(({ connection }) => connection !== output.connection);
    } else if (output.kind === 'start-deflate') {
      sent.push(`(deflate, ${output.received.length} octets came)`);
    } else if (output.kind === 'need-input') {
      const first = waiting[0];
      if (!first) {
        waits.push(output.milliseconds);
        replay.timeout();
      } else if (first.closes) {
        replay.fail(first.connection, {
          code: 'closed',
          message: 'the server closed the connection',
          hint: '',
        });
        waiting = waiting.slice(1);
      } else {
        const size = options.chunk ?? first.octets.length;
        replay.receive(first.connection, bytesOf(first.octets.slice(0, size)));
        first.octets = first.octets.slice(size);
        if (first.octets === '') waiting = waiting.slice(1);
      }
    }
  }
  return {
    ended,
    course,
    waits,
    result: replay.result,
    sent,
    transcript: recordTranscript(replay.conversation ?? [], createMasker(), ['secret1']),
  };
}

function optionsFor(
  text: string,
  { transcript, chunk: _, interruptedAfter: __, ...options }: PlayOptions,
): ReplayOptions {
  const script = read('test.imap', encodeUtf8(text));
  const url = parseServerUrl('imap://127.0.0.1');
  if (url.kind === 'problem') throw new Error(url.message);
  return {
    path: 'test.imap',
    plan: planScript(script),
    recorded:
      transcript === undefined
        ? undefined
        : { path: 'test.transcript', plan: planScript(read('test.transcript', transcript)) },
    problems: [],
    server: url.url,
    variables: new Map(),
    environment: {},
    credentials: (user) => ({ user: user ?? 'alice', password: 'secret1' }),
    secrets: ['secret1'],
    policy: {},
    findFile: (path) =>
      path in files ? { octets: files[path] ?? '' } : { message: 'there is no such file' },
    clock: () => 0,
    runId: 'r1',
    nonce: () => 'rOprNGfwEbeRWgbNEkqO',
    timeouts: { connect: 10_000, answer: 30_000 },
    isProxied: false,
    allowClearText: false,
    record: true,
    ...options,
  };
}

/** What the reading of a script found wrong. */
export function problemsOf(text: string): ReplayOptions['problems'] {
  const { problems, source } = parseScript(createSource('test.imap', encodeUtf8(text)));
  return problems.map((problem) => ({ problem, source }));
}

function read(path: string, octets: Octets) {
  const script = parseScript(createSource(path, octets));
  return script.items.map((item) => ({ item, source: script.source }));
}

const files: Readonly<Record<string, string>> = {
  'two.eml': 'hi',
  'two.mbox': 'From a Thu Jan  1 00:00:00 1970\nSubject: a\n\n1\n\nFrom b\nSubject: b\n\n>From 2\n',
};
