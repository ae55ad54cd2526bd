import type { Octets } from '../text/octets.js';
import type { LineReader } from './line-reader.js';
import { notationAt, sideOf } from './notation.js';
import { isAnswerTo } from './server-form.js';

/** How the server reacts to an announcement that waits: it asks for the data, or refuses them. */
export type Reaction = 'continuation' | 'refusal';

/** The reaction that stands at an offset, where the data would be if there is none. */
export function reactionAt(line: LineReader, at: number, tag: Octets): Reaction | undefined {
  if (at >= line.text.length) return undefined;
  line.moveTo(at);
  const notation = notationAt(line.text, at, line.stop);
  if (sideOf(notation) === 'client') return undefined;
  if (line.text[at + notation.length] === '+') return 'continuation';
  return isRefused(line, at, tag) ? 'refusal' : undefined;
}

/** Whether the answer here refuses the data. Where lines say that they are the server's, others may come before it. */
function isRefused(line: LineReader, start: number, tag: Octets): boolean {
  for (let at = start; at < line.text.length; at = line.next) {
    line.moveTo(at);
    const notation = notationAt(line.text, at, line.stop);
    if (isRefusal(line, at + notation.length, tag)) return true;
    if (sideOf(notation) !== 'server') return false;
  }
  return false;
}

function isRefusal({ text, stop }: LineReader, from: number, tag: Octets): boolean {
  if (/^\* BYE(?: |$)/i.test(text.slice(from, Math.min(stop, from + 6)))) return true;
  const status = from + tag.length + 1;
  return isAnswerTo(tag, text, from, stop) && !/^OK/i.test(text.slice(status, status + 2));
}
