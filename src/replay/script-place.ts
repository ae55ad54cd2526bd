import { visibleText } from '../text/octets.js';

/** A line of a script. */
export interface ScriptLine {
  /** From 1. */
  readonly line: number;
  /** The file that the line is of, where the script includes it. */
  readonly path?: string;
}

export interface ScriptPlace extends ScriptLine {
  /** From 1. */
  readonly column: number;
}

/** `line 3`, or `line 3 of login.imap` where that is another file than the script. */
export function describeLine({ line, path }: ScriptLine): string {
  return path === undefined ? `line ${line}` : `line ${line} of ${visibleText(path)}`;
}
