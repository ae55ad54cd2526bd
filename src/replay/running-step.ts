import { limits } from '../imap/limits.js';
import type { Response, TaggedResponse } from '../imap/response.js';
import { type Expectation, scriptPolicy, transcriptPolicy } from '../match/match.js';
import type { Mismatch } from '../match/mismatch.js';
import type { Octets } from '../text/octets.js';
import type { PlannedCommand } from './plan.js';
import type { Policies } from './policy.js';
import type { Cause, ExchangeLine, Failure } from './result.js';
import { isTag } from './tag.js';

/** What is fixed when a step begins. */
export interface StepStart {
  readonly line: number;
  /** The file that the line is of, where the script includes it. */
  readonly path?: string | undefined;
  readonly title: string;
  /** What is written about it; undefined when it is no command of the script. */
  readonly command: PlannedCommand | undefined;
  /** The tag of its command; undefined for a greeting or a directive. */
  readonly tag: Octets | undefined;
  /** In upper case; empty when it is no command. */
  readonly name: Octets;
  readonly argumentText: Octets;
  readonly expectations: readonly Expectation[];
  /** Of the transcript; undefined when there is none. */
  readonly recorded: readonly Expectation[] | undefined;
  readonly policies: Policies;
  /** Milliseconds that its answer may take. */
  readonly timeout: number;
  /** The action that is its written answer; -1 when none is. */
  readonly answeredAt: number;
  /** It has no answer of its own: nothing waits for it. */
  readonly isEndless: boolean;
}

/** A step that is under way: what came for it so far. */
export class RunningStep {
  readonly start: StepStart;
  /** Which one it is of all steps that began. */
  readonly order: number;
  readonly startedAt: number;
  responses: Response[] = [];
  exchange: ExchangeLine[];
  /** A command of our own: no part of the script. */
  readonly isHidden: boolean;
  /** Differences that are not between an expectation and a response. */
  readonly differences: Mismatch[];
  answer: TaggedResponse | undefined;
  /** The earlier command that its answer follows from, if it is not the stated one. */
  cause: Cause | undefined;
  /** It has its answer, or there will be none. */
  isAnswered = false;
  failure: Failure | undefined;
  /** Octets that had come on its connection when it began. */
  octetsBefore = 0;
  /** What ends it early: `DONE` while the server is idle, `*` while it waits for an answer to a challenge. */
  escape: Octets | undefined;
  /** How many continuation requests let its literals go out. */
  invitations = 0;
  /** The server waits for the octets of a literal: nothing else can be said. */
  isHalfSent = false;
  /** Milliseconds that the server's lines were waited for in vain. */
  waited = 0;

  constructor(
    start: StepStart,
    order: number,
    startedAt: number,
    parent?: Pick<RunningStep, 'exchange' | 'differences'>,
  ) {
    this.start = start;
    this.order = order;
    this.startedAt = startedAt;
    this.exchange = parent?.exchange ?? [];
    this.differences = parent?.differences ?? [];
    this.isHidden = parent !== undefined;
  }

  /** The step of a command of our own that is shown with none. */
  static hidden(): RunningStep {
    return new RunningStep(nothing, 0, 0, { exchange: [], differences: [] });
  }

  /** A command of our own that is shown with a step. */
  static within(step: RunningStep, tag: Octets, name: Octets): RunningStep {
    const start = { ...step.start, tag, name, argumentText: '', expectations: [], recorded: undefined };
    return new RunningStep(start, step.order, step.startedAt, step);
  }

  /** False when no server can read its tag: then any answer may be its own. */
  get canBeNamed(): boolean {
    return this.start.tag === undefined || isTag(this.start.tag);
  }
}

const nothing: StepStart = {
  command: undefined,
  line: 0,
  title: '',
  tag: undefined,
  name: '',
  argumentText: '',
  expectations: [],
  recorded: undefined,
  policies: { script: scriptPolicy, recorded: transcriptPolicy },
  timeout: 0,
  answeredAt: -1,
  isEndless: false,
};

/** Milliseconds that the answer of a step may take: a failed login is slow on purpose. */
export function patienceFor({ start }: RunningStep): number {
  const { name, timeout } = start;
  return logsIn(name) ? Math.max(timeout, limits.login) : timeout;
}

/** How a command is left that takes lines of its own (RFC 9051 §6.2.2, §6.3.13), by its name. */
export const escapes: ReadonlyMap<Octets, Octets> = new Map([
  ['IDLE', 'DONE'],
  ['AUTHENTICATE', '*'],
]);

/** Whether a command, named in upper case, says who somebody is (RFC 9051 §6.2.2, §6.2.3). */
export function logsIn(name: Octets): boolean {
  return name === 'LOGIN' || name === 'AUTHENTICATE';
}
