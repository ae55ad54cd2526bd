import type { Item, Literal, Script, Segment, ServerMessage } from '../../src/script/ast.js';
import { visible } from '../../src/text/octets.js';

/**
 * A script as one short line an item, to compare with in tables of tests: whose message, what is said, in `[…]` the
 * octets of a literal, with `→` a server's continuation before it, and `…` at the end where no line end is sent.
 */
export function outline(script: Script): readonly string[] {
  return script.items.map(outlineItem);
}

function outlineItem(item: Item): string {
  switch (item.kind) {
    case 'blank':
      return 'blank';
    case 'comment':
      return item.suppression
        ? `ignore ${item.suppression.rules.map(({ text }) => text).join(' ')}`
        : 'comment';
    case 'directive':
      return `%${item.body.name}`;
    case 'client':
      return `${item.role}: ${outlineSegments(item.segments)}`;
    case 'server':
      return outlineServer(item);
  }
}

const presences = { must: '', may: 'may ', never: 'never ' } as const;

function outlineServer({ presence, form, segments }: ServerMessage): string {
  return `${presences[presence]}${form}: ${outlineSegments(segments)}`;
}

function outlineSegments(segments: readonly Segment[]): string {
  return segments
    .map(
      ({ line, literal }) =>
        visible(line.text) + (line.open ? '…' : '') + (literal ? outlineLiteral(literal) : ''),
    )
    .join('|');
}

function outlineLiteral(literal: Literal): string {
  switch (literal.form) {
    case 'file':
      return `${literal.binary ? '~' : ''}[@${literal.path}]`;
    case 'refused':
      return `[refused ${literal.count}]`;
    case 'counted':
    case 'heredoc': {
      const continuation = literal.continuation ? `→${outlineSegments(literal.continuation.segments)}→` : '';
      return `${literal.binary ? '~' : ''}[${continuation}${visible(literal.octets)}]`;
    }
  }
}
