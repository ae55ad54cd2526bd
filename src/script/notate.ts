import { type Octets, visible } from '../text/octets.js';
import type { Side } from './notation.js';
import type { TemplatePart } from './placeholder.js';

/** What one side said: text, placeholders, and literals with placeholders in them. */
export type SaidPart = TemplatePart | SaidLiteral;

export interface SaidLiteral {
  readonly kind: 'literal';
  /** `~{n}` */
  readonly binary: boolean;
  readonly parts: readonly TemplatePart[];
}

/**
 * What one side said, as lines of a script: `C: ` and `S: `, or `C\: ` and `S\: ` where something could not be seen or
 * would be read as something else. Every line of a literal has its own notation; what does not end in CRLF ends in `\c`.
 * Text stays text: only the placeholders among the parts are placeholders in the script. A literal with placeholders is
 * written `{<<EOM}`.
 */
export function notate(side: Side, said: Octets | readonly SaidPart[]): Octets {
  const letter = side === 'client' ? 'C' : 'S';
  const parts = typeof said === 'string' ? [{ kind: 'text', text: said } as const] : said;
  const lines = splitLines(parts);
  const last = lines.pop();
  const whole = lines
    .map((line) => (line.isOpen ? notateOpen(letter, line) : `${notateLine(letter, line)}\n`))
    .join('');
  return last && last.length > 0 ? whole + notateOpen(letter, last) : whole;
}

function notateOpen(letter: 'C' | 'S', line: Line): Octets {
  return `${letter}\\: ${line.map(escapePart).join('')}\\c\n`;
}

/** What stands for itself: `{<<EOM}` and the word that ends it. */
interface Syntax {
  readonly kind: 'syntax';
  readonly raw: Octets;
}

type Line = (TemplatePart | Syntax)[] & { isOpen?: boolean };

/** The parts by line; the last line is what follows the last CRLF. */
function splitLines(parts: readonly SaidPart[]): Line[] {
  const lines: Line[] = [[]];
  for (const part of parts)
    if (part.kind === 'literal') addLiteral(lines, part);
    else addPart(lines, part);
  return lines;
}

function addPart(lines: Line[], part: TemplatePart): void {
  if (part.kind === 'placeholder') {
    lines.at(-1)?.push(part);
    return;
  }
  for (const [index, text] of part.text.split('\r\n').entries()) {
    if (index > 0) lines.push([]);
    if (text !== '') lines.at(-1)?.push({ kind: 'text', text });
  }
}

function addLiteral(lines: Line[], { binary, parts }: SaidLiteral): void {
  const word = wordOutside(parts.map((part) => (part.kind === 'text' ? part.text : part.raw)).join(''));
  lines.at(-1)?.push({ kind: 'syntax', raw: `${binary ? '~' : ''}{<<${word}}` });
  lines.push([]);
  for (const part of parts) addPart(lines, part);
  const last = lines.at(-1);
  if (last && last.length > 0) {
    last.isOpen = true;
    lines.push([]);
  }
  lines.at(-1)?.push({ kind: 'syntax', raw: word });
}

function wordOutside(content: Octets): Octets {
  let word = 'EOM';
  for (let number = 2; content.includes(word); number++) word = `EOM${number}`;
  return word;
}

function notateLine(letter: 'C' | 'S', line: Line): Octets {
  if (line.length === 0) return `${letter}:`;
  const raw = line.map((part) => (part.kind === 'text' ? part.text : part.raw)).join('');
  const isPlain = line.every((part) => part.kind !== 'text' || isPlainText(part.text));
  if (isPlain && !/[ \t]$/.test(raw)) return `${letter}: ${raw}`;
  return `${letter}\\: ${line.map(escapePart).join('').replace(/[ ]$/, '\\x20')}`;
}

/** What would begin a placeholder or a literal of ours, were it written as it is. */
const syntax = /\$(?=\{)|\{(?=@|<<)/;
const everySyntax = new RegExp(syntax, 'g');

function isPlainText(text: Octets): boolean {
  return !syntax.test(text) && visible(text) === Buffer.from(text, 'latin1').toString('utf8');
}

function escapePart(part: TemplatePart | Syntax): Octets {
  if (part.kind !== 'text') return part.raw;
  if (/^[ -[\]-~]*$/.test(part.text)) return part.text.replace(everySyntax, escapeOctet);
  return [...part.text.matchAll(/[ -~]+|[^ -~]+/g)].map(([run]) => escapeRun(run)).join('');
}

const named: Readonly<Record<Octets, Octets>> = { '\t': '\\t', '\r': '\\r', '\n': '\\n' };

function escapeRun(run: Octets): Octets {
  if (run >= ' ' && run < '\x7f') return run.replaceAll('\\', '\\\\').replace(everySyntax, escapeOctet);
  if (isPlainText(run)) return run;
  return run.replace(/[\s\S]/g, (octet) => named[octet] ?? escapeOctet(octet));
}

function escapeOctet(octet: Octets): Octets {
  return `\\x${octet.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
