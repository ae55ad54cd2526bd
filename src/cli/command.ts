import type { ExitStatus } from './exit-status.js';
import type { Host } from './host.js';
import type { Kept } from './kept.js';
import type { Output } from './output.js';

/** One row of the table of commands: what `tagline help` shows and how it is carried out. */
export interface CommandRow {
  readonly name: string;
  readonly summary: string;
  /** As commander writes them: `<file>` must be there, `[paths...]` may. */
  readonly arguments: string;
  readonly options: readonly OptionRow[];
  /** A command line that works in this project's folder. */
  readonly example: string;
  /** Loads the command's code only when it is needed. */
  load(): Promise<{ readonly command: Command }>;
}

export interface OptionRow {
  /** `--server <url>` or `-q, --quiet`. */
  readonly flags: string;
  readonly description: string;
  /** May be given several times; the values come as a list. */
  readonly repeatable?: true;
  readonly choices?: readonly string[];
  /** What shells offer to complete; other values may be given too. */
  readonly values?: readonly string[];
}

/** Carries a command out. Gives the exit status; throws only for bugs and a {@link UsageError}. */
export type Command = (invocation: Invocation) => Promise<ExitStatus>;

export interface Invocation {
  readonly host: Host;
  readonly output: Output;
  readonly arguments: readonly string[];
  readonly options: Options;
  /** Stopped when the command ends, however it does. */
  readonly kept: Kept;
}

/** The options as given: camel-cased names, absent ones undefined. */
export interface Options {
  flag(name: string): boolean;
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
}
