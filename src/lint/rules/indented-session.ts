import type { Octets } from '../../text/octets.js';
import type { Rule } from '../rule.js';

/** All of a session indented, as it stands in a web page or a ticket: each line would be sent with its blanks. */
export const indentedSession: Rule = {
  code: 'C009',
  name: 'indented-session',
  category: 'command',
  severity: 'error',
  fix: 'unsafe',
  check({ script, report }) {
    const { text } = script.source;
    const lines = findIndentedLines(text);
    const [first] = lines;
    if (!first || lines.length < 2) return {};
    const width = lines.reduce((least, line) => Math.min(least, line.width), first.width);
    const edits = lines.map(({ start }) => ({ span: { start, end: start + width }, text: '' }));
    report({
      span: { start: first.start, end: first.start + width },
      message: 'All lines are indented: a line begins with its tag, without blanks.',
      explains: { start: 0, end: text.length },
      fix: { title: 'take the blanks away', safe: false, edits },
    });
    return {};
  },
};

interface IndentedLine {
  readonly start: number;
  /** How many blanks and tabs it begins with. */
  readonly width: number;
}

/** The lines that are not empty, if each of them begins with a blank or a tab. */
function findIndentedLines(text: Octets): IndentedLine[] {
  const lines: IndentedLine[] = [];
  for (let start = 0; start < text.length; start = nextLine(text, start)) {
    const width = blanksAt(text, start);
    const isEmpty = /^[\r\n]?$/.test(text.slice(start + width, start + width + 1));
    if (isEmpty) continue;
    if (width === 0) return [];
    lines.push({ start, width });
  }
  return lines;
}

function nextLine(text: Octets, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline === -1 ? text.length : newline + 1;
}

function blanksAt(text: Octets, start: number): number {
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at - start;
}
