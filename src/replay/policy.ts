import type { MatchPolicy } from '../match/match.js';
import type { MismatchClass } from '../script/ast.js';

/** What a directive or an option says about how answers are compared; what is absent stays as it was. */
export interface PolicyChanges {
  readonly mode?: MatchPolicy['mode'];
  readonly extra?: MatchPolicy['extra'];
  /** Classes that fail. */
  readonly strict?: readonly MismatchClass[];
  /** Classes that are not even shown. */
  readonly ignore?: readonly MismatchClass[];
}

/** The policy with the changes made, in order. */
export function changePolicy(policy: MatchPolicy, changes: readonly PolicyChanges[]): MatchPolicy {
  if (changes.length === 0) return policy;
  const failing = new Set(policy.failing);
  const ignored = new Set(policy.ignored);
  let { mode, extra } = policy;
  for (const change of changes) {
    mode = change.mode ?? mode;
    extra = change.extra ?? extra;
    for (const name of change.strict ?? []) {
      failing.add(name);
      ignored.delete(name);
    }
    for (const name of change.ignore ?? []) {
      failing.delete(name);
      ignored.add(name);
    }
  }
  return { mode, extra, failing, ignored };
}

/** How a step is compared with the script, and how with the transcript. */
export interface Policies {
  readonly script: MatchPolicy;
  readonly recorded: MatchPolicy;
}

/** Changes that the script asks for hold for both; those in the transcript for itself. */
export function changePolicies(
  policies: Policies,
  changes: readonly PolicyChanges[],
  recordedChanges: readonly PolicyChanges[] = [],
): Policies {
  if (changes.length === 0 && recordedChanges.length === 0) return policies;
  const { script, recorded } = policies;
  return {
    script: changePolicy(script, changes),
    recorded: changePolicy(recorded, [...changes, ...recordedChanges]),
  };
}

/** Every difference is shown, and none fails. */
export function letPass({ script, recorded }: Policies): Policies {
  const failing = new Set<MismatchClass>();
  return { script: { ...script, failing }, recorded: { ...recorded, failing } };
}
