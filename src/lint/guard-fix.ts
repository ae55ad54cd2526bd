import type { ClientMessage, Line } from '../script/ast.js';
import { applyFixes, type Fix } from '../text/diagnostic.js';
import type { Octets } from '../text/octets.js';

/**
 * Drops a fix that changes nothing. One that would make something else of a line than it is, or that would part a
 * command from its answer, is not safe.
 */
export function guardFix(
  fix: Fix,
  message: ClientMessage | undefined,
  isAnswered: boolean,
  source: Octets,
): Fix | undefined {
  if (fix.edits.every(({ span, text }) => source.slice(span.start, span.end) === text)) return undefined;
  if (!fix.safe || !message) return fix;
  const tag = isAnswered ? message.tag : undefined;
  return message.segments.every(({ line }, index) => staysWhatItIs(line, index === 0, fix, tag))
    ? fix
    : { ...fix, safe: false };
}

function staysWhatItIs(line: Line, isHead: boolean, fix: Fix, tag: Octets | undefined): boolean {
  const { notation, textStart, raw } = line;
  const edits = fix.edits
    .map(({ span, text }) => ({
      span: { start: span.start - textStart, end: span.end - textStart },
      text,
    }))
    .filter(({ span }) => span.start >= 0 && span.end <= raw.length);
  if (edits.length === 0) return true;
  if (raw.length > longestTyped) return false;
  const { text } = applyFixes(raw, [{ ...fix, edits }]);
  if (announcement.test(text) !== announcement.test(raw)) return false;
  if (!isHead) return true;
  if (edits.some((edit) => edit.text === '# ')) return true;
  return (tag === undefined || text.split(' ', 1)[0] === tag) && (notation !== '' || isCommand(text));
}

/** Nobody types longer lines: they are data. */
const longestTyped = 10_000;

const announcement = /\{[^{}]*\}$/;

/** Not an answer, a comment, a directive, an empty line or a line with a notation (docs/language.md, "Lines"). */
function isCommand(line: Octets): boolean {
  return line !== '' && !/^(?:\* |\+|#|%|[CS]\\?:|S[?!]: |\S+ (?:OK|NO|BAD)(?: |$))/i.test(line);
}
