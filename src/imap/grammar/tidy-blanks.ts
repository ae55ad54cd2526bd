import type { Octets } from '../../text/octets.js';
import type { CommandProblem, CommandProblemKind } from '../command.js';

/** A text without the blanks that IMAP does not have, and where its octets were before. */
export interface TidyText {
  readonly text: Octets;
  readonly problems: readonly CommandProblem[];
  originalOffset(offset: number): number;
}

interface Removed {
  /** Where in the tidy text octets are gone, and how many have gone up to there. */
  readonly at: number;
  readonly total: number;
}

const expectation: Readonly<Record<string, string>> = {
  'leading-blank': 'a tag in the first column',
  'extra-blank': 'exactly one blank',
  'trailing-blank': 'the end of the line',
  tab: 'a blank instead of the tab',
};

const messages: Readonly<Record<string, string>> = {
  'leading-blank': 'A command begins with its tag; a server takes this blank for an empty one. Leave it out.',
  'extra-blank': 'Expected exactly one blank here.',
  'trailing-blank': 'Blanks at the end of a command are not in the grammar. Leave them out.',
  tab: 'A tab is not a blank to IMAP. Write one blank.',
};

/** Takes out every blank too many: at either end, next to a blank or inside a parenthesis; not in quotes. */
export function tidyBlanks(original: Octets): TidyText {
  const problems: CommandProblem[] = [];
  const removed: Removed[] = [];
  let text = '';
  let at = 0;
  for (const match of original.matchAll(/"(?:\\.|[^"\\])*"?|[ \t]+/gs)) {
    if (match[0][0] === '"') continue;
    const start = match.index;
    const end = start + match[0].length;
    const fault = faultOf(original, start, end);
    if (fault === undefined) continue;
    text += original.slice(at, start) + fault.replacement;
    at = end;
    problems.push(problemOf(fault, start, end));
    removed.push({ at: text.length, total: at - text.length });
  }
  return {
    text: text + original.slice(at),
    problems,
    originalOffset: (offset) => offset + (removed.findLast((one) => one.at <= offset)?.total ?? 0),
  };
}

interface Fault {
  readonly kind: CommandProblemKind;
  readonly replacement: '' | ' ';
}

function faultOf(text: Octets, start: number, end: number): Fault | undefined {
  if (start === 0) return { kind: 'leading-blank', replacement: '' };
  if (end === text.length) return { kind: 'trailing-blank', replacement: '' };
  const kind = text.slice(start, end).includes('\t') ? 'tab' : 'extra-blank';
  if (text[start - 1] === '(' || text[end] === ')') return { kind, replacement: '' };
  return text.slice(start, end) === ' ' ? undefined : { kind, replacement: ' ' };
}

/** The span is what is too much: a blank that belongs there is not in it. */
function problemOf({ kind, replacement }: Fault, from: number, end: number): CommandProblem {
  const start = kind === 'extra-blank' && replacement === ' ' ? from + 1 : from;
  return {
    kind,
    span: { start, end },
    expected: expectation[kind]!,
    mistake: kind,
    message: messages[kind]!,
    replacement: kind === 'tab' ? replacement : '',
    isSafe: true,
  };
}
