import type { Rule } from '../rule.js';
import { leadingBlank } from './leading-blank.js';
import { missingTag } from './missing-tag.js';
import { unusedIgnore } from './unused-ignore.js';

/** Every rule, in the order of the layers: a fault that a lower one has reported is not reported again by a higher one. */
export const rules: readonly Rule[] = [leadingBlank, missingTag, unusedIgnore];
