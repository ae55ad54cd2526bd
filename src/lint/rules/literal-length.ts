import { findCommand } from '../../imap/registry.js';
import type { ClientMessage, CountedLiteral } from '../../script/ast.js';
import type { Octets } from '../../text/octets.js';
import type { Span } from '../../text/source.js';
import { traits } from '../octet-traits.js';
import type { Rule } from '../rule.js';

/** A literal whose number does not fit its text: `literal = "{" number64 ["+"] "}" CRLF *CHAR8` — RFC 9051 §9 */
export const literalLength: Rule = {
  code: 'C006',
  name: 'literal-length',
  category: 'command',
  severity: 'error',
  check: ({ script, report }) => {
    let explained = 0;
    return {
      traits: traits.literal,
      command(message) {
        if (message.span.start < explained) return;
        for (const [index, { literal }] of message.segments.entries()) {
          const next = message.segments[index + 1]?.line;
          if (literal?.form !== 'counted' || !next) continue;
          const isCut = next.text !== '' && next.text[0] !== ' ' && next.text[0] !== ')';
          if (!isCut && !holdsCommand(literal, message.tag)) continue;
          const text = textFrom(script.source.text, literal, message);
          explained = text.end;
          if (text.count === literal.count) continue;
          report({
            span: numberSpan(literal),
            message: `Expected {${text.count}}, found {${literal.count}}: ${whatHappens(literal.count, text.count)}`,
            details: ['Each line end counts two octets; {<<EOM} counts for you.'],
            explains: { start: literal.announcementSpan.start, end: Math.max(text.end, message.span.end) },
            mistake: {
              kind: literal.count < text.count ? 'literal-too-short' : 'literal-too-long',
              line: message.segments[0]?.line.text ?? '',
              at: 0,
            },
            fix: {
              title: `announce ${text.count} octets`,
              safe: false,
              edits: [{ span: numberSpan(literal), text: String(text.count) }],
            },
          });
          return;
        }
      },
    };
  },
};

function whatHappens(announced: number, there: number): string {
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

/** The text that was meant: up to the next line that is a command or an answer, without the line end that ends the command. */
function textFrom(
  source: Octets,
  literal: CountedLiteral,
  message: ClientMessage,
): { count: number; end: number } {
  const isNoted = message.segments[0]?.line.notation !== '';
  const lines: Octets[] = [];
  let at = literal.bodySpan.start;
  while (at < source.length) {
    const newline = source.indexOf('\n', at);
    const stop = newline === -1 ? source.length : newline;
    const line = source.slice(at, stop).replace(/\r$/, '');
    const text = isNoted ? line.replace(/^C\\?: ?/, '') : line;
    if (isCommandLike(text, message.tag) || isAnswer(line)) break;
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

function isAnswer(line: Octets): boolean {
  return /^(?:S: )?(?:\* |\+|\S+ (?:OK|NO|BAD)(?: |$))/.test(line);
}

/** `A001` and `A002` look alike; tags without a number only when they are equal. */
function styleOf(tag: Octets): string {
  return tag.replace(/\d+$/, '#');
}
