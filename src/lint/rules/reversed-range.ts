import type { Octets } from '../../text/octets.js';
import { findArguments } from '../argument-text.js';
import { placeInMessage } from '../grammar-rule.js';
import type { Rule } from '../rule.js';

/** `seq-range = seq-number ":" seq-number ; Example: 2:4 and 4:2 are equivalent` — RFC 9051 §9 */
export const reversedRange: Rule = {
  code: 'V014',
  name: 'reversed-range',
  category: 'value',
  severity: 'note',
  fix: 'safe',
  check: ({ report }) => ({
    names: sets.flatMap((name) => [name, `UID ${name}`]),
    command(message, command) {
      if (!mayBeReversed(command.text)) return;
      for (const set of findArguments(command, ['sequence-set', 'uid-set']))
        for (const found of command.text.slice(set.start, set.end).matchAll(ranges)) {
          const [written, first = '', last = ''] = found;
          if (!isBefore(last, first)) continue;
          const start = set.start + found.index;
          const span = placeInMessage(message, { start, end: start + written.length });
          const text = `${last}:${first}`;
          report({
            span,
            message: `${written} is ${text} to a server: the answers do not come the other way round.`,
            fix: { title: `write ${text}`, safe: true, edits: [{ span, text }] },
          });
        }
    },
  }),
};

const sets = ['FETCH', 'STORE', 'COPY', 'MOVE', 'SEARCH', 'SORT', 'THREAD', 'EXPUNGE'];
const ranges = /(?<!\d)(\d+):(\d+)/g;

/** Told without a regular expression: most lines have a colon. */
function mayBeReversed(text: Octets): boolean {
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) {
    let start = at;
    while (isDigit(text.charCodeAt(start - 1))) start--;
    let end = at + 1;
    while (isDigit(text.charCodeAt(end))) end++;
    if (start < at && end > at + 1 && isBefore(text.slice(at + 1, end), text.slice(start, at))) return true;
  }
  return false;
}

function isDigit(octet: number): boolean {
  return octet >= 0x30 && octet <= 0x39;
}

function isBefore(a: string, b: string): boolean {
  return a.length === b.length ? a < b : a.length < b.length;
}
