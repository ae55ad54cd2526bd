import type { Octets } from '../../text/octets.js';

/** A server family: what it is known to answer to lines that are wrong. Proved by transcripts/dialects/<id>/. */
export interface Dialect {
  /** Stable, such as `exchange-2003`. */
  readonly id: string;
  /** For people: `Exchange 2003`. */
  readonly name: string;
  /** What it answers before and after the login; a case that is not there was not seen. */
  readonly answers: Readonly<Partial<Record<MistakeKind, CaseEvidence>>>;
  /** How many bad lines it bears before it closes the connection. */
  readonly strikes?: readonly Strikes[];
}

export interface Strikes {
  readonly phases: readonly Phase[];
  readonly most: number;
  /** A line that is taken begins the count anew. */
  readonly inARow: boolean;
  /** The answers that count. */
  readonly counts: RegExp;
  /** What it answers to the last, where that is no more the usual answer. */
  readonly answer?: string;
  readonly effect: string;
}

export type Phase = 'before' | 'after';

export type CaseEvidence = { readonly [when in Phase]?: Evidence };

/**
 * The line of a server's answer that tells most, without line end, as UTF-16; empty when nothing comes. `<tag>` and
 * `<command>` are the first two words of the line, `<COMMAND>` and `<Command>` the second in that case of letters,
 * `<at>` the fault's offset in the line, `<length>` the line's length; `…` is a part that depends on the command.
 * The effect is what else happens that is worse than a refusal, such as "and closes the connection".
 */
export type Evidence = string | { readonly answer: string; readonly effect: string };

/** Names a case of the evidence: a file transcripts/dialects/<dialect>/<case>.transcript. */
export type MistakeKind =
  | 'blank-for-tag'
  | 'missing-tag'
  | 'missing-tag-login'
  | 'missing-tag-single-word'
  | 'leading-blank'
  | 'leading-tab'
  | 'blanks-after-tag'
  | 'tab-after-tag'
  | 'blanks-before-argument'
  | 'blanks-between-arguments'
  | 'tab-before-argument'
  | 'trailing-blank'
  | 'trailing-tab'
  | 'tag-alone'
  | 'empty-line'
  | 'carriage-return-inside'
  | 'carriage-return-twice'
  | 'tag-plus'
  | 'tag-star'
  | 'tag-with-parenthesis'
  | 'tag-with-percent'
  | 'tag-with-quote'
  | 'tag-with-brace'
  | 'tag-with-plus'
  | 'tag-with-backslash'
  | 'tag-with-bracket'
  | 'tag-with-8-bit'
  | 'unknown-command'
  | 'not-logged-in'
  | 'nothing-selected'
  | 'already-logged-in'
  | 'starttls-after-login'
  | 'command-during-idle'
  | 'done-with-tag'
  | 'open-quote'
  | 'open-parenthesis'
  | 'extra-parenthesis'
  | 'extra-argument'
  | 'login-without-password'
  | 'login-with-three-arguments'
  | 'password-in-apostrophes'
  | 'password-with-parenthesis'
  | 'needless-escape'
  | 'select-without-mailbox'
  | 'mailbox-with-blank'
  | 'list-without-arguments'
  | 'status-without-parentheses'
  | 'fetch-without-items'
  | 'sequence-number-zero'
  | 'fetch-items-without-parentheses'
  | 'range-with-hyphen'
  | 'set-with-blank'
  | 'unknown-fetch-item'
  | 'open-section'
  | 'unknown-system-flag'
  | 'store-without-item'
  | 'search-without-keys'
  | 'unknown-search-key'
  | 'unknown-mechanism'
  | 'literal-too-short'
  | 'literal-too-long'
  | 'literal-not-a-number'
  | 'append-without-literal'
  | 'backspace'
  | 'backspace-in-tag'
  | 'delete-in-tag'
  | 'backspace-in-password'
  | 'delete-in-password'
  | 'cursor-key'
  | 'nul'
  | 'nul-in-password'
  | 'telnet-bytes-first'
  | 'byte-order-mark'
  | 'no-break-space-after-tag'
  | 'no-break-space-before-argument'
  | 'smart-quotes-around-password'
  | 'smart-quotes-around-mailbox'
  | '8-bit-mailbox'
  | '8-bit-password'
  | 'dash-in-sequence-set';

/** A mistake at hand: which kind, and what of the line the servers repeat. */
export interface Mistake {
  readonly kind: MistakeKind;
  /** The line as the server gets it, without line end. */
  readonly line: Octets;
  /** Where in the line the fault is. */
  readonly at: number;
}
