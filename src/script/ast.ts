import type { Diagnostic } from '../text/diagnostic.js';
import type { Octets } from '../text/octets.js';
import type { Source, Span } from '../text/source.js';

/**
 * A parsed `.imap` file. The items cover the source without gap or overlap, so printing them gives the same octets.
 * `problems` are the parser's own (a broken directive, a heredoc without end); the linter adds its rules' findings.
 */
export interface Script {
  readonly source: Source;
  readonly items: readonly Item[];
  readonly problems: readonly Diagnostic[];
}

/** A script that is gone through item by item, each time anew: its items need not all be in memory. */
export interface ScriptStream {
  readonly source: Source;
  readonly items: Iterable<Item>;
  readonly problems: readonly Diagnostic[];
}

export type Item = BlankLine | Comment | Directive | ClientMessage | ServerMessage;

/** As in the file; `''` where the file ends without one, and where a line goes on behind a literal. */
export type LineEnd = '\n' | '\r\n' | '';

/** How a line says whose it is: nothing (its form decides), the RFCs' `C:` and `S:`, or those with escapes. */
export type Notation = '' | 'C: ' | 'C:' | 'C\\: ' | 'S: ' | 'S:' | 'S\\: ' | 'S?: ' | 'S!: ';

export interface BlankLine {
  readonly kind: 'blank';
  readonly span: Span;
  readonly end: LineEnd;
}

export interface Comment {
  readonly kind: 'comment';
  readonly span: Span;
  /** From the `#` on, without the line end. */
  readonly text: Octets;
  readonly end: LineEnd;
  /** Set when the comment is `# tagline: ignore CODE… — reason`. */
  readonly suppression?: Suppression;
}

export interface Suppression {
  /** Rule codes or names, as written. */
  readonly rules: readonly { readonly text: Octets; readonly span: Span }[];
  readonly reason: Octets;
}

export interface Directive {
  readonly kind: 'directive';
  readonly span: Span;
  /** From the `%` on, without the line end. */
  readonly text: Octets;
  readonly end: LineEnd;
  /** The word after the `%`. */
  readonly word: Span;
  readonly body: DirectiveBody;
}

/** What a directive says. `invalid` ones have a problem in `Script.problems`. */
export type DirectiveBody =
  | { readonly name: 'server'; readonly url: Octets }
  | { readonly name: 'require'; readonly capabilities: readonly RequiredCapability[] }
  | { readonly name: 'login'; readonly user: Octets | undefined }
  /** `connection` is empty for `main`, the one that a script begins with. */
  | { readonly name: 'on'; readonly connection: Octets; readonly user: Octets | undefined }
  | { readonly name: 'include'; readonly path: Octets }
  | { readonly name: 'cleanup' }
  | { readonly name: 'set'; readonly variable: Octets; readonly value: Octets }
  | { readonly name: 'match'; readonly mode: MatchMode }
  | { readonly name: 'extra'; readonly mode: 'allow' | 'deny' }
  | { readonly name: 'ignore'; readonly classes: readonly MismatchClass[] }
  | { readonly name: 'strict'; readonly classes: readonly MismatchClass[] }
  | { readonly name: 'pipeline' }
  | { readonly name: 'end' }
  | { readonly name: 'timeout'; readonly milliseconds: number }
  | { readonly name: 'wait'; readonly milliseconds: number }
  | { readonly name: 'closed' }
  | { readonly name: 'mailbox'; readonly mailbox: Octets; readonly path: Octets }
  | { readonly name: 'dialect'; readonly dialect: ScriptDialect }
  | { readonly name: 'invalid'; readonly message: string };

/** Whose grammar commands follow: IMAP4rev1's, IMAP4rev2's, or either's. */
export type ScriptDialect = 'rfc3501' | 'rfc9051' | 'both';

export interface RequiredCapability {
  readonly capability: Octets;
  /** `!LITERAL+`: the server must not have it. */
  readonly absent: boolean;
}

/** How answers are compared: by octet, as IMAP data, or as IMAP data with letters in any case. */
export const matchModes = ['exact', 'data', 'caseless'] as const;
export type MatchMode = (typeof matchModes)[number];

/** The classes of difference between expected and actual answers. */
export type MismatchClass = 'status' | 'missing' | 'unexpected' | 'value' | 'order' | 'text';

/** What the client sends as one: a command with its literals, a SASL answer, or the DONE of IDLE. */
export interface ClientMessage {
  readonly kind: 'client';
  readonly span: Span;
  /** `answer`: a line after AUTHENTICATE; `done`: a line `DONE` during IDLE. */
  readonly role: 'command' | 'answer' | 'done';
  /** The first word of a command, up to its first blank: what a server takes for the tag. Empty otherwise. */
  readonly tag: Octets;
  /** The second word of a command in upper case: what a server takes for the command. Empty otherwise. */
  readonly name: Octets;
  readonly segments: readonly Segment[];
}

/** What the server says as one response, with its literals. */
export interface ServerMessage {
  readonly kind: 'server';
  readonly span: Span;
  readonly presence: 'must' | 'may' | 'never';
  readonly form: 'untagged' | 'tagged' | 'continuation';
  /** Of a tagged answer; empty otherwise. */
  readonly tag: Octets;
  readonly segments: readonly Segment[];
}

/**
 * A line of a message and the literal it announces, if it does. What follows a literal is the next segment, whose line
 * may begin in the middle of a line of the file (then its notation is empty). A line that ends in `\c` also goes on in
 * the next segment, if a line of the same side follows.
 */
export interface Segment {
  readonly line: Line;
  readonly literal?: Literal;
}

export interface Line {
  /** The notation, the text and the line end. */
  readonly span: Span;
  readonly notation: Notation;
  /** As in the file, without notation and line end. Ends before the literal's announcement if there is one. */
  readonly raw: Octets;
  /** As on the wire: `raw` with the escapes of `C\:` and `S\:` undone. Variables are not filled in. */
  readonly text: Octets;
  /** Where `raw` begins in the source. */
  readonly textStart: number;
  readonly end: LineEnd;
  /** Set where `raw` is written with escapes: in `C\:` and `S\:` lines and what follows a literal in them. */
  readonly escaped?: true;
  /** Set on an escaped line that ends in `\c`: on the wire no line end follows. */
  readonly open?: true;
}

export type Literal = CountedLiteral | HeredocLiteral | FileLiteral | RefusedLiteral;

interface Announced {
  /** The announcement as in the file, such as `~{13+}`, and where it is. */
  readonly announcement: Octets;
  readonly announcementSpan: Span;
  /** `{n+}`, `{<<WORD+}`, `{@file+}`: the octets go out without waiting for the server (RFC 7888). */
  readonly nonSynchronising: boolean;
  /** `~{n}`: literal8 (RFC 3516, RFC 9051 §9). */
  readonly binary: boolean;
}

/** `{13}` and the octets that follow. */
export interface CountedLiteral extends Announced {
  readonly form: 'counted';
  /** The number in the braces. */
  readonly count: number;
  /** How the octets stand in the file; in an escaped line with the `\r\n` that precedes them. */
  readonly raw: Octets;
  readonly bodySpan: Span;
  /** As on the wire: line ends are CRLF, line notations are gone. Shorter than `count` when the file ends before. */
  readonly octets: Octets;
  /** Where the wire octets come from in the file, a row a line: `S: ` and `C: ` notations are skipped. */
  readonly lines: readonly Span[];
  /**
   * A `+` line of the server between the announcement and the octets, as pasted sessions have it; it precedes `raw`
   * in the file.
   */
  readonly continuation?: ServerMessage;
}

/** `{<<WORD}` and the lines up to WORD. */
export interface HeredocLiteral extends Announced {
  readonly form: 'heredoc';
  readonly word: Octets;
  /** The lines as in the file, up to the one that begins with WORD. */
  readonly raw: Octets;
  readonly bodySpan: Span;
  /** As on the wire: every line ends in CRLF. Variables and patterns are not filled in. */
  readonly octets: Octets;
  /** WORD where it ends the lines; undefined when the file ends before (which is a problem). */
  readonly terminator: Span | undefined;
  readonly continuation?: ServerMessage;
}

/** `{@path}`: the content of a file, found from the folder of the script. The command goes on behind it. */
export interface FileLiteral extends Announced {
  readonly form: 'file';
  readonly path: Octets;
}

/** `{13}` of a client line in a transcript whose server answered NO or BAD instead of `+`: no octets follow. */
export interface RefusedLiteral extends Announced {
  readonly form: 'refused';
  readonly count: number;
}
