import type { MatchMode, MismatchClass } from '../script/ast.js';
import type { Octets } from '../text/octets.js';

/** How answers are compared (docs/language.md, "What must come"). */
export interface MatchPolicy {
  /** `exact` compares octets, `data` what they mean, and `caseless` the same with letters in any case. */
  readonly mode: MatchMode;
  /** Whether further untagged responses, FETCH items, STATUS items, attributes and capability words may come. */
  readonly extra: 'allow' | 'deny';
  /** The classes of difference that fail; the others are shown, but for those in `ignored`. */
  readonly failing: ReadonlySet<MismatchClass>;
  /** Those that are not even shown. */
  readonly ignored: ReadonlySet<MismatchClass>;
  /** The command that is answered, in upper case and without UID, where it tells what the server's words mean. */
  readonly command?: Octets;
}

/** What a script states is the least that must come. */
export const scriptPolicy: MatchPolicy = {
  mode: 'data',
  extra: 'allow',
  failing: new Set(['status', 'missing', 'unexpected', 'value']),
  ignored: new Set(),
};

/** What a recorded transcript states is all that may come. */
export const transcriptPolicy: MatchPolicy = {
  mode: 'data',
  extra: 'deny',
  failing: new Set(['status', 'missing', 'unexpected', 'value', 'text']),
  ignored: new Set(),
};
