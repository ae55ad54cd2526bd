import type { Octets } from '../../text/octets.js';

/** What became of a file of another program: scripts, and what could not be understood. */
export interface Imported {
  readonly scripts: readonly ImportedScript[];
  readonly problems: readonly ImportProblem[];
}

export interface ImportedScript {
  /** Without an ending; a file may hold several sessions. */
  readonly name: string;
  /** An `.imap` file, to be run, read, edited and kept. */
  readonly text: Octets;
  /** Names under which further users must be known (`%login NAME`, `%on … user=NAME`). */
  readonly users: readonly Octets[];
  /** For each line of the text the line of the file that it is from, from 1. */
  readonly origins?: readonly number[];
}

/** A place of the file that cannot be translated. */
export interface ImportProblem {
  /** From 1. */
  readonly line: number;
  /** From 1; where it is not given, the line begins with it. */
  readonly column?: number;
  readonly message: string;
}

/** A file of another program, and what belongs to it. */
export interface ImportRequest {
  readonly name: string;
  readonly text: Octets;
  /** The mbox file beside an imaptest script: `NAME.mbox`, else `default.mbox`. */
  readonly mailbox?: Octets | undefined;
  /** What `!ifenv` asks for. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}
