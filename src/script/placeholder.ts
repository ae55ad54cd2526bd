import type { Diagnostic } from '../text/diagnostic.js';
import type { Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';

/** What a text with `${…}` in it is made of, in order. */
export type TemplatePart = TextPart | Placeholder;

export interface TextPart {
  readonly kind: 'text';
  readonly text: Octets;
}

/** One `${…}` (docs/language.md, "Patterns" and "Variables"). */
export interface Placeholder {
  readonly kind: 'placeholder';
  /** As written, `${` and `}` included, and where it stands in the text that was parsed. */
  readonly raw: Octets;
  readonly span: Span;
  readonly form: PlaceholderForm;
}

export type PlaceholderForm =
  /** `${uid}`, `${n:number}`, `${x:/regex/}`: a value that is remembered; in a client line, a variable. */
  | { readonly kind: 'name'; readonly name: Octets; readonly type: PlaceholderType }
  /** `${uid+1}` */
  | { readonly kind: 'offset'; readonly name: Octets; readonly offset: number }
  /** `${_}`, `${_:number}` */
  | { readonly kind: 'any'; readonly type: PlaceholderType }
  /** `${*}` */
  | { readonly kind: 'rest' }
  /** `${!\Noselect}` */
  | { readonly kind: 'absent'; readonly member: Octets }
  /** `${env:NAME}` */
  | { readonly kind: 'environment'; readonly name: Octets }
  /** Something else between the braces: a problem. */
  | { readonly kind: 'invalid' };

export type PlaceholderType =
  | { readonly kind: 'value' }
  | { readonly kind: 'number' }
  | { readonly kind: 'date' }
  | { readonly kind: 'atom' }
  /** In a client line: written as atom, quoted string or literal, as its characters need. */
  | { readonly kind: 'astring' }
  | { readonly kind: 'regex'; readonly pattern: Octets };

/**
 * Splits a text at its placeholders. Texts without `${` give themselves as the only part. Never throws; what is
 * between `${` and the matching `}` but means nothing has the form `invalid` and a problem.
 */
export declare function parseTemplate(
  text: Octets,
  offset?: number,
): {
  readonly parts: readonly TemplatePart[];
  readonly problems: readonly Diagnostic[];
};

/** The offset behind the placeholder that begins at `at`, or undefined when none begins there or it has no end. */
export declare function placeholderEnd(text: Octets, at: number): number | undefined;
