import type { Octets } from '../text/octets.js';
import { RunningStep } from './running-step.js';

/** The commands of a connection that wait for their answer, in the order in which they were sent. */
export class UnderWay implements Iterable<RunningStep> {
  /** The only one, as it is unless commands are pipelined: then they are all in the collections. */
  #only: RunningStep | undefined;
  readonly #steps = new Set<RunningStep>();
  /** Those of one tag are one, unless somebody sends several with it. */
  readonly #byTag = new Map<Octets, RunningStep | Set<RunningStep>>();
  /** The earliest action that has to wait for one of them; undefined when that has to be looked up again. */
  #earliestDue: number | undefined = Number.POSITIVE_INFINITY;

  get size(): number {
    return this.#only ? 1 : this.#steps.size;
  }

  get first(): RunningStep | undefined {
    return this.#only ?? firstOf(this.#steps);
  }

  [Symbol.iterator](): Iterator<RunningStep> {
    return this.#only ? [this.#only].values() : this.#steps.values();
  }

  add(step: RunningStep): void {
    if (this.size === 0) {
      this.#only = step;
      return;
    }
    if (this.#only) this.#collect(this.#only);
    this.#only = undefined;
    this.#collect(step);
  }

  #collect(step: RunningStep): void {
    this.#steps.add(step);
    const key = keyOf(step);
    const same = this.#byTag.get(key);
    if (!same) this.#byTag.set(key, step);
    else if (same instanceof Set) same.add(step);
    else this.#byTag.set(key, new Set([same, step]));
    if (this.#earliestDue !== undefined) this.#earliestDue = Math.min(this.#earliestDue, dueOf(step));
  }

  remove(step: RunningStep): void {
    if (this.#only === step) this.#only = undefined;
    if (!this.#steps.delete(step)) return;
    const key = keyOf(step);
    const same = this.#byTag.get(key);
    if (same instanceof Set && same.size > 1) same.delete(step);
    else this.#byTag.delete(key);
    if (dueOf(step) === this.#earliestDue) this.#earliestDue = undefined;
  }

  /** The one that an answer is for. Where no server can read the tag, any may be its answer. */
  withTag(tag: Octets): RunningStep | undefined {
    if (!this.#only) return firstOf(this.#byTag.get(tag)) ?? firstOf(this.#byTag.get(unnamed));
    const key = keyOf(this.#only);
    return key === tag || key === unnamed ? this.#only : undefined;
  }

  /** The only one, when an action has to wait for it. */
  onlyDueAt(action: number): RunningStep | undefined {
    return this.#only && dueOf(this.#only) < action ? this.#only : undefined;
  }

  /**
   * Those whose answer is not written further down than an action: it has to wait for them. Given one by one, so that what
   * came for those before need not stay in memory.
   */
  *dueAt(action: number): Generator<RunningStep, void> {
    if (this.#only) {
      if (dueOf(this.#only) < action) yield this.#only;
      return;
    }
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

function firstOf(steps: RunningStep | ReadonlySet<RunningStep> | undefined): RunningStep | undefined {
  return steps instanceof RunningStep ? steps : steps?.values().next().value;
}

/** No tag has a blank in it. */
const unnamed = ' ';

function keyOf(step: RunningStep): Octets {
  return step.canBeNamed ? (step.start.tag ?? '') : unnamed;
}

function dueOf({ start }: RunningStep): number {
  return start.isEndless ? Number.POSITIVE_INFINITY : start.answeredAt;
}
