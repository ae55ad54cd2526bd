import type { Octets } from '../text/octets.js';

/**
 * The data of a response, whatever the response is: what a matcher compares and an unknown response still has.
 * Numbers, flags and keywords are atoms. FETCH items such as `BODY[HEADER.FIELDS (FROM)]<0>` are one atom.
 */
export type Value = AtomValue | StringValue | ListValue | NilValue;

interface Placed {
  /** Octet offsets in the response. */
  readonly start: number;
  readonly end: number;
}

export interface AtomValue extends Placed {
  readonly kind: 'atom';
  readonly text: Octets;
}

export interface StringValue extends Placed {
  readonly kind: 'string';
  readonly form: 'quoted' | 'literal' | 'literal8';
  /** The content: quoting undone. */
  readonly text: Octets;
}

export interface ListValue extends Placed {
  readonly kind: 'list';
  readonly items: readonly Value[];
}

/** NIL, in any case of letters. */
export interface NilValue extends Placed {
  readonly kind: 'nil';
}
