import type { Mismatch } from '../match/mismatch.js';
import type { Outcome, ScriptResult } from '../replay/result.js';

/** What the run view shows: plain data, made anew by whoever runs the scripts whenever something happened. */
export interface RunModel {
  /** What is watched, for people: `tests/imap`. */
  readonly title: string;
  /** Where paths begin, as a `file:` URL; empty for nowhere. */
  readonly folder: string;
  /** As in `RunResult`. */
  readonly server: string;
  readonly scripts: readonly ScriptRow[];
  /** Since the run began. */
  readonly milliseconds: number;
  /** What made it run, or what is the matter: one line, safe to show; empty for nothing. */
  readonly notice: string;
}

export interface ScriptRow {
  readonly path: string;
  readonly progress: Progress;
  /** What the linter found. */
  readonly errors: number;
  readonly warnings: number;
  /** The linter's errors and warnings, errors first: `2:1 error T001 …`. Safe to show. */
  readonly problems: readonly string[];
  /** What the script sends, in lower case, to look for; never shown. */
  readonly commands: string;
  /** Whether what came is kept beside the transcript, to be accepted or rejected. */
  readonly pending: boolean;
}

export type Progress =
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'running';
      /** The steps that are done, and all of them as far as it is known (0: it is not). */
      readonly done: number;
      readonly steps: number;
      /** What is being done. */
      readonly title: string;
      readonly milliseconds: number;
    }
  | {
      readonly kind: 'held';
      /** Why nothing was sent. */
      readonly reason: string;
      /** The machine elsewhere that has to be allowed first; empty when it is not that. */
      readonly server: string;
    }
  | { readonly kind: 'done'; readonly result: ScriptResult };

/** What the user wants done. */
export type RunOrder =
  | { readonly kind: 'rerun'; readonly paths: readonly string[] }
  | { readonly kind: 'cancel' }
  /** Opens a file in the user's editor. */
  | { readonly kind: 'edit'; readonly path: string }
  /** Sends to that machine from now on. */
  | { readonly kind: 'allow'; readonly server: string }
  /** Makes what is pending the transcript. */
  | { readonly kind: 'accept'; readonly path: string }
  /** Runs a script and makes what comes its transcript. */
  | { readonly kind: 'record'; readonly path: string };

export type Status = 'waiting' | 'running' | 'held' | 'passed' | 'failed' | 'errored' | 'skipped';

export function statusOf({ progress }: ScriptRow): Status {
  return progress.kind === 'done' ? progress.result.outcome.kind : progress.kind;
}

/** True where there is a transcript, and it is of another version of the script: only recording helps. */
export function isOutdated({ progress }: ScriptRow): boolean {
  return (
    progress.kind === 'done' &&
    mismatchesOf(progress.result).some(({ kind }) => kind === 'outdated-transcript')
  );
}

/** True for what a user has to look at. */
export function needsAttention(row: ScriptRow): boolean {
  const status = statusOf(row);
  return status === 'failed' || status === 'errored' || status === 'held';
}

/** The differences of a script, those of its steps included; each once. */
export function mismatchesOf(result: ScriptResult): readonly Mismatch[] {
  const { outcome, steps } = result;
  const all = [outcome, ...steps.map((step) => step.outcome)].flatMap(mismatchesIn);
  return [...new Map(all.map((mismatch) => [keyOf(mismatch), mismatch])).values()];
}

/** The differences of one outcome, failing or not. */
export function mismatchesIn(outcome: Outcome): readonly Mismatch[] {
  if (outcome.kind === 'failed') return outcome.mismatches;
  return outcome.kind === 'passed' ? outcome.notes : [];
}

function keyOf({ class: kind, message, expected, actual }: Mismatch): string {
  return JSON.stringify([kind, message, expected, actual]);
}
