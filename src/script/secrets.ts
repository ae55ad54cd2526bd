import { SecretPlaces } from '../imap/secret.js';
import type { Span } from '../text/source.js';
import type { ClientMessage, Literal, Script, Segment, ServerMessage } from './ast.js';
import { placeholderEnd } from './placeholder.js';

/** Where the script itself holds passwords and the like, in order: what no excerpt of it may show. */
export function findSecrets(script: Script): readonly Span[] {
  const places = new SecretPlaces({ placeholderEnd });
  const spans: Span[] = [];
  for (const item of script.items) {
    if (item.kind === 'client') spans.push(...secretsIn(item, places));
    else if (item.kind === 'server' && item.form === 'tagged') places.inResponse(wireText(item));
  }
  return spans;
}

function secretsIn(message: ClientMessage, places: SecretPlaces): Span[] {
  return message.segments.flatMap(({ line, literal }) => {
    const announcement = literal ? `{${sizeOf(literal)}}` : '';
    const shift = (span: Span) => ({ start: line.textStart + span.start, end: line.textStart + span.end });
    const inLine = places.inMessage(`${line.raw}${announcement}\r\n`).map(shift);
    return literal ? [...inLine, ...secretsInLiteral(literal, places)] : inLine;
  });
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
