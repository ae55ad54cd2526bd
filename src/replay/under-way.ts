import type { Octets } from '../text/octets.js';
import type { RunningStep } from './running-step.js';

/** The commands of a connection that wait for their answer, in the order in which they were sent. */
export class UnderWay implements Iterable<RunningStep> {
  readonly #steps = new Set<RunningStep>();
  readonly #byTag = new Map<Octets, Set<RunningStep>>();
  /** The earliest action that has to wait for one of them; undefined when that has to be looked up again. */
  #earliestDue: number | undefined = Number.POSITIVE_INFINITY;

  get size(): number {
    return this.#steps.size;
  }

  get first(): RunningStep | undefined {
    return firstOf(this.#steps);
  }

  [Symbol.iterator](): Iterator<RunningStep> {
    return this.#steps.values();
  }

  add(step: RunningStep): void {
    this.#steps.add(step);
    const key = keyOf(step);
    const same = this.#byTag.get(key);
    if (same) same.add(step);
    else this.#byTag.set(key, new Set([step]));
    if (this.#earliestDue !== undefined) this.#earliestDue = Math.min(this.#earliestDue, dueOf(step));
  }

  remove(step: RunningStep): void {
    this.#steps.delete(step);
    const key = keyOf(step);
    const same = this.#byTag.get(key);
    same?.delete(step);
    if (same?.size === 0) this.#byTag.delete(key);
    if (dueOf(step) === this.#earliestDue) this.#earliestDue = undefined;
  }

  /** The one that an answer is for. Where no server can read the tag, any may be its answer. */
  withTag(tag: Octets): RunningStep | undefined {
    return firstOf(this.#byTag.get(tag)) ?? firstOf(this.#byTag.get(unnamed));
  }

  /**
   * Those whose answer is not written further down than an action: it has to wait for them. Given one by one, so that what
   * came for those before need not stay in memory.
   */
  *dueAt(action: number): Generator<RunningStep, void> {
    this.#earliestDue ??= this.#findEarliest();
    if (this.#earliestDue >= action) return;
    for (const step of this.#steps) if (dueOf(step) < action) yield step;
  }

  #findEarliest(): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (const step of this.#steps) earliest = Math.min(earliest, dueOf(step));
    return earliest;
  }
}

function firstOf(steps: ReadonlySet<RunningStep> | undefined): RunningStep | undefined {
  return steps?.values().next().value;
}

/** No tag has a blank in it. */
const unnamed = ' ';

function keyOf(step: RunningStep): Octets {
  return step.canBeNamed ? (step.start.tag ?? '') : unnamed;
}

function dueOf({ start }: RunningStep): number {
  return start.isEndless ? Number.POSITIVE_INFINITY : start.answeredAt;
}
