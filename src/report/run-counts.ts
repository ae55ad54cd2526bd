import { isFlaky, type Outcome, type RunResult, type StepResult } from '../replay/result.js';
import { count } from './look.js';

/** What became of a script; `flaky` passed, but not at once. */
export type Verdict = Outcome['kind'] | 'flaky';

/** What a run comes to in numbers: the same ones in every report. Of a script that was tried again the last try counts. */
export interface RunCounts {
  readonly scripts: Readonly<Record<Verdict, number>>;
  /** Commands, greetings, and directives that do something. */
  readonly steps: Readonly<Record<Outcome['kind'], number>>;
  /** Those steps in which something was sent. */
  readonly commands: Readonly<Record<Outcome['kind'], number>>;
  /** Of the failed steps, those that follow from another. */
  readonly following: number;
  /** Differences that fail, but for those of steps that follow from another. */
  readonly differences: number;
}

/** The numbers of a run, or of some of its scripts. */
export function countRun({ scripts }: Pick<RunResult, 'scripts'>): RunCounts {
  const steps = scripts.flatMap((script) => script.steps);
  const failed = steps.filter(({ outcome }) => outcome.kind === 'failed');
  const roots = failed.filter(({ cause }) => cause === undefined);
  return {
    scripts: {
      ...countKinds(scripts.filter((script) => !isFlaky(script))),
      flaky: scripts.filter(isFlaky).length,
    },
    steps: countKinds(steps),
    commands: countKinds(steps.filter(isCommand)),
    following: failed.length - roots.length,
    differences: roots.flatMap(failingOf).length,
  };
}

/** `13 commands`, `13 commands, 9 failed` */
export function describeCommands({ commands, steps }: RunCounts): string {
  const all = count(sumOf(commands), 'command');
  const others = steps.failed - commands.failed;
  if (others > 0) return `${all}, ${count(steps.failed, 'step')} failed`;
  return commands.failed === 0 ? all : `${all}, ${commands.failed} failed`;
}

/** `9 of 13 commands failed: 6 with 14 differences, 3 because of an earlier one`; undefined when none did. */
export function describeFailures({ commands, steps, following, differences }: RunCounts): string | undefined {
  if (steps.failed === 0) return undefined;
  const isOfCommands = steps.failed === commands.failed;
  const all = isOfCommands ? count(sumOf(commands), 'command') : count(sumOf(steps), 'step');
  const told = count(differences, 'difference');
  if (following === 0) return `${steps.failed} of ${all} failed: ${told}`;
  const own = steps.failed - following;
  return `${steps.failed} of ${all} failed: ${own} with ${told}, ${following} because of an earlier one`;
}

function countKinds(items: readonly { readonly outcome: Outcome }[]): Record<Outcome['kind'], number> {
  const numberOf = (kind: Outcome['kind']) => items.filter(({ outcome }) => outcome.kind === kind).length;
  return {
    failed: numberOf('failed'),
    errored: numberOf('errored'),
    passed: numberOf('passed'),
    skipped: numberOf('skipped'),
  };
}

function isCommand({ line, exchange, outcome, title }: StepResult): boolean {
  const isSkippedCommand = outcome.kind === 'skipped' && line > 0 && !title.startsWith('%');
  return isSkippedCommand || exchange.some(({ from }) => from === 'client');
}

function failingOf({ outcome }: StepResult) {
  return outcome.kind === 'failed' ? outcome.mismatches.filter(({ fails }) => fails) : [];
}

function sumOf(numbers: Readonly<Record<string, number>>): number {
  return Object.values(numbers).reduce((sum, number) => sum + number, 0);
}
