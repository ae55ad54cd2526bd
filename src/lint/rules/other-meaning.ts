import type { Command } from '../../imap/command.js';
import type { ArgumentKind } from '../../imap/grammar/argument.js';
import type { ClientMessage } from '../../script/ast.js';
import type { Octets } from '../../text/octets.js';
import { contentOf, findArguments } from '../argument-text.js';
import { placeInMessage } from '../grammar-rule.js';
import type { Rule } from '../rule.js';

/** What the grammar has and no server understands as it was meant: each row names the RFC that says so. */
export const otherMeaning: Rule = {
  code: 'V012',
  name: 'other-meaning',
  category: 'value',
  severity: 'warning',
  fix: 'safe',
  check: ({ report }) => ({
    names: readings.flatMap(({ names }) => names),
    command(message, command) {
      if (command.problems.length > 0) return;
      for (const reading of readings) {
        if (!reading.names.includes(command.name) || !reading.hint.test(command.text)) continue;
        for (const found of read(command, reading)) report(findingOf(message, found, reading));
      }
    },
  }),
};

interface Reading {
  readonly names: readonly Octets[];
  /** Whether it is worth while to look at the arguments. */
  readonly hint: RegExp;
  /** The arguments that are looked at; without it, all of the command. */
  readonly kind?: ArgumentKind;
  readonly pattern: RegExp;
  readonly message: (found: RegExpExecArray) => string;
  /** What should stand instead. */
  readonly replacement?: (found: RegExpExecArray) => Octets;
  readonly isSafe?: boolean;
}

const metadata = ['GETMETADATA', 'SETMETADATA'];
const searching = ['SEARCH', 'UID SEARCH'];

const readings: readonly Reading[] = [
  {
    // RFC 9051 §6.2.2
    names: ['AUTHENTICATE'],
    hint: / AUTH=/i,
    kind: 'mechanism',
    pattern: /^AUTH=([A-Z0-9_-]+)$/i,
    message: ([, name]) => `The mechanism is ${name}; AUTH= belongs to the answer to CAPABILITY.`,
    replacement: ([, name]) => name ?? '',
    isSafe: true,
  },
  {
    // RFC 9755 §3, RFC 6855 §9
    names: ['ENABLE'],
    hint: / UTF8=(?!ACCEPT)/i,
    kind: 'capability',
    pattern: /^UTF8=(ONLY|ALL|APPEND|USER)$/i,
    message: ([word, mode = '']) =>
      /^ONLY$/i.test(mode)
        ? `${word} only says that nothing else works; what is enabled is UTF8=ACCEPT.`
        : `${word} was never more than an experiment (RFC 5738); what is enabled is UTF8=ACCEPT.`,
    replacement: () => 'UTF8=ACCEPT',
    isSafe: true,
  },
  {
    // RFC 5464 §3.2
    names: metadata,
    hint: /[ ("]\/(?!private|shared)|[ (]"[^"/]/i,
    kind: 'entry',
    pattern: /^(?!\/(?:private|shared)(?:\/|$)|.*\$\{).*$/i,
    message: () => 'The name of an entry begins with /private or /shared.',
  },
  {
    // RFC 9051 §6.3.5
    names: ['DELETE'],
    hint: /DELETE [\d*]/i,
    kind: 'mailbox',
    pattern: /^(?:\d+|\*)(?:[:,](?:\d+|\*))*$/,
    message: ([name]) =>
      `This deletes a mailbox of this name. Messages are marked with STORE ${name} +FLAGS (\\Deleted), and removed by EXPUNGE.`,
  },
  {
    // RFC 9051 §9: `seq-number = nz-number / "*"`, the last one
    names: searching,
    hint: /SEARCH \*$/i,
    pattern: /(?<=SEARCH )\*$/i,
    message: () => 'This finds the last message only: ALL finds all.',
  },
  {
    // RFC 9051 §6.4.4
    names: searching,
    hint: /\d TO \d/i,
    pattern: /(?<=[ (])(\d+) TO (\d+)(?=[ )]|$)/i,
    message: ([, from, to]) =>
      `This finds message ${from} if its field To has ${to} in it: a range is written ${from}:${to}.`,
    replacement: ([, from, to]) => `${from}:${to}`,
  },
];

interface Found {
  readonly start: number;
  readonly match: RegExpExecArray;
}

function read(command: Command, { kind, pattern }: Reading): Found[] {
  if (kind === undefined) return matchIn(command.text, 0, pattern);
  return findArguments(command, [kind]).flatMap((argument) => {
    const content = contentOf(command, argument);
    const isQuoted = content !== command.text.slice(argument.start, argument.end);
    return content === undefined ? [] : matchIn(content, argument.start + (isQuoted ? 1 : 0), pattern);
  });
}

function matchIn(text: Octets, start: number, pattern: RegExp): Found[] {
  const match = pattern.exec(text);
  return match ? [{ start, match }] : [];
}

/** Where there is no replacement, the part in question is what the pattern ends with. */
function findingOf(
  message: ClientMessage,
  { start, match }: Found,
  { replacement, isSafe = false, ...row }: Reading,
) {
  const end = start + match.index + match[0].length;
  const from = replacement ? start + match.index : end - (match[1] ?? match[0]).length;
  const span = placeInMessage(message, { start: from, end });
  const text = replacement?.(match);
  return {
    span,
    message: row.message(match),
    ...(text !== undefined && {
      fix: { title: `write ${text}`, safe: isSafe, edits: [{ span, text }] },
    }),
  };
}
