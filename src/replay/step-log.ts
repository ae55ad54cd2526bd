import { limits } from '../imap/limits.js';
import type { Conceal } from '../imap/secret.js';
import { type Bindings, scriptPolicy, transcriptPolicy } from '../match/match.js';
import type { Mismatch } from '../match/mismatch.js';
import type { Octets } from '../text/octets.js';
import { createDifference } from './difference.js';
import type { ReplayEvent } from './event.js';
import { isPlain, judge, type Names } from './judge.js';
import type { Link } from './link.js';
import { changePolicies, type Policies, type PolicyChanges } from './policy.js';
import type { Outcome, StepResult } from './result.js';
import type { Room } from './room.js';
import { RunningStep, type StepStart } from './running-step.js';
import { concealMismatch } from './summary.js';

export interface StepLogOptions {
  readonly clock: () => number;
  /** Of the differences that are told. */
  readonly room: Room;
  readonly tell: (event: ReplayEvent) => void;
  /** Milliseconds that an answer may take. */
  readonly answerTime: number;
  readonly policy: PolicyChanges;
  readonly bindings: Bindings;
}

const nothing: readonly never[] = [];
const passed: Outcome = { kind: 'passed', notes: nothing };

/** What may be said of a step besides where it stands. */
type OtherStart = Pick<StepStart, 'path' | 'expectations' | 'recorded'>;

/** The steps of a replay: begins them with what holds at their place, judges them, keeps their results. */
export class StepLog {
  /** What `%match`, `%extra`, `%strict`, `%ignore` said so far. */
  policies: Policies;
  /** Milliseconds that an answer may take from here on. */
  answerTime: number;
  readonly #options: StepLogOptions;
  /** By the order in which the steps began; one that came to nothing has none. */
  readonly #results: (StepResult | undefined)[] = [];
  #names: Names;
  #begun = 0;

  constructor(options: StepLogOptions) {
    this.#options = options;
    this.answerTime = options.answerTime;
    this.policies = changePolicies({ script: scriptPolicy, recorded: transcriptPolicy }, [options.policy]);
    this.#names = { script: options.bindings, recorded: options.bindings, places: new Map() };
  }

  /** What the names of the script stand for now. */
  get bindings(): Bindings {
    return this.#names.script;
  }

  /** The results, in the order in which the steps began. */
  get results(): readonly StepResult[] {
    return this.#results.filter((result) => result !== undefined);
  }

  bind(name: Octets, value: Octets): void {
    const add = (names: Bindings) => new Map([...names, [name, value]]);
    const { script, recorded, places } = this.#names;
    this.#names = { script: add(script), recorded: add(recorded), places };
  }

  /** A step that is no command. */
  begin(start: Pick<StepStart, 'line' | 'title'> & Partial<OtherStart>): RunningStep {
    return this.beginCommand({
      command: undefined,
      line: start.line,
      path: start.path,
      title: start.title,
      tag: undefined,
      name: '',
      argumentText: '',
      expectations: start.expectations ?? nothing,
      recorded: start.recorded,
      policies: this.policies,
      timeout: this.answerTime,
      answeredAt: -1,
      isEndless: false,
    });
  }

  beginCommand(start: StepStart): RunningStep {
    const step = new RunningStep(start, this.#begun++, this.#options.clock());
    this.#options.tell({ kind: 'step-started', line: start.line, title: start.title });
    return step;
  }

  end(step: RunningStep, outcome: Outcome): void {
    const { line, path, title } = step.start;
    const milliseconds = this.#options.clock() - step.startedAt;
    // All of them are kept: a copy has no room for more. What still comes goes to it.
    step.exchange = step.exchange.slice();
    const facts = { line, title, outcome, milliseconds, exchange: step.exchange };
    const placed = path === undefined ? facts : { ...facts, path };
    const { cause } = step;
    const result = outcome.kind === 'failed' && cause ? { ...placed, cause } : placed;
    this.#results[step.order] = result;
    this.#options.tell({ kind: 'step-finished', step: result });
  }

  /** Ends a step by comparing what came for it with what is written on its connection. */
  judge(
    step: RunningStep,
    { redactor, absentMessages }: Pick<Link, 'redactor' | 'absentMessages'>,
    together: readonly RunningStep[],
  ): void {
    if (step.failure) {
      this.end(step, { kind: 'errored', failure: step.failure });
      return;
    }
    if (isPlain(step)) {
      absentMessages.follow(step, nothing);
      this.end(step, passed);
      return;
    }
    const { mismatches, names } = judge(step, this.#names, together);
    this.#names = names;
    const absence = absentMessages.follow(step, mismatches);
    step.cause ??= absence;
    const shown = this.#fit(mismatches, redactor.server);
    const fails = shown.some((mismatch) => mismatch.fails);
    this.end(step, fails ? { kind: 'failed', mismatches: shown } : { kind: 'passed', notes: shown });
  }

  /** The differences without secrets, as far as there is room for them. */
  #fit(mismatches: readonly Mismatch[], conceal: Conceal): readonly Mismatch[] {
    const shown: Mismatch[] = [];
    for (const mismatch of mismatches) {
      const concealed = concealMismatch(mismatch, conceal);
      const fits = shown.length < limits.differences && this.#options.room.take(sizeOf(concealed));
      if (!fits && shown.length >= toldInAnyCase) break;
      shown.push(concealed);
    }
    const rest = mismatches.slice(shown.length);
    return rest.length === 0 ? shown : [...shown, sumUp(rest)];
  }
}

const toldInAnyCase = 3;

/** About what a difference costs in memory besides its texts. */
const mismatchOverhead = 300;

function sizeOf({ message, expected, actual }: Mismatch): number {
  return message.length + (expected?.text.length ?? 0) + (actual?.text.length ?? 0) + mismatchOverhead;
}

function sumUp(rest: readonly Mismatch[]): Mismatch {
  const failing = rest.find(({ fails }) => fails);
  const message = `${rest.length} more differences are not told`;
  return { ...createDifference(failing?.class ?? 'unexpected', message), fails: failing !== undefined };
}
