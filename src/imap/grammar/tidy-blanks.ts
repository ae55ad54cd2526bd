import type { Octets } from '../../text/octets.js';
import type { Span } from '../../text/source.js';
import type { CommandProblem, CommandProblemKind } from '../command.js';
import { quotedEnd } from './quoted-end.js';

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

const SPACE = 0x20;
const TAB = 0x09;
const QUOTE = 0x22;

/** Takes out every blank too many: at either end, next to a blank or inside a parenthesis; not in quotes. */
export function tidyBlanks(original: Octets): TidyText {
  const problems: CommandProblem[] = [];
  const removed: Removed[] = [];
  let text = '';
  let copied = 0;
  for (const { start, end } of findBlanks(original)) {
    const fault = faultOf(original, start, end);
    text += original.slice(copied, start) + fault.replacement;
    copied = end;
    problems.push(problemOf(fault, start, end));
    removed.push({ at: text.length, total: copied - text.length });
  }
  return {
    text: text + original.slice(copied),
    problems,
    originalOffset: (offset) => offset + (removed.findLast((one) => one.at <= offset)?.total ?? 0),
  };
}

/** The runs of blanks and tabs that are not in quotes, single blanks between words left out. */
function findBlanks(text: Octets): Span[] {
  const found: Span[] = [];
  for (let at = 0; at < text.length; ) {
    const octet = text.charCodeAt(at);
    if (octet === QUOTE) at = quotedEnd(text, at);
    else if (octet !== SPACE && octet !== TAB) at++;
    else {
      const start = at;
      while (at < text.length && (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB)) at++;
      if (at - start > 1 || octet === TAB || isAtEdge(text, start, at)) found.push({ start, end: at });
    }
  }
  return found;
}

function isAtEdge(text: Octets, start: number, end: number): boolean {
  return start === 0 || end === text.length || opensList(text, start - 1) || text[end] === ')';
}

/** A parenthesis in the first word is a fault of the tag. */
function opensList(text: Octets, at: number): boolean {
  return text[at] === '(' && text.lastIndexOf(' ', at) !== -1;
}

interface Fault {
  readonly kind: CommandProblemKind;
  readonly replacement: '' | ' ';
}

function faultOf(text: Octets, start: number, end: number): Fault {
  if (start === 0) return { kind: 'leading-blank', replacement: '' };
  if (end === text.length) return { kind: 'trailing-blank', replacement: '' };
  const kind = text.slice(start, end).includes('\t') ? 'tab' : 'extra-blank';
  return { kind, replacement: isAtEdge(text, start, end) ? '' : ' ' };
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
