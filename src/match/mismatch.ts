import type { MismatchClass } from '../script/ast.js';

/** One difference between what was expected and what came. */
export interface Mismatch {
  readonly class: MismatchClass;
  /** Shown but not failing: `order` and `text` in a script, for instance. */
  readonly fails: boolean;
  /** One sentence that names the narrowest place: "FETCH 2: flag \Seen is missing". */
  readonly message: string;
  readonly expected: MismatchSide | undefined;
  readonly actual: MismatchSide | undefined;
}

export interface MismatchSide {
  readonly text: string;
  /** Where it is written: the file and the line, from 1. Undefined for what just came from the server. */
  readonly place: { readonly path: string; readonly line: number } | undefined;
  /** The part of `text` that differs, as UTF-16 offsets; the whole text when it is all of it. */
  readonly start: number;
  readonly end: number;
}
