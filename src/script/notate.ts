import { type Octets, visible } from '../text/octets.js';
import type { Side } from './notation.js';
import type { TemplatePart } from './placeholder.js';

/**
 * What one side said, as lines of a script: `C: ` and `S: `, or `C\: ` and `S\: ` where something could not be seen or
 * would be read as something else. Every line of a literal has its own notation; what does not end in CRLF ends in `\c`.
 * Text stays text: only the placeholders among the parts are placeholders in the script.
 */
export function notate(side: Side, said: Octets | readonly TemplatePart[]): Octets {
  const letter = side === 'client' ? 'C' : 'S';
  const parts = typeof said === 'string' ? [{ kind: 'text', text: said } as const] : said;
  const lines = splitLines(parts);
  const last = lines.pop();
  const whole = lines.map((line) => `${notateLine(letter, line)}\n`).join('');
  return last && last.length > 0 ? `${whole}${letter}\\: ${last.map(escapePart).join('')}\\c\n` : whole;
}

type Line = TemplatePart[];

/** The parts by line; the last line is what follows the last CRLF. */
function splitLines(parts: readonly TemplatePart[]): Line[] {
  let line: Line = [];
  const lines = [line];
  for (const part of parts) {
    if (part.kind === 'placeholder') {
      line.push(part);
      continue;
    }
    for (const [index, text] of part.text.split('\r\n').entries()) {
      if (index > 0) lines.push((line = []));
      if (text !== '') line.push({ kind: 'text', text });
    }
  }
  return lines;
}

function notateLine(letter: 'C' | 'S', line: Line): Octets {
  if (line.length === 0) return `${letter}:`;
  const raw = line.map((part) => (part.kind === 'text' ? part.text : part.raw)).join('');
  const isPlain = line.every((part) => part.kind === 'placeholder' || isPlainText(part.text));
  if (isPlain && !/[ \t]$/.test(raw)) return `${letter}: ${raw}`;
  return `${letter}\\: ${line.map(escapePart).join('').replace(/[ ]$/, '\\x20')}`;
}

/** What would begin a placeholder or a literal of ours, were it written as it is. */
const syntax = /\$(?=\{)|\{(?=@|<<)/;
const everySyntax = new RegExp(syntax, 'g');

function isPlainText(text: Octets): boolean {
  return !syntax.test(text) && visible(text) === Buffer.from(text, 'latin1').toString('utf8');
}

function escapePart(part: TemplatePart): Octets {
  if (part.kind === 'placeholder') return part.raw;
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
