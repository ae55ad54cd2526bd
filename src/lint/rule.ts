import type { Command } from '../imap/command.js';
import type { Mistake } from '../imap/dialects/dialect.js';
import type { ConnectionState, Outcome } from '../imap/state.js';
import type { ClientMessage, Directive, ScriptStream, ServerMessage } from '../script/ast.js';
import type { Fix, RelatedPlace, Severity } from '../text/diagnostic.js';
import type { Octets } from '../text/octets.js';
import type { Span } from '../text/source.js';

/** One kind of fault: a file that exports it, a line in rules/index.ts, and a page beside it whose examples are its tests. */
export interface Rule {
  /** Stable, such as `T001`; the letter is its category's. */
  readonly code: string;
  /** Stable, kebab-case, the name of its file and page. */
  readonly name: string;
  readonly category: Category;
  /** Of its findings, unless one says otherwise. */
  readonly severity: Severity;
  /** The safest fix that a finding of it may have: `--fix` applies safe ones, `--fix --unsafe` the others as well. */
  readonly fix: FixSafety;
  /** Begins to listen to one script. */
  check(context: RuleContext): Listener;
}

export type FixSafety = 'safe' | 'unsafe' | 'none';

export type Category =
  | 'tag'
  | 'white space'
  | 'bytes'
  | 'command'
  | 'response'
  | 'argument'
  | 'state'
  | 'value'
  | 'comment';

/** How much can be wrong in one line: after that it has no more to say, and a binary file is one line. */
export const mostFindings = 100;

/** What a rule wants to be told, in the order of the file. A rule that asks for little costs little. */
export interface Listener {
  /** Only these commands are told; `''` is a command that nobody knows. Without it, all are. */
  readonly names?: readonly Octets[];
  /** Only commands whose text has one of these traits (octet-traits.ts) are told; without it, all are. */
  readonly traits?: number;
  command?(message: ClientMessage, command: Command): void;
  /** A line of the client that is no command: a SASL answer, or DONE. */
  answer?(message: ClientMessage): void;
  server?(message: ServerMessage): void;
  directive?(directive: Directive): void;
  /** After the last line. */
  end?(): void;
}

/** What a rule may ask and say. */
export interface RuleContext {
  readonly script: ScriptStream;
  /** False when the script certainly states no answer. */
  readonly mayHaveServer: boolean;
  /** Where the connection at hand is before the message at hand; undefined where an included file may have changed it. */
  state(): ConnectionState | undefined;
  /** What the script or transcript says that the command is answered. */
  outcomeOf(message: ClientMessage): Outcome | undefined;
  /** Another tag at each call, none of which the script has, in the style of its tags. */
  freeTag(message: ClientMessage): Octets;
  report(finding: Finding): void;
}

/** A diagnostic but for what every finding of its rule has in common. */
export interface Finding {
  readonly span: Span;
  /** What is wrong and what to do, in one sentence. */
  readonly message: string;
  readonly severity?: Severity;
  readonly details?: readonly string[];
  readonly related?: readonly RelatedPlace[];
  readonly fix?: Fix;
  /** The part of the source that this explains, where that is more than the span: no other rule speaks of it. */
  readonly explains?: Span;
  /** What servers are asked about: they say what they answer to it. */
  readonly mistake?: Mistake;
}
