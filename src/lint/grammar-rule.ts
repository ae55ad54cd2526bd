import {
  type Command,
  type CommandProblem,
  type CommandProblemKind,
  placeIn as partOf,
} from '../imap/command.js';
import type { MistakeKind } from '../imap/dialects/dialect.js';
import { traits } from '../imap/octet-traits.js';
import type { ClientMessage, ServerMessage } from '../script/ast.js';
import type { Fix } from '../text/diagnostic.js';
import { type Octets, visible } from '../text/octets.js';
import type { Span } from '../text/source.js';
import { headOf, placeIn, writtenIn } from './place.js';
import { type Finding, mostFindings, type Rule } from './rule.js';

/** What a rule says of a refusal; what it does not say is taken from the grammar. */
export interface Wording {
  readonly message?: string;
  readonly details?: readonly string[];
  readonly mistake?: MistakeKind;
  readonly fix?: Fix;
  /** A better place for the problem, in the command's text. */
  readonly at?: Span;
  readonly explains?: Span;
  readonly severity?: Finding['severity'];
}

export interface Refusal {
  readonly problem: CommandProblem;
  readonly command: Command;
  readonly message: ClientMessage;
  /** Where the problem is in the source. */
  readonly span: Span;
  /** The grammar's replacement as a fix; safe unless the grammar only guesses, or the rule knows better. */
  replace(title?: string, safe?: boolean): Fix | undefined;
}

/** A rule that reports some of the kinds of refusal of the grammar of commands (src/imap/command.ts). */
export function grammarRule(
  rule: Omit<Rule, 'check'>,
  kinds: readonly CommandProblemKind[],
  describe: (refusal: Refusal) => Wording | undefined,
): Rule {
  return {
    ...rule,
    check: ({ report }) => ({
      traits: traits.problem,
      command(message, command) {
        for (const problem of command.problems.slice(0, mostFindings)) {
          if (!kinds.includes(problem.kind)) continue;
          const refusal = createRefusal(problem, command, message);
          const wording = describe(refusal);
          if (wording) report(findingOf(refusal, wording));
        }
      },
    }),
  };
}

function createRefusal(problem: CommandProblem, command: Command, message: ClientMessage): Refusal {
  const span = placeInMessage(message, problem.span);
  const { replacement, replaced, isSafe = false } = problem;
  return {
    problem,
    command,
    message,
    span,
    replace(title = titleOf(command, replacement), safe = isSafe) {
      if (replacement === undefined) return undefined;
      const place = replaced ? placeInMessage(message, replaced) : span;
      return { title, safe, edits: [{ span: place, text: writtenIn(headOf(message), replacement) }] };
    },
  };
}

/** A replacement in a command that holds a password may be it. */
function titleOf({ name }: Command, replacement: Octets = ''): string {
  if (replacement === '') return 'remove it';
  if (replacement === ' ') return 'write a blank';
  if (!/^(LOGIN|AUTHENTICATE)$/.test(name)) return `write ${visible(replacement)}`;
  return replacement.startsWith('"') ? 'write it in quotes' : 'write it so';
}

function findingOf({ problem, message, span }: Refusal, { mistake, at, ...wording }: Wording): Finding {
  const place = at ? placeInMessage(message, at) : span;
  const finding = { span: place, explains: span, message: problem.message, ...wording };
  if (!mistake) return finding;
  return { ...finding, mistake: { kind: mistake, line: lineOf(message), at: problem.span.start } };
}

function lineOf(message: ClientMessage): Octets {
  return headOf(message).text;
}

/** Where a range of a command's text stands in the source; a literal stands at its announcement. */
export function placeInMessage(message: ClientMessage | ServerMessage, { start, end }: Span): Span {
  const from = placeOf(message, start).start;
  return { start: from, end: end > start ? Math.max(placeOf(message, end - 1).end, from) : from };
}

function placeOf(message: ClientMessage | ServerMessage, offset: number): Span {
  const parts = message.segments.map(({ line, literal }) => ({ text: line.text, literal }));
  const place = partOf(parts, offset);
  const segment = message.segments[place.part];
  if (!segment) return message.span;
  const isAtLiteral = segment.literal && place.offset >= segment.line.text.length;
  if (isAtLiteral && segment.literal) return segment.literal.announcementSpan;
  return placeIn(segment.line, place.offset, place.offset + 1);
}
