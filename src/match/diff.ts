import type { MismatchClass, Script } from '../script/ast.js';

/** Two transcripts side by side: rows in order, ready to be shown. */
export interface TranscriptDiff {
  readonly rows: readonly DiffRow[];
  /** True where the sides were too different to be compared line by line everywhere. */
  readonly coarse: boolean;
}

/**
 * `equal`: the same octets. `matched`: different octets that mean the same, or that a pattern allows. `changed`: one
 * line against another. `expected` and `actual`: a line that only that side has.
 */
export type DiffRow =
  | { readonly kind: 'equal' | 'matched'; readonly expected: DiffLine; readonly actual: DiffLine }
  | {
      readonly kind: 'changed';
      readonly expected: DiffLine;
      readonly actual: DiffLine;
      readonly class: MismatchClass;
    }
  | { readonly kind: 'expected'; readonly expected: DiffLine; readonly class: MismatchClass }
  | { readonly kind: 'actual'; readonly actual: DiffLine; readonly class: MismatchClass };

export interface DiffLine {
  /** From 1. */
  readonly number: number;
  /** `other`: comments, directives and blank lines. */
  readonly from: 'client' | 'server' | 'other';
  /** Safe to show; without the `C: ` or `S: ` and the line end. */
  readonly text: string;
}

export declare function diffTranscripts(expected: Script, actual: Script): TranscriptDiff;

/** Ranges (UTF-16 offsets) that differ between two lines; undefined when more changed than stayed. */
export declare function diffWords(
  expected: string,
  actual: string,
): { readonly expected: readonly WordRange[]; readonly actual: readonly WordRange[] } | undefined;

export interface WordRange {
  readonly start: number;
  readonly end: number;
}
