import { traits } from '../../imap/octet-traits.js';
import { findCommand } from '../../imap/registry.js';
import type { ClientMessage, CountedLiteral } from '../../script/ast.js';
import type { Octets } from '../../text/octets.js';
import type { Span } from '../../text/source.js';
import { headOf } from '../place.js';
import type { Finding, Rule } from '../rule.js';

/** A literal whose number does not fit its text: `literal = "{" number64 ["+"] "}" CRLF *CHAR8` — RFC 9051 §9 */
export const literalLength: Rule = {
  code: 'C006',
  name: 'literal-length',
  category: 'command',
  severity: 'error',
  fix: 'unsafe',
  check({ script, report }) {
    let explained = 0;
    return {
      traits: traits.literal,
      command(message) {
        if (message.span.start < explained) return;
        const doubtful = findDoubtful(message);
        if (!doubtful) return;
        const meant = measureText(script.source.text, doubtful, message);
        explained = meant.end;
        if (meant.count !== doubtful.count) report(describe(doubtful, meant, message));
      },
    };
  },
};

/** The first literal after which the command does not go on, or which holds a command. */
function findDoubtful({ segments, tag }: ClientMessage): CountedLiteral | undefined {
  for (const [index, { literal }] of segments.entries()) {
    const next = segments[index + 1]?.line.text;
    if (literal?.form !== 'counted' || next === undefined) continue;
    const goesOn = next === '' || next[0] === ' ' || next[0] === ')';
    const isInLineEnd = next === '' && literal.octets.endsWith('\r');
    if (!goesOn || isInLineEnd || holdsCommand(literal, tag)) return literal;
  }
  return undefined;
}

function describe(literal: CountedLiteral, { count, end }: MeantText, message: ClientMessage): Finding {
  const span = numberSpan(literal);
  const kind = literal.count < count ? 'literal-too-short' : 'literal-too-long';
  return {
    span,
    message: `Expected {${count}}, found {${literal.count}}: ${whatHappens(literal, count)}`,
    details: ['Each line end counts two octets; {<<EOM} counts for you.'],
    explains: { start: literal.announcementSpan.start, end: Math.max(end, message.span.end) },
    mistake: { kind, line: headOf(message).text, at: 0 },
    fix: { title: `announce ${count} octets`, safe: false, edits: [{ span, text: String(count) }] },
  };
}

function whatHappens({ count: announced, octets }: CountedLiteral, there: number): string {
  if (announced === there + 1 && octets.endsWith('\r')) return 'it ends between a CR and its LF.';
  return announced < there
    ? 'the rest of the text is run as commands.'
    : 'the next command is taken for text, and never answered.';
}

function numberSpan({ announcementSpan: { start }, announcement }: CountedLiteral): Span {
  const at = start + announcement.search(/\d/);
  return { start: at, end: at + String(announcement.match(/\d+/)?.[0] ?? '').length };
}

/** A command with a tag like that of its own command: the text has swallowed it. */
function holdsCommand({ octets }: CountedLiteral, tag: Octets): boolean {
  return octets.split('\r\n').some((line) => isCommandLike(line, tag));
}

interface MeantText {
  /** Octets on the wire. */
  readonly count: number;
  /** Where it ends in the source. */
  readonly end: number;
}

/** The text that was meant: up to the next line that is a command or an answer, without the line end that ends the command. */
function measureText(source: Octets, literal: CountedLiteral, message: ClientMessage): MeantText {
  const isNoted = headOf(message).notation !== '';
  const lines: Octets[] = [];
  let at = literal.bodySpan.start;
  while (at < source.length) {
    const newline = source.indexOf('\n', at);
    const stop = newline === -1 ? source.length : newline;
    const line = source.slice(at, stop).replace(/\r$/, '');
    const text = isNoted ? line.replace(/^C\\?: ?/, '') : line;
    if (isCommandLike(text, message.tag) || isAnswer(line, message.tag)) break;
    lines.push(text);
    at = stop + 1;
  }
  if (lines.at(-1) === '') lines.pop();
  else return { count: lines.join('\r\n').length, end: at };
  return { count: lines.map((line) => `${line}\r\n`).join('').length, end: at };
}

function isCommandLike(line: Octets, tag: Octets): boolean {
  const [first = '', second = ''] = line.slice(0, 80).split(' ', 2);
  return styleOf(first) === styleOf(tag) && findCommand(second) !== undefined;
}

/** Messages have lines that begin with `*`, too: an answer goes on with a word that only servers say. */
function isAnswer(line: Octets, tag: Octets): boolean {
  const text = line.startsWith('S: ') ? line.slice(3) : line;
  if (/^(?:\+ ?$|\* (?:OK|NO|BAD|BYE|FLAGS|LIST|SEARCH|STATUS|CAPABILITY|\d+ [A-Z]+)\b)/.test(text))
    return true;
  return (
    text.startsWith(`${tag} `) && /^(?:OK|NO|BAD)(?: |$)/.test(text.slice(tag.length + 1, tag.length + 5))
  );
}

/** `A001` and `A002` look alike, and so do `a` and `b`; longer tags without a number only when they are equal. */
function styleOf(tag: Octets): string {
  return /^[a-z]$/i.test(tag) ? '?' : tag.replace(/\d+$/, '#');
}
