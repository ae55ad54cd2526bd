import type { Mistake } from '../imap/dialects/dialect.js';
import type { Line } from '../script/ast.js';
import type { Octets } from '../text/octets.js';
import { placeIn, writtenIn } from './place.js';
import { type Finding, mostFindings, type Rule } from './rule.js';

/** What a rule says of octets that it found. */
export interface OctetWording {
  readonly message: string;
  readonly details?: readonly string[];
  readonly severity?: Finding['severity'];
  readonly mistake?: Mistake['kind'];
  readonly fix?: { readonly title: string; readonly safe: boolean; readonly text: Octets };
}

export interface FoundOctets {
  readonly text: Octets;
  readonly octets: Octets;
  readonly at: number;
  /** Inside a quoted string, where nearly everything is data. */
  readonly isQuoted: boolean;
}

/** A rule that looks for octets in the lines of commands; literals are not looked at. */
export function octetRule(
  rule: Omit<Rule, 'check'>,
  traits: number,
  pattern: RegExp,
  describe: (found: FoundOctets) => OctetWording | undefined,
): Rule {
  return {
    ...rule,
    check: ({ report }) => ({
      traits,
      command({ segments }) {
        for (const { line } of segments) {
          for (const finding of findIn(line, pattern, describe)) report(finding);
        }
      },
    }),
  };
}

function findIn(
  line: Line,
  pattern: RegExp,
  describe: (found: FoundOctets) => OctetWording | undefined,
): Finding[] {
  const { text } = line;
  const findings: Finding[] = [];
  let quotes = 0;
  let counted = 0;
  for (const match of text.matchAll(pattern)) {
    const at = match.index;
    for (; counted < at; counted++) {
      if (quotes % 2 === 1 && text[counted] === '\\') counted++;
      else if (text[counted] === '"') quotes++;
    }
    const wording = describe({ text, octets: match[0], at, isQuoted: quotes % 2 === 1 });
    if (wording) findings.push(findingOf(line, at, match[0], wording));
    if (findings.length === mostFindings) break;
  }
  return findings;
}

function findingOf(
  line: Line,
  at: number,
  octets: Octets,
  { mistake, fix, ...wording }: OctetWording,
): Finding {
  const span = placeIn(line, at, at + octets.length);
  return {
    span,
    ...wording,
    explains: placeIn(line, wordStart(line.text, at), wordEnd(line.text, at + octets.length)),
    ...(mistake && { mistake: { kind: mistake, line: line.text, at } }),
    ...(fix && { fix: { ...fix, edits: [{ span, text: writtenIn(line, fix.text) }] } }),
  };
}

function wordStart(text: Octets, at: number): number {
  return text.lastIndexOf(' ', at - 1) + 1;
}

function wordEnd(text: Octets, at: number): number {
  const end = text.indexOf(' ', at);
  return end === -1 ? text.length : end;
}
