import { redacted, SecretPlaces } from '../imap/secret.js';
import { createSource, type Source, type Span } from '../text/source.js';
import type { ClientMessage, Literal, Script, ScriptStream, Segment, ServerMessage } from './ast.js';
import { parseScript } from './parser.js';
import { placeholderEnd } from './placeholder.js';

/** Where the script itself holds passwords and the like, in order: what no excerpt of it may show. */
export function findSecrets({ items }: ScriptStream): readonly Span[] {
  const places = new SecretPlaces({ placeholderEnd });
  const spans: Span[] = [];
  for (const item of items) {
    if (item.kind === 'client') spans.push(...secretsIn(item, places));
    else if (places.isOpen && item.kind === 'server' && item.form === 'tagged')
      places.inResponse(wireText(item));
  }
  return spans;
}

/** The same script with its secrets replaced: those in a literal by as many octets as it counts. */
export function hideSecrets(script: Script): Script {
  const source = withoutSecrets(script);
  return source === script.source ? script : parseScript(source);
}

/** What such a script is read from. */
export function withoutSecrets(script: ScriptStream): Source {
  const spans = findSecrets(script);
  if (spans.length === 0) return script.source;
  const literals = literalStarts(script);
  let text = '';
  let at = 0;
  for (const { start, end } of spans) {
    text += script.source.text.slice(at, start) + (literals.has(start) ? '*'.repeat(end - start) : redacted);
    at = end;
  }
  return createSource(script.source.path, text + script.source.text.slice(at));
}

/** Where literals begin whose octets are counted. */
function literalStarts({ items }: ScriptStream): ReadonlySet<number> {
  const starts = new Set<number>();
  for (const item of items) {
    if (item.kind !== 'client') continue;
    for (const { literal } of item.segments)
      if (literal?.form === 'counted') starts.add(literal.bodySpan.start);
  }
  return starts;
}

function secretsIn(message: ClientMessage, places: SecretPlaces): Span[] {
  return message.segments.flatMap(({ line, literal }) => {
    const announcement = literal ? `{${sizeOf(literal)}}` : '';
    const shift = (span: Span) => ({ start: line.textStart + span.start, end: line.textStart + span.end });
    const spans = places.inMessage(`${line.raw}${announcement}\r\n`);
    const inLine = (spans.length > 0 ? spans : secretsOfOthers(line.raw)).map(shift);
    return literal ? [...inLine, ...secretsInLiteral(literal, places)] : inLine;
  });
}

/** POP3's PASS, and a LOGIN without a tag and one word: what follows may well be a password. */
function secretsOfOthers(text: string): Span[] {
  const found = /^[ \t]{0,20}(?:PASS|LOGIN)[ \t]{1,20}(?=\S)/i.exec(text);
  return found ? [{ start: found[0].length, end: text.length }] : [];
}

/** A literal with a secret in it is hidden as a whole. */
function secretsInLiteral(literal: Literal, places: SecretPlaces): Span[] {
  if (literal.form === 'file' || literal.form === 'refused') return [];
  return places.inMessage(literal.octets).length > 0 ? [literal.bodySpan] : [];
}

function sizeOf(literal: Literal): number {
  return literal.form === 'counted' || literal.form === 'heredoc' ? literal.octets.length : 0;
}

function wireText({ segments }: ServerMessage): string {
  return segments.map(({ line }: Segment) => line.text).join('');
}
