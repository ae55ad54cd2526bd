import type { MismatchClass } from '../script/ast.js';

/** How answers are compared (docs/language.md, "What must come"). */
export interface MatchPolicy {
  /** `exact` compares octets; `data` compares what they mean. */
  readonly mode: 'data' | 'exact';
  /** Whether further untagged responses, FETCH items, STATUS items, attributes and capability words may come. */
  readonly extra: 'allow' | 'deny';
  /** The classes of difference that fail; the others are shown. */
  readonly failing: ReadonlySet<MismatchClass>;
}

/** What a script states is the least that must come. */
export const scriptPolicy: MatchPolicy = {
  mode: 'data',
  extra: 'allow',
  failing: new Set(['status', 'missing', 'unexpected', 'value']),
};

/** What a recorded transcript states is all that may come. */
export const transcriptPolicy: MatchPolicy = {
  mode: 'data',
  extra: 'deny',
  failing: new Set(['status', 'missing', 'unexpected', 'value', 'text']),
};
