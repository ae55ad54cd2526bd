import type { Octets } from '../text/octets.js';
import type { Item, Literal, Script, Segment } from './ast.js';

/** The script as a file has it. What was parsed prints as the same octets. */
export function printScript(script: Script): Octets {
  return script.items.map(printItem).join('');
}

export function printItem(item: Item): Octets {
  switch (item.kind) {
    case 'blank':
      return item.end;
    case 'comment':
    case 'directive':
      return item.text + item.end;
    case 'client':
    case 'server':
      return item.segments.length === 1 && item.segments[0]
        ? printSegment(item.segments[0])
        : item.segments.map(printSegment).join('');
  }
}

function printSegment({ line, literal }: Segment): Octets {
  const start = line.notation + line.raw;
  return literal ? start + literal.announcement + line.end + printBody(literal) : start + line.end;
}

function printBody(literal: Literal): Octets {
  switch (literal.form) {
    case 'file':
    case 'refused':
      return '';
    case 'counted':
      return printContinuation(literal) + literal.raw;
    case 'heredoc':
      return printContinuation(literal) + literal.raw + (literal.terminator ? literal.word : '');
  }
}

function printContinuation({ continuation }: Extract<Literal, { form: 'counted' | 'heredoc' }>): Octets {
  return continuation ? printItem(continuation) : '';
}
