import type { ScriptStream } from '../script/ast.js';

/** What a script has at all, so that nobody looks for the rest of it. */
export interface Survey {
  readonly hasServer: boolean;
  /** Tagged ones. */
  readonly hasAnswers: boolean;
  readonly hasSuppressions: boolean;
}

/** Goes through all items once. */
export function surveyScript({ items }: ScriptStream): Survey {
  let hasServer = false;
  let hasAnswers = false;
  let hasSuppressions = false;
  for (const item of items) {
    if (item.kind === 'server') {
      hasServer = true;
      hasAnswers ||= item.form === 'tagged';
    } else if (item.kind === 'comment') hasSuppressions ||= item.suppression !== undefined;
  }
  return { hasServer, hasAnswers, hasSuppressions };
}
