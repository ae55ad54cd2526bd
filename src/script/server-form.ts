import type { Octets } from '../text/octets.js';

/**
 * The end of the tag when the text is a tagged answer: one word, one blank, and OK, NO or BAD as a word; otherwise -1.
 * `response-tagged = tag SP resp-cond-state CRLF` — RFC 9051 §9
 */
export function taggedAnswerEnd(text: Octets, start: number, stop: number): number {
  let at = start;
  for (; at < stop; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x20) break;
    if (code <= 0x0d && code >= 0x09) return -1;
  }
  return at > start && at < stop && isStatusAt(text, at + 1, stop) ? at : -1;
}

/** True when the text is the tagged answer to the command with this tag. */
export function isAnswerTo(tag: Octets, text: Octets, start: number, stop: number): boolean {
  const tagEnd = taggedAnswerEnd(text, start, stop);
  return tagEnd === start + tag.length && text.startsWith(tag, start);
}

/** True when OK, NO or BAD stands at `at` as a word, in any case. */
function isStatusAt(text: Octets, at: number, stop: number): boolean {
  const length = statusLength(text.charCodeAt(at) | 0x20, text, at);
  const end = at + length;
  return length > 0 && (end === stop || (end < stop && text.charCodeAt(end) === 0x20));
}

function statusLength(first: number, text: Octets, at: number): number {
  const second = text.charCodeAt(at + 1) | 0x20;
  if (first === 0x6f) return second === 0x6b ? 2 : 0;
  if (first === 0x6e) return second === 0x6f ? 2 : 0;
  return first === 0x62 && second === 0x61 && (text.charCodeAt(at + 2) | 0x20) === 0x64 ? 3 : 0;
}

/** True when an untagged response or a continuation is for people from here on, so that it holds no literals. */
export function isStatusResponse(text: Octets, start: number, stop: number): boolean {
  return /^(?:\+|\* +(?:OK|NO|BAD|BYE|PREAUTH)(?: |$))/i.test(text.slice(start, Math.min(stop, start + 16)));
}
