import type { Octets } from '../text/octets.js';

/**
 * The data of a response, whatever the response is: what a matcher compares and an unknown response still has.
 * Numbers, flags and keywords are atoms. FETCH items such as `BODY[HEADER.FIELDS (FROM)]<0>` are one atom. `start` and
 * `end` are octet offsets in the response.
 *
 * They are plain data, and yet made by classes: when many of those that a literal makes have stayed in memory, V8 takes
 * all of them for such as stay, and cleans them up so seldom that reading is ten times as slow from then on. The same goes
 * for arrays that grow.
 */
export type Value = AtomValue | StringValue | ListValue | NilValue;

export class AtomValue {
  readonly kind = 'atom';
  readonly start: number;
  readonly end: number;
  readonly text: Octets;

  constructor(start: number, end: number, text: Octets) {
    this.start = start;
    this.end = end;
    this.text = text;
  }
}

export class StringValue {
  readonly kind = 'string';
  readonly form: 'quoted' | 'literal' | 'literal8';
  readonly start: number;
  readonly end: number;
  /** The content: quoting undone. */
  readonly text: Octets;

  constructor(form: StringValue['form'], start: number, end: number, text: Octets) {
    this.form = form;
    this.start = start;
    this.end = end;
    this.text = text;
  }
}

export class ListValue {
  readonly kind = 'list';
  readonly start: number;
  readonly end: number;
  readonly items: readonly Value[];

  constructor(start: number, end: number, items: readonly Value[]) {
    this.start = start;
    this.end = end;
    this.items = items;
  }
}

/** NIL, in any case of letters. */
export class NilValue {
  readonly kind = 'nil';
  readonly start: number;
  readonly end: number;

  constructor(start: number, end: number) {
    this.start = start;
    this.end = end;
  }
}
